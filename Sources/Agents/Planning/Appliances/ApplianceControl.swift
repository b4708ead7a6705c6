public import Devices

/// How an owner chooses when an appliance runs.
public protocol ApplianceControl: Sendable {
  /// How far the control looks ahead; `nil` when it does not plan.
  var lookAhead: LookAhead? { get }

  /// Plans the run that is due, or is due next, in an outlook.
  ///
  /// - Parameters:
  ///   - outlook: What the owner expects; the surplus without the appliance.
  ///   - appliance: The appliance as it is at the beginning.
  ///   - window: When the run may begin.
  ///   - plan: Receives the mean power of each interval, a run that is going on included, and how
  ///     the appliance would answer to the first interval's price: with all of a run, or not.
  func plan(
    _ outlook: PlanningOutlook, appliance: ShiftableLoad, window: StartWindow,
    into plan: inout DevicePlan)
}

/// When the run of an appliance may begin, in hours from now.
public struct StartWindow: Hashable, Sendable {
  /// The earliest start; negative when it has passed.
  public var earliest: Double
  /// The start that the owner likes best.
  public var preferred: Double
  /// The latest start that is in time.
  public var latest: Double

  /// Creates a window.
  public init(earliest: Double, preferred: Double, latest: Double) {
    self.earliest = earliest
    self.preferred = preferred
    self.latest = latest
  }
}
