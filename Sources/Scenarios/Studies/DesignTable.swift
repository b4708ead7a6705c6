import Spelling
import StudyDesigns

/// Reads the table of a design: a row for each point, a column for each factor.
struct DesignTable {
  /// The most bytes of a table.
  static let byteLimit = 1 << 28

  let file: String
  let diagnostics: Diagnostics

  /// A field with the column of its text in which it begins.
  private struct Field {
    var text: String
    let column: Int
  }

  /// The rows, in the order of the factors; reports what is wrong with them.
  ///
  /// A conditional factor's field is empty in the rows in which it does not apply.
  func rows(_ bytes: [UInt8], of factors: [ReadFactor]) -> [[String]]? {
    guard bytes.count <= Self.byteLimit else {
      report(0, 0, "the table has more than \(Self.byteLimit) bytes.")
      return nil
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      report(0, 0, "the table is not UTF-8 text.")
      return nil
    }
    let body =
      text.unicodeScalars.first == "\u{FEFF}"
      ? text.unicodeScalars.dropFirst() : text.unicodeScalars[...]
    let lines = String(String.UnicodeScalarView(body)).split(
      omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    guard let first = lines.first, let header = fields(of: first, line: 1),
      let columns = columns(header, of: factors)
    else {
      if lines.first?.isEmpty != false { report(1, 1, "the table is empty.") }
      return nil
    }
    var rows: [[String]] = []
    for (index, line) in lines.enumerated().dropFirst() {
      if line.isEmpty, index == lines.count - 1 { break }
      guard !diagnostics.isFull else { return nil }
      guard let fields = fields(of: line, line: index + 1) else { return nil }
      guard fields.count == header.count else {
        report(
          index + 1, 1,
          "the row has \(fields.count) fields, but the table has \(header.count) columns.")
        continue
      }
      rows.append(row(fields, columns, factors, line: index + 1))
    }
    if rows.isEmpty { report(1, 1, "the table has no rows.") }
    return rows
  }

  /// The column of each factor.
  private func columns(_ header: [Field], of factors: [ReadFactor]) -> [Int]? {
    let names = factors.map(\.factor.name)
    var columns: [String: Int] = [:]
    var isGood = true
    for (index, field) in header.enumerated() {
      if !names.contains(field.text) {
        report(
          1, field.column,
          "there is no factor '\(field.text)'. " + advice(for: field.text, among: names))
        isGood = false
      } else if columns[field.text] != nil {
        report(1, field.column, "there is more than one column '\(field.text)'.")
        isGood = false
      }
      columns[field.text] = index
    }
    for name in names where columns[name] == nil {
      report(1, 1, "the table has no column of the factor '\(name)'.")
      isGood = false
    }
    return isGood ? names.compactMap { columns[$0] } : nil
  }

  private func row(
    _ fields: [Field], _ columns: [Int], _ factors: [ReadFactor], line: Int
  ) -> [String] {
    var labels: [String: String] = [:]
    return zip(factors, columns).map { factor, column in
      let field = fields[column]
      if let condition = factor.factor.condition {
        let applies = labels[condition.factor].map(condition.levels.contains) ?? false
        if !applies {
          if !field.text.isEmpty {
            report(
              line, field.column,
              "the factor '\(factor.factor.name)' does not apply in this row, so its field must be "
                + "empty, but is '\(field.text)'.")
          }
          return ""
        }
      }
      let value = value(field, of: factor.factor, line: line)
      labels[factor.factor.name] = value
      return value
    }
  }

  private func value(_ field: Field, of factor: Factor, line: Int) -> String {
    switch factor.values {
    case .levels(let levels):
      let labels = levels.map(\.label)
      if labels.contains(field.text) { return field.text }
      let number = UnitNumber(field.text)
      if let number, number.unit.isEmpty,
        let level = levels.first(where: { $0.number == number.number })
      {
        return level.label
      }
      report(
        line, field.column,
        field.text.isEmpty
          ? "the factor '\(factor.name)' needs a value here."
          : "the factor '\(factor.name)' has no value '\(field.text)'. "
            + advice(for: field.text, among: labels))
    case .range(let range):
      guard let number = UnitNumber(field.text), ["", range.unit].contains(number.unit) else {
        report(
          line, field.column,
          "the factor '\(factor.name)' needs a number here"
            + (range.unit.isEmpty ? "" : " in \(range.unit)") + ", but this is '\(field.text)'.")
        return ""
      }
      guard (range.lower...range.upper).contains(number.number) else {
        report(
          line, field.column,
          "\(field.text) lies outside of the range of the factor '\(factor.name)'.")
        return ""
      }
      guard !range.isInteger || number.number == number.number.rounded() else {
        report(
          line, field.column,
          "the factor '\(factor.name)' takes whole numbers only, not "
            + "\(field.text).")
        return ""
      }
      return QuantityText.decimal(number.number)
    }
    return ""
  }

  /// The fields of a line; those between quotation marks may hold commas, but no line breaks.
  private func fields(of line: Substring, line number: Int) -> [Field]? {
    var fields: [Field] = []
    var field = Field(text: "", column: 1)
    var (isQuoted, wasQuoted, column) = (false, false, 1)
    var previous: Character?
    for character in line {
      if isQuoted {
        if character == "\"" {
          (isQuoted, wasQuoted) = (false, true)
        } else {
          field.text.append(character)
        }
      } else if character == "\"", wasQuoted, previous == "\"" {
        field.text.append("\"")
        isQuoted = true
      } else if character == "\"", field.text.isEmpty, !wasQuoted {
        isQuoted = true
      } else if character == "," {
        fields.append(field)
        field = Field(text: "", column: column + 1)
        wasQuoted = false
      } else if wasQuoted || character == "\"" {
        report(
          number, column, "a quotation mark must enclose a whole field and be written twice within."
        )
        return nil
      } else {
        field.text.append(character)
      }
      previous = character
      column += 1
    }
    guard !isQuoted else {
      report(number, column, "the quotation mark of this field is not closed.")
      return nil
    }
    fields.append(field)
    return fields
  }

  private func report(_ line: Int, _ column: Int, _ message: String) {
    diagnostics.report(SourcePlace(file, line: line, column: column), message)
  }
}
