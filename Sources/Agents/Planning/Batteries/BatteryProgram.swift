import Devices
import Foundation
import Quantities

/// The linear program of a battery behind a meter.
///
/// ```text
/// minimise  Σ h·(i_k·imported_k − e_k·exported_k + w·d_k) − v·E_T
/// so that   imported_k − exported_k = −surplus_k + c_k − d_k
///           E_{k+1} = γ·E_k + φ·(η_c·c_k − d_k/η_d),   E_min ≤ E ≤ E_max
///           0 ≤ c_k ≤ C,  0 ≤ d_k ≤ D
/// ```
///
/// γ = e^(−σh) and φ = (1 − γ)/σ are those of the exact battery, so that a plan is kept to the
/// joule as long as forecasts hold. The charging power c and the discharging power d are as great
/// as the means of an interval; where the battery is full or empty within the interval the plan
/// spreads over it.
struct BatteryProgram {
  let outlook: PlanningOutlook
  let battery: Battery
  let wear: Double
  let terminalValue: Double
  /// The least kilowatt-hours to be stored at the end of the outlook, if that can be reached.
  let leastFinalContent: Double

  /// The factor by which the content shrinks in an interval.
  let decay: Double
  /// The kilowatt-hours stored by one charged in an interval.
  let stored: Double
  /// The kilowatt-hours delivered by one taken from store in an interval.
  let delivered: Double

  /// - Parameter terminalValue: What a stored kilowatt-hour is worth at the end of the outlook;
  ///   without it, midway between the dearest export and the cheapest import, so that surplus is
  ///   kept for load and load is covered from store.
  init(
    _ outlook: PlanningOutlook, _ battery: Battery, wear: Double, terminalValue: Double?,
    finalStateOfCharge: Double? = nil
  ) {
    self.outlook = outlook
    self.battery = battery
    self.wear = wear
    let specification = battery.specification
    let (rate, hours) = (specification.selfDischargePerHour, outlook.intervalHours)
    decay = exp(-rate * hours)
    let span = rate > 0 ? -expm1(-rate * hours) / rate : hours
    stored = specification.chargeEfficiency * span / hours
    delivered = specification.dischargeEfficiency * hours / span
    let cheapest = outlook.importPrices.min() ?? 0
    let dearest = outlook.exportPrices.max() ?? 0
    self.terminalValue =
      terminalValue
      ?? (cheapest + dearest) / 2 * specification.dischargeEfficiency
    let lower = specification.lowerLimit.kilowattHours
    guard let finalStateOfCharge else {
      leastFinalContent = lower
      return
    }
    var reachable = max(battery.content.kilowattHours, lower)
    let charged = specification.chargePower.kilowatts * hours * stored
    for _ in 0..<outlook.count {
      reachable = min(decay * reachable + charged, specification.upperLimit.kilowattHours)
    }
    let wanted = finalStateOfCharge * specification.capacity.kilowattHours
    leastFinalContent = max(min(wanted, reachable), lower)
  }

  var contents: ClosedRange<Double> {
    let lower = battery.specification.lowerLimit.kilowattHours
    return lower...max(lower, battery.specification.upperLimit.kilowattHours)
  }
  var initial: Double {
    min(max(battery.content.kilowattHours, contents.lowerBound), contents.upperBound)
  }
  var chargePower: Double { battery.specification.chargePower.kilowatts }
  var dischargePower: Double { battery.specification.dischargePower.kilowatts }

  /// The program as one of a store, which is convex wherever exporting pays no more than importing
  /// costs and no price is below zero.
  func storageProgram() -> StorageProgram {
    var program = StorageProgram(
      from: contents.lowerBound, to: contents.upperBound, terminalValue: terminalValue)
    let hours = outlook.intervalHours
    program.reserve(stages: outlook.count, segmentsPerStage: 4)
    for index in 0..<outlook.count {
      let surplus = outlook.surplus[index] / 1000
      let (buying, selling) = (outlook.importPrices[index], outlook.exportPrices[index])
      let covering = min(dischargePower, max(-surplus, 0))
      let storing = min(chargePower, max(surplus, 0))
      program.beginStage(decay: decay, lowest: -dischargePower * hours / delivered)
      program.addSegment(
        width: (dischargePower - covering) * hours / delivered,
        slope: (selling - wear) * delivered)
      program.addSegment(
        width: covering * hours / delivered, slope: (buying - wear) * delivered)
      program.addSegment(width: storing * hours * stored, slope: selling / stored)
      program.addSegment(width: (chargePower - storing) * hours * stored, slope: buying / stored)
    }
    if leastFinalContent > contents.lowerBound {
      let dearest = outlook.importPrices.reduce(wear) { max($0, abs($1)) }
      let wall = 10 * (dearest + 1) / stored
      program.addStateCost(slopeBelow: -wall, [(position: leastFinalContent, growth: wall)])
    }
    return program
  }

  /// How the change of the content is seen at the meter.
  var meterView: MeterView {
    MeterView(
      injectionBelow: -delivered / outlook.intervalHours,
      injectionAbove: -1 / (stored * outlook.intervalHours), injectionCost: wear,
      intervalHours: outlook.intervalHours)
  }

  /// The power injected, in watts, that a change of the content takes.
  func power(ofChange change: Double) -> Double {
    let view = meterView
    return change * (change < 0 ? view.injectionBelow : view.injectionAbove) * 1000
  }
}
