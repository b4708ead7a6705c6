import JSONReading
import Quantities
import Spelling

/// Reads the object of one rate and collects all faults on the way.
struct URDBReader {
  var faults: [URDBFault] = []
  var fields: [String: JSONValue] = [:]

  /// Reads a rate; `nil` when there is none, with the faults that say why.
  mutating func read(_ object: JSONValue) -> URDBRate? {
    guard let members = object.members else {
      fault(object, "expected the object of a rate, but found \(shown(object.found))")
      return nil
    }
    var entries: [URDBEntry] = []
    for member in members {
      let name = member.name.string ?? ""
      if URDBKeys.bulk.contains(name) {
        fault(
          member.name,
          "'\(name)' is a key of the database's bulk download, which is not read; get the rate "
            + "from its interface with version=8&format=json&detail=full")
      } else if fields[name] != nil {
        fault(member.name, "the key '\(shown(name))' stands twice in the rate")
      }
      entries.append(
        URDBEntry(name, json: String(decoding: member.value.text, as: UTF8.self)))
      fields[name] = member.value
    }
    var rate = URDBRate(entries: entries)
    readDescription(&rate)
    readEnergy(&rate, in: object)
    readDemand(&rate)
    readCharges(&rate)
    return rate
  }

  /// A text of a file as it may stand in a message.
  func shown(_ text: String) -> String { inOneLine(text) }

  /// A member that is there and not null.
  func field(_ name: String) -> JSONValue? {
    guard let value = fields[name], value.kind != .null else { return nil }
    return value
  }

  mutating func fault(_ value: JSONValue, _ message: String) {
    faults.append(URDBFault(offset: value.offset, message: message + "."))
  }

  mutating func mismatch<Value>(
    _ value: JSONValue, _ path: String, _ expected: String
  ) -> Value? {
    fault(value, "can't read '\(path)': found \(shown(value.found)), allowed is \(expected)")
    return nil
  }
}

extension URDBReader {
  /// A text; empty when it is absent.
  mutating func text(_ name: String) -> String {
    guard let value = field(name) else { return "" }
    return value.string ?? mismatch(value, name, "a text") ?? ""
  }

  /// A number of metadata.
  mutating func number(_ name: String) -> Double? {
    guard let value = field(name) else { return nil }
    return value.number ?? mismatch(value, name, "a number")
  }

  /// A truth value; some files write it as a text.
  mutating func flag(_ name: String) -> Bool? {
    guard let value = field(name) else { return nil }
    return switch value.string?.lowercased() {
    case "true": true
    case "false": false
    default: value.bool ?? mismatch(value, name, "true or false")
    }
  }

  /// A price in 10⁻⁹; zero when it is absent.
  mutating func price(_ value: JSONValue?, _ path: String) -> UnitPrice {
    guard let value, value.kind != .null else { return UnitPrice(nanos: 0) }
    switch URDBDecimal(value, tens: 9) {
    case .whole(let nanos): return UnitPrice(nanos: nanos)
    case .tooLarge, nil:
      return mismatch(value, path, "a number of dollars from -9223372036 to 9223372036")
        ?? UnitPrice(nanos: 0)
    }
  }

  /// A price that is not negative.
  mutating func positivePrice(_ name: String) -> UnitPrice {
    let price = price(field(name), name)
    if price.nanos < 0, let value = field(name) {
      fault(value, "can't read '\(name)': \(shown(value.found)) is negative")
    }
    return price
  }

  /// A whole number within bounds.
  mutating func integer(
    _ value: JSONValue, _ path: String, in range: ClosedRange<Int>
  ) -> Int? {
    if case .integer(let integer) = value.wholeNumber, let integer = Int(exactly: integer),
      range.contains(integer)
    {
      return integer
    }
    return mismatch(
      value, path, "a whole number from \(range.lowerBound) to \(range.upperBound)")
  }

  /// A share from 0 to 1, in millionths.
  mutating func share(_ value: JSONValue, _ path: String) -> Int64 {
    if case .whole(let millionths) = URDBDecimal(value, tens: 6),
      (0...1_000_000).contains(millionths)
    {
      return millionths
    }
    return mismatch(value, path, "a share from 0 to 1; 80 % is 0.8") ?? 0
  }

  /// One word of a list, in upper or lower case.
  mutating func word<Word: RawRepresentable & CaseIterable>(
    _ value: JSONValue, _ path: String, _: Word.Type
  ) -> Word? where Word.RawValue == String {
    let allowed = Word.allCases.map(\.rawValue)
    let list = allowed.map { "'\($0)'" }.joined(separator: ", ")
    guard let text = value.string else { return mismatch(value, path, "one of \(list)") }
    if let word = Word.allCases.first(where: { $0.rawValue.lowercased() == text.lowercased() }) {
      return word
    }
    let nearest = nearestName(to: text, among: allowed).map { ". Did you mean '\($0)'?" } ?? "."
    faults.append(
      URDBFault(
        offset: value.offset,
        message: "can't read '\(path)': found \(shown(value.found)), allowed are \(list)\(nearest)")
    )
    return nil
  }

  /// A list of exactly so many elements.
  mutating func list(_ value: JSONValue, _ path: String, count: Int) -> [JSONValue]? {
    guard let elements = value.elements else {
      return mismatch(value, path, "a list of \(count)")
    }
    guard elements.count == count else {
      fault(value, "'\(path)' has \(elements.count) elements, but needs \(count)")
      return nil
    }
    return elements
  }
}

/// A text of a file as it may stand in a message: in one line and not too long.
private func inOneLine(_ text: String) -> String {
  var result = ""
  for (index, scalar) in text.unicodeScalars.enumerated() {
    guard index < 60 else { return result + "…" }
    switch scalar.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator:
      result += "\\u{\(String(scalar.value, radix: 16))}"
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result
}
