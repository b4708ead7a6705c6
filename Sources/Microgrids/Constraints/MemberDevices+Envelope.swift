import Devices
import Quantities

extension MemberDevices {
  /// Gives generators back what an envelope took from them.
  mutating func release(_ curtailment: inout [Double]) {
    for member in curtailment.indices where curtailment[member] != 0 {
      generation[member] += curtailment[member]
      curtailment[member] = 0
    }
  }

  /// Holds a member to its envelope: batteries give way first, generation after them.
  ///
  /// - Returns: The power that was taken off the generation, in W, and whether the battery was set
  ///   anew.
  mutating func hold(
    member: Int, toExport exportLimit: Double, import importLimit: Double
  ) -> (curtailed: Double, hasMovedBattery: Bool) {
    let index = batteryOfMember[member]
    let excess = injection(ofMember: member) - exportLimit
    if excess > 0 {
      let discharge = max(battery[member], 0)
      let relief = min(discharge, excess)
      if relief > 0, index >= 0 { set(battery: index, to: discharge - relief) }
      // The battery does what it can, so that its power is asked for again.
      let rest = injection(ofMember: member) - exportLimit
      let curtailed = min(max(rest, 0), max(generation[member], 0))
      generation[member] -= curtailed
      return (curtailed, relief > 0)
    }
    let shortage = -injection(ofMember: member) - importLimit
    guard shortage > 0, index >= 0, battery[member] < 0 else { return (0, false) }
    set(battery: index, to: min(battery[member] + shortage, 0))
    return (0, true)
  }

  private mutating func set(battery index: Int, to watts: Double) {
    battery[ownerOfBattery[index]] = batteries[index].dispatch(Power(watts: watts)).watts
  }

  /// What the members' reactive loads inject on average over the steps of a delivery interval, in var.
  func expectReactivePower(in steps: DeliverySteps, into powers: inout [Double]) {
    for member in powers.indices { powers[member] = 0 }
    let total = steps.hours.reduce(0, +)
    for (index, table) in tables.enumerated() {
      for follower in table.reactiveLoads {
        for step in steps.hours.indices {
          let row = steps.rows[step * tables.count + index]
          powers[follower.member] +=
            table.value(follower.column, row: row) * follower.factor * steps.hours[step] / total
        }
      }
    }
  }

  /// What a member's load and generation inject on average over the steps of a delivery interval, in W.
  func expectedSurplus(ofMember member: Int, in steps: DeliverySteps) -> Double {
    let total = steps.hours.reduce(0, +)
    var sum = 0.0
    for step in steps.hours.indices {
      var watts = 0.0
      for use in usesOfMember[member] {
        let row = steps.rows[step * tables.count + use.table]
        watts += tables[use.table].value(use.column, row: row) * use.factor
      }
      sum += watts * steps.hours[step] / total
    }
    return sum
  }
}
