import Profiles
import Spelling

/// The first line of a file of separated values, and what is to be done with each column.
package struct CSVHeader {
  /// What a row's fields are for, one for each column.
  enum Role: Equatable {
    case stamp
    /// A value of the column of this index in the result.
    case value(Int)
    case ignored
  }

  let roles: [Role]

  /// The names of the columns of the result.
  let columnNames: [String]

  /// The position of the first row.
  let end: Int

  init(
    of text: CSVText, columns: [String]?, description: ProfileFileDescription
  ) throws(ProfileFileError) {
    let (names, positions, end) = try Self.names(in: text)
    self.end = end
    let start = CSVText.start(of: text.bytes)
    var places: [String: Int] = [:]
    for (index, name) in names.enumerated() {
      guard places.updateValue(index, forKey: name) == nil else {
        throw text.error(
          at: positions[index], "two columns are named \(shown(name)). Rename one of them.")
      }
    }
    var roles = [Role](repeating: .ignored, count: names.count)
    if let timeColumn = description.timeColumn {
      guard let place = places[timeColumn] else {
        throw text.error(
          at: start,
          """
          there is no column \(shown(timeColumn)) of stamps. \
          \(advice(for: timeColumn, among: names))
          """)
      }
      roles[place] = .stamp
    }
    let wanted = columns ?? names.filter { $0 != description.timeColumn }
    for (index, name) in wanted.enumerated() {
      guard let place = places[name] else {
        throw text.error(
          at: start,
          "there is no column \(shown(name)). \(advice(for: name, among: names))")
      }
      guard roles[place] == .ignored else {
        let reason = roles[place] == .stamp ? "holds the stamps" : "is asked for twice"
        throw text.error(
          at: positions[place], "the column \(shown(name)) \(reason). Ask for it once, as one.")
      }
      roles[place] = .value(index)
    }
    self.roles = roles
    columnNames = wanted
  }

  /// More columns than any table has: bytes that are none must not become millions of names.
  private static var maximumColumnCount: Int { 65_536 }

  /// The names in the first line, where they stand, and where the first row begins.
  package static func names(
    in text: CSVText
  ) throws(ProfileFileError) -> (names: [String], positions: [Int], end: Int) {
    let bytes = text.bytes.span
    var position = CSVText.start(of: text.bytes)
    guard position < bytes.count else {
      throw ProfileFileError(
        file: text.fileName, message: "the file is empty. Give it a line of column names and rows.")
    }
    var names: [String] = []
    var positions: [Int] = []
    while true {
      guard names.count < maximumColumnCount else {
        throw text.error(
          at: position, "there are more than \(maximumColumnCount) columns. Split the file.")
      }
      let field = try text.field(from: position, in: bytes)
      names.append(text.string(field.content))
      positions.append(position)
      guard field.end < bytes.count, bytes[field.end] == text.delimiter else {
        return (names, positions, text.lineStart(after: field.end, in: bytes))
      }
      position = field.end + 1
    }
  }

  /// The delimiter that a file's first line has most of, outside quotes.
  package static func delimiter(
    of bytes: [UInt8], _ description: ProfileFileDescription
  ) -> UInt8 {
    let comma = UInt8(ascii: ",")
    let semicolon = UInt8(ascii: ";")
    let tab = UInt8(ascii: "\t")
    switch description.delimiter {
    case .comma: return comma
    case .semicolon: return semicolon
    case .tab: return tab
    case .automatic: break
    }
    var counts: (semicolon: Int, tab: Int, comma: Int) = (0, 0, 0)
    var isQuoted = false
    for byte in bytes.prefix(while: { $0 != CSVText.newline }) {
      switch byte {
      case CSVText.quote: isQuoted.toggle()
      case semicolon where !isQuoted: counts.semicolon += 1
      case tab where !isQuoted: counts.tab += 1
      case comma where !isQuoted: counts.comma += 1
      default: break
      }
    }
    if counts.comma > max(counts.semicolon, counts.tab), !description.decimalComma { return comma }
    if counts.tab > counts.semicolon { return tab }
    return counts.semicolon > 0 || description.decimalComma ? semicolon : comma
  }
}
