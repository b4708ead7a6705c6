public import Quantities

/// Hours of some days of some months in which a period of a tariff holds.
public struct PeriodWindow: Hashable, Sendable {
  /// The name of the period.
  public var period: String
  /// The months, from 1 to 12.
  public var months: Set<Int>
  /// The kinds of days.
  public var days: Set<DayKind>
  /// The minutes since midnight, half-open, within `0..<1440`; hours over midnight are two windows.
  public var minutes: Range<Int>

  /// Creates a window of all months and all days, unless they are given.
  public init(
    _ period: String, months: Set<Int> = Set(1...12), days: Set<DayKind> = Set(DayKind.allCases),
    minutes: Range<Int>
  ) {
    self.period = period
    self.months = months
    self.days = days
    self.minutes = minutes
  }
}

extension PeriodSchedule {
  /// Creates a schedule from windows.
  ///
  /// The periods are numbered in the order in which `names` or, where that is empty, the windows
  /// name them; `otherwise` comes last.
  ///
  /// - Parameters:
  ///   - windows: The windows. Two that share a minute must name the same period.
  ///   - otherwise: The period outside all windows; `nil` when the windows must leave no gap.
  ///   - names: The names of the periods in order; names that no window uses are kept.
  /// - Throws: ``PeriodScheduleError`` which names the two windows that overlap, the first gap, or a
  ///   window that is none.
  public init(
    windows: [PeriodWindow], otherwise: String? = nil, names: [String] = []
  ) throws(PeriodScheduleError) {
    var order = names
    for name in windows.map(\.period) + [otherwise].compactMap(\.self)
    where !order.contains(name) { order.append(name) }
    guard (1...256).contains(order.count) else { throw .periodCount(order.count) }
    var slotMinutes = 1440
    for (index, window) in windows.enumerated() {
      try Self.check(window, at: index)
      slotMinutes = Self.greatestCommonDivisor(slotMinutes, window.minutes.lowerBound)
      slotMinutes = Self.greatestCommonDivisor(slotMinutes, window.minutes.upperBound)
    }
    let owners = try Self.owners(windows, slotMinutes: slotMinutes)
    let slots = 1440 / slotMinutes
    let rest = otherwise.flatMap { order.firstIndex(of: $0) }
    let periods = windows.map { window in order.firstIndex(of: window.period) ?? 0 }
    var table: [UInt8] = []
    table.reserveCapacity(owners.count)
    for (cell, owner) in owners.enumerated() {
      guard let period = owner < 0 ? rest : periods[owner] else {
        throw .gap(
          month: cell / (4 * slots) + 1,
          days: DayKind(rawValue: UInt8(cell / slots % 4)) ?? .working,
          minute: cell % slots * slotMinutes)
      }
      table.append(UInt8(truncatingIfNeeded: period))
    }
    self.init(uncheckedNames: order, slotMinutes: slotMinutes, table: table)
  }

  private static func check(
    _ window: PeriodWindow, at index: Int
  ) throws(PeriodScheduleError) {
    guard !window.minutes.isEmpty, window.minutes.lowerBound >= 0,
      window.minutes.upperBound <= 1440
    else { throw .minutes(window: index) }
    guard !window.months.isEmpty, window.months.allSatisfy((1...12).contains) else {
      throw .months(window: index)
    }
    guard !window.days.isEmpty else { throw .days(window: index) }
  }

  /// The window of each cell of the table; −1 where there is none.
  private static func owners(
    _ windows: [PeriodWindow], slotMinutes: Int
  ) throws(PeriodScheduleError) -> [Int] {
    let slots = 1440 / slotMinutes
    var owners = Array(repeating: -1, count: 48 * slots)
    for (index, window) in windows.enumerated() {
      let span = window.minutes.lowerBound / slotMinutes..<window.minutes.upperBound / slotMinutes
      for month in 1...12 where window.months.contains(month) {
        for kind in DayKind.allCases where window.days.contains(kind) {
          let row = ((month - 1) * 4 + Int(kind.rawValue)) * slots
          for cell in row + span.lowerBound..<row + span.upperBound {
            let other = owners[cell]
            if other >= 0, windows[other].period != window.period {
              throw .overlap(
                first: other, second: index, month: month, days: kind,
                minute: (cell - row) * slotMinutes)
            }
            owners[cell] = index
          }
        }
      }
    }
    return owners
  }

  private static func greatestCommonDivisor(_ left: Int, _ right: Int) -> Int {
    right == 0 ? left : greatestCommonDivisor(right, left % right)
  }
}
