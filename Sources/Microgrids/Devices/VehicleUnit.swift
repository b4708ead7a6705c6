import Agents
import Devices
import Quantities

/// A member's vehicle with its days.
struct VehicleUnit: FlexibleUnit {
  let owner: Int
  private(set) var vehicle: ElectricVehicle
  let chargingControl: any ChargingControl
  var plan = DevicePlan()
  var accepted = AcceptedChange()
  /// The next arrival; the present when it is parked.
  private var arrival: Instant
  private var departure: Instant
  /// When the control wants to be asked again.
  private var reaction = Instant(nanoseconds: .max)

  init(
    owner: Int, _ specification: ElectricVehicle.Specification,
    _ control: any ChargingControl, start: Instant, _ clock: DayClock
  ) {
    self.owner = owner
    chargingControl = control
    let isParked = specification.isParked(atMinute: clock.minute(at: start))
    vehicle = ElectricVehicle(specification, isParked: isParked)
    arrival = start
    if !isParked { arrival = clock.next(minute: specification.arrivalMinute, notBefore: start) }
    departure = clock.next(minute: specification.departureMinute, after: arrival)
  }

  var lookAhead: LookAhead? { chargingControl.lookAhead }
  var watts: Double { vehicle.power.watts }

  mutating func advance(hours: Double) { vehicle.advance(hours: hours) }

  func nextEvent(from now: Instant) -> Instant {
    let change = vehicle.isParked ? departure : arrival
    return min(change, reaction, now.advanced(hours: vehicle.hoursToLimit))
  }

  mutating func meetEvents(at now: Instant, _ clock: DayClock) -> Bool {
    // The instants of events are whole nanoseconds.
    if vehicle.power < .zero, vehicle.hoursToLimit < 1e-12 { vehicle.settleOnLimit() }
    if reaction <= now { reaction = Instant(nanoseconds: .max) }
    if vehicle.isParked, departure <= now {
      vehicle.depart()
      arrival = clock.next(minute: vehicle.specification.arrivalMinute, after: now)
      departure = clock.next(minute: vehicle.specification.departureMinute, after: arrival)
      return true
    }
    guard !vehicle.isParked, arrival <= now else { return false }
    vehicle.arrive()
    return true
  }

  /// When it is parked, seen from an instant.
  private func stay(from now: Instant) -> Stay {
    Stay(
      hoursToArrival: vehicle.isParked ? 0 : arrival.hours(since: now),
      hoursToDeparture: departure.hours(since: now))
  }

  mutating func makePlan(_ outlook: PlanningOutlook, at now: Instant) {
    chargingControl.plan(outlook, vehicle: vehicle, stay: stay(from: now), into: &plan)
  }

  func share(ofInterval index: Int, from start: Instant, hours: Double) -> Double {
    stay(from: start).share(ofInterval: index, hours: hours)
  }

  mutating func control(_ situation: ControlSituation) {
    let hours = departure.hours(since: situation.now)
    vehicle.dispatch(
      chargingControl.setpoint(
        surplus: Power(watts: situation.surplus),
        planned: lookAhead == nil ? nil : situation.planned.map { Power(watts: $0) },
        vehicle: vehicle, hoursToDeparture: hours))
    let wait = chargingControl.hoursToReaction(vehicle: vehicle, hoursToDeparture: hours)
    reaction =
      vehicle.isParked && wait > 1e-9
      ? situation.now.advanced(hours: wait) : Instant(nanoseconds: .max)
  }
}
