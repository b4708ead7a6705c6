import JSONReading
import Quantities
import Spelling

/// Reads the entries of a file of rules strictly: known keys only, each with a source and dates.
struct RulesReader {
  let document: JSONDocument
  let fileName: String

  init(_ bytes: [UInt8], named fileName: String) throws(BrazilRulesError) {
    self.fileName = fileName
    do {
      document = try JSONDocument(bytes)
    } catch {
      var places = TextPlaces(bytes)
      let place = places.place(ofByte: error.offset)
      throw BrazilRulesError("\(fileName):\(place.line):\(place.column): \(error.message).")
    }
  }

  /// An error at a value.
  func fault(_ value: JSONValue, _ message: String) -> BrazilRulesError {
    var places = TextPlaces(document.bytes)
    let place = places.place(ofByte: value.offset)
    return BrazilRulesError("\(fileName):\(place.line):\(place.column): \(message)")
  }

  /// The fields of an object, which must be those that are named.
  func fields(
    of value: JSONValue, _ keys: [String], optional: [String] = []
  ) throws(BrazilRulesError) -> [String: JSONValue] {
    guard let members = value.members else {
      throw fault(value, "expected an object, but found \(value.found).")
    }
    var fields: [String: JSONValue] = [:]
    for (name, content) in members {
      let key = name.string ?? ""
      guard keys.contains(key) || optional.contains(key) else {
        throw fault(name, "unknown key '\(key)'. \(advice(for: key, among: keys + optional))")
      }
      guard fields.updateValue(content, forKey: key) == nil else {
        throw fault(name, "the key '\(key)' is written twice.")
      }
    }
    for key in keys where fields[key] == nil { throw fault(value, "the key '\(key)' is missing.") }
    return fields
  }

  /// The elements of a list.
  func elements(of value: JSONValue) throws(BrazilRulesError) -> [JSONValue] {
    guard let elements = value.elements else {
      throw fault(value, "expected a list, but found \(value.found).")
    }
    return elements
  }

  /// The entries of a section.
  func entries<Entry>(
    _ section: String, of fields: [String: JSONValue], keys: [String],
    _ read: (RuleEntry) throws(BrazilRulesError) -> Entry
  ) throws(BrazilRulesError) -> [Entry] {
    guard let list = fields[section] else { return [] }
    var entries: [Entry] = []
    for element in try elements(of: list) {
      let fields = try self.fields(
        of: element, keys + ["source", "from"], optional: ["until", "note"])
      entries.append(try read(RuleEntry(reader: self, value: element, fields: fields)))
    }
    guard !entries.isEmpty else { throw fault(list, "'\(section)' holds no entry.") }
    return entries
  }
}

/// One entry of a file of rules.
struct RuleEntry {
  let reader: RulesReader
  let value: JSONValue
  let fields: [String: JSONValue]

  /// The value of a key, which the reader has found.
  func field(_ key: String) throws(BrazilRulesError) -> JSONValue {
    guard let field = fields[key] else {
      throw reader.fault(value, "the key '\(key)' is missing.")
    }
    return field
  }

  func text(_ key: String) throws(BrazilRulesError) -> String {
    let field = try field(key)
    guard let text = field.string, !text.isEmpty else {
      throw reader.fault(field, "expected a text as '\(key)', but found \(field.found).")
    }
    return text
  }

  /// The texts of a list.
  func texts(_ key: String) throws(BrazilRulesError) -> [String] {
    var texts: [String] = []
    for element in try reader.elements(of: try field(key)) {
      guard let text = element.string else {
        throw reader.fault(element, "expected a text in '\(key)', but found \(element.found).")
      }
      texts.append(text)
    }
    return texts
  }

  func date(_ key: String) throws(BrazilRulesError) -> CivilDate {
    let field = try field(key)
    guard let text = field.string, let date = CivilDate(parsing: text) else {
      throw reader.fault(
        field, "expected a date such as '2026-07-04' as '\(key)', but found \(field.found).")
    }
    return date
  }

  /// A number of a range times a power of ten, rounded once.
  func scaled(
    _ key: String, tens: Int, _ range: ClosedRange<Double>
  ) throws(BrazilRulesError) -> Int64 {
    let field = try field(key)
    guard let number = field.number, range.contains(number), let scaled = field.number(tens: tens)
    else {
      throw reader.fault(
        field,
        "expected a number from \(range.lowerBound) to \(range.upperBound) as '\(key)', but found "
          + "\(field.found).")
    }
    return Int64(scaled.rounded(.toNearestOrEven))
  }

  func count(_ key: String, _ range: ClosedRange<Int>) throws(BrazilRulesError) -> Int {
    let field = try field(key)
    guard case .integer(let number)? = field.wholeNumber, let count = Int(exactly: number),
      range.contains(count)
    else {
      throw reader.fault(
        field,
        "expected a whole number from \(range.lowerBound) to \(range.upperBound) as '\(key)', but "
          + "found \(field.found).")
    }
    return count
  }

  /// The minutes since midnight of a time such as `17:30`.
  func minuteOfDay(_ key: String) throws(BrazilRulesError) -> Int {
    let field = try field(key)
    let parts = (field.string ?? "").split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy({ $0.utf8.count == 2 && $0.allSatisfy(\.isNumber) }),
      let hour = Int(parts[0]), let minute = Int(parts[1]), hour <= 24, minute < 1440 / 24,
      hour < 24 || minute == 0
    else {
      throw reader.fault(
        field, "expected a time of day such as '17:30' as '\(key)', but found \(field.found).")
    }
    return hour * (1440 / 24) + minute
  }

  /// A share, in millionths.
  func share() throws(BrazilRulesError) -> Int64 { try scaled("share", tens: 6, 0...1) }

  /// An energy, in mWh.
  func energy() throws(BrazilRulesError) -> Int64 { try scaled("kilowattHours", tens: 6, 0...1e9) }

  /// A price of kilowatt-hours that is written for megawatt-hours.
  func price() throws(BrazilRulesError) -> UnitPrice {
    UnitPrice(nanos: try scaled("realsPerMegawattHour", tens: 6, -1e9...1e9))
  }

  /// A year.
  func year() throws(BrazilRulesError) -> Int { try count("year", 1900...2262) }

  /// Where the entry comes from.
  func provenance() throws(BrazilRulesError) -> BrazilRules.Provenance {
    let from = try date("from")
    let until = fields["until"] == nil ? nil : try date("until")
    if let until, let field = fields["until"], until <= from {
      throw reader.fault(field, "'until' lies before 'from'.")
    }
    return BrazilRules.Provenance(
      source: try text("source"), from: from, until: until,
      note: fields["note"] == nil ? "" : try text("note"))
  }
}
