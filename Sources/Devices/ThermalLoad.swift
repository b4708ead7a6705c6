import Foundation
public import Quantities

/// A room or tank of one temperature that is heated or cooled electrically, advanced exactly between
/// events.
///
/// ```text
/// C·dT/dt = U·(T_out − T) + G + s·COP·P,   s = +1 to heat, −1 to cool
/// T(Δ)    = T∞ + (T − T∞)·e^(−Δ·U/C),     T∞ = T_out + (G + s·COP·P)/U
/// ```
///
/// P may be any power up to the nominal one, as of a heat pump with an inverter. A thermostat keeps
/// the temperature between two limits as far as the power allows: where it meets one it is held
/// there. The instant at which it does is calculated, not found a step later.
///
/// A second heat capacity, a coefficient of performance that depends on temperatures, a least power
/// and the drawing of hot water are left out.
public struct ThermalLoad: Hashable, Sendable {
  /// The constant properties.
  public let specification: Specification

  /// The temperature, in °C.
  public private(set) var temperature: Double

  /// The temperature around it, in °C, constant until it is set anew.
  public var outdoorTemperature: Double

  /// The power injected into the bus: negative while it heats or cools, otherwise zero.
  public private(set) var power: Power = .zero

  /// The kelvin-hours by which the temperature has differed from the setpoint, either way.
  public private(set) var discomfort = 0.0

  /// Creates a room or tank at its initial temperature.
  public init(_ specification: Specification) {
    self.specification = specification
    temperature = specification.initialTemperature
    outdoorTemperature = specification.outdoorTemperature
  }

  /// Sets the power as near to a setpoint as the nominal power and the thermostat allow.
  ///
  /// - Parameter setpoint: The power wanted, negative to consume.
  /// - Returns: The power now injected.
  @discardableResult
  public mutating func dispatch(_ setpoint: Power) -> Power {
    power = max(min(setpoint, .zero), -specification.power)
    // At a limit, or beyond it, the thermostat takes over where the temperature would leave it.
    if temperature <= specification.lowerLimit, equilibrium < specification.lowerLimit {
      hold(specification.lowerLimit, isBeyond: temperature < specification.lowerLimit)
    } else if temperature >= specification.upperLimit, equilibrium > specification.upperLimit {
      hold(specification.upperLimit, isBeyond: temperature > specification.upperLimit)
    }
    return power
  }

  /// The hours until the temperature meets a limit at the present power; infinity when it never
  /// does.
  public var hoursToLimit: Double {
    let final = equilibrium
    let limit: Double
    if final < temperature, final < specification.lowerLimit,
      temperature > specification.lowerLimit
    {
      limit = specification.lowerLimit
    } else if final > temperature, final > specification.upperLimit,
      temperature < specification.upperLimit
    {
      limit = specification.upperLimit
    } else {
      return .infinity
    }
    let share = (limit - temperature) / (final - temperature)
    return share < 1 ? -log1p(-share) / specification.lossRate : .infinity
  }

  /// Advances the temperature at the present power.
  ///
  /// - Parameter hours: The span of time, not beyond the meeting with a limit.
  public mutating func advance(hours: Double) {
    let (start, final) = (temperature, equilibrium)
    temperature += (final - start) * -expm1(-specification.lossRate * hours)
    discomfort += ThermalLoad.kelvinHours(
      from: start, to: final, setpoint: specification.setpoint, rate: specification.lossRate,
      hours: hours)
  }

  /// Puts the temperature exactly on the limit that it has met, and holds it there.
  public mutating func settleOnLimit() {
    let final = equilibrium
    if final < specification.lowerLimit {
      temperature = specification.lowerLimit
      hold(specification.lowerLimit, isBeyond: false)
    } else if final > specification.upperLimit {
      temperature = specification.upperLimit
      hold(specification.upperLimit, isBeyond: false)
    }
  }

  /// The temperature that the present power leads to.
  public var equilibrium: Double {
    outdoorTemperature
      + (specification.gains.watts - specification.heatPerWatt * power.watts)
      / specification.conductance
  }

  /// Sets the power that holds a limit; beyond it, the one that comes back soonest.
  private mutating func hold(_ limit: Double, isBeyond: Bool) {
    let heat =
      specification.conductance * (limit - outdoorTemperature) - specification.gains.watts
    let watts = heat / specification.heatPerWatt
    let isLower = limit == specification.lowerLimit
    let isHelpful = isLower == (specification.heatPerWatt > 0)
    if isBeyond {
      power = isHelpful ? -specification.power : .zero
    } else {
      power = -Power(watts: min(max(watts, 0), specification.power.watts))
    }
  }

  /// The area between the temperature and the setpoint, in kelvin-hours.
  private static func kelvinHours(
    from start: Double, to final: Double, setpoint: Double, rate: Double, hours: Double
  ) -> Double {
    let (above, apart) = (final - setpoint, start - final)
    func area(_ from: Double, _ to: Double) -> Double {
      above * (to - from) + apart * (expm1(-rate * from) - expm1(-rate * to)) / rate
    }
    // The temperature crosses the setpoint once at most.
    let share = (setpoint - final) / apart
    let crossing = share > 0 && share < 1 ? -log(share) / rate : .infinity
    guard crossing < hours else { return abs(area(0, hours)) }
    return abs(area(0, crossing)) + abs(area(crossing, hours))
  }
}
