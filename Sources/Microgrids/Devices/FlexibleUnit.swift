import Agents
import Quantities

/// A load whose owner may choose when it runs.
protocol FlexibleUnit {
  /// The member that it belongs to.
  var owner: Int { get }
  /// What its owner has planned.
  var plan: DevicePlan { get set }
  /// A change of the plan in one interval that the owner has sold or bought.
  var accepted: AcceptedChange { get set }
  /// How far its control looks ahead; `nil` when it does not plan.
  var lookAhead: LookAhead? { get }
  /// The power that it injects at present, in watts: never above zero.
  var watts: Double { get }

  /// Advances it at the present power.
  mutating func advance(hours: Double)
  /// The next instant at which it changes by itself, or wants to be asked; present and past ones are
  /// due.
  func nextEvent(from now: Instant) -> Instant
  /// Does what is due.
  ///
  /// - Returns: Whether its owner has to plan anew.
  mutating func meetEvents(at now: Instant, _ clock: DayClock) -> Bool
  /// Plans from an interval's beginning on.
  mutating func makePlan(_ outlook: PlanningOutlook, at now: Instant)
  /// Lets its owner set it.
  mutating func control(_ situation: ControlSituation)
  /// The share of a planned power that is the mean of an interval.
  func share(ofInterval index: Int, from start: Instant, hours: Double) -> Double
}

extension FlexibleUnit {
  func share(ofInterval index: Int, from start: Instant, hours: Double) -> Double { 1 }
}

/// A change of a device's power in one interval that its owner has agreed to.
struct AcceptedChange {
  var interval = -1
  var watts = 0.0

  /// The change in an interval.
  func watts(in interval: Int) -> Double { self.interval == interval ? watts : 0 }

  /// Adds a change.
  mutating func add(_ watts: Double, in interval: Int) {
    if self.interval != interval { self = AcceptedChange(interval: interval, watts: 0) }
    self.watts += watts
  }
}

/// What an owner knows when it sets a device.
struct ControlSituation {
  var now: Instant
  /// Whether an interval begins.
  var isBoundary: Bool
  /// What all else that the member has set so far injects, in watts.
  var surplus: Double
  /// What was planned for the interval, accepted changes included; `nil` without a plan.
  var planned: Double?
  var intervalHours: Double
}
