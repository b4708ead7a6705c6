import Parameters

/// What a section of a scenario says: the values by key, defaults filled in, with their places.
struct Section: Sendable {
  /// A value with its place.
  struct Entry: Sendable {
    /// Where the value was written; where its section begins if it was left out.
    let place: SourcePlace
    let content: Content
  }

  /// What a key stands for.
  indirect enum Content: Sendable {
    case value(ParameterValue)
    /// Values for the members of a group in turn; at least one.
    case dealt([ParameterValue])
    /// A value that each member of a group draws.
    case drawn(Distribution, source: Section?)
    case section(Section)
    case list([Section])
    /// Values of other sections, with the paths that lead to them.
    case overrides([Override])
    /// A value that whoever asks for it makes sense of.
    case anything(YAMLNode)
  }

  /// The description that the section was read by.
  let parameterSet: ParameterSet
  /// The index of its kind, in a section of one of several kinds.
  var kind: Int?
  /// Where it begins.
  let place: SourcePlace
  /// What was read without a fault.
  var entries: [String: Entry] = [:] { didSet { resolvedText = nil } }
  /// The lines of the resolved text of the section, where they have been kept.
  var resolvedText: String?
  /// Whether all that was written, and all that must be written, was read without a fault.
  var isComplete = true

  init(_ parameterSet: ParameterSet, at place: SourcePlace) {
    self.parameterSet = parameterSet
    self.place = place
  }

  /// Where a key's value stands; where the section begins if it was left out.
  func place(_ parameter: Parameter) -> SourcePlace { entries[parameter.name]?.place ?? place }

  /// The value of a key; `nil` when it is absent or could not be read.
  func value(_ parameter: Parameter) -> ParameterValue? {
    guard case .value(let value) = entries[parameter.name]?.content else { return nil }
    return value
  }

  func text(_ parameter: Parameter) -> String? {
    guard case .text(let text) = value(parameter) else { return nil }
    return text
  }

  func texts(_ parameter: Parameter) -> [String] {
    guard case .texts(let texts) = value(parameter) else { return [] }
    return texts
  }

  func number(_ parameter: Parameter) -> Double? {
    guard case .number(let number) = value(parameter) else { return nil }
    return number
  }

  func integer(_ parameter: Parameter) -> Int64? {
    guard case .integer(let integer) = value(parameter) else { return nil }
    return integer
  }

  func boolean(_ parameter: Parameter) -> Bool? {
    guard case .boolean(let boolean) = value(parameter) else { return nil }
    return boolean
  }

  /// A word of a list of words, as the case of an enumeration that has these words.
  func word<Word: RawRepresentable<String>>(_ parameter: Parameter, as: Word.Type) -> Word? {
    text(parameter).flatMap(Word.init(rawValue:))
  }

  func section(_ parameter: Parameter) -> Section? {
    guard case .section(let section) = entries[parameter.name]?.content else { return nil }
    return section
  }

  func overrides(_ parameter: Parameter) -> [Override] {
    guard case .overrides(let overrides) = entries[parameter.name]?.content else { return [] }
    return overrides
  }

  /// A value that was written and not read any further.
  func node(_ parameter: Parameter) -> YAMLNode? {
    guard case .anything(let node) = entries[parameter.name]?.content else { return nil }
    return node
  }

  func list(_ parameter: Parameter) -> [Section] {
    guard case .list(let sections) = entries[parameter.name]?.content else { return [] }
    return sections
  }
}
