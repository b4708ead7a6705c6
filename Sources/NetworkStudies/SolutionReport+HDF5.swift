public import ResultFiles

extension SolutionReport {
  /// Writes the report as an HDF5 file with one group for each table.
  ///
  /// A quantity with one value for each conductor becomes one column for each position: `i_from_a_1`,
  /// `i_from_a_2` and so on.
  ///
  /// - Throws: `ResultFileError` when the file can't be written.
  public func writeHDF5(
    to path: String, title: String, source: String, overwrites: Bool = false
  ) throws(ResultFileError) {
    let network = ResultGroup(
      path: "network",
      scalars: facts.compactMap { fact in
        fact.value.scalar.map {
          Scalar(fact.name, $0, units: fact.units.isEmpty ? nil : fact.units, longName: fact.name)
        }
      })
    try TableFile.write(
      path,
      attributes: [NamedAttribute("title", .text(title)), NamedAttribute("source", .text(source))],
      groups: [network] + tables.filter { $0.rowCount > 0 }.map(\.group), overwrites: overwrites)
  }
}

extension ReportTable {
  fileprivate var group: ResultGroup {
    ResultGroup(
      path: name,
      rows: .numbered(dimension: "\(name)_row", longName: "Number of the row in \(name)"),
      columns: (keys + columns).flatMap(\.resultColumns))
  }
}

extension ReportColumn {
  /// The columns of a result file that hold this one.
  fileprivate var resultColumns: [Column] {
    let units = units.isEmpty ? nil : units
    switch cells.first {
    case .text, .texts:
      return [Column(name, .text(cells.map(\.csvField)), longName: name)]
    case .integer:
      let values = cells.map { cell in
        if case .integer(let value) = cell { Int64(value) } else { Int64(0) }
      }
      return [Column(name, .int64(values), longName: name)]
    case .flag:
      return [
        Column(
          name, .int8(cells.map { $0 == .flag(true) ? 1 : 0 }), longName: name,
          flags: Flags(["no", "yes"]))
      ]
    case .number:
      let values = cells.map { cell in
        if case .number(let value) = cell { value } else { Double.nan }
      }
      return [Column(name, .float64(values), units: units ?? "1", longName: name)]
    case .numbers:
      let lists = cells.map { cell in
        if case .numbers(let values) = cell { values } else { [Double]() }
      }
      let width = lists.map(\.count).max() ?? 0
      return (0..<width).map { position in
        Column(
          "\(name)_\(position + 1)",
          .float64(lists.map { $0.indices.contains(position) ? $0[position] : .nan }),
          units: units ?? "1", longName: "\(name) at conductor \(position + 1) of the element")
      }
    case nil: return []
    }
  }
}

extension ReportCell {
  /// The value as a scalar of a result file; `nil` for lists.
  fileprivate var scalar: ScalarValue? {
    switch self {
    case .text(let text): .text(text)
    case .integer(let value): .integer(Int64(value))
    case .number(let value): .number(value)
    case .flag(let flag): .integer(flag ? 1 : 0)
    case .texts(let texts): .text(texts.joined(separator: "\n"))
    case .numbers: nil
    }
  }
}
