public import ResultFiles
import StudyFiles

extension ComparedRun {
  /// Reads what is compared of a finished run.
  ///
  /// - Parameter reader: The result file.
  /// - Throws: ``ComparisonError`` when the file is none of a run that reached its end.
  public init(_ reader: borrowing ResultFileReader) throws(ComparisonError) {
    let path = reader.path
    let status = try comparing { () throws(ResultFileError) in try reader.status() }
    guard status == .complete else {
      let state = status.map { "is '\($0.rawValue)'" } ?? "did not end"
      throw .file(path, "the run \(state), and only complete ones are compared")
    }
    let shapes = try comparing { () throws(ResultFileError) in try ExpectedShapes(reader) }
    let attributes = try comparing { () throws(ResultFileError) in
      Dictionary(
        try reader.attributes().map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first }
      )
    }
    func text(_ name: String) -> String? {
      if case .text(let text)? = attributes[name] { text } else { nil }
    }
    guard case .integer(let seed)? = attributes["mgsim_seed"] else {
      throw .file(path, "it is no result file of a run (it has no seed)")
    }
    let groups = try comparing { () throws(ResultFileError) in try reader.groups() }
    guard groups.contains("indicators") else { throw .file(path, "it has no indicators") }
    self.init(
      path: path, title: text("title") ?? "", arm: text("mgsim_arm"),
      seed: UInt64(bitPattern: seed), currency: text("mgsim_currency") ?? "",
      version: text("mgsim_version") ?? "",
      overrides: try Self.overrides(reader, shapes), origin: try Self.origin(reader, shapes),
      indicators: try Self.indicators(reader),
      members: try Self.table("member", "indicators/by_member", reader, shapes, groups),
      accounts: try Self.table("account", "indicators/by_account", reader, shapes, groups))
    try addStorage(reader, shapes)
  }

  private static func indicators(
    _ reader: borrowing ResultFileReader
  ) throws(ComparisonError) -> [IndicatorRecord] {
    let scalars = try comparing { () throws(ResultFileError) in try reader.scalars() }
    return scalars.compactMap { scalar in
      let value: Double
      switch scalar.value {
      case .number(let number): value = number
      case .integer(let number): value = Double(number)
      case .text: return nil
      }
      return IndicatorRecord(
        scalar.variable.name, value, units: scalar.variable.units ?? "1",
        longName: scalar.variable.longName ?? "")
    }
  }

  /// The columns of numbers along an axis of labels; none when the file has no such group.
  private static func table(
    _ axis: String, _ group: String, _ reader: borrowing ResultFileReader,
    _ shapes: ExpectedShapes, _ groups: [String]
  ) throws(ComparisonError) -> AxisTable {
    guard groups.contains(group), shapes.contains(axis) else {
      return AxisTable(axis: axis, labels: [], columns: [])
    }
    let (labels, variables) = try comparing { () throws(ResultFileError) in
      _ = try shapes.length(of: axis)
      return (try reader.texts(of: axis), try reader.variables(in: group))
    }
    var columns: [AxisColumn] = []
    for variable in variables where variable.shape == [labels.count] && variable.name != axis {
      guard let type = variable.type, type != .text, type != .bytes else { continue }
      let values = try comparing { () throws(ResultFileError) in
        try reader.numbers(of: variable.path)
      }
      columns.append(
        AxisColumn(
          variable.name, values, units: variable.units ?? "1", longName: variable.longName ?? ""))
    }
    return AxisTable(axis: axis, labels: labels, columns: columns)
  }

  /// Adds the storage of each member, which tells those with storage from others.
  private mutating func addStorage(
    _ reader: borrowing ResultFileReader, _ shapes: ExpectedShapes
  ) throws(ComparisonError) {
    let name = MemberRole.storageColumns[0]
    guard !members.labels.isEmpty, shapes.contains("member_battery_capacity"),
      !members.columns.contains(where: { MemberRole.storageColumns.contains($0.name) })
    else { return }
    let values = try comparing { () throws(ResultFileError) in
      try shapes.require(["member_battery_capacity"], [members.labels.count])
      return try reader.numbers(of: "member_battery_capacity")
    }
    members.columns.append(
      AxisColumn(name, values, units: "kWh", longName: "Capacity of the member's storage"))
  }

  private static func overrides(
    _ reader: borrowing ResultFileReader, _ shapes: ExpectedShapes
  ) throws(ComparisonError) -> [Override] {
    let group = "scenario/overrides"
    guard shapes.contains(group + "/override_path") else { return [] }
    return try comparing { () throws(ResultFileError) in
      try shapes.requireTable(group, ["override_path", "override_value"])
      let paths = try reader.texts(of: group + "/override_path")
      let values = try reader.texts(of: group + "/override_value")
      return zip(paths, values).map { Override(path: $0, value: $1) }.filter { $0.path != "seed" }
    }
  }

  /// The text of the scenario without its seed and the hashes of its other files.
  private static func origin(
    _ reader: borrowing ResultFileReader, _ shapes: ExpectedShapes
  ) throws(ComparisonError) -> String {
    try comparing { () throws(ResultFileError) in
      var lines: [String] = []
      if shapes.contains("scenario/source_text") {
        let text = try reader.texts(of: "scenario/source_text").first ?? ""
        lines += text.split(separator: "\n").map(String.init).filter { !$0.hasPrefix("seed:") }
      }
      let group = "scenario/inputs"
      if shapes.contains(group + "/input_sha256") {
        try shapes.requireTable(group, ["input_file", "input_sha256"])
        // The scenario itself stands first; its text is there already.
        lines += zip(
          try reader.texts(of: group + "/input_file"), try reader.texts(of: group + "/input_sha256")
        ).filter { !$0.0.hasSuffix(".yaml") && !$0.0.hasSuffix(".yml") }.map { $0.0 + " " + $0.1 }
      }
      return lines.joined(separator: "\n")
    }
  }
}
