import Agents
import EventSimulation
import Quantities
import Scenarios

// What owners do with their devices, and what devices do by themselves.
extension IntervalCycle {
  /// Lets owners set all their devices: those whose load is flexible first, batteries after them.
  mutating func setDevices(at now: Instant) {
    let end = start(ofInterval: interval + 1)
    for member in tariffOfMember.indices where !devices.flexible.unitsOfMember[member].isEmpty {
      for unit in devices.flexible.unitsOfMember[member] {
        devices.control(unit: unit, at: now, isBoundary: isBoundary(now))
        schedule(unit: unit, at: now, until: end)
      }
    }
    for battery in devices.batteries.indices {
      if let ticket = limitTickets[battery] {
        queue.cancel(ticket)
        limitTickets[battery] = nil
      }
      devices.control(battery: battery)
      // The owner sets the battery anew at the end of the interval, so later limits do not matter.
      guard let limit = devices.batteries[battery].instantOfLimit(from: now), limit < end else {
        continue
      }
      limitTickets[battery] = queue.schedule(
        .deviceLimit(battery: Int32(battery)), at: limit, priority: .deviceLimit)
    }
  }

  /// Schedules what a unit does by itself until the interval ends; a run that ends with the interval
  /// ends before the next one begins.
  private mutating func schedule(unit: Int, at now: Instant, until end: Instant) {
    if let ticket = unitTickets[unit] { queue.cancel(ticket) }
    unitTickets[unit] = nil
    let next = devices.flexible.read(unit) { $0.nextEvent(from: now) }
    guard next <= end, next < time.end else { return }
    unitTickets[unit] = queue.schedule(
      .unitEvent(unit: Int32(truncatingIfNeeded: unit)), at: max(next, now),
      priority: .deviceLimit)
  }

  /// Lets a unit do what is due.
  mutating func meetEvent(ofUnit unit: Int, at now: Instant) {
    advance(to: now)
    unitTickets[unit] = nil
    devices.meetEvents(ofUnit: unit, at: now)
    // At a boundary the interval's own control and delivery follow.
    guard !isBoundary(now) else { return }
    queue.schedule(.control, at: now, priority: .control)
    queue.schedule(.delivery, at: now, priority: .delivery)
  }

  /// Lets the members plan whose plans are due when an interval begins.
  mutating func renewPlans(at now: Instant) {
    guard isBoundary(now) else { return }
    devices.planning.interval = interval
    var hasBegun = false
    for member in tariffOfMember.indices where devices.planning.mustPlan(member, in: interval) {
      if !hasBegun {
        expectLocalPrices()
        outlook.begin(at: interval, tariffCount: gateClock.valuations.count)
        hasBegun = true
      }
      let count = min(devices.planning.horizons[member], time.intervalCount - interval)
      lookUpPrices(count: count)
      devices.plan(
        member: member,
        outlook.expected(
          tariff: tariffOfMember[member], count: count,
          local: devices.planning.expectedLocalPrices))
    }
    planCentrally()
  }

  /// Asks what local energy is expected to cost in the intervals ahead.
  private mutating func expectLocalPrices() {
    guard market.settings.hasTrading else { return }
    localPrices.expect(
      from: interval, count: devices.planning.horizons.max() ?? 0,
      into: &devices.planning.expectedLocalPrices)
  }

  /// Looks up the prices of the tariffs in some intervals from the present one on.
  private mutating func lookUpPrices(count: Int) {
    let time = time
    let clock = devices.flexible.clock
    outlook.extend(to: count, &gateClock) { interval in
      Instant(
        nanoseconds: time.start.nanoseconds + Int64(interval) * time.intervalNanoseconds)
    } minute: {
      clock.minute(at: $0)
    }
  }
}

extension MemberDevices {
  /// Lets the owner of a unit set it anew.
  mutating func control(unit: Int, at now: Instant, isBoundary: Bool) {
    let member = flexible.read(unit) { $0.owner }
    let own = flexible.read(unit) { $0.watts }
    let situation = ControlSituation(
      now: now, isBoundary: isBoundary,
      surplus: load[member] + generation[member] + flexibleLoad[member] - own,
      planned: plannedPower(ofUnit: unit), intervalHours: planning.hours)
    flexible.change(unit) { $0.control(situation) }
    addUpFlexibleLoad(ofMember: member)
  }

  /// Lets a unit do what is due.
  mutating func meetEvents(ofUnit unit: Int, at now: Instant) {
    let clock = flexible.clock
    let member = flexible.read(unit) { $0.owner }
    if flexible.change(unit, { $0.meetEvents(at: now, clock) }) { planning.isDue[member] = true }
    addUpFlexibleLoad(ofMember: member)
  }
}
