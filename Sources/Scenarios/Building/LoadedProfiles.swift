import ProfileFiles
import Profiles
import Synchronization

/// The columns of a profile file that have been read so far, shared by threads.
final class LoadedProfiles: Sendable {
  /// A column with the greatest magnitude in it.
  struct Column: Sendable {
    let values: [Double]
    let greatest: Double
  }

  let grid: ProfileGrid
  let schedule: ProfileSchedule
  /// The file, as the scenario is made of it.
  let input: InputFile?
  private let loaded: Mutex<[String: Column]>

  /// Begins with the columns of a table.
  init(_ table: ProfileTable, schedule: ProfileSchedule, input: InputFile?) {
    grid = table.grid
    self.schedule = schedule
    self.input = input
    loaded = Mutex([:])
    add(table)
  }

  /// Adds columns that were read later.
  func add(_ table: ProfileTable) {
    let columns = table.columns.map { Column(values: $0, greatest: Self.greatest($0)) }
    loaded.withLock { loaded in
      for (name, column) in zip(table.columnNames, columns) { loaded[name] = column }
    }
  }

  /// Columns in the order that is asked for; `nil` when one has not been read.
  func columns(_ names: [String]) -> [Column]? {
    loaded.withLock { loaded in
      var columns: [Column] = []
      columns.reserveCapacity(names.count)
      for name in names {
        guard let column = loaded[name] else { return nil }
        columns.append(column)
      }
      return columns
    }
  }

  /// The columns that have not been read; `nil` when there is none.
  func missing(of names: [String]) -> [String]? {
    let missing = loaded.withLock { loaded in names.filter { loaded[$0] == nil } }
    return missing.isEmpty ? nil : missing
  }

  /// The greatest magnitude in a column.
  static func greatest(_ column: [Double]) -> Double { column.reduce(0) { max($0, abs($1)) } }
}
