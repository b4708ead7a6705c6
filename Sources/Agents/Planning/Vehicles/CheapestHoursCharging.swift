public import Devices
public import Parameters
public import Quantities

/// Charges in the cheapest intervals of the stay; what would be exported counts at its export price.
///
/// The plan is the exact optimum of a store that is to be filled by the departure
/// (``StorageProgram``); of equal prices the earlier interval is taken. What energy missing on
/// departure costs is the vehicle's shortfall cost; without one the target is reached at any price.
/// The vehicle answers to prices with the value that the energy has in its best other use.
public struct CheapestHoursCharging: ChargingControl, Hashable {
  private let horizon: LookAhead

  /// Creates the control.
  public init(lookAhead: LookAhead) { horizon = lookAhead }

  public var lookAhead: LookAhead? { horizon }

  public func plan(
    _ outlook: PlanningOutlook, vehicle: ElectricVehicle, stay: Stay, into plan: inout DevicePlan
  ) {
    plan.powers.removeAll(keepingCapacity: true)
    plan.responses.removeAll(keepingCapacity: true)
    let count = min(
      outlook.count, Int((stay.hoursToDeparture / outlook.intervalHours).rounded(.up)))
    if count > 0 {
      let program = program(outlook, vehicle, stay, count: count)
      let initial = vehicle.content(at: stay).kilowattHours
      program.changes(from: initial, into: &plan.powers)
      let view = MeterView(
        injectionBelow: 0,
        injectionAbove: -1 / (vehicle.specification.efficiency * outlook.intervalHours),
        intervalHours: outlook.intervalHours)
      view.responses(
        of: program, from: initial, planned: plan.powers[0], into: &plan.responses)
      for index in 0..<count {
        let hours =
          stay.share(ofInterval: index, hours: outlook.intervalHours) * outlook.intervalHours
        plan.powers[index] *=
          hours > 0 ? -1000 / (vehicle.specification.efficiency * hours) : 0
      }
    }
    while plan.powers.count < outlook.count { plan.powers.append(0) }
  }

  private func program(
    _ outlook: PlanningOutlook, _ vehicle: ElectricVehicle, _ stay: Stay, count: Int
  ) -> StorageProgram {
    let specification = vehicle.specification
    let efficiency = specification.efficiency
    let hours = outlook.intervalHours
    let target = specification.target.kilowattHours
    let departs = stay.hoursToDeparture <= Double(outlook.count) * hours * (1 + 1e-12)
    let prices = outlook.importPrices.prefix(count)
    let dearest = prices.reduce(0) { max($0, abs($1)) }
    // What can't be known beyond the outlook is worth the mean price.
    let mean = prices.reduce(0, +) / Double(count)
    var program = StorageProgram(
      from: 0, to: max(target, vehicle.content(at: stay).kilowattHours),
      terminalValue: departs ? 0 : mean / efficiency)
    for index in 0..<count {
      let most =
        specification.power.kilowatts * hours * stay.share(ofInterval: index, hours: hours)
      let surplus = min(max(outlook.surplus[index] / 1000 * hours, 0), most)
      let buying = outlook.importPrices[index]
      program.beginStage(lowest: 0)
      program.addSegment(
        width: surplus * efficiency, slope: min(outlook.exportPrices[index], buying) / efficiency)
      program.addSegment(width: (most - surplus) * efficiency, slope: buying / efficiency)
      if departs, index == count - 1 {
        let shortfall = specification.shortfallCost ?? 10 * dearest + 1
        program.addStateCost(
          slopeBelow: -shortfall / efficiency, [(position: target, growth: shortfall / efficiency)])
      }
    }
    program.solve()
    return program
  }

  public func setpoint(
    surplus: Power, planned: Power?, vehicle: ElectricVehicle, hoursToDeparture: Double
  ) -> Power { planned ?? -vehicle.specification.power }
}

extension CheapestHoursCharging: Parameterized {
  public static let parameterSet = ParameterSet(
    name: "cheapest-hours", "Charges in the cheapest intervals of the stay.",
    [
      LookAhead.horizon, LookAhead.renewal,
    ])

  public init(_ values: ParameterValues) throws(ParameterError) {
    self.init(lookAhead: LookAhead(values))
  }
}
