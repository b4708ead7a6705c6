import Quantities
import Scenarios

/// The loads of all members whose owners choose when they run, kind by kind in flat arrays.
///
/// A unit's number counts vehicles first, then appliances, then rooms and tanks.
struct FlexibleLoads {
  let clock: DayClock
  private(set) var vehicles: [VehicleUnit] = []
  private(set) var appliances: [ApplianceUnit] = []
  var rooms: [ThermalUnit] = []
  /// The units of each member, in the order in which they are planned: appliances, vehicles, rooms.
  private(set) var unitsOfMember: [[Int]]

  init(_ scenario: borrowing Scenario) {
    clock = DayClock(zone: scenario.time.zone)
    let start = scenario.time.start
    unitsOfMember = scenario.members.map { _ in [] }
    for (owner, member) in scenario.members.enumerated() {
      if let specification = member.electricVehicle, let control = member.chargingControl {
        vehicles.append(VehicleUnit(owner: owner, specification, control, start: start, clock))
      }
      if let specification = member.shiftableLoad, let control = member.applianceControl {
        appliances.append(
          ApplianceUnit(owner: owner, specification, control, start: start, clock))
      }
      if let specification = member.thermalLoad, let control = member.thermalControl {
        rooms.append(ThermalUnit(owner: owner, specification, control))
      }
    }
    for (index, unit) in appliances.enumerated() {
      unitsOfMember[unit.owner].append(vehicles.count + index)
    }
    for (index, unit) in vehicles.enumerated() { unitsOfMember[unit.owner].append(index) }
    for (index, unit) in rooms.enumerated() {
      unitsOfMember[unit.owner].append(vehicles.count + appliances.count + index)
    }
  }

  /// The number of units.
  var count: Int { vehicles.count + appliances.count + rooms.count }

  /// Reads a unit.
  func read<Result>(_ unit: Int, _ body: (any FlexibleUnit) -> Result) -> Result {
    if unit < vehicles.count { return body(vehicles[unit]) }
    let rest = unit - vehicles.count
    return rest < appliances.count
      ? body(appliances[rest]) : body(rooms[rest - appliances.count])
  }

  /// Changes a unit.
  mutating func change<Result>(
    _ unit: Int, _ body: (inout any FlexibleUnit) -> Result
  ) -> Result {
    func apply<Unit: FlexibleUnit>(_ units: inout [Unit], _ index: Int) -> Result {
      var unit: any FlexibleUnit = units[index]
      let result = body(&unit)
      if let changed = unit as? Unit { units[index] = changed }
      return result
    }
    if unit < vehicles.count { return apply(&vehicles, unit) }
    let rest = unit - vehicles.count
    return rest < appliances.count
      ? apply(&appliances, rest) : apply(&rooms, rest - appliances.count)
  }

  /// Advances all units at their present powers.
  mutating func advance(hours: Double) {
    for index in vehicles.indices { vehicles[index].advance(hours: hours) }
    for index in appliances.indices { appliances[index].advance(hours: hours) }
    for index in rooms.indices { rooms[index].advance(hours: hours) }
  }
}
