import Parameters
import Spelling

/// Reads sections as their descriptions say; what is wrong is reported and left out.
struct ParameterReading {
  let scalars: ScalarReading
  let diagnostics: Diagnostics

  init(currency: String, diagnostics: Diagnostics) {
    scalars = ScalarReading(quantities: QuantityText(currency: currency))
    self.diagnostics = diagnostics
  }

  /// Reads a section.
  ///
  /// - Parameter base: What the section was read as before some values were set in it, so that all
  ///   others need not be read again.
  func section(
    _ node: YAMLNode, as set: ParameterSet, inGroup: Bool = false, base: Section? = nil
  ) -> Section {
    guard case .mapping(let entries) = node.content else {
      diagnostics.report(
        node.place, "'\(set.name)' must be a section of keys and values, but is \(node.summary).")
      var section = Section(set, at: node.place)
      section.isComplete = false
      return section
    }
    return section(entries, at: node.place, as: set, inGroup: inGroup || set.isGroup, base: base)
  }

  private func section(
    _ entries: [YAMLEntry], at place: SourcePlace, as set: ParameterSet, inGroup: Bool,
    base: Section?
  ) -> Section {
    var section = Section(set, at: place)
    section.entries.reserveCapacity(set.parameters.count)
    for entry in entries {
      guard let parameter = set.parameters.first(where: { $0.name == entry.key }) else {
        diagnostics.report(
          entry.keyPlace,
          "unknown key '\(entry.key)' in '\(set.name)'. "
            + advice(for: entry.key, among: set.parameters.map(\.name)))
        section.isComplete = false
        continue
      }
      let known = base?.entries[entry.key]
      if !entry.value.isChanged, let known {
        section.entries[entry.key] = known
        continue
      }
      if let content = content(
        of: entry.value, as: parameter, in: set, inGroup: inGroup, base: known?.content)
      {
        section.entries[entry.key] = Section.Entry(place: entry.value.place, content: content)
        if !content.isComplete { section.isComplete = false }
      } else {
        section.isComplete = false
      }
    }
    fill(&section, written: entries)
    return section
  }

  /// Fills in defaults and reports what must be written but is not.
  private func fill(_ section: inout Section, written: [YAMLEntry]) {
    let set = section.parameterSet
    for parameter in set.parameters where !written.contains(where: { $0.key == parameter.name }) {
      if let value = parameter.defaultValue {
        let content = defaultContent(value, of: parameter, at: section.place)
        section.entries[parameter.name] = Section.Entry(place: section.place, content: content)
      } else if !parameter.isOptional, !set.exactlyOneOf.contains(parameter.name) {
        diagnostics.report(
          section.place,
          "'\(set.name)' needs the key '\(parameter.name)': "
            + "\(scalars.expectation(of: parameter)).")
        section.isComplete = false
      }
    }
    let alternatives = set.exactlyOneOf.filter { name in written.contains { $0.key == name } }
    if !set.exactlyOneOf.isEmpty, alternatives.count != 1 {
      let names = set.exactlyOneOf.map { "'\($0)'" }.joined(separator: ", ")
      diagnostics.report(
        section.place,
        "'\(set.name)' needs exactly one of the keys \(names), but has \(alternatives.count).")
      section.isComplete = false
    }
  }

  private func content(
    of node: YAMLNode, as parameter: Parameter, in set: ParameterSet, inGroup: Bool,
    base: Section.Content?
  ) -> Section.Content? {
    let known: Section? = if case .section(let section) = base { section } else { nil }
    func mismatch() -> Section.Content? {
      report(node, parameter, set, "must be \(scalars.expectation(of: parameter))")
      return nil
    }
    switch (parameter.kind, node.content) {
    case (_, _) where node.isNull:
      return mismatch()
    case (.section(let inner), .mapping):
      return .section(section(node, as: inner, inGroup: inGroup, base: known))
    case (.list(let inner), .sequence(let elements)):
      return .list(elements.map { section($0, as: inner, inGroup: inGroup) })
    case (.variant(let variants), .mapping), (.variant(let variants), .scalar):
      return variant(node, as: variants, inGroup: inGroup, base: known).map { .section($0) }
    case (.variantList(let variants), .sequence(let elements)):
      let sections = elements.map { variant($0, as: variants, inGroup: inGroup) }
      // A list with a hole in it is read on, so that the rest is checked; the hole was reported.
      return .list(sections.compactMap { $0 })
    case (.overrides, .mapping(let entries)):
      let overrides = entries.compactMap { Override($0, diagnostics: diagnostics) }
      return overrides.count == entries.count ? .overrides(overrides) : nil
    case (.texts, .sequence(let elements)), (.dates, .sequence(let elements)):
      let values = elements.map { scalar($0, as: parameter, in: set) }
      return values.contains(nil)
        ? nil : .value(.texts(values.compactMap { if case .text(let t)? = $0 { t } else { nil } }))
    case (.quantities(let dimension), .sequence(let elements)):
      let element = Parameter(
        parameter.name, .quantity(dimension), minimum: parameter.minimum,
        maximum: parameter.maximum, parameter.documentation)
      let values = elements.map { scalar($0, as: element, in: set) }
      return values.contains(nil)
        ? nil
        : .value(.numbers(values.compactMap { if case .number(let n)? = $0 { n } else { nil } }))
    case (.anything(let shapes, _), _) where shapes.contains(node.shape):
      return .anything(node)
    case (.anything, _), (.section, _), (.list, _), (.variant, _), (.variantList, _), (.texts, _),
      (.dates, _),
      (.quantities, _), (.overrides, _):
      return mismatch()
    case (_, .scalar):
      return scalar(node, as: parameter, in: set).map { .value($0) }
    case (_, .sequence(let elements)) where inGroup && !parameter.isShared && !elements.isEmpty:
      let values = elements.map { scalar($0, as: parameter, in: set) }
      return values.contains(nil) ? nil : .dealt(values.compactMap { $0 })
    case (_, .mapping) where inGroup && !parameter.isShared:
      return distribution(node, of: parameter, in: set)
    default:
      return mismatch()
    }
  }

  /// Reads a single value.
  private func scalar(
    _ node: YAMLNode, as parameter: Parameter, in set: ParameterSet
  ) -> ParameterValue? {
    guard case .scalar(let text, let isPlain) = node.content, !node.isNull else {
      report(node, parameter, set, "must be \(scalars.expectation(of: parameter))")
      return nil
    }
    do {
      return try scalars.value(text, isPlain: isPlain, as: parameter)
    } catch {
      diagnostics.report(
        node.place, "'\(parameter.name)' in '\(set.name)' \(Self.sentence(error.message))")
      return nil
    }
  }

  /// Reads a section of one of several kinds.
  ///
  /// - Parameter base: What it was read as before some values were set in it.
  func variant(
    _ node: YAMLNode, as variants: Variants, inGroup: Bool, base: Section? = nil
  ) -> Section? {
    guard let (index, entries) = kind(of: node, variants) else { return nil }
    let known = base?.kind == index ? base : nil
    let set = known?.parameterSet ?? variants.parameterSet(ofKind: index)
    var section = section(
      entries, at: node.place, as: set, inGroup: inGroup || set.isGroup, base: known)
    section.kind = index
    return section
  }

  /// The kind of a section, with its entries; reports when it has none.
  private func kind(of node: YAMLNode, _ variants: Variants) -> (Int, [YAMLEntry])? {
    let names = variants.kinds.map(\.name)
    var entries: [YAMLEntry]
    switch (node.content, variants.selector) {
    case (.mapping(let written), _):
      entries = written
    case (.scalar, .key(let key, _)) where !node.isNull:
      entries = [YAMLEntry(key: key, keyPlace: node.place, value: node)]
    default:
      diagnostics.report(
        node.place, "'\(variants.name)' must be a section, but is \(node.summary).")
      return nil
    }
    switch variants.selector {
    case .key(let key, let defaultKind):
      let entry = entries.first { $0.key == key }
      if let entry, case .scalar(let word, _) = entry.value.content, !entry.value.isNull {
        if let index = names.firstIndex(of: word) { return (index, entries) }
        diagnostics.report(
          entry.value.place,
          "unknown \(key) '\(word)' of '\(variants.name)'. "
            + advice(for: word, among: names))
      } else if let entry {
        diagnostics.report(
          entry.value.place,
          "'\(key)' in '\(variants.name)' must be a word, but is \(entry.value.summary).")
      } else if let index = defaultKind.flatMap(names.firstIndex(of:)) {
        return (index, entries)
      } else {
        diagnostics.report(
          node.place,
          "'\(variants.name)' needs the key '\(key)'. "
            + "Known: \(names.map { "'\($0)'" }.joined(separator: ", ")).")
      }
    case .firstParameter:
      let keys = variants.kinds.map { $0.parameters.first?.name ?? "" }
      let written = keys.indices.filter { index in entries.contains { $0.key == keys[index] } }
      if written.count == 1 { return (written[0], entries) }
      diagnostics.report(
        node.place,
        "'\(variants.name)' needs exactly one of the keys "
          + "\(keys.map { "'\($0)'" }.joined(separator: ", ")), but has \(written.count).")
    }
    return nil
  }

  private func distribution(
    _ node: YAMLNode, of parameter: Parameter, in set: ParameterSet
  ) -> Section.Content? {
    let words = Distribution.words(for: parameter)
    guard case .mapping(let entries) = node.content, let kind = node[Distribution.key],
      case .scalar(let word, _) = kind.value.content
    else {
      report(
        node, parameter, set,
        "must be \(scalars.expectation(of: parameter)), or a section with the key "
          + "'\(Distribution.key)' (\(words.joined(separator: ", ")))")
      return nil
    }
    let rest = entries.filter { $0.key != Distribution.key }
    if word == Distribution.choiceWord {
      guard rest.count == 1, rest[0].key == Distribution.choices,
        case .sequence(let elements) = rest[0].value.content, !elements.isEmpty
      else {
        diagnostics.report(
          node.place,
          "the distribution '\(word)' needs the key '\(Distribution.choices)' with a list of "
            + "values, and no other.")
        return nil
      }
      let values = elements.map { scalar($0, as: parameter, in: set) }
      return values.contains(nil)
        ? nil : .drawn(.choice(values.compactMap { $0 }), source: nil)
    }
    guard let kindSet = Distribution.kinds(for: parameter).first(where: { $0.name == word }) else {
      diagnostics.report(
        kind.value.place,
        "unknown distribution '\(word)' for '\(parameter.name)'. "
          + advice(for: word, among: words))
      return nil
    }
    let section = section(rest, at: node.place, as: kindSet, inGroup: false, base: nil)
    guard let values = section.plainValues else { return nil }
    do {
      return .drawn(try Distribution(kind: word, values), source: section)
    } catch {
      diagnostics.report(
        section.entries[error.parameter]?.place ?? node.place,
        "'\(error.parameter)' in '\(word)' \(Self.sentence(error.message))")
      return nil
    }
  }

  private func report(
    _ node: YAMLNode, _ parameter: Parameter, _ set: ParameterSet, _ message: String
  ) {
    diagnostics.report(
      node.place, "'\(parameter.name)' in '\(set.name)' \(message), but is \(node.summary).")
  }

  /// A message that ends as a sentence does.
  static func sentence(_ message: String) -> String {
    message.hasSuffix(".") || message.hasSuffix("?") ? message : message + "."
  }
}

extension Section.Content {
  fileprivate var isComplete: Bool {
    switch self {
    case .value, .dealt, .drawn, .overrides, .anything: true
    case .section(let section): section.isComplete
    case .list(let sections): sections.allSatisfy(\.isComplete)
    }
  }
}
