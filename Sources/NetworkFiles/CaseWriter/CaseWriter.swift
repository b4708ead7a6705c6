import ComplexModule
import JSONReading
import PowerFlow

/// Builds the text of a case file: one line for each row of a table.
struct CaseWriter {
  private(set) var text = "{"
  private var isFirst = true

  /// Adds a field of the file.
  mutating func add(_ name: String, _ value: JSONText) {
    text += isFirst ? "\n " : ",\n "
    isFirst = false
    text += JSONText(name).text + ": " + value.text
  }

  /// Adds a table with a row on each line.
  mutating func addTable(_ name: String, _ rows: [JSONText]) {
    guard !rows.isEmpty else { return add(name, JSONText(raw: "[]")) }
    let lines = rows.map { "\n  " + $0.text }.joined(separator: ",")
    add(name, JSONText(raw: "[" + lines + "\n ]"))
  }

  /// Ends the file.
  mutating func end() { text += "\n}\n" }

  /// Adds the fields with which every file begins.
  mutating func begin(
    name: String, title: String, kind: String, frequency: Double, provenance: String?,
    units: [(String, String)]
  ) {
    add("schema", JSONText(NetworkCaseReader.schema))
    add("name", JSONText(name))
    add("title", JSONText(title))
    add("kind", JSONText(kind))
    add("frequency_hz", JSONText(frequency))
    if let provenance {
      var record = JSONText.Record()
      record.add("note", JSONText(provenance))
      add("provenance", record.json)
    }
    var record = JSONText.Record()
    for (field, unit) in units { record.add(field, JSONText(unit)) }
    add("units", record.json)
  }
}

/// A piece of JSON text.
struct JSONText {
  let text: String

  init(raw: String) { text = raw }

  init(_ flag: Bool) { text = flag ? "true" : "false" }

  init(_ integer: Int) { text = String(integer) }

  /// A number in the fewest digits that read back as the same number, times a power of ten; `null`
  /// if it is not finite.
  init(_ number: Double, tens: Int = 0) {
    text = number.isFinite ? ShortestDecimal(number).text(tens: tens) : "null"
  }

  init(_ string: String) { text = JSONString.quoted(string) }

  init(_ values: [JSONText]) { text = "[" + values.map(\.text).joined(separator: ",") + "]" }

  init(_ integers: [Int]) { self.init(integers.map { JSONText($0) }) }

  init(_ numbers: [Double], tens: Int = 0) {
    self.init(numbers.map { JSONText($0, tens: tens) })
  }

  /// One part of each element of a matrix, row by row.
  init(_ matrix: ComplexMatrix, _ part: KeyPath<Complex<Double>, Double>, tens: Int = 0) {
    self.init(
      (0..<matrix.rowCount).map { row in
        JSONText(
          (0..<matrix.columnCount).map { matrix[row, $0][keyPath: part] }, tens: tens)
      })
  }

  /// The fields of an object, in the order in which they are added.
  struct Record {
    private var text = ""

    mutating func add(_ name: String, _ value: JSONText) {
      if !text.isEmpty { text += "," }
      text += JSONText(name).text + ":" + value.text
    }

    var json: JSONText { JSONText(raw: "{" + text + "}") }
  }
}
