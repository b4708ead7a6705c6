import Profiles
import Quantities

/// The fields of a file of separated values that are asked for, not yet put on a grid.
struct CSVTable {
  let text: CSVText
  let header: CSVHeader
  let decimalMark: UInt8
  let stampFormat: StampFormat
  let scale: Double

  /// What the stamps show, and how far their clocks are ahead of UTC if they say so.
  var clocks: [Int64] = []
  var offsets: [Int64] = []

  /// The values, column after column, each with room for `rowCapacity` rows.
  var values: [Double]
  let rowCapacity: Int
  var rowCount = 0

  init(
    _ bytes: [UInt8], named name: String, columns: [String]?, description: ProfileFileDescription
  ) throws(ProfileFileError) {
    text = CSVText(
      bytes: bytes, fileName: name, delimiter: CSVHeader.delimiter(of: bytes, description))
    header = try CSVHeader(of: text, columns: columns, description: description)
    decimalMark = description.decimalComma ? UInt8(ascii: ",") : UInt8(ascii: ".")
    stampFormat = description.stampFormat
    scale = description.scale
    // A row has a byte for each of its fields but the last, whatever the line breaks promise.
    let lines = Self.lineBreakCount(in: bytes.span) + 1
    rowCapacity = min(lines, bytes.count / header.roles.count + 1)
    values = [Double](repeating: 0, count: rowCapacity * header.columnNames.count)
    try readRows()
  }

  private static func lineBreakCount(in bytes: Span<UInt8>) -> Int {
    var count = 0
    for index in bytes.indices {
      // SAFETY: The index is one of the span's own.
      count &+= unsafe bytes[unchecked: index] == CSVText.newline ? 1 : 0
    }
    return count
  }

  /// Puts the rows on the grid that their stamps, or the description, tell.
  func profileTable(
    _ description: ProfileFileDescription
  ) throws(ProfileFileError) -> ProfileTable {
    guard rowCount > 0 else {
      throw text.error(at: text.bytes.count, "there are no rows under the names of the columns.")
    }
    let columns = header.columnNames.indices.map { column in
      Array(values[(column * rowCapacity)..<(column * rowCapacity + rowCount)])
    }
    let samples = TimedColumns(
      fileName: text.fileName, names: header.columnNames, columns: columns, rowCount: rowCount)
    guard description.timeColumn != nil else { return try samples.table(description) }
    let stamps = StampSequence(
      clocks: clocks, offsets: offsets, zone: description.zone, label: description.label,
      declaredStep: try samples.declaredStep(description))
    do {
      return try samples.table(stamps.steps(), label: description.label)
    } catch let fault as StampSequence.Fault {
      throw text.error(at: stampPosition(ofRow: fault.row), fault.message)
    } catch let error as ProfileFileError {
      throw error
    } catch {
      throw ProfileFileError(file: text.fileName, message: "\(error)")
    }
  }

  /// Where the stamp of a row begins; every row is one line.
  private func stampPosition(ofRow row: Int) -> Int {
    let bytes = text.bytes.span
    var position = text.start(ofLine: row + 2)
    for role in header.roles where position < bytes.count {
      if role == .stamp { break }
      guard let field = try? text.field(from: position, in: bytes) else { break }
      position = min(bytes.count, field.end + 1)
    }
    return position
  }
}
