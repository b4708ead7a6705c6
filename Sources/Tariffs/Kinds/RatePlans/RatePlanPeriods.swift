import Parameters
import Quantities

/// The periods of a rate plan in files: windows, or matrices of months and slots of the day.
enum RatePlanPeriods {
  static let set = ParameterSet(
    name: "periods", "When which period holds: windows, or a matrix for each kind of day.",
    [
      Parameter(
        "names", .texts, isOptional: true,
        "Names of the periods in their order; without them, those of the windows in theirs."),
      Parameter(
        "otherwise", .text, isOptional: true,
        "Name of the period outside all windows; without it, windows may leave no gap."),
      Parameter(
        "windows", .list(window), isOptional: true,
        "Hours of the periods; they may not overlap."),
      Parameter(
        "slot", .quantity(.duration), minimum: 60, maximum: 86_400, default: .number(3600),
        "Time that each letter of a matrix stands for; it divides a day."),
      matrix("working", "Matrix of working days: twelve rows, January first, or one for all"),
      matrix("weekend", "Matrix of Saturdays and Sundays; without it, that of working days"),
      matrix("saturday", "Matrix of Saturdays, where they differ"),
      matrix("sunday", "Matrix of Sundays, where they differ"),
      matrix("holiday", "Matrix of holidays; without it, that of Sundays"),
    ])

  private static func matrix(_ name: String, _ documentation: String) -> Parameter {
    Parameter(
      name, .texts, isOptional: true,
      documentation + ". A row has a letter for each slot: 0-9, a-z, A-Z count the periods.")
  }

  private static let window = ParameterSet(
    name: "window", "Hours of a period.",
    [
      Parameter("period", .text, "Name of the period."),
      Parameter(
        "months", .text, default: .text("all"), "Months such as 'jun-sep, dec', or 'all'."),
      Parameter(
        "days", .text, default: .text("all"),
        "Kinds of days: 'all', 'working', 'non-working', 'weekend', 'saturday', 'sunday', "
          + "'holiday', or several with commas."),
      Parameter(
        "from", .timeOfDay, default: .integer(0), "First minute, in civil time."),
      Parameter(
        "to", .timeOfDay, default: .integer(1440),
        "End, not included, in civil time; '24:00' is midnight."),
    ])

  /// Reads a schedule.
  ///
  /// - Parameter path: The keys that lead to the section, for messages.
  static func read(
    _ values: ParameterValues, at path: String
  ) throws(ParameterError) -> PeriodSchedule {
    let names = values.texts("names")
    if let twice = names.indices.first(where: { names[..<$0].contains(names[$0]) }) {
      throw ParameterError("\(path).names", "names the period '\(names[twice])' twice")
    }
    let hasMatrix = ["working", "weekend", "saturday", "sunday", "holiday"].contains(
      where: values.has)
    let windows = values.list("windows")
    if hasMatrix {
      guard windows.isEmpty, !values.has("otherwise") else {
        throw ParameterError(
          "\(path).\(windows.isEmpty ? "otherwise" : "windows")",
          "cannot stand beside matrices; write one or the other")
      }
      return try PeriodMatrices(names: names, path: path).read(values)
    }
    if windows.isEmpty {
      let all = values.optionalText("otherwise").map { [$0] } ?? names
      guard all.count == 1, names.isEmpty || names == all else {
        throw ParameterError(path, "needs 'windows' or the matrix 'working'")
      }
      return .always(all[0])
    }
    return try PeriodWindows(names: names, path: path).read(
      windows, otherwise: values.optionalText("otherwise"))
  }

  /// The values from which a schedule is read; `nil` for one period with the usual name.
  static func values(of schedule: PeriodSchedule) -> ParameterValues? {
    if schedule == .always() { return nil }
    if schedule.names.count == 1, schedule == .always(schedule.names[0]) {
      return ParameterValues(["names": .texts(schedule.names)])
    }
    var values: [String: ParameterValue] = [
      "names": .texts(schedule.names), "slot": .number(Double(schedule.slotMinutes) * 60),
    ]
    let rows = DayKind.allCases.map { PeriodMatrices.rows(of: schedule, $0) }
    values["working"] = .texts(rows[0])
    if rows[1] != rows[0] || rows[2] != rows[0] {
      if rows[1] == rows[2] {
        values["weekend"] = .texts(rows[1])
      } else {
        values["saturday"] = .texts(rows[1])
        values["sunday"] = .texts(rows[2])
      }
    }
    if rows[3] != rows[2] { values["holiday"] = .texts(rows[3]) }
    return ParameterValues(values)
  }
}

/// Schedules as matrices.
struct PeriodMatrices {
  let names: [String]
  let path: String

  func read(_ values: ParameterValues) throws(ParameterError) -> PeriodSchedule {
    let seconds = values.number("slot")
    guard seconds >= 60, seconds <= 86_400, seconds.truncatingRemainder(dividingBy: 60) == 0,
      case let minutes = Int(seconds / 60), 1440 % minutes == 0
    else {
      throw ParameterError(
        "\(path).slot", "must be whole minutes that divide a day, such as '30 min'")
    }
    guard !names.isEmpty else {
      throw ParameterError(path, "needs 'names' for the periods that its matrices count")
    }
    guard names.count <= 256 else {
      throw ParameterError(
        "\(path).names", "may name at most 256 periods, but names \(names.count)")
    }
    let working = try matrix("working", values, slots: 1440 / minutes)
    guard let working else {
      throw ParameterError(path, "needs the matrix 'working'")
    }
    let weekend = try matrix("weekend", values, slots: 1440 / minutes) ?? working
    let saturday = try matrix("saturday", values, slots: 1440 / minutes) ?? weekend
    let sunday = try matrix("sunday", values, slots: 1440 / minutes) ?? weekend
    let holiday = try matrix("holiday", values, slots: 1440 / minutes) ?? sunday
    let table = (0..<12).flatMap { month in
      [working, saturday, sunday, holiday].flatMap { $0[month] }
    }
    return PeriodSchedule(uncheckedNames: names, slotMinutes: minutes, table: table)
  }

  /// The twelve rows of a matrix; `nil` when it is not written.
  private func matrix(
    _ name: String, _ values: ParameterValues, slots: Int
  ) throws(ParameterError) -> [[UInt8]]? {
    guard values.has(name) else { return nil }
    let rows = values.texts(name)
    guard rows.count == 12 || rows.count == 1 else {
      throw ParameterError(
        "\(path).\(name)", "must have 12 rows, one for each month, or one, but has \(rows.count)")
    }
    var matrix: [[UInt8]] = []
    for (index, row) in rows.enumerated() {
      guard let periods = PeriodRows.periods(of: row) else {
        throw ParameterError(
          "\(path).\(name)",
          "has the row \(index + 1) with more than the letters 0-9, a-z and A-Z")
      }
      guard periods.count == slots else {
        throw ParameterError(
          "\(path).\(name)",
          "has the row \(index + 1) with \(periods.count) slots, but a day has \(slots)")
      }
      if let wrong = periods.firstIndex(where: { $0 >= names.count }) {
        throw ParameterError(
          "\(path).\(name)",
          "has the period \(periods[wrong]) in slot \(wrong + 1) of row \(index + 1), but the "
            + "\(names.count) periods count from 0")
      }
      matrix.append(periods.map { UInt8(truncatingIfNeeded: $0) })
    }
    return matrix.count == 12 ? matrix : Array(repeating: matrix[0], count: 12)
  }

  /// The rows of one kind of day: one when all months are alike.
  static func rows(of schedule: PeriodSchedule, _ kind: DayKind) -> [String] {
    let slots = max(schedule.slotCount, 1)
    let rows = (0..<12).map { month in
      let start = (month * 4 + Int(kind.rawValue)) * slots
      let end = min(start + slots, schedule.table.count)
      return PeriodRows.text(of: start < end ? schedule.table[start..<end].map { Int($0) } : [])
    }
    return rows.allSatisfy { $0 == rows[0] } ? [rows[0]] : rows
  }
}
