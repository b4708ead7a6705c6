public import Profiles

/// The columns of one profile file that a scenario uses, and how its rows meet simulated time.
public struct ScheduledProfiles: Sendable {
  /// The name that members call the file by.
  public var name: String
  /// Which row stands at which instant.
  public var schedule: ProfileSchedule
  /// The values of each used column, row by row, scaled as the scenario says, all finite.
  public var columns: [[Double]]
  /// The names of the used columns, in the order of the file.
  public var columnNames: [String]
}
