import ProfileFiles

/// The fields of a meter file, not yet put on a grid.
struct MeterTable {
  /// Rows with stamps of their own: all rows of a wide file, those of one meter in a long one.
  struct Group {
    var member = ""
    var meter = ""
    /// Where the first field of each row begins.
    var positions: [Int] = []
    var clocks: [Int64] = []
    var offsets: [Int64] = []
    /// The values of each register column, in the units of the file.
    var values: [[Double]]
  }

  /// A register column.
  struct Column {
    var register: MeterRegister
    var member: String
    var meter: String
    /// The millionths of kWh or kvarh in one unit.
    var factor: Double
  }

  let text: CSVText
  let columns: [Column]
  let hasStamps: Bool
  private(set) var groups: [Group] = []

  private let roles: [MeterColumn]
  private let options: MeterFile.Options
  private var groupIndices: [String: Int] = [:]

  init(
    _ bytes: [UInt8], path: String, options: MeterFile.Options
  ) throws(ProfileFileError) {
    let description = ProfileFileDescription(decimalComma: options.decimalComma)
    text = CSVText(
      bytes: bytes, fileName: path, delimiter: CSVHeader.delimiter(of: bytes, description))
    self.options = options
    let (names, positions, end) = try CSVHeader.names(in: text)
    var roles: [MeterColumn] = []
    for (index, name) in names.enumerated() {
      let role: MeterColumn
      do {
        role = try MeterColumn(named: name)
      } catch {
        // The first column holds the stamps, whatever its name.
        guard index == 0 else { throw text.error(at: positions[index], error.message) }
        roles.append(.stamp)
        continue
      }
      guard !roles.contains(where: { $0.isSame(as: role) }) else {
        throw text.error(at: positions[index], "two columns hold the same register. Take one out.")
      }
      roles.append(role)
    }
    self.roles = roles
    hasStamps = roles.first == .stamp
    columns = roles.compactMap { role in
      guard case .register(let register, let member, let meter, let factor) = role else {
        return nil
      }
      return Column(register: register, member: member, meter: meter, factor: factor)
    }
    guard !columns.isEmpty else {
      throw text.error(
        at: CSVText.start(of: bytes), "there is no column 'import', 'export' or 'load'.")
    }
    let isLong = roles.contains(.member) || roles.contains(.meter)
    if isLong, let column = columns.firstIndex(where: { !$0.member.isEmpty }) {
      throw text.error(
        at: CSVText.start(of: bytes),
        "the member '\(columns[column].member)' stands in the name of a column, but the file has a "
          + "column of members. Use one or the other.")
    }
    try readRows(from: end)
  }

  private mutating func readRows(from end: Int) throws(ProfileFileError) {
    let text = text
    let bytes = text.bytes.span
    var position = end
    var values = [Double](repeating: 0, count: columns.count)
    while position < bytes.count {
      if text.isLineBreak(at: position, in: bytes) {
        var rest = position
        while rest < bytes.count, text.isLineBreak(at: rest, in: bytes) {
          rest = text.lineStart(after: rest, in: bytes)
        }
        guard rest == bytes.count else {
          throw text.error(at: position, "the line is empty, but rows follow. Take it out.")
        }
        return
      }
      try readRow(at: &position, in: bytes, &values)
    }
  }

  private mutating func readRow(
    at position: inout Int, in bytes: Span<UInt8>, _ values: inout [Double]
  ) throws(ProfileFileError) {
    let start = position
    var stamp: Stamp?
    var owner = (member: "", meter: "")
    var register = 0
    for (index, role) in roles.enumerated() {
      let field = try text.field(from: position, in: bytes)
      switch role {
      case .stamp: stamp = try readStamp(field, in: bytes)
      case .member: owner.member = try name(field, "member")
      case .meter: owner.meter = try name(field, "meter")
      case .register:
        values[register] = try energy(field, in: bytes)
        register += 1
      }
      position = field.end
      let isDelimited = position < bytes.count && bytes[position] == text.delimiter
      guard isDelimited == (index < roles.count - 1) else {
        throw raggedRow(at: position, isShort: !isDelimited, fields: index + 1)
      }
      if isDelimited { position += 1 }
    }
    position = text.lineStart(after: position, in: bytes)
    let group = groupIndex(owner)
    groups[group].positions.append(start)
    for index in values.indices { groups[group].values[index].append(values[index]) }
    guard let stamp else { return }
    guard groups[group].clocks.isEmpty || (stamp.offset == nil) == groups[group].offsets.isEmpty
    else {
      throw text.error(
        at: start, "some stamps name an offset from UTC, and some do not. Write all alike.")
    }
    groups[group].clocks.append(stamp.clock)
    if let offset = stamp.offset { groups[group].offsets.append(offset) }
  }

  private mutating func groupIndex(_ owner: (member: String, meter: String)) -> Int {
    // Fields have no line breaks, so the key tells the two apart.
    let key = owner.member + "\n" + owner.meter
    if let index = groupIndices[key] { return index }
    groupIndices[key] = groups.count
    groups.append(
      Group(
        member: owner.member, meter: owner.meter,
        values: Array(repeating: [], count: columns.count)))
    return groups.count - 1
  }

  private func raggedRow(at position: Int, isShort: Bool, fields: Int) -> ProfileFileError {
    text.error(
      at: position,
      isShort
        ? "the line ends after \(fields) of \(roles.count) fields. Complete it."
        : "the line has more fields than the \(roles.count) that the first line names. If numbers "
          + "have a decimal comma, separate fields by semicolons and say so.")
  }
}

// MARK: Fields

extension MeterTable {
  private func name(_ field: CSVText.Field, _ what: String) throws(ProfileFileError) -> String {
    guard !field.content.isEmpty else {
      throw text.error(at: field.content.lowerBound, "the name of the \(what) is empty.")
    }
    return text.string(field.content)
  }

  private func energy(
    _ field: CSVText.Field, in bytes: Span<UInt8>
  ) throws(ProfileFileError) -> Double {
    let content = field.content
    guard !content.isEmpty else {
      throw text.error(
        at: content.lowerBound, "the field is empty. Fill the gap: nothing is made up.")
    }
    var end = content.lowerBound
    let mark = UInt8(ascii: options.decimalComma ? "," : ".")
    guard let number = readDecimal(bytes, at: &end, decimalMark: mark), end == content.upperBound
    else {
      let example = options.decimalComma ? "0,5" : "0.5"
      throw text.error(
        at: content.lowerBound,
        "\(text.shownField(content)) is not a number. Numbers are written as \(example) here.")
    }
    guard number >= 0 else {
      throw text.error(
        at: content.lowerBound,
        "\(text.shownField(content)) is negative. Imports and exports are registered apart.")
    }
    guard number <= 1e9 else {
      throw text.error(
        at: content.lowerBound, "\(text.shownField(content)) is too large for an interval.")
    }
    return number
  }

  private func readStamp(
    _ field: CSVText.Field, in bytes: Span<UInt8>
  ) throws(ProfileFileError) -> Stamp {
    let content = field.content
    let stamp = options.stampFormat.stamp(
      in: bytes, from: content.lowerBound, to: content.upperBound)
    guard let year = options.year else {
      if let stamp { return stamp }
      throw text.error(
        at: content.lowerBound,
        "\(text.shownField(content)) is not a stamp of the format '\(options.stampFormat)'.")
    }
    guard stamp == nil else {
      throw text.error(
        at: content.lowerBound,
        "the stamp \(text.shownField(content)) names its year, so none can be given besides.")
    }
    let digits = String(year)
    let whole = Array(
      (String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits + "-"
        + text.string(content)).utf8)
    guard let stamp = StampFormat.iso8601.stamp(in: whole.span, from: 0, to: whole.count) else {
      throw text.error(
        at: content.lowerBound,
        "\(text.shownField(content)) is not a stamp without a year, such as '01-31T12:00'.")
    }
    return stamp
  }
}

extension MeterColumn {
  /// Whether two columns hold the same, whatever their units.
  fileprivate func isSame(as other: MeterColumn) -> Bool {
    switch (self, other) {
    case (.register(let register, let member, let meter, _), .register(let r, let m, let n, _)):
      register == r && member == m && meter == n
    default: self == other
    }
  }
}
