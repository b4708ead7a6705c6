import Devices
import Foundation
import Quantities

/// A battery of a ``CentralProgram`` in kilowatts, kilowatt-hours and factors of an interval, which
/// are those of the exact battery.
struct CentralStore {
  let initial: Double
  let chargePower: Double
  let dischargePower: Double
  let upperLimit: Double
  let finalValue: Double
  /// The factor by which the content shrinks in an interval.
  let decay: Double
  /// The kilowatt-hours stored by one charged in an interval.
  let stored: Double
  /// The kilowatt-hours delivered by one taken from store in an interval.
  let delivered: Double
  private let lowerLimit: Double
  private let wanted: Double
  private let hours: Double

  init(_ store: CentralOptimum.Store, hours: Double) {
    let specification = store.battery.specification
    let rate = specification.selfDischargePerHour
    let span = rate > 0 ? -expm1(-rate * hours) / rate : hours
    decay = exp(-rate * hours)
    stored = specification.chargeEfficiency * span / hours
    delivered = specification.dischargeEfficiency * hours / span
    chargePower = specification.chargePower.kilowatts
    dischargePower = specification.dischargePower.kilowatts
    lowerLimit = specification.lowerLimit.kilowattHours
    upperLimit = max(specification.upperLimit.kilowattHours, lowerLimit)
    initial = min(store.battery.content.kilowattHours, upperLimit)
    finalValue = store.finalValue
    wanted = store.leastFinalContent
    self.hours = hours
  }

  /// The content that a battery may have after some intervals: the limit, or what self-discharge
  /// leaves below it when the battery rests.
  func lowerBound(after count: Int) -> Double {
    let bound = min(lowerLimit, initial * pow(decay, Double(count)))
    // The content of a battery that stands on its limit may miss it by rounding.
    return bound - 1e-9
  }

  /// The least content at the end that can be reached.
  func leastFinalContent(after count: Int) -> Double {
    var reachable = initial
    for _ in 0..<count {
      reachable = min(decay * reachable + chargePower * hours * stored, upperLimit)
    }
    return min(wanted, reachable) - 1e-9
  }
}
