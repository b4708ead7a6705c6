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
    var section = reading.section(root, as: ScenarioKeys.set)
    if section.entries[ScenarioKeys.contract.name] != nil {
      section = section.withGovernance(reading)
    }
    return ReadScenario(section, currency: currency)
  }

  /// The same scenario with the texts of its parts kept, for variations that change few of them.
  var keepingTexts: ReadScenario {
    let resolved = ResolvedText(currency: currency)
    var result = self
    for parameter in [ScenarioKeys.members, ScenarioKeys.tariffs] {
      guard let entry = section.entries[parameter.name], case .list(let sections) = entry.content
      else { continue }
      result.section.entries[parameter.name] = Section.Entry(
        place: entry.place, content: .list(sections.map(resolved.keepingTexts)))
    }
    return result
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

/// A key at the top of a variation of a scenario.
struct ReadKey: Sendable {
  /// What is written for it; `nil` for nothing.
  let written: YAMLEntry?
  /// What was read, or its default.
  let entry: Section.Entry?
  let isComplete: Bool
  let text: ReadScenario.KeyText
}

extension ReadScenario {
  /// Whether there is a contract, which members then say how they act in.
  var hasContract: Bool { section.entries[ScenarioKeys.contract.name] != nil }

  /// The sections of a variation: those that it does not change are this scenario's.
  ///
  /// - Parameters:
  ///   - root: The tree of this scenario with values set, which its changed values tell.
  ///   - diagnostics: Gets what is wrong with the changed sections.
  func variation(_ root: YAMLNode, _ diagnostics: Diagnostics) -> ReadScenario {
    let reading = ParameterReading(currency: currency, diagnostics: diagnostics)
    let hasContract = root[ScenarioKeys.contract.name] != nil
    var result = self
    for (index, parameter) in ScenarioKeys.set.parameters.enumerated() {
      let written = root[parameter.name]
      let isRemoved = written == nil && section.entries[parameter.name] != nil
      let isGoverned =
        parameter.name == ScenarioKeys.members.name && hasContract != self.hasContract
      guard isRemoved || isGoverned || written?.value.isChanged == true else { continue }
      result.set(
        key(parameter, at: index, written, hasContract: hasContract, reading: reading), at: index)
    }
    return result
  }

  /// Takes a key of a variation.
  ///
  /// - Parameter index: The place of the key among those of a scenario.
  mutating func set(_ key: ReadKey, at index: Int) {
    section.entries[ScenarioKeys.set.parameters[index].name] = key.entry
    if !key.isComplete { section.isComplete = false }
    texts[index] = key.text
  }

  /// Reads one key of a variation.
  ///
  /// - Parameters:
  ///   - index: The place of the key among those of a scenario.
  ///   - written: What the variation has for it.
  ///   - hasContract: Whether the variation has a contract.
  func key(
    _ parameter: Parameter, at index: Int, _ written: YAMLEntry?, hasContract: Bool,
    reading: ParameterReading
  ) -> ReadKey {
    let needsGovernance = parameter.name == ScenarioKeys.members.name && hasContract
    let resolved = ResolvedText(currency: currency)
    if let written, parameter.name != ScenarioKeys.members.name || hasContract == self.hasContract,
      let elements = changedElements(of: parameter, written)
    {
      return key(
        elements, of: parameter, at: index, written, needsGovernance: needsGovernance,
        reading: reading, resolved)
    }
    let set = ParameterSet(name: ScenarioKeys.set.name, "", [parameter])
    let node = YAMLNode(.mapping(written.map { [$0] } ?? []), at: section.place)
    var part = reading.section(node, as: set)
    if needsGovernance { part = part.withGovernance(reading) }
    return ReadKey(
      written: written, entry: part.entries[parameter.name], isComplete: part.isComplete,
      text: Self.text(of: parameter, in: part, resolved))
  }

  /// Whether a member had its governance without saying anything of it.
  private func isDefault(_ key: String, _ member: Section) -> Bool {
    member.entries[key]?.place == member.place
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

  private func key(
    _ indices: [Int], of parameter: Parameter, at index: Int, _ written: YAMLEntry,
    needsGovernance: Bool, reading: ParameterReading, _ resolved: ResolvedText
  ) -> ReadKey {
    var sections = section.list(parameter)
    var texts = self.texts[index].elements
    var isComplete = true
    guard case .sequence(let elements) = written.value.content else {
      return ReadKey(
        written: written, entry: section.entries[parameter.name], isComplete: false,
        text: self.texts[index])
    }
    for index in indices {
      let read: Section? =
        switch parameter.kind {
        case .list(let set): reading.section(elements[index], as: set, base: sections[index])
        case .variantList(let variants):
          reading.variant(elements[index], as: variants, inGroup: false, base: sections[index])
        default: nil
        }
      guard var read else {
        isComplete = false
        continue
      }
      if needsGovernance {
        let key = MemberKeys.governance.name
        if read.entries[key] == nil, elements[index][key] == nil, isDefault(key, sections[index]) {
          read.entries[key] = sections[index].entries[key]
        }
        read = read.memberWithGovernance(reading)
      }
      if !read.isComplete { isComplete = false }
      sections[index] = read
      texts[index] = resolved.elementText(of: read)
    }
    return ReadKey(
      written: written,
      entry: Section.Entry(place: written.value.place, content: .list(sections)),
      isComplete: isComplete, text: .list("\(parameter.name):\n", elements: texts))
  }
}
