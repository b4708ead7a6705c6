import Spelling
import Yams

/// Turns the parser's tree into one whose aliases are resolved and whose size is known.
struct YAMLComposer {
  let file: String
  let diagnostics: Diagnostics
  /// What each anchor named last stands for.
  private var anchors: [String: YAMLNode] = [:]
  /// The number of entries that merge keys have looked at.
  private var mergedCount = 0

  init(file: String, diagnostics: Diagnostics) {
    self.file = file
    self.diagnostics = diagnostics
  }

  /// Converts a value and everything in it, in the order of the text.
  mutating func node(_ source: Node, level: Int) throws(ScenarioError) -> YAMLNode {
    let place = place(of: source)
    let node: YAMLNode
    switch source {
    case .scalar(let scalar):
      if scalar.style == .plain, scalar.string.unicodeScalars.first == YAMLDocument.aliasMark {
        node = try resolve(String(scalar.string.unicodeScalars.dropFirst()), at: place)
      } else {
        let isPlain = scalar.style == .plain
        node = YAMLNode(.scalar(Self.restored(scalar.string), isPlain: isPlain), at: place)
      }
    case .sequence(let sequence):
      try checkLevel(level, at: place)
      var elements: [YAMLNode] = []
      elements.reserveCapacity(sequence.count)
      for element in sequence { elements.append(try self.node(element, level: level + 1)) }
      node = YAMLNode(.sequence(elements), at: place)
    case .mapping(let mapping):
      try checkLevel(level, at: place)
      node = YAMLNode(.mapping(try entries(of: mapping, level: level)), at: place)
    case .alias:
      throw ScenarioError(place, "an alias cannot stand here.")
    }
    guard node.size <= YAMLDocument.sizeLimit else {
      throw ScenarioError(
        place,
        "aliases unfold to more than \(YAMLDocument.sizeLimit) values here, which is more than a "
          + "scenario can have.")
    }
    try checkLevel(level + node.height, at: place)
    if let anchor = source.anchor?.rawValue { anchors[anchor] = node }
    return node
  }

  private func checkLevel(_ level: Int, at place: SourcePlace) throws(ScenarioError) {
    guard level <= YAMLDocument.depthLimit else {
      throw ScenarioError(
        place, "values are nested more than \(YAMLDocument.depthLimit) levels deep here.")
    }
  }

  private func resolve(_ name: String, at place: SourcePlace) throws(ScenarioError) -> YAMLNode {
    guard let node = anchors[name] else {
      throw ScenarioError(
        place,
        "there is no anchor '&\(Self.restored(name))' before this alias. "
          + advice(for: name, among: anchors.keys.sorted()))
    }
    return node
  }

  private mutating func entries(
    of mapping: Node.Mapping, level: Int
  ) throws(ScenarioError) -> [YAMLEntry] {
    var entries: [YAMLEntry] = []
    var keys: Set<String> = []
    var merged: [(node: YAMLNode, place: SourcePlace)] = []
    for (keyNode, valueNode) in mapping {
      let key = try node(keyNode, level: level + 1)
      let value = try node(valueNode, level: level + 1)
      let keyPlace = place(of: keyNode)
      guard case .scalar(let text, let isPlain) = key.content else {
        throw ScenarioError(keyPlace, "a key must be a word, but is \(key.summary).")
      }
      if let first = text.unicodeScalars.first, YAMLDocument.duplicateMarks.contains(first) {
        continue
      }
      if text == "<<", isPlain {
        merged.append((value, keyPlace))
      } else if keys.insert(text).inserted {
        entries.append(YAMLEntry(key: text, keyPlace: keyPlace, value: value))
      } else {
        diagnostics.report(keyPlace, "'\(text)' is written more than once in one section.")
      }
    }
    for merge in merged { try self.merge(merge.node, at: merge.place, into: &entries, &keys) }
    return entries
  }

  /// Adds the entries of a merge key (`<<: *name`) that the section does not have itself.
  private mutating func merge(
    _ node: YAMLNode, at place: SourcePlace, into entries: inout [YAMLEntry],
    _ keys: inout Set<String>
  ) throws(ScenarioError) {
    let sections: [YAMLNode] =
      if case .sequence(let elements) = node.content { elements } else { [node] }
    for section in sections {
      guard case .mapping(let others) = section.content else {
        throw ScenarioError(
          place, "'<<' must be followed by an alias of a section, or by a list of such aliases.")
      }
      mergedCount += others.count
      guard mergedCount <= YAMLDocument.sizeLimit else {
        throw ScenarioError(
          place, "merge keys copy more than \(YAMLDocument.sizeLimit) values up to here.")
      }
      for entry in others where keys.insert(entry.key).inserted { entries.append(entry) }
    }
  }

  private func place(of node: Node) -> SourcePlace {
    SourcePlace(file, line: node.mark?.line ?? 0, column: node.mark?.column ?? 0)
  }

  /// The text with the asterisks that the parser was not to see.
  static func restored(_ text: String) -> String {
    guard text.unicodeScalars.contains(YAMLDocument.aliasMark) else { return text }
    var view = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      view.append(scalar == YAMLDocument.aliasMark ? "*" : scalar)
    }
    return String(view)
  }
}
