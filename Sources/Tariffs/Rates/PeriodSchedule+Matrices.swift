import Quantities

extension PeriodSchedule {
  /// Which matrix of a schedule a day follows.
  public enum Matrix: String, CaseIterable, Hashable, Sendable {
    case weekday
    case weekend
  }

  /// Creates a schedule from two matrices of month × hour, as the Utility Rate Database has them.
  ///
  /// - Parameters:
  ///   - weekday: The period of each month (January first) and hour on working days, from 0. Rows
  ///     may have any number of columns that divides a day into whole minutes.
  ///   - weekend: The same on Saturdays and Sundays.
  ///   - names: The names of the periods; `nil`: `period 0` and so on up to the greatest used.
  ///   - holidays: Which matrix holidays follow.
  /// - Throws: ``PeriodScheduleError`` which names the cell.
  public init(
    weekday: [[Int]], weekend: [[Int]], names: [String]? = nil, holidays: Matrix = .weekend
  ) throws(PeriodScheduleError) {
    let columns = weekday.first?.count ?? 24
    let names = names ?? Self.numberedNames(weekday + weekend)
    guard (1...256).contains(names.count) else { throw .periodCount(names.count) }
    for (matrix, rows) in [(Matrix.weekday, weekday), (.weekend, weekend)] {
      try Self.check(rows, of: matrix, columns: columns, periodCount: names.count)
    }
    var table: [UInt8] = []
    for month in 0..<12 {
      for kind in DayKind.allCases {
        let isWeekday =
          switch kind {
          case .working: true
          case .saturday, .sunday: false
          case .holiday: holidays == .weekday
          }
        table += (isWeekday ? weekday : weekend)[month].map { UInt8(truncatingIfNeeded: $0) }
      }
    }
    self.init(uncheckedNames: names, slotMinutes: 1440 / columns, table: table)
  }

  private static func numberedNames(_ rows: [[Int]]) -> [String] {
    let greatest = min(max(rows.lazy.joined().max() ?? 0, 0), 255)
    return (0...greatest).map { "period \($0)" }
  }

  private static func check(
    _ rows: [[Int]], of matrix: Matrix, columns: Int, periodCount: Int
  ) throws(PeriodScheduleError) {
    let name = matrix.rawValue
    guard rows.count == 12 else { throw .rowCount(matrix: name, rows.count) }
    for (month, row) in rows.enumerated() {
      guard row.count == columns, columns > 0, 1440 % columns == 0 else {
        throw .columnCount(matrix: name, month: month + 1, row.count)
      }
      for (column, period) in row.enumerated() where !(0..<periodCount).contains(period) {
        throw .period(matrix: name, month: month + 1, column: column, period)
      }
    }
  }
}
