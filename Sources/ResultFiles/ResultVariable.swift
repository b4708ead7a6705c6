/// A dataset of a result file: a signal, a column, a single value or a coordinate.
public struct ResultVariable: Hashable, Sendable {
  /// The path in the file, such as `bus_v` or `market/local/trades/price`.
  public let path: String

  /// The names of its dimensions, such as `time` and `bus`; empty for a single value.
  public let dimensions: [String]

  /// The extents.
  public let shape: [Int]

  /// The type of its values; `nil` for one that this package never writes.
  public let type: ResultType?

  /// The unit.
  public let units: String?

  /// One line for a person.
  public let longName: String?

  /// The axis whose labels integer codes point to.
  public let indexOf: String?

  /// The last part of the path.
  public var name: String { path.split(separator: "/").last.map(String.init) ?? path }
}
