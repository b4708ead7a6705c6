import Parameters
import Quantities

/// Schedules as windows: half-open spans of hours on some days of some months.
///
/// Unlike in the kind `time-of-use`, no window goes before another: two that hold the same moment are
/// a mistake, and so is a moment that none holds where no period is named for the rest.
struct PeriodWindows {
  let names: [String]
  let path: String

  private struct Window {
    var period: Int
    var months: Set<Int>
    var days: Set<DayKind>
    var minutes: Range<Int>
  }

  func read(
    _ list: [ParameterValues], otherwise: String?
  ) throws(ParameterError) -> PeriodSchedule {
    var names = names
    var windows: [Window] = []
    if names.isEmpty, let otherwise { names.append(otherwise) }
    let areGiven = !self.names.isEmpty
    for (index, values) in list.enumerated() {
      windows.append(
        try window(values, at: "\(path).windows[\(index)]", &names, areGiven: areGiven))
    }
    guard names.count <= 256 else {
      throw ParameterError("\(path).windows", "may name at most 256 periods")
    }
    var rest: Int?
    if let otherwise {
      guard let index = names.firstIndex(of: otherwise) else {
        throw ParameterError(
          "\(path).otherwise", "is '\(otherwise)', but the periods are \(Self.listed(names))")
      }
      rest = index
    }
    let slot = windows.reduce(1440) { slot, window in
      Self.greatestCommonDivisor(
        Self.greatestCommonDivisor(slot, window.minutes.lowerBound), window.minutes.upperBound)
    }
    return try schedule(windows, names: names, rest: rest, slot: slot)
  }

  private func window(
    _ values: ParameterValues, at path: String, _ names: inout [String], areGiven: Bool
  ) throws(ParameterError) -> Window {
    let name = values.text("period")
    if !names.contains(name) {
      guard !areGiven else {
        throw ParameterError(
          "\(path).period", "is '\(name)', but the periods are \(Self.listed(names))")
      }
      names.append(name)
    }
    guard let months = CalendarWords.months(in: values.text("months")) else {
      throw ParameterError(
        "\(path).months",
        "must be months such as 'jun-sep, dec' or 'all', but is '\(values.text("months"))'")
    }
    guard let days = CalendarWords.dayKinds(in: values.text("days")) else {
      let words = CalendarWords.days.map { "'\($0.word)'" }.joined(separator: ", ")
      throw ParameterError(
        "\(path).days",
        "must be one or several of \(words), but is '\(values.text("days"))'")
    }
    let (from, to) = (Int(values.integer("from")), Int(values.integer("to")))
    guard from >= 0, from < to, to <= 1440 else {
      throw ParameterError(
        "\(path).to", "must come after 'from'; write two windows to pass midnight")
    }
    return Window(
      period: names.firstIndex(of: name) ?? 0, months: months, days: days, minutes: from..<to)
  }

  private func schedule(
    _ windows: [Window], names: [String], rest: Int?, slot: Int
  ) throws(ParameterError) -> PeriodSchedule {
    let slots = 1440 / slot
    var holders = [Int](repeating: -1, count: 48 * slots)
    for (index, window) in windows.enumerated() {
      for month in 1...12 where window.months.contains(month) {
        for kind in DayKind.allCases where window.days.contains(kind) {
          let row = ((month - 1) * 4 + Int(kind.rawValue)) * slots
          for place in (window.minutes.lowerBound / slot)..<(window.minutes.upperBound / slot) {
            guard holders[row + place] < 0 else {
              throw ParameterError(
                "\(path).windows[\(index)]",
                "overlaps the window \(holders[row + place] + 1) ('"
                  + names[windows[holders[row + place]].period] + "') at "
                  + moment(month, kind, place * slot))
            }
            holders[row + place] = index
          }
        }
      }
    }
    if rest == nil, let gap = holders.firstIndex(of: -1) {
      let (row, place) = gap.quotientAndRemainder(dividingBy: slots)
      let kind = DayKind(rawValue: UInt8(truncatingIfNeeded: row % 4)) ?? .working
      throw ParameterError(
        "\(path).windows",
        "leaves a gap: no window holds \(moment(row / 4 + 1, kind, place * slot)). Add a window, "
          + "or name the period of the rest with 'otherwise'")
    }
    let table = holders.map { UInt8(truncatingIfNeeded: $0 < 0 ? rest ?? 0 : windows[$0].period) }
    return PeriodSchedule(uncheckedNames: names, slotMinutes: slot, table: table)
  }

  private func moment(_ month: Int, _ kind: DayKind, _ minute: Int) -> String {
    "\(CalendarWords.clock(minute)) on \(CalendarWords.name(of: kind)) in "
      + CalendarWords.months[month - 1]
  }

  static func listed(_ names: [String]) -> String {
    names.prefix(12).map { "'\($0)'" }.joined(separator: ", ") + (names.count > 12 ? ", …" : "")
  }

  private static func greatestCommonDivisor(_ left: Int, _ right: Int) -> Int {
    var (left, right) = (left, right)
    while right != 0 { (left, right) = (right, left % right) }
    return left
  }
}
