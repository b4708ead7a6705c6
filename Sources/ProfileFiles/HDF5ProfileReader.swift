import HDF5
import Profiles
import Spelling

/// Reads the datasets of one HDF5 file onto a grid.
struct HDF5ProfileReader {
  let fileName: String
  let description: ProfileFileDescription

  func read(_ file: consuming HDF5File, columns: [String]?) throws -> ProfileTable {
    guard description.scale.isFinite else { throw error("the scale has to be finite.") }
    let stamps = try description.timeColumn.map { try readStamps(named: $0, of: file) }
    let names = try columns ?? seriesNames(of: file)
    guard Set(names).count == names.count else { throw error("a column is asked for twice.") }
    var rowCount = stamps?.count
    var values: [[Double]] = []
    for name in names {
      let column = try readColumn(name, of: file)
      guard column.count == rowCount ?? column.count else {
        throw error(
          "\(shown(name)) has \(column.count) values for \(rowCount ?? 0) stamps. Make them match.")
      }
      rowCount = column.count
      values.append(column)
    }
    guard let rowCount, rowCount > 0 else { throw error("there are no values.") }
    let timed = TimedColumns(
      fileName: fileName, names: names, columns: values, rowCount: rowCount)
    guard let stamps, let timeColumn = description.timeColumn else {
      return try timed.table(description)
    }
    let sequence = StampSequence(
      clocks: stamps.map(\.clock), offsets: stamps.compactMap(\.offset), zone: description.zone,
      label: description.label, declaredStep: try timed.declaredStep(description))
    do {
      return try timed.table(sequence.steps(), label: description.label)
    } catch let fault as StampSequence.Fault {
      throw error("\(shown(timeColumn)), row \(fault.row): \(fault.message)")
    }
  }

  func error(_ message: String) -> ProfileFileError {
    ProfileFileError(file: fileName, message: message)
  }

  // MARK: Values

  /// The datasets of one dimension that hold numbers, without the stamps.
  func seriesNames(of file: borrowing HDF5File) throws -> [String] {
    var names: [String] = []
    for name in try file.memberNames() where name != description.timeColumn {
      guard try file.kind(of: name) == .dataset else { continue }
      let dataset = try file.openDataset(name)
      if try dataset.shape().count == 1, try dataset.elementType() != nil { names.append(name) }
    }
    return names
  }

  private func readColumn(_ name: String, of file: borrowing HDF5File) throws -> [Double] {
    var values = try readNumbers(name, of: file)
    for row in values.indices {
      let value = values[row] * description.scale
      guard value.isFinite else {
        throw error(
          """
          \(shown(name)), row \(row): '\(values[row])' is not a finite number. Fill the gap: \
          nothing is made up.
          """)
      }
      values[row] = value
    }
    return values
  }

  private func readNumbers(_ name: String, of file: borrowing HDF5File) throws -> [Double] {
    if file.hasMember(name) {
      let dataset = try openDataset(name, of: file)
      let shape = try dataset.shape()
      guard shape.count == 1 else {
        throw error(
          """
          \(shown(name)) has \(shape.count) dimensions, not one. Name a column of a table by its \
          index, such as '\(name)[0]'.
          """)
      }
      return try dataset.read()
    }
    guard let (table, column) = tableColumn(name), file.hasMember(table) else {
      let names = try file.memberNames()
      throw error("there is no dataset \(shown(name)). \(advice(for: name, among: names))")
    }
    let dataset = try openDataset(table, of: file)
    let shape = try dataset.shape()
    guard shape.count == 2, column < shape[1] else {
      throw error("\(shown(table)) has no column \(column).")
    }
    let numbers: [Double] = try dataset.read()
    return stride(from: column, to: numbers.count, by: shape[1]).map { numbers[$0] }
  }

  /// Takes `load[3]` apart.
  private func tableColumn(_ name: String) -> (table: String, column: Int)? {
    guard name.last == "]", let bracket = name.lastIndex(of: "["), bracket > name.startIndex,
      let column = Int(name[name.index(after: bracket)...].dropLast()), column >= 0
    else { return nil }
    return (String(name[..<bracket]), column)
  }

  private func openDataset(
    _ name: String, of file: borrowing HDF5File
  ) throws -> HDF5Dataset {
    guard try file.kind(of: name) == .dataset else {
      throw error("\(shown(name)) is no dataset.")
    }
    return try file.openDataset(name)
  }

  // MARK: Stamps

  private func readStamps(named name: String, of file: borrowing HDF5File) throws -> [Stamp] {
    guard file.hasMember(name) else {
      let names = try file.memberNames()
      throw error(
        "there is no dataset \(shown(name)) of stamps. \(advice(for: name, among: names))")
    }
    let dataset = try openDataset(name, of: file)
    guard try dataset.shape().count == 1 else {
      throw error("the stamps \(shown(name)) have to have one dimension.")
    }
    if try dataset.holdsText() { return try readTextStamps(dataset) }
    let axis = try timeAxis(of: dataset)
    if try dataset.elementType() == .int64 {
      let numbers: [Int64] = try dataset.read()
      return try numbers.enumerated().map { row, number in
        guard let stamp = axis.stamp(number) else { throw outOfRange(row, of: name) }
        return stamp
      }
    }
    let numbers: [Double] = try dataset.read()
    return try numbers.enumerated().map { row, number in
      guard let stamp = axis.stamp(number) else { throw outOfRange(row, of: name) }
      return stamp
    }
  }

  private func outOfRange(_ row: Int, of name: String) -> ProfileFileError {
    error("\(shown(name)), row \(row): the number is no time between 1678 and 2262.")
  }

  private func readTextStamps(_ dataset: borrowing HDF5Dataset) throws -> [Stamp] {
    var stamps: [Stamp] = []
    for (row, text) in try dataset.readTexts().enumerated() {
      let bytes = Array(text.utf8)
      guard
        let stamp = description.stampFormat.stamp(in: bytes.span, from: 0, to: bytes.count),
        (stamps.first?.offset == nil) == (stamp.offset == nil) || stamps.isEmpty
      else {
        throw error(
          """
          \(shown(dataset.name)), row \(row): \(shown(text)) is not a stamp of the format \
          '\(description.stampFormat)', or not like the stamps before.
          """)
      }
      stamps.append(stamp)
    }
    return stamps
  }

  private func timeAxis(of dataset: borrowing HDF5Dataset) throws -> TimeAxis {
    if let units = try dataset.textAttribute("units") {
      let calendar = try dataset.textAttribute("calendar") ?? "standard"
      guard let axis = TimeAxis(units: units, calendar: calendar) else {
        throw error(
          """
          \(shown(dataset.name)) has the units \(shown(units)) of the calendar \
          \(shown(calendar)); write units such as 'minutes since 2016-01-01T00:00' of the \
          calendar 'standard'.
          """)
      }
      return axis
    }
    guard case .epoch(let unit) = description.stampFormat.notation else {
      throw error(
        """
        the numbers of \(shown(dataset.name)) have no units. Give the dataset the attribute \
        'units', or declare the stamp format 'epoch-seconds'.
        """)
    }
    return TimeAxis(unit: unit, origin: Stamp(clock: 0, offset: 0))
  }
}
