public import Quantities

/// Why windows or matrices make no schedule; windows are counted from 0.
public enum PeriodScheduleError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Two windows of different periods share a minute.
  case overlap(first: Int, second: Int, month: Int, days: DayKind, minute: Int)
  /// A minute has no period; the first one is named.
  case gap(month: Int, days: DayKind, minute: Int)
  /// A window is empty or leaves the day.
  case minutes(window: Int)
  /// A window has no month, or one that is none.
  case months(window: Int)
  /// A window has no kind of day.
  case days(window: Int)
  /// There is no period, or there are more than 256.
  case periodCount(Int)
  /// A matrix has not twelve rows; the matrix is `weekday` or `weekend`.
  case rowCount(matrix: String, Int)
  /// A row of a matrix has a number of columns that does not divide a day, or not that of the first.
  case columnCount(matrix: String, month: Int, Int)
  /// A cell of a matrix names a period that there is not.
  case period(matrix: String, month: Int, column: Int, Int)

  public var description: String {
    switch self {
    case .overlap(let first, let second, let month, let days, let minute):
      "windows \(first) and \(second) overlap with different periods: month \(month), "
        + "\(days) days, \(Self.clock(minute))."
    case .gap(let month, let days, let minute):
      "no window holds month \(month), \(days) days, \(Self.clock(minute)); "
        + "add one, or say which period holds otherwise."
    case .minutes(let window):
      "window \(window) must begin before it ends, within 00:00–24:00; hours over midnight are two "
        + "windows."
    case .months(let window): "window \(window) must name months from 1 to 12."
    case .days(let window): "window \(window) must name a kind of day."
    case .periodCount(let count): "a schedule has 1 to 256 periods, not \(count)."
    case .rowCount(let matrix, let count):
      "the \(matrix) schedule must have 12 rows, one for each month, not \(count)."
    case .columnCount(let matrix, let month, let count):
      "row \(month) of the \(matrix) schedule has \(count) columns; all rows must have the same "
        + "number, which divides a day into whole minutes."
    case .period(let matrix, let month, let column, let period):
      "row \(month), column \(column) of the \(matrix) schedule names period \(period), which there "
        + "is not."
    }
  }

  private static func clock(_ minute: Int) -> String {
    let hours = minute / 60
    let minutes = minute % 60
    return "\(hours < 10 ? "0" : "")\(hours):\(minutes < 10 ? "0" : "")\(minutes)"
  }
}
