import HDF5

/// Reads the groups of a study's results, believing nothing of what they claim.
struct StudyFileReader: ~Copyable {
  private let file: HDF5File

  /// More elements than this in one dataset are none of a study.
  private static let elementLimit = 1 << 28

  init(opening path: String) throws(HDF5Error) {
    let file = try HDF5File(openingAt: path)
    guard try file.textAttribute(StudyLayout.kind) == StudyLayout.studyKind else {
      throw Self.error("it is not the result of a study")
    }
    let version = try file.textAttribute(StudyLayout.format) ?? ""
    guard version.split(separator: ".").first == "1" else {
      throw Self.error("its layout '\(version)' is unknown; this program knows 1")
    }
    self.file = file
  }

  func table() throws(HDF5Error) -> StudyTable {
    let factors = try factors()
    let seeds = try numbers("study/seeds/value", of: Int64.self).map { UInt64(bitPattern: $0) }
    let rows = try rows(factorCount: factors.count)
    return StudyTable(
      name: try text(StudyLayout.name), title: try text("title"),
      version: try text(StudyLayout.version), currency: try text(StudyLayout.currency),
      studyText: try file.openDataset("study/study_file").readTexts().first ?? "",
      baseText: try file.openDataset("study/base_scenario").readTexts().first ?? "",
      design: try text(StudyLayout.design), arms: try arms(), factors: factors, seeds: seeds,
      isFactorial: try text(StudyLayout.shape) == StudyLayout.factorial, rows: rows,
      indicators: try indicators(), tables: try tables())
  }

  private static func error(_ reason: String) -> HDF5Error {
    HDF5Error(attempt: "read the results of a study", causes: [reason])
  }

  private func text(_ name: String) throws(HDF5Error) -> String {
    try file.textAttribute(name) ?? ""
  }
}

// MARK: What was studied

extension StudyFileReader {
  private func arms() throws(HDF5Error) -> [StudyTableArm] {
    let names = try texts("study/arms/name")
    let titles = try texts("study/arms/title")
    let marks = try numbers("study/arms/is_reference", of: Int8.self)
    guard titles.count == names.count, marks.count == names.count else {
      throw Self.error("its arms contradict each other")
    }
    return names.indices.map {
      StudyTableArm(name: names[$0], title: titles[$0], isReference: marks[$0] != 0)
    }
  }

  private func factors() throws(HDF5Error) -> [StudyTableFactor] {
    var factors: [StudyTableFactor] = []
    for name in try file.openGroup("study/factors").memberNames() {
      let path = "study/factors/" + name
      guard try file.kind(of: path) == .group else { continue }
      let group = try file.openGroup(path)
      factors.append(
        StudyTableFactor(
          name: try group.textAttribute("name") ?? "",
          title: try group.textAttribute("title") ?? "",
          labels: group.hasMember("label") ? try texts(path + "/label") : [],
          numbers: group.hasMember("number") ? try numbers(path + "/number") : [],
          units: try group.textAttribute("units") ?? "1"))
    }
    return factors
  }

  private func rows(factorCount: Int) throws(HDF5Error) -> [StudyRow] {
    let ids = try texts("points/id")
    let arms = try codes("points/arm_code", count: ids.count)
    let cells = try codes("points/cell", count: ids.count)
    let replications = try codes("points/replication", count: ids.count)
    let states = try codes("points/state", count: ids.count)
    let errors = try texts("points/error")
    // The codes and numbers of the factors follow the seed, two for each factor.
    let columns = try file.openGroup("points").memberNames()
    guard errors.count == ids.count, let seed = columns.firstIndex(of: "seed_value"),
      factorCount <= columns.count, columns.count - seed > 2 * factorCount
    else { throw Self.error("its rows contradict each other") }
    var levels: [[Int]] = []
    var numbers: [[Double]] = []
    for index in 0..<factorCount {
      let first = seed + 1 + 2 * index
      levels.append(try codes("points/" + columns[first], count: ids.count))
      let values = try self.numbers("points/" + columns[first + 1])
      guard values.count == ids.count else {
        throw Self.error("its rows contradict each other")
      }
      numbers.append(values)
    }
    return ids.indices.map { row in
      StudyRow(
        pointID: ids[row], arm: arms[row], cell: cells[row], replication: replications[row],
        levels: levels.map { $0[row] }, numbers: numbers.map { $0[row] },
        state: StudyRow.State(rawValue: UInt8(clamping: states[row])) ?? .missing,
        error: errors[row])
    }
  }
}

// MARK: What was collected

extension StudyFileReader {
  private func indicators() throws(HDF5Error) -> [AxisColumn] {
    var indicators: [AxisColumn] = []
    for name in try file.openGroup("points").memberNames() {
      let path = "points/" + name
      guard try file.kind(of: path) == .dataset else { continue }
      let dataset = try file.openDataset(path)
      guard try dataset.textAttribute(StudyLayout.role) == StudyLayout.indicator else { continue }
      indicators.append(try column(dataset, name: name))
    }
    return indicators
  }

  private func tables() throws(HDF5Error) -> [AxisTable] {
    var tables: [AxisTable] = []
    for name in try file.memberNames() {
      guard try file.kind(of: name) == .dataset else { continue }
      let dataset = try file.openDataset(name)
      guard try dataset.textAttribute(StudyLayout.role) == StudyLayout.column,
        let axis = try dataset.textAttribute(StudyLayout.axis),
        let scale = try dataset.dimensionNames().last ?? nil
      else { continue }
      let column = try column(dataset, name: name)
      if let index = tables.firstIndex(where: { $0.axis == axis }) {
        tables[index].columns.append(column)
      } else {
        tables.append(AxisTable(axis: axis, labels: try texts(scale), columns: [column]))
      }
    }
    return tables
  }

  private func column(
    _ dataset: borrowing HDF5Dataset, name: String
  ) throws(HDF5Error) -> AxisColumn {
    AxisColumn(
      try dataset.textAttribute(StudyLayout.original) ?? name, try numbers(dataset),
      units: try dataset.textAttribute("units") ?? "1",
      longName: try dataset.textAttribute("long_name") ?? "")
  }
}

// MARK: Values

extension StudyFileReader {
  private func texts(_ path: String) throws(HDF5Error) -> [String] {
    let dataset = try file.openDataset(path)
    try Self.checkSize(dataset)
    return try dataset.readTexts()
  }

  private func numbers<Element: HDF5Element>(
    _ path: String, of type: Element.Type = Double.self
  ) throws(HDF5Error) -> [Element] {
    try numbers(try file.openDataset(path))
  }

  private func numbers<Element: HDF5Element>(
    _ dataset: borrowing HDF5Dataset
  ) throws(HDF5Error) -> [Element] {
    try Self.checkSize(dataset)
    return try dataset.read(Element.self)
  }

  private func codes(_ path: String, count: Int) throws(HDF5Error) -> [Int] {
    let codes = try numbers(path, of: Int32.self)
    guard codes.count == count else { throw Self.error("its rows contradict each other") }
    return codes.map { Int($0) }
  }

  private static func checkSize(_ dataset: borrowing HDF5Dataset) throws(HDF5Error) {
    var count = 1
    for extent in try dataset.shape() {
      let (product, overflow) = count.multipliedReportingOverflow(by: extent)
      guard !overflow, product <= elementLimit else { throw error("it is too large") }
      count = product
    }
  }
}
