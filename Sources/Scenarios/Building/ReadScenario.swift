import Parameters

/// The sections of a scenario with their resolved texts, from which variations take what they do not
/// change.
struct ReadScenario: Sendable {
  /// The resolved text of one key at the top of a scenario.
  enum KeyText: Sendable {
    case whole(String)
    /// The line of the key and the texts of its elements.
    case list(String, elements: [String])

    func append(to text: inout String) {
      switch self {
      case .whole(let whole): text += whole
      case .list(let key, let elements):
        text += key
        for element in elements { text += element }
      }
    }

    /// The texts of the elements; none for a key that has none.
    var elements: [String] {
      guard case .list(_, let elements) = self else { return [] }
      return elements
    }

    var text: String {
      var text = ""
      append(to: &text)
      return text
    }
  }

  let currency: String
  var section: Section
  /// The texts of the keys in the order of ``ScenarioKeys/set``.
  var texts: [KeyText]

  /// Writes the texts of sections.
  init(_ section: Section, currency: String) {
    let resolved = ResolvedText(currency: currency)
    self.currency = currency
    self.section = section
    texts = ScenarioKeys.set.parameters.map { Self.text(of: $0, in: section, resolved) }
  }

  /// Reads a whole scenario.
  static func read(
    _ root: YAMLNode, currency: String, _ diagnostics: Diagnostics
  ) -> ReadScenario {
    let reading = ParameterReading(currency: currency, diagnostics: diagnostics)
    let section = reading.section(root, as: ScenarioKeys.set).withGovernance(reading)
    return ReadScenario(section, currency: currency)
  }

  /// The text of a key.
  subscript(_ parameter: Parameter) -> KeyText {
    ScenarioKeys.set.parameters.firstIndex { $0.name == parameter.name }.map { texts[$0] }
      ?? .whole("")
  }

  /// The scenario as YAML with all overrides applied and all defaults written out.
  var resolvedText: String {
    var text = ""
    for key in texts { key.append(to: &text) }
    return text
  }

  private static func text(
    of parameter: Parameter, in section: Section, _ resolved: ResolvedText
  ) -> KeyText {
    let sections = section.list(parameter)
    guard !sections.isEmpty else { return .whole(resolved.text(of: parameter, in: section)) }
    return .list(
      "\(parameter.name):\n", elements: sections.map { resolved.elementText(of: $0) })
  }
}

// MARK: Variations

extension ReadScenario {
  /// The sections of a variation: those that it does not change are this scenario's.
  ///
  /// - Parameters:
  ///   - root: The tree of this scenario with values set, which its changed values tell.
  ///   - diagnostics: Gets what is wrong with the changed sections.
  func variation(_ root: YAMLNode, _ diagnostics: Diagnostics) -> ReadScenario {
    guard case .mapping(let entries) = root.content else { return self }
    let contract = ScenarioKeys.contract.name
    guard (root[contract] == nil) == (section.entries[contract] == nil) else {
      return Self.read(root, currency: currency, diagnostics)
    }
    let reading = ParameterReading(currency: currency, diagnostics: diagnostics)
    let resolved = ResolvedText(currency: currency)
    var result = self
    for (index, parameter) in ScenarioKeys.set.parameters.enumerated() {
      let entry = entries.first { $0.key == parameter.name }
      let isRemoved = entry == nil && section.entries[parameter.name] != nil
      guard isRemoved || entry?.value.isChanged == true else { continue }
      result.read(parameter, at: index, entry, root.place, reading, resolved)
    }
    return result
  }

  /// Reads one key anew.
  private mutating func read(
    _ parameter: Parameter, at index: Int, _ entry: YAMLEntry?, _ place: SourcePlace,
    _ reading: ParameterReading, _ resolved: ResolvedText
  ) {
    if let entry, let elements = changedElements(of: parameter, entry) {
      return read(elements, of: parameter, at: index, entry, place, reading, resolved)
    }
    let set = ParameterSet(name: ScenarioKeys.set.name, "", [parameter])
    let part = reading.section(
      YAMLNode(.mapping(entry.map { [$0] } ?? []), at: place), as: set)
    section.entries[parameter.name] = part.entries[parameter.name]
    section.isComplete = section.isComplete && part.isComplete
    if parameter.name == ScenarioKeys.members.name { section = section.withGovernance(reading) }
    texts[index] = Self.text(of: parameter, in: section, resolved)
  }

  /// The places of the elements that a list changes; `nil` when it is no list or another one.
  private func changedElements(of parameter: Parameter, _ entry: YAMLEntry) -> [Int]? {
    guard case .list(let sections) = section.entries[parameter.name]?.content,
      case .sequence(let elements) = entry.value.content, elements.count == sections.count
    else { return nil }
    switch parameter.kind {
    case .list, .variantList: return elements.indices.filter { elements[$0].isChanged }
    default: return nil
    }
  }

  private mutating func read(
    _ indices: [Int], of parameter: Parameter, at index: Int, _ entry: YAMLEntry,
    _ place: SourcePlace, _ reading: ParameterReading, _ resolved: ResolvedText
  ) {
    guard case .sequence(let elements) = entry.value.content,
      case .list(var sections) = section.entries[parameter.name]?.content
    else { return }
    let needsGovernance =
      parameter.name == ScenarioKeys.members.name
      && section.entries[ScenarioKeys.contract.name] != nil
    var texts = self.texts[index].elements
    for index in indices {
      let read: Section? =
        switch parameter.kind {
        case .list(let set): reading.section(elements[index], as: set)
        case .variantList(let variants):
          reading.variant(elements[index], as: variants, inGroup: false)
        default: nil
        }
      guard var read else {
        section.isComplete = false
        continue
      }
      if needsGovernance { read = read.memberWithGovernance(reading) }
      if !read.isComplete { section.isComplete = false }
      sections[index] = read
      texts[index] = resolved.elementText(of: read)
    }
    section.entries[parameter.name] = Section.Entry(
      place: entry.value.place, content: .list(sections))
    self.texts[index] = .list("\(parameter.name):\n", elements: texts)
  }
}
