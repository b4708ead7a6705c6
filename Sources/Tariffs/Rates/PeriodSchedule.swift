public import Quantities

/// Which period of a tariff holds when: by month, kind of day and minute of the day, in civil time.
///
/// A schedule is a table with one period for each month, kind of day and slot, where a slot is the
/// longest span that no boundary cuts; so asking costs one look-up, whatever the rule.
public struct PeriodSchedule: Hashable, Sendable {
  /// The names of the periods; the table holds indices of it.
  public let names: [String]
  /// The minutes of one slot, a divisor of a day.
  public let slotMinutes: Int
  /// The periods: `table[((month − 1)·4 + dayKind)·slots + slot]`.
  public let table: [UInt8]

  /// The number of slots of a day.
  public var slotCount: Int { 1440 / slotMinutes }

  /// One period at all hours.
  public static func always(_ name: String = "all hours") -> PeriodSchedule {
    PeriodSchedule(uncheckedNames: [name], slotMinutes: 1440, table: Array(repeating: 0, count: 48))
  }

  init(uncheckedNames names: [String], slotMinutes: Int, table: [UInt8]) {
    self.names = names
    self.slotMinutes = slotMinutes
    self.table = table
  }

  /// The period of a moment.
  public func period(at moment: TariffMoment) -> Int {
    let month = min(max(moment.month, 1), 12)
    let minute = min(max(moment.minuteOfDay, 0), 1439)
    let row = (month - 1) * 4 + Int(moment.dayKind.rawValue)
    return Int(table[row * slotCount + minute / slotMinutes])
  }

  /// Whether a period holds at some time of a month, from 1 to 12.
  func holds(_ period: Int, inMonth month: Int) -> Bool {
    let first = (min(max(month, 1), 12) - 1) * 4 * slotCount
    return table[first..<first + 4 * slotCount].contains { Int($0) == period }
  }

  /// The minutes since midnight at which a period begins on some day.
  public var boundaryMinutes: [Int] {
    let slots = slotCount
    return (0..<slots).filter { slot in
      (0..<48).contains { row in
        table[row * slots + slot] != table[row * slots + (slot + slots - 1) % slots]
      }
    }.map { $0 * slotMinutes }
  }
}

/// A moment of civil time, as far as tariffs look at it.
public struct TariffMoment: Hashable, Sendable {
  /// The month, from 1 to 12.
  public var month: Int
  /// Whether the day is a working day, a weekend day or a holiday.
  public var dayKind: DayKind
  /// The minutes since midnight.
  public var minuteOfDay: Int

  /// Creates a moment.
  public init(month: Int, dayKind: DayKind, minuteOfDay: Int) {
    self.month = month
    self.dayKind = dayKind
    self.minuteOfDay = minuteOfDay
  }
}
