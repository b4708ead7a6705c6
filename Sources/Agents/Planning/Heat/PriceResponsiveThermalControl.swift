public import Devices
import Foundation
public import Parameters
import Quantities

/// Heats or cools when energy is cheap, as far as comfort is worth less than it saves.
///
/// The heat is a store that leaks, with the discomfort as the cost of its state; the plan is its
/// exact optimum (``StorageProgram``). The temperature at the end of an interval stands for that of
/// the whole interval, and the limits of the thermostat are kept wherever the power allows.
public struct PriceResponsiveThermalControl: ThermalControl, Hashable {
  private let horizon: LookAhead

  /// Creates the control.
  public init(lookAhead: LookAhead) { horizon = lookAhead }

  public var lookAhead: LookAhead? { horizon }

  public func plan(
    _ outlook: PlanningOutlook, load: ThermalLoad, outdoorTemperatures: [Double],
    into plan: inout DevicePlan
  ) {
    plan.powers.removeAll(keepingCapacity: true)
    plan.responses.removeAll(keepingCapacity: true)
    guard outlook.count > 0 else { return }
    let specification = load.specification
    let hours = outlook.intervalHours
    let decay = exp(-specification.lossRate * hours)
    let span = (1 - decay) / specification.lossRate
    /// The kilowatt-hours of heat that a kilowatt-hour of electricity leaves at the interval's end.
    let stored = specification.coefficientOfPerformance * span / hours
    let program = program(
      outlook, specification, outdoorTemperatures, initial: load.temperature, decay: decay,
      span: span, stored: stored)
    let initial = load.temperature * specification.heatCapacity / 1000
    program.changes(from: initial, into: &plan.powers)
    let injection = -1 / (stored * hours)
    let view = MeterView(
      injectionBelow: -injection, injectionAbove: injection, intervalHours: hours)
    view.responses(of: program, from: initial, planned: plan.powers[0], into: &plan.responses)
    for index in plan.powers.indices {
      plan.powers[index] = -abs(plan.powers[index]) / (stored * hours) * 1000
    }
  }

  private func program(
    _ outlook: PlanningOutlook, _ specification: ThermalLoad.Specification,
    _ outdoorTemperatures: [Double], initial: Double, decay: Double, span: Double, stored: Double
  ) -> StorageProgram {
    let capacity = specification.heatCapacity / 1000
    let hours = outlook.intervalHours
    let range = ((outdoorTemperatures + [initial, specification.setpoint]).min() ?? 0) - 200
    var program = StorageProgram(
      from: range * capacity, to: (abs(range) + 600) * capacity, terminalValue: 0)
    let comfort = specification.discomfortCost * hours / capacity
    let dearest = outlook.importPrices.reduce(0) { max($0, abs($1)) }
    let wall = 100 * (dearest / stored + comfort) + 1
    for index in 0..<outlook.count {
      let most = specification.power.kilowatts * hours
      let surplus = min(max(outlook.surplus[index] / 1000 * hours, 0), most)
      let buying = outlook.importPrices[index]
      let selling = min(outlook.exportPrices[index], buying)
      let heat =
        specification.conductance * outdoorTemperatures[index] + specification.gains.watts
      program.beginStage(
        decay: decay, drift: heat / 1000 * span,
        lowest: specification.isCooling ? -most * stored : 0)
      let parts = [(surplus, selling), (most - surplus, buying)]
      for (energy, price) in specification.isCooling ? parts.reversed() : parts {
        program.addSegment(
          width: energy * stored, slope: (specification.isCooling ? -price : price) / stored)
      }
      program.addStateCost(
        slopeBelow: -comfort - wall,
        [
          (position: specification.lowerLimit * capacity, growth: wall),
          (position: specification.setpoint * capacity, growth: 2 * comfort),
          (position: specification.upperLimit * capacity, growth: wall),
        ])
    }
    program.solve()
    return program
  }
}

extension PriceResponsiveThermalControl: Parameterized {
  public static let parameterSet = ParameterSet(
    name: "price-responsive",
    "Heats or cools when energy is cheap, as far as comfort is worth less than it saves.",
    [
      LookAhead.horizon, LookAhead.renewal,
    ])

  public init(_ values: ParameterValues) throws(ParameterError) {
    self.init(lookAhead: LookAhead(values))
  }
}
