public import Quantities

/// A series over time: each value holds, constant, over one interval of a grid.
///
/// The intervals are part of the type, so a value is never a point of which one has to guess
/// whether it describes what came before or what comes after.
public struct Profile: Hashable, Sendable {
  /// The intervals.
  public let grid: ProfileGrid

  /// The values; value `k` holds over interval `k`.
  public let values: [Double]

  /// Creates a profile.
  ///
  /// - Precondition: There is one value for each interval.
  public init(grid: ProfileGrid, values: [Double]) {
    precondition(values.count == grid.count, "a profile must have one value for each interval")
    self.grid = grid
    self.values = values
  }

  /// The value that holds at an instant; `nil` outside the grid.
  ///
  /// - Complexity: O(1).
  public func value(at instant: Instant) -> Double? {
    grid.row(at: instant).map { values[$0] }
  }

  /// The profile with all its values multiplied by a number.
  public func scaled(by factor: Double) -> Profile {
    Profile(grid: grid, values: values.map { $0 * factor })
  }
}
