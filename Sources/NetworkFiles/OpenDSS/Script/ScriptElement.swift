import JSONReading
import Spelling

/// One object of a script: an element of the circuit, or a definition that elements refer to.
protocol ScriptElement {
  /// The name of the class, in lower case.
  static var kind: String { get }
  /// The names of the properties, in lower case and in the order of values without a name.
  static var properties: [String] { get }
  /// The properties that do not change the power flow.
  static var harmless: Set<String> { get }

  var header: ScriptHeader { get set }

  init(header: ScriptHeader)

  /// Sets a property; faults are rests of a sentence that begins with its name.
  mutating func set(
    _ property: String, to value: ScriptValue, in circuit: ScriptCircuit
  ) throws(ScriptFault)

  /// Ends one command that set properties.
  mutating func finishEdit(in circuit: ScriptCircuit)

  /// Takes the buses away from an element that was made like another.
  mutating func forgetBuses()
}

extension ScriptElement {
  mutating func finishEdit(in circuit: ScriptCircuit) {}
  mutating func forgetBuses() {}

  /// What the element is called in messages.
  var title: String { "\(Self.kind) \(shortened(header.label))" }

  /// A fault of the element as a whole; the message is a sentence.
  func fault(_ message: String) -> ScriptFault {
    ScriptFault(place: header.place, message: message)
  }
}

/// What all objects of a script have.
struct ScriptHeader {
  /// The name, in lower case.
  var name: String
  /// The name as it was written.
  var label: String
  /// Where the object was made.
  var place: ScriptPlace
  /// Whether the object takes part.
  var isEnabled = true
  /// The frequency at which its reactances hold, in hertz.
  var baseFrequency: Double
}

/// The objects of one class by name.
struct ScriptTable<Element: ScriptElement> {
  private(set) var indices: [String: Int] = [:]
  var elements: [Element] = []

  subscript(name: String) -> Element? { indices[name].map { elements[$0] } }

  var names: [String] { elements.map(\.header.label) }

  /// The elements that take part.
  var enabled: [Element] { elements.filter(\.header.isEnabled) }

  /// Adds an element and returns its index, or `nil` if the name is taken.
  mutating func add(_ element: Element) -> Int? {
    guard indices[element.header.name] == nil else { return nil }
    indices[element.header.name] = elements.count
    elements.append(element)
    return elements.count - 1
  }

  /// What another object of this class is, by the name in a value.
  func named(_ value: ScriptValue) throws(ScriptFault) -> Element {
    if let element = self[value.name] { return element }
    throw value.fault(
      "is \(shortened(value.text)), but there is no such \(Element.kind). "
        + advice(for: value.text, among: names))
  }
}
