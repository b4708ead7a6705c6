import Agents
import Devices
import Profiles
import Quantities

/// The steps of all profiles in a delivery interval.
struct DeliverySteps {
  /// The length of each step, in hours.
  var hours: [Double] = []
  /// The row of each table in each step, step by step.
  var rows: [Int] = []
}

/// What a member expects to import and to export in a delivery interval.
struct ExpectedPosition {
  var imported = Energy.zero
  var exported = Energy.zero
}

extension MemberDevices {
  /// Plays a member's devices from now to the end of a delivery interval, on copies: the perfect
  /// forecast.
  ///
  /// - Parameters:
  ///   - delivery: The delivery interval.
  ///   - steps: The steps of all profiles in it.
  ///   - start: The present.
  ///   - interval: The length of a settlement interval in nanoseconds; the owner sets the battery
  ///     anew at the beginning of each.
  func perfectForecast(
    ofMember member: Int, for delivery: Range<Instant>, _ steps: DeliverySteps,
    from start: Instant, interval: Int64
  ) -> ExpectedPosition {
    let index = batteryOfMember[member]
    guard index >= 0 else { return forecastWithoutBattery(member, steps) }
    var battery = batteries[index]
    let control = controls[index]
    var position = ExpectedPosition()
    var now = start
    while now < delivery.upperBound {
      let surplus = Power(watts: surplus(ofMember: member, at: now, present: start))
      battery.dispatch(control.setpoint(surplus: surplus, planned: nil, battery: battery))
      let net = surplus + battery.power
      var next = min(
        nextBoundary(after: now, delivery, interval), nextChange(ofMember: member, after: now))
      let meetsLimit = battery.instantOfLimit(from: now).map { $0 < next } ?? false
      if meetsLimit { next = battery.instantOfLimit(from: now) ?? next }
      let hours = next.hours(since: now)
      battery.advance(hours: hours)
      if meetsLimit { battery.settleOnLimit() }
      if now >= delivery.lowerBound { position.add(net, hours: hours) }
      now = next
    }
    return position
  }

  /// Finds the steps of all profiles in a delivery interval, once for all members.
  func steps(in delivery: Range<Instant>, into steps: inout DeliverySteps) {
    steps.hours.removeAll(keepingCapacity: true)
    steps.rows.removeAll(keepingCapacity: true)
    var now = delivery.lowerBound
    while now < delivery.upperBound {
      var next = delivery.upperBound
      for table in tables {
        next = min(next, table.schedule.nextChange(after: now))
        steps.rows.append(table.schedule.row(at: now))
      }
      steps.hours.append(next.hours(since: now))
      now = next
    }
  }

  /// What a member without a battery imports and exports in a delivery interval.
  func forecastWithoutBattery(_ member: Int, _ steps: DeliverySteps) -> ExpectedPosition {
    var (imported, exported) = (0.0, 0.0)
    for step in steps.hours.indices {
      var net = 0.0
      for use in usesOfMember[member] {
        let row = steps.rows[step * tables.count + use.table]
        net += tables[use.table].value(use.column, row: row) * use.factor
      }
      let wattHours = net * steps.hours[step]
      if wattHours < 0 { imported -= wattHours } else { exported += wattHours }
    }
    return ExpectedPosition(
      imported: Energy(wattHours: imported), exported: Energy(wattHours: exported))
  }

  /// The next end of a settlement interval; the delivery interval is one of them.
  private func nextBoundary(
    after now: Instant, _ delivery: Range<Instant>, _ interval: Int64
  ) -> Instant {
    let remaining = delivery.lowerBound.nanoseconds - now.nanoseconds
    guard remaining > 0 else { return delivery.upperBound }
    return Instant(
      nanoseconds: delivery.lowerBound.nanoseconds - (remaining - 1) / interval * interval)
  }
}

extension ExpectedPosition {
  fileprivate mutating func add(_ net: Power, hours: Double) {
    let energy = Energy(wattHours: net.watts * hours)
    if energy < .zero { imported = imported - energy } else { exported = exported + energy }
  }
}

extension Battery {
  /// The instant at which the content meets a limit at the present power; `nil` when it never does
  /// within a year.
  func instantOfLimit(from now: Instant) -> Instant? {
    let hours = hoursToLimit
    guard hours < 8784 else { return nil }
    return now.advanced(byNanoseconds: Int64((hours * 3.6e12).rounded()))
  }
}
