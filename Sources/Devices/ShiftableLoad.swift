public import Quantities

/// An appliance that runs once a day, such as a washing machine, and whose start its owner may
/// delay.
///
/// A run takes a constant power for a constant time and is not interrupted. It may begin from the
/// earliest start on and has to end by the latest end, on the same day or on the next; between, each
/// hour of delay beyond the preferred start costs the owner something.
public struct ShiftableLoad: Hashable, Sendable {
  /// The appliance's constant properties.
  public let specification: Specification

  /// Whether a run is due that has not begun.
  public private(set) var isPending = false

  /// The power that the appliance injects into its bus: negative while it runs, otherwise zero.
  public private(set) var power: Power = .zero

  /// The hours until its run is over, when it runs.
  public private(set) var remainingHours = 0.0

  /// The number of runs that have ended.
  public private(set) var completedRuns = 0

  /// Creates an appliance that rests.
  public init(_ specification: Specification) { self.specification = specification }

  /// Whether it runs.
  public var isRunning: Bool { remainingHours > 0 }

  /// Makes the run of a day due.
  public mutating func open() { isPending = true }

  /// Begins the run that is due, if there is one.
  public mutating func start() {
    guard isPending, !isRunning else { return }
    isPending = false
    remainingHours = specification.durationHours
    power = -specification.power
  }

  /// The hours until the run is over; infinity when it rests.
  public var hoursToLimit: Double { isRunning ? remainingHours : .infinity }

  /// Advances the run.
  ///
  /// - Parameter hours: The span of time, not beyond the end of the run.
  public mutating func advance(hours: Double) {
    if isRunning { remainingHours = max(remainingHours - hours, 1e-15) }
  }

  /// Ends the run.
  public mutating func settleOnLimit() {
    guard isRunning else { return }
    remainingHours = 0
    power = .zero
    completedRuns += 1
  }
}
