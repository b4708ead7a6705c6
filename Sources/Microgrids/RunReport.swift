import ResultFiles

/// Where the result file of a run is to be.
public enum RunDestination: Hashable, Sendable {
  /// On a disk, at a path. It appears there only when it is whole.
  case file(String)

  /// In memory: ``RunReport/image`` has the bytes that the file would have.
  case memory

  var result: ResultDestination {
    switch self {
    case .file(let path): .file(path)
    case .memory: .memory
    }
  }
}

/// What a run came to, as the result file holds it.
public struct RunReport: Hashable, Sendable {
  /// The indicators of the whole run.
  public var summary: RunSummary
  /// The indicators of each member, account, bus and branch: one table for each axis.
  public var tables: [RunTable]
  /// The bytes of the result file when it is in memory; `nil` when it is on a disk.
  public var image: [UInt8]?
}

/// Indicators along an axis.
public struct RunTable: Hashable, Sendable {
  /// The name of the axis, such as `member`.
  public var axis: String
  /// The labels along it.
  public var labels: [String]
  /// The columns, each as long as ``labels``.
  public var columns: [RunColumn]
}

/// An indicator of everything along an axis.
public struct RunColumn: Hashable, Sendable {
  /// The name, such as `bill`.
  public var name: String
  /// The values; not a number where the indicator is undefined.
  public var values: [Double]
  /// The unit; `1` for shares.
  public var units: String
  /// One line for a person.
  public var longName: String
}

extension RunTable {
  /// The tables of the groups that lie along axes, those of one axis put together.
  static func tables(of groups: [ResultGroup], along axes: [Axis]) -> [RunTable] {
    axes.compactMap { axis in
      let columns = groups.filter { $0.rows == .axis(axis.name) }.flatMap(\.columns)
      let numbers = columns.compactMap { column -> RunColumn? in
        guard case .float64(let values) = column.values else { return nil }
        return RunColumn(
          name: column.name, values: values, units: column.description.units ?? "1",
          longName: column.description.longName)
      }
      return numbers.isEmpty
        ? nil : RunTable(axis: axis.name, labels: axis.labels, columns: numbers)
    }
  }
}
