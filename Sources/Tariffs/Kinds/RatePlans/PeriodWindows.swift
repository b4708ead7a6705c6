import Parameters
import Quantities

/// Schedules of rate plans as windows in files.
///
/// Unlike in the kind `time-of-use`, moments outside all windows belong to a period only where one is
/// named for them; otherwise a gap is a mistake, and so are windows of different periods that overlap.
struct PeriodWindows {
  let names: [String]
  let path: String

  func read(
    _ list: [ParameterValues], otherwise: String?
  ) throws(ParameterError) -> PeriodSchedule {
    if let otherwise, !names.isEmpty, !names.contains(otherwise) {
      throw ParameterError(
        "\(path).otherwise", "is '\(otherwise)', but the periods are \(Self.listed(names))")
    }
    var windows: [PeriodWindow] = []
    for (index, values) in list.enumerated() {
      windows.append(try window(values, at: "\(path).windows[\(index)]"))
    }
    let order = names.isEmpty ? [otherwise].compactMap(\.self) : names
    do {
      return try PeriodSchedule(windows: windows, otherwise: otherwise, names: order)
    } catch {
      throw described(error, windows)
    }
  }

  private func window(
    _ values: ParameterValues, at path: String
  ) throws(ParameterError) -> PeriodWindow {
    let name = values.text("period")
    guard names.isEmpty || names.contains(name) else {
      throw ParameterError(
        "\(path).period", "is '\(name)', but the periods are \(Self.listed(names))")
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
    return PeriodWindow(name, months: months, days: days, minutes: from..<to)
  }

  /// A mistake with its place in the file; windows are counted from 1 there.
  private func described(
    _ error: PeriodScheduleError, _ windows: [PeriodWindow]
  ) -> ParameterError {
    switch error {
    case .overlap(let first, let second, let month, let days, let minute):
      ParameterError(
        "\(path).windows[\(second)]",
        "('\(windows[second].period)') overlaps the window \(first + 1) "
          + "('\(windows[first].period)') at \(moment(month, days, minute))")
    case .gap(let month, let days, let minute):
      ParameterError(
        "\(path).windows",
        "leaves a gap: no window holds \(moment(month, days, minute)). Add a window, or name the "
          + "period of the rest with 'otherwise'")
    case .minutes(let window), .months(let window), .days(let window):
      ParameterError("\(path).windows[\(window)]", "\(error)")
    default:
      ParameterError("\(path).windows", "cannot be used: \(error)")
    }
  }

  private func moment(_ month: Int, _ kind: DayKind, _ minute: Int) -> String {
    "\(CalendarWords.clock(minute)) on \(CalendarWords.name(of: kind)) in "
      + CalendarWords.months[min(max(month, 1), 12) - 1]
  }

  static func listed(_ names: [String]) -> String {
    names.prefix(12).map { "'\($0)'" }.joined(separator: ", ") + (names.count > 12 ? ", …" : "")
  }
}
