import JSONReading
import PowerFlow
import Spelling

extension ScriptReader {
  /// Makes an element or a circuit.
  mutating func make(_ tokens: inout ScriptTokenizer) throws(ScriptFault) {
    guard let first = try tokens.next() else {
      throw ScriptFault(place: tokens.place, message: "the name of an element is missing.")
    }
    skipsMore = false
    let target = first.value
    if target.name.hasPrefix("circuit.") { return try makeCircuit(target, &tokens) }
    guard let (kind, name) = try elementName(target) else {
      skipsMore = true
      return
    }
    let parameters = try Self.rest(&tokens)
    guard circuit.name != nil || !kind.needsCircuit else {
      throw target.fault("\(shortened(target.text)) stands before the circuit. Add New Circuit.")
    }
    let label = String(target.text.dropFirst(kind.rawValue.utf8.count + 1))
    let header = ScriptHeader(
      name: name, label: label, place: target.place, baseFrequency: circuit.defaultFrequency)
    guard add(kind, header) else {
      throw target.fault("there is a \(kind.rawValue) \(shortened(label)) already. Use Edit.")
    }
    active = (kind, name)
    try edit(kind, name, parameters, target)
  }

  private mutating func makeCircuit(
    _ target: ScriptValue, _ tokens: inout ScriptTokenizer
  ) throws(ScriptFault) {
    let label = String(target.text.dropFirst("circuit.".utf8.count))
    guard circuit.name == nil else {
      throw target.fault("there is a circuit already. Write Clear before the next one.")
    }
    circuit.frequency = circuit.defaultFrequency
    circuit.name = ScriptHeader(
      name: label.lowercased(), label: label, place: target.place,
      baseFrequency: circuit.defaultFrequency)
    let place = target.place
    var source = VoltageSourceElement(
      header: ScriptHeader(
        name: "source", label: "source", place: place, baseFrequency: circuit.defaultFrequency))
    source.bus = try ScriptBus(ScriptValue(text: "SourceBus", isQuoted: false, place: place))
    _ = circuit.sources.add(source)
    active = (.vsource, "source")
    try edit(.vsource, "source", try Self.rest(&tokens), target)
  }

  /// Sets properties of an element that exists.
  mutating func edit(
    _ tokens: inout ScriptTokenizer, _ command: ScriptValue
  ) throws(ScriptFault) {
    guard let target = try tokens.next()?.value else {
      throw ScriptFault(place: tokens.place, message: "the name of an element is missing.")
    }
    skipsMore = false
    guard let (kind, name) = try elementName(target) else {
      skipsMore = true
      return
    }
    active = (kind, name)
    try edit(kind, name, try Self.rest(&tokens), target)
  }

  /// Goes on with the last element.
  mutating func more(_ tokens: inout ScriptTokenizer) throws(ScriptFault) {
    guard !skipsMore else { return }
    guard let active else {
      throw ScriptFault(
        place: tokens.place, message: "there is no element that this line could go on with.")
    }
    let place = tokens.place
    let target = ScriptValue(text: active.name, isQuoted: false, place: place)
    try edit(active.class, active.name, try Self.rest(&tokens), target)
  }

  /// Sets a property by its full name: `Line.L1.length=2`.
  mutating func assign(
    _ target: ScriptValue, _ value: ScriptValue, _ tokens: inout ScriptTokenizer
  ) throws(ScriptFault) {
    guard let dot = target.text.lastIndex(of: "."), dot != target.text.firstIndex(of: ".") else {
      throw ScriptFault(
        place: target.place,
        message: "\(shortened(target.text)) is no command and no property of an element. "
          + "Write Class.Name.Property=value.")
    }
    skipsMore = false
    let element = ScriptValue(
      text: String(target.text[..<dot]), isQuoted: false, place: target.place)
    guard let (kind, name) = try elementName(element) else { return }
    let after = target.text.index(after: dot)
    let property = ScriptValue(
      text: String(target.text[after...]), isQuoted: false, place: target.place)
    active = (kind, name)
    let parameters = [ScriptParameter(name: property, value: value)] + (try Self.rest(&tokens))
    try edit(kind, name, parameters, element)
  }

  /// Sets properties of all elements of a class whose names fit a pattern; `.*` fits any letters.
  mutating func editMany(_ tokens: inout ScriptTokenizer) throws(ScriptFault) {
    guard let target = try tokens.next()?.value else {
      throw ScriptFault(place: tokens.place, message: "the name of a class is missing.")
    }
    guard let (kind, pattern) = try elementName(target) else { return }
    let plain = pattern.split(separator: "*", omittingEmptySubsequences: false)
    let stars = pattern.utf8.filter { $0 == UInt8(ascii: "*") }.count
    let ends = plain.dropLast().allSatisfy { $0.hasSuffix(".") }
    let special = pattern.utf8.contains { "[](){}|^$+?\\".utf8.contains($0) }
    guard stars <= 1, ends, !special else {
      throw ScriptFault(
        place: target.place,
        message: "\(shortened(target.text)) is a pattern that is not supported; use text and '.*'.",
        isUnsupported: true)
    }
    let parameters = try Self.rest(&tokens)
    let start = stars == 1 ? String(plain[0].dropLast()) : pattern
    let end = stars == 1 ? String(plain[1]) : ""
    for name in names(of: kind) where name.hasPrefix(start) && name.hasSuffix(end) {
      guard stars == 1 || name == pattern, !isFull else { continue }
      try edit(kind, name, parameters, target)
    }
  }

  /// Splits `Class.Name`; `nil` for a class whose elements are left out.
  mutating func elementName(
    _ target: ScriptValue
  ) throws(ScriptFault) -> (ScriptClass, String)? {
    guard let dot = target.text.firstIndex(of: ".") else {
      throw target.fault("\(shortened(target.text)) must be a class and a name: Class.Name.")
    }
    let kind = target.text[..<dot].lowercased()
    let name = target.text[target.text.index(after: dot)...].lowercased()
    guard !name.isEmpty else { throw target.fault("\(shortened(target.text)) needs a name.") }
    if let noted = ScriptClass.leftOut[kind] {
      if noted {
        note("\(shortened(target.text)) does not take part in a power flow.", at: target.place)
      }
      return nil
    }
    if let found = ScriptClass(rawValue: kind) { return (found, name) }
    let known = ScriptClass.allCases.map(\.rawValue) + ScriptClass.leftOut.keys.sorted()
    skipsMore = true
    throw ScriptFault(
      place: target.place,
      message: "elements of the class \(shortened(kind)) are not supported. "
        + advice(for: kind, among: known), isUnsupported: true)
  }

  private static func rest(
    _ tokens: inout ScriptTokenizer
  ) throws(ScriptFault) -> [ScriptParameter] {
    var parameters: [ScriptParameter] = []
    while let parameter = try tokens.next() { parameters.append(parameter) }
    return parameters
  }
}

extension ScriptClass {
  /// Whether elements of the class belong to a circuit.
  fileprivate var needsCircuit: Bool {
    switch self {
    case .linecode, .wiredata, .linespacing, .linegeometry, .xfmrcode, .loadshape: false
    default: true
    }
  }
}
