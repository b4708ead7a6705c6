/// Puts the records of points into the rows of a table.
///
/// Points may differ in what they hold: an arm without a market has no price. The table has what any
/// point has, in the order of its first appearance in the rows, and not a number where a point has
/// none. Labels along an axis are joined in the same way, unless the points have hardly any in common.
struct TableAssembly {
  private var table: StudyTable
  private let options: StudyCollection.Options

  /// What each row has; the schema as its number.
  private var rows: [(schema: Int, values: [Double])?]
  private var schemas: [RecordSchema] = []
  private var schemaNumbers: [RecordSchema: Int] = [:]
  private var rowCounts: [Int] = []
  private var lastSchema: (schema: RecordSchema, number: Int)?

  private(set) var notes: [String] = []

  init(frame: StudyTable, options: StudyCollection.Options) {
    table = frame
    self.options = options
    rows = []
    rows.reserveCapacity(frame.rows.count)
    rows = [(schema: Int, values: [Double])?](repeating: nil, count: frame.rows.count)
  }

  /// Adds what a row's point came to.
  mutating func add(_ point: CollectedPoint, toRow row: Int) {
    guard let record = point.record else {
      table.rows[row].state = point.failure == nil ? .missing : .failed
      table.rows[row].error = point.failure ?? point.damage ?? ""
      return
    }
    table.rows[row].state = .done
    table.rows[row].error = ""
    let number = number(of: record.schema)
    rowCounts[number] += 1
    rows[row] = (number, record.values)
  }

  private mutating func number(of schema: RecordSchema) -> Int {
    if let (known, number) = lastSchema, known == schema {
      // The newer copy: that of the next row shares its storage more likely.
      lastSchema = (schema, number)
      return number
    }
    let number = schemaNumbers[schema] ?? schemas.count
    if number == schemas.count {
      schemas.append(schema)
      schemaNumbers[schema] = number
      rowCounts.append(0)
    }
    lastSchema = (schema, number)
    return number
  }

  /// The table with all values.
  mutating func finish() -> StudyTable {
    if table.currency.isEmpty {
      table.currency = schemas.first { !$0.currency.isEmpty }?.currency ?? ""
    }
    let currencies = Set(schemas.map(\.currency)).subtracting([""])
    if currencies.count > 1 {
      notes.append(
        "the points have different currencies (\(currencies.sorted().joined(separator: ", ")))")
    }
    table.indicators = indicators()
    table.tables = tables()
    return table
  }
}

// MARK: Indicators

extension TableAssembly {
  private mutating func indicators() -> [AxisColumn] {
    var columns: [AxisColumn] = []
    var places: [String: Int] = [:]
    for schema in schemas {
      for indicator in schema.indicators where places[indicator.name] == nil {
        guard options.indicators?.contains(indicator.name) ?? true else { continue }
        places[indicator.name] = columns.count
        columns.append(
          AxisColumn(
            indicator.name, [Double](repeating: .nan, count: rows.count), units: indicator.units,
            longName: indicator.longName))
      }
    }
    if let wanted = options.indicators {
      for name in wanted where places[name] == nil && !schemas.isEmpty {
        notes.append("no point has the indicator '\(name)'")
      }
      // In the order in which the study asks for them.
      columns = wanted.uniqued.compactMap { name in places[name].map { columns[$0] } }
      places = [:]
      for (index, column) in columns.enumerated() { places[column.name] = index }
    }
    let targets = schemas.map { schema in
      schema.indicators.map { indicator -> Int? in
        guard let place = places[indicator.name], columns[place].units == indicator.units else {
          return nil
        }
        return place
      }
    }
    note(columns.map { ($0.name, $0.units) }, "indicator") { schema, name in
      schema.indicators.first { $0.name == name }?.units
    }
    for (row, content) in rows.enumerated() {
      guard let content else { continue }
      for (source, target) in targets[content.schema].enumerated() {
        if let target { columns[target].values[row] = content.values[source] }
      }
    }
    return columns
  }

  /// Notes which quantities only some points have, or have in another unit.
  private mutating func note(
    _ quantities: [(name: String, units: String)], _ word: String,
    units: (RecordSchema, String) -> String?
  ) {
    let total = rowCounts.reduce(0, +)
    for (name, expected) in quantities {
      var without = 0
      var differing: [String: Int] = [:]
      for (schema, count) in zip(schemas, rowCounts) {
        switch units(schema, name) {
        case nil: without += count
        case expected: break
        case let other?: differing[other, default: 0] += count
        }
      }
      if without > 0 {
        notes.append("\(without) of \(total) rows have no \(word) '\(name)'")
      }
      for (other, count) in differing.sorted(by: { $0.key < $1.key }) {
        notes.append(
          "\(count) of \(total) rows have the \(word) '\(name)' in '\(other)' instead of "
            + "'\(expected)' and are left out")
      }
    }
  }
}

// MARK: Columns along axes

extension TableAssembly {
  /// Where the columns of one schema's table go.
  private struct Target {
    /// Where its values begin in a record.
    let firstValue: Int
    /// The place in the joined labels of each label.
    let labels: [Int]
    /// The column of the joined table of each column.
    let columns: [Int?]
  }

  private mutating func tables() -> [AxisTable] {
    var axes: [String] = []
    for schema in schemas {
      for table in schema.tables where !axes.contains(table.axis) { axes.append(table.axis) }
    }
    return axes.compactMap { axis in
      if axis == "account" && !options.byAccount { return nil }
      return joined(axis)
    }
  }

  private mutating func joined(_ axis: String) -> AxisTable? {
    var labels: [String] = []
    var places: [String: Int] = [:]
    var largest = 0
    var columns: [AxisColumn] = []
    for schema in schemas {
      for table in schema.tables where table.axis == axis {
        largest = max(largest, table.labels.count)
        for label in table.labels where places[label] == nil {
          places[label] = labels.count
          labels.append(label)
        }
        for column in table.columns where !columns.contains(where: { $0.name == column.name }) {
          if axis == "member", let wanted = options.byMember, !wanted.contains(column.name) {
            continue
          }
          columns.append(
            AxisColumn(column.name, [], units: column.units, longName: column.longName))
        }
      }
    }
    guard !columns.isEmpty, !labels.isEmpty else { return nil }
    guard labels.count <= max(2 * largest, largest + 64) else {
      notes.append(
        "the points have hardly any label along '\(axis)' in common "
          + "(\(labels.count) in all, at most \(largest) in one): its columns are left out")
      return nil
    }
    let differing = zip(schemas, rowCounts).reduce(0) { count, pair in
      let table = pair.0.tables.first { $0.axis == axis }
      return table?.labels == labels ? count : count + pair.1
    }
    if differing > 0 {
      notes.append(
        "\(differing) of \(rowCounts.reduce(0, +)) rows have other labels along '\(axis)' than "
          + "the \(labels.count) of all")
    }
    note(columns.map { ($0.name, $0.units) }, "column along '\(axis)'") { schema, name in
      schema.tables.first { $0.axis == axis }?.columns.first { $0.name == name }?.units
    }
    for column in columns.indices {
      columns[column].values = [Double](repeating: .nan, count: rows.count * labels.count)
    }
    let targets = schemas.map { makeTargets(in: $0, axis: axis, places: places, columns: columns) }
    for (row, content) in rows.enumerated() {
      guard let content else { continue }
      for target in targets[content.schema] {
        for (source, column) in target.columns.enumerated() {
          guard let column else { continue }
          let first = target.firstValue + source * target.labels.count
          for (index, label) in target.labels.enumerated() {
            columns[column].values[row * labels.count + label] = content.values[first + index]
          }
        }
      }
    }
    return AxisTable(axis: axis, labels: labels, columns: columns)
  }

  private func makeTargets(
    in schema: RecordSchema, axis: String, places: [String: Int], columns: [AxisColumn]
  ) -> [Target] {
    var targets: [Target] = []
    var firstValue = schema.indicators.count
    for table in schema.tables {
      if table.axis == axis {
        targets.append(
          Target(
            firstValue: firstValue, labels: table.labels.compactMap { places[$0] },
            columns: table.columns.map { column in
              columns.firstIndex { $0.name == column.name && $0.units == column.units }
            }))
      }
      firstValue += table.valueCount
    }
    return targets
  }
}

extension [String] {
  /// The texts, each once, in the order of their first appearance.
  var uniqued: [String] {
    var seen: Set<String> = []
    return filter { seen.insert($0).inserted }
  }
}
