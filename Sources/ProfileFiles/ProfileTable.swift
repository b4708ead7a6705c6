public import Profiles

/// The profiles of a file: columns of values on one grid.
public struct ProfileTable: Hashable, Sendable {
  /// The name of the file, for messages.
  public let fileName: String

  /// The intervals that the values hold over.
  public let grid: ProfileGrid

  /// The names of the columns, without the stamps, in the order that was asked for or of the file.
  public let columnNames: [String]

  /// The values of each column, multiplied by the scale; all of them finite.
  public let columns: [[Double]]

  /// The profile of a column; `nil` when the table has none of this name.
  public func profile(named name: String) -> Profile? {
    columnNames.firstIndex(of: name).map { Profile(grid: grid, values: columns[$0]) }
  }
}
