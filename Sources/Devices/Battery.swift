import Foundation
public import Quantities

/// A battery as an energy reservoir with constant efficiencies and self-discharge, advanced exactly
/// between events.
///
/// ```text
/// dE/dt = −σ·E + r,   r = η_c·P_c − P_d/η_d
/// E(Δ)  = E·e^(−σΔ) + r·(1 − e^(−σΔ))/σ        (r·Δ where σ = 0)
/// ```
///
/// P_c and P_d are the charging and discharging power at the grid's side of the converter, at most
/// one of them above zero. The instant at which the content meets a limit is calculated, not found
/// a step later, so the state does not depend on the length of the steps.
///
/// A charging battery that is full goes on taking what it loses by itself, σ·E_max/η_c. A
/// discharging battery that is empty stops; self-discharge then goes on below the lower limit.
///
/// Ageing, a temperature, and limits that depend on the state of charge are left out.
public struct Battery: Hashable, Sendable {
  /// The battery's constant properties.
  public let specification: Specification

  /// The energy stored.
  public private(set) var content: Energy

  /// The power that the battery injects into its bus; negative while it charges.
  public private(set) var power: Power = .zero

  /// Creates a battery at the initial state of charge of its specification.
  public init(_ specification: Specification) {
    self.specification = specification
    content = specification.capacity * specification.initialStateOfCharge
  }

  /// The energy stored, as a share of the capacity.
  public var stateOfCharge: Double { content / specification.capacity }

  /// Sets the power as near to a setpoint as the power limits and the content allow.
  ///
  /// - Parameter setpoint: The power wanted, positive to discharge.
  /// - Returns: The power that the battery now injects.
  @discardableResult
  public mutating func dispatch(_ setpoint: Power) -> Power {
    if setpoint < .zero {
      power = -min(-setpoint, specification.chargePower)
      if content >= specification.upperLimit { power = max(power, -holdingPower) }
    } else {
      power = min(setpoint, specification.dischargePower)
      if content <= specification.lowerLimit { power = .zero }
    }
    return power
  }

  /// The hours until the content meets a limit at the present power; infinity when it never does.
  public var hoursToLimit: Double {
    if power < .zero {
      // A battery that holds its upper limit is there already.
      if content >= specification.upperLimit { return .infinity }
      return hours(to: specification.upperLimit)
    }
    if power > .zero { return hours(to: specification.lowerLimit) }
    return .infinity
  }

  /// Advances the content at the present power.
  ///
  /// - Parameter hours: The span of time, not beyond the meeting with a limit.
  public mutating func advance(hours: Double) {
    content = content(after: hours)
  }

  /// Puts the content exactly on the limit that it has met, and the power on what that allows.
  ///
  /// The instants of events are whole nanoseconds, so that the content misses the limit by less
  /// than the energy of one nanosecond.
  public mutating func settleOnLimit() {
    if power < .zero {
      content = specification.upperLimit
      power = max(power, -holdingPower)
    } else if power > .zero {
      content = specification.lowerLimit
      power = .zero
    }
  }

  /// The power that keeps a full battery full.
  private var holdingPower: Power {
    Power(
      watts: specification.selfDischargePerHour * specification.upperLimit.wattHours
        / specification.chargeEfficiency)
  }

  /// The rate r at which the content would grow without self-discharge, in watts.
  private var fillingRate: Double {
    power < .zero
      ? -power.watts * specification.chargeEfficiency
      : -power.watts / specification.dischargeEfficiency
  }

  private func content(after hours: Double) -> Energy {
    let decay = specification.selfDischargePerHour
    guard decay > 0 else { return content + Energy(wattHours: fillingRate * hours) }
    let lost = -expm1(-decay * hours)
    return Energy(
      wattHours: content.wattHours - content.wattHours * lost + fillingRate * lost / decay)
  }

  private func hours(to limit: Energy) -> Double {
    let (rate, decay) = (fillingRate, specification.selfDischargePerHour)
    guard decay > 0 else {
      let hours = (limit - content).wattHours / rate
      return hours >= 0 ? hours : 0
    }
    // The logarithm of (E* − r/σ) / (E − r/σ), which is near 1 where self-discharge is slow.
    let relativeChange = (limit - content).wattHours / (content.wattHours - rate / decay)
    // Charging with less than the self-discharge never fills a battery.
    if relativeChange >= 0 { return power < .zero ? .infinity : 0 }
    return relativeChange > -1 ? -log1p(relativeChange) / decay : .infinity
  }
}
