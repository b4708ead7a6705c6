import PowerFlow

/// One value of a script as it was written, without the brackets or quotation marks around it.
struct ScriptValue {
  /// The text.
  var text: String
  /// Whether it stood between brackets or quotation marks.
  var isQuoted: Bool
  /// Where the text begins.
  var place: ScriptPlace

  /// A fault at this value; the message is the rest of a sentence.
  func fault(_ message: String) -> ScriptFault { ScriptFault(place: place, message: message) }

  /// What says that the value is of the wrong kind.
  func mustBe(_ wanted: String) -> ScriptFault {
    fault("must be \(wanted), not \(shortened(text)).")
  }

  /// What says that the value is right, but not supported.
  var unsupported: ScriptFault {
    ScriptFault(
      place: place, message: "is \(shortened(text)), which is not supported.", isUnsupported: true)
  }

  /// A number; between brackets, an expression in reverse Polish notation.
  func number(_ allowed: AllowedNumbers = .any) throws(ScriptFault) -> Double {
    let value = isQuoted ? try ReversePolish.value(of: self) : plainNumber(text)
    guard let value, allowed.contains(value) else { throw mustBe(allowed.name) }
    return value
  }

  /// A whole number in a range.
  func integer(_ range: ClosedRange<Int>) throws(ScriptFault) -> Int {
    let value = isQuoted ? try ReversePolish.value(of: self) : plainNumber(text)
    guard let value, let whole = Int(exactly: value.rounded()), range.contains(whole),
      value == value.rounded()
    else {
      throw mustBe("a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return whole
  }

  /// `yes` or `no`, `true` or `false`, or their first letter.
  func flag() throws(ScriptFault) -> Bool {
    switch text.lowercased() {
    case "y", "yes", "t", "true": true
    case "n", "no", "f", "false": false
    default: throw mustBe("yes or no")
    }
  }

  /// A name: lower case, as names do not differ by case.
  var name: String { text.lowercased() }

  /// One of several words, of which the first letters suffice.
  func word<Word>(_ words: [(String, Word)]) throws(ScriptFault) -> Word {
    let given = name
    if let exact = words.first(where: { $0.0 == given }) { return exact.1 }
    if !given.isEmpty, let begun = words.first(where: { $0.0.hasPrefix(given) }) { return begun.1 }
    throw mustBe(words.map { quoted($0.0) }.formatted)
  }

  /// The parts of a list.
  func list() throws(ScriptFault) -> [ScriptValue] {
    var tokens = ScriptTokenizer(value: self)
    var parts: [ScriptValue] = []
    while let part = try tokens.nextValue() { parts.append(part) }
    return parts
  }

  /// The numbers of a list.
  func numbers(_ allowed: AllowedNumbers = .any) throws(ScriptFault) -> [Double] {
    var numbers: [Double] = []
    for part in try list() { numbers.append(try part.number(allowed)) }
    return numbers
  }

  /// A symmetric matrix: its rows, or its lower triangle, with `|` between rows.
  func symmetricMatrix(order: Int) throws(ScriptFault) -> [[Double]] {
    var matrix = [[Double]](repeating: Array(repeating: 0, count: order), count: order)
    let rows = splitRows()
    guard rows.count == order else {
      throw fault("must have \(counted(order, "row")), but has \(rows.count).")
    }
    for (row, text) in rows.enumerated() {
      let numbers = try text.numbers()
      guard numbers.count == row + 1 || numbers.count == order else {
        throw text.fault(
          "must have \(row + 1) or \(order) numbers in row \(row + 1), but has \(numbers.count).")
      }
      for (column, number) in numbers.enumerated() {
        matrix[row][column] = number
        if column <= row { matrix[column][row] = number }
      }
    }
    return matrix
  }

  private func splitRows() -> [ScriptValue] {
    let bytes = Array(text.utf8)
    var rows: [ScriptValue] = []
    var start = 0
    for index in 0...bytes.count where index == bytes.count || bytes[index] == UInt8(ascii: "|") {
      let slice = bytes[start..<index]
      // A bar behind the last row ends it.
      if index < bytes.count || slice.contains(where: { !isScriptSpace($0) }) {
        rows.append(
          ScriptValue(
            text: String(decoding: slice, as: UTF8.self), isQuoted: true,
            place: ScriptPlace(file: place.file, offset: place.offset + start)))
      }
      start = index + 1
    }
    return rows
  }
}

/// A number as scripts write it: digits, a point, an exponent, and nothing else.
func plainNumber(_ text: String) -> Double? {
  let allowed = text.utf8.allSatisfy { byte in
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"),
      UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"):
      true
    default: false
    }
  }
  guard allowed, text.utf8.count <= 400, let value = Double(text), value.isFinite else {
    return nil
  }
  return value
}

/// A count with its noun, such as `3 rows`.
func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }

extension [String] {
  /// The texts with commas, and `or` before the last.
  fileprivate var formatted: String {
    count < 2 ? joined() : dropLast().joined(separator: ", ") + " or " + (last ?? "")
  }
}
