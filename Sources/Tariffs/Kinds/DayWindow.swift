import Parameters
import Quantities

/// A span of hours on some days, which belongs to a period of a tariff.
struct DayWindow: Hashable {
  /// The days on which a window is open.
  enum Days: String, CaseIterable {
    case all
    case working
    case nonWorking = "non-working"

    func contains(_ kind: DayKind) -> Bool {
      switch self {
      case .all: true
      case .working: kind == .working
      case .nonWorking: kind != .working
      }
    }
  }

  var period: Int
  var days: Days
  var minutes: Range<Int>

  func overlaps(_ other: DayWindow) -> Bool {
    minutes.overlaps(other.minutes)
      && DayKind.allCases.contains { days.contains($0) && other.days.contains($0) }
  }

  /// The window in words, with its number counted from 1.
  func description(number: Int, period: String) -> String {
    func clock(_ minute: Int) -> String {
      [minute / 60, minute % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
    }
    return "window \(number) ('\(period)', \(clock(minutes.lowerBound)) to "
      + "\(clock(minutes.upperBound)), \(days.rawValue) days)"
  }
}

extension PeriodSchedule {
  /// Creates the schedule that windows of a day make, the same in all months.
  ///
  /// - Parameters:
  ///   - windows: The values of `period`, `days`, `from` and `to` of each window.
  ///   - otherwise: The name of the period outside all windows, which comes first.
  /// - Throws: An error of `windows` when one ends before it begins, or two of different periods
  ///   overlap.
  init(windows list: [ParameterValues], otherwise: String) throws(ParameterError) {
    var names = [otherwise]
    var windows: [DayWindow] = []
    for window in list {
      let (from, to) = (Int(window.integer("from")), Int(window.integer("to")))
      guard 0 <= from, from < to, to <= 1440 else {
        throw ParameterError(
          "windows",
          "holds a window that ends before it begins; write two windows to pass midnight")
      }
      let name = window.text("period")
      if !names.contains(name) { names.append(name) }
      windows.append(
        DayWindow(
          period: names.firstIndex(of: name) ?? 0,
          days: DayWindow.Days(rawValue: window.text("days")) ?? .all, minutes: from..<to))
    }
    guard names.count <= 256 else {
      throw ParameterError("windows", "name more than 256 periods")
    }
    try Self.checkOverlaps(windows, names)
    self.init(names: names, windows: windows)
  }

  private static func checkOverlaps(
    _ windows: [DayWindow], _ names: [String]
  ) throws(ParameterError) {
    for (second, window) in windows.enumerated() {
      for (first, other) in windows[..<second].enumerated()
      where other.period != window.period && other.overlaps(window) {
        let pair = [
          other.description(number: first + 1, period: names[other.period]),
          window.description(number: second + 1, period: names[window.period]),
        ]
        throw ParameterError(
          "windows", "must not overlap, but \(pair[0]) and \(pair[1]) do")
      }
    }
  }

  private init(names: [String], windows: [DayWindow]) {
    let slotMinutes = windows.reduce(1440) { slot, window in
      [window.minutes.lowerBound, window.minutes.upperBound].reduce(slot, greatestCommonDivisor)
    }
    var days: [UInt8] = []
    for kind in DayKind.allCases {
      for minute in stride(from: 0, to: 1440, by: slotMinutes) {
        let window = windows.first { $0.minutes.contains(minute) && $0.days.contains(kind) }
        days.append(UInt8(clamping: window?.period ?? 0))
      }
    }
    self.init(
      uncheckedNames: names, slotMinutes: slotMinutes,
      table: Array(repeatElement(days, count: 12).joined()))
  }
}

/// The greatest number that divides both; the other one when one is zero.
private func greatestCommonDivisor(_ first: Int, _ second: Int) -> Int {
  second == 0 ? first : greatestCommonDivisor(second, first % second)
}
