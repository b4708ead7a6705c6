import Agents
import Devices
import Quantities

/// A member's appliance with its days.
struct ApplianceUnit: FlexibleUnit {
  let owner: Int
  private(set) var appliance: ShiftableLoad
  let applianceControl: any ApplianceControl
  var plan = DevicePlan()
  var accepted = AcceptedChange()
  /// The opening of the window that is open, or of the next one.
  private var opening: Instant
  private var preferredStart: Instant
  private var latestStart: Instant

  init(
    owner: Int, _ specification: ShiftableLoad.Specification, _ control: any ApplianceControl,
    start: Instant, _ clock: DayClock
  ) {
    self.owner = owner
    applianceControl = control
    appliance = ShiftableLoad(specification)
    opening = start
    (preferredStart, latestStart) = (start, start)
    setWindow(notBefore: start, clock)
  }

  private mutating func setWindow(notBefore instant: Instant, _ clock: DayClock) {
    let specification = appliance.specification
    opening = clock.next(minute: specification.earliestStartMinute, notBefore: instant)
    let end = clock.next(minute: specification.latestEndMinute, after: opening)
    latestStart = max(opening, end.advanced(hours: -specification.durationHours))
    preferredStart = min(
      opening.advanced(hours: Double(specification.preferredDelayMinutes) / 60), latestStart)
  }

  var lookAhead: LookAhead? { applianceControl.lookAhead }
  var watts: Double { appliance.power.watts }

  mutating func advance(hours: Double) { appliance.advance(hours: hours) }

  /// When a run begins that nobody begins before.
  private var start: Instant { lookAhead == nil ? preferredStart : latestStart }

  func nextEvent(from now: Instant) -> Instant {
    if appliance.isRunning { return now.advanced(hours: appliance.hoursToLimit) }
    return appliance.isPending ? start : opening
  }

  mutating func meetEvents(at now: Instant, _ clock: DayClock) -> Bool {
    var isNew = false
    if appliance.isRunning, appliance.hoursToLimit < 1e-12 {
      appliance.settleOnLimit()
      setWindow(notBefore: now, clock)
      isNew = true
    }
    if !appliance.isRunning, !appliance.isPending, opening <= now {
      appliance.open()
      isNew = true
    }
    if appliance.isPending, start <= now { appliance.start() }
    return isNew
  }

  mutating func makePlan(_ outlook: PlanningOutlook, at now: Instant) {
    let window = StartWindow(
      earliest: opening.hours(since: now), preferred: preferredStart.hours(since: now),
      latest: latestStart.hours(since: now))
    applianceControl.plan(outlook, appliance: appliance, window: window, into: &plan)
  }

  mutating func control(_ situation: ControlSituation) {
    guard lookAhead != nil, situation.isBoundary, let planned = situation.planned,
      appliance.isPending
    else { return }
    // A run can't be divided: it begins when at least half of its first interval is wanted.
    let specification = appliance.specification
    let share = min(specification.durationHours / situation.intervalHours, 1)
    if planned <= -specification.power.watts * share / 2 { appliance.start() }
  }
}
