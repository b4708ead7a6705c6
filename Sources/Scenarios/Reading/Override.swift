import Parameters
import Spelling

/// A value that is set over a scenario's own: `path=value`.
///
/// The value `null`, or none, removes a key that may be left out.
struct Override: Sendable {
  /// One step of a path.
  enum Step: Sendable {
    /// A key, or the name of an element of a list.
    case key(String)
    /// The place of an element in a list, counted from 0.
    case index(Int)
  }

  let path: String
  let value: String
  let steps: [Step]
  /// The value as YAML.
  let node: YAMLNode
  let place: SourcePlace
  /// Whether setting a kind leaves keys of another kind that were set before, so that the
  /// contradiction is said; otherwise the later value wins.
  let keepsSetKeys: Bool

  /// Takes an override apart; reports when it is none.
  init?(_ text: String, diagnostics: Diagnostics) {
    let place = SourcePlace("--set \(text)")
    guard let equals = text.firstIndex(of: "=") else {
      diagnostics.report(place, "an override must be written as 'path=value', such as 'seed=7'.")
      return nil
    }
    let (path, value) = (String(text[..<equals]), String(text[equals...].dropFirst()))
    guard let steps = Self.checkedSteps(of: path, at: place, diagnostics) else { return nil }
    guard let node = Self.node(value, place, diagnostics) else { return nil }
    self.path = path
    self.value = value
    self.steps = steps
    self.place = place
    self.node = node
    keepsSetKeys = true
  }

  /// Takes a path and a value apart, of which later ones win; reports what is none.
  init?(path: String, value: String, diagnostics: Diagnostics) {
    let place = SourcePlace("--set \(path)=\(value)")
    guard let steps = Self.checkedSteps(of: path, at: place, diagnostics) else { return nil }
    guard let node = Self.node(value, place, diagnostics) else { return nil }
    self.init(path: path, steps: steps, node: node, value: value, at: place)
  }

  /// Sets a value that has been read.
  init(path: String, steps: [Step], node: YAMLNode, value: String, at place: SourcePlace) {
    self.path = path
    self.value = value
    self.steps = steps
    self.place = place
    self.node = node.changed
    keepsSetKeys = false
  }

  /// Takes an entry of an arm, whose key is a path; reports when it is none.
  init?(_ entry: YAMLEntry, diagnostics: Diagnostics) {
    guard let steps = Self.checkedSteps(of: entry.key, at: entry.keyPlace, diagnostics) else {
      return nil
    }
    self.init(
      path: entry.key, steps: steps, node: entry.value, value: entry.value.flowText,
      at: entry.keyPlace)
  }

  /// The steps of a path that a scenario may be changed by; reports what is none.
  static func checkedSteps(
    of path: String, at place: SourcePlace, _ diagnostics: Diagnostics
  ) -> [Step]? {
    guard let steps = steps(of: path) else {
      diagnostics.report(
        place,
        "'\(path)' is no path. Write one such as 'market.k' or 'members[0].battery.capacity'.")
      return nil
    }
    if case .key(ScenarioKeys.arms.name) = steps.first {
      diagnostics.report(
        place, "'\(path)' can't be set: an arm is chosen with '--arm' and changed in the file.")
      return nil
    }
    return steps
  }

  private static func node(
    _ value: String, _ place: SourcePlace, _ diagnostics: Diagnostics
  ) -> YAMLNode? {
    if YAMLNode.isPlainWord(value) || value.utf8.allSatisfy({ $0 == 32 }) {
      return YAMLNode(.scalar(value, isPlain: true), at: place, isChanged: true)
    }
    do {
      let text = try YAMLText(Array(value.utf8), file: place.source)
      return try YAMLDocument.read(text, diagnostics: diagnostics).moved(to: place)
    } catch {
      for fault in error.diagnostics { diagnostics.report(place, "the value: \(fault.message)") }
      return nil
    }
  }

  /// The steps of a path: keys behind dots, indices and names between brackets.
  static func steps(of path: String) -> [Step]? {
    var steps: [Step] = []
    var rest = path[...]
    while !rest.isEmpty {
      if rest.first == "[" {
        guard let end = rest.firstIndex(of: "]") else { return nil }
        let inside = String(rest[rest.index(after: rest.startIndex)..<end])
        guard !inside.isEmpty else { return nil }
        steps.append(Int(inside).map { .index($0) } ?? .key(inside))
        rest = rest[rest.index(after: end)...]
      } else {
        if !steps.isEmpty {
          guard rest.first == "." else { return nil }
          rest = rest.dropFirst()
        }
        let key = rest.prefix { $0 != "." && $0 != "[" }
        guard !key.isEmpty else { return nil }
        steps.append(.key(String(key)))
        rest = rest.dropFirst(key.count)
      }
    }
    return steps.isEmpty || steps.count > YAMLDocument.depthLimit ? nil : steps
  }

  /// Puts the value into a scenario's tree; reports when the path leads nowhere.
  func apply(to root: inout YAMLNode, diagnostics: Diagnostics) {
    guard case .mapping = root.content else { return }
    do throws(Fault) {
      try apply(to: &root)
    } catch {
      diagnostics.report(place, error.message)
    }
  }

  /// Puts the value into a scenario's tree.
  func apply(to root: inout YAMLNode) throws(Fault) {
    let kind = Parameter.Kind.section(ScenarioKeys.set)
    root = try replaced(root, kind: kind, steps: steps[...], path: "") ?? root
  }

  /// Why a path leads nowhere.
  struct Fault: Error {
    let message: String
  }

  /// What stands in place of a value; `nil` for nothing.
  private func replaced(
    _ node: YAMLNode?, kind: Parameter.Kind, steps: ArraySlice<Step>, path: String
  ) throws(Fault) -> YAMLNode? {
    guard let step = steps.first else { return self.node.isNull ? nil : self.node }
    let rest = steps.dropFirst()
    switch kind {
    case .section(let set):
      return try replacedKey(step, in: node, set, rest: rest, path: path)
    case .variant(let variants):
      let (expanded, set) = expanded(node, variants)
      guard let replaced = try replacedKey(step, in: expanded, set, rest: rest, path: path) else {
        return nil
      }
      guard case .key(let key, _) = variants.selector, case .key(key) = step, rest.isEmpty else {
        return replaced
      }
      return replaced.keepingKeys(ofKindAt: key, variants, keepsSetKeys: keepsSetKeys)
    case .list(let set):
      let inner = Parameter.Kind.section(set)
      return try replacedElement(step, in: node, kind: inner, rest: rest, path: path)
    case .variantList(let variants):
      let inner = Parameter.Kind.variant(variants)
      return try replacedElement(step, in: node, kind: inner, rest: rest, path: path)
    default:
      return try replacedInValue(step, in: node, kind: kind, rest: rest, path: path)
    }
  }

  /// A section of one of several kinds, written out, with the description of what it can have.
  private func expanded(
    _ node: YAMLNode?, _ variants: Variants
  ) -> (node: YAMLNode?, set: ParameterSet) {
    var node = node
    var kind: Int?
    switch variants.selector {
    case .key(let key, let defaultKind):
      if let written = node, case .scalar = written.content {
        let entry = YAMLEntry(key: key, keyPlace: written.place, value: written)
        node = YAMLNode(.mapping([entry]), at: written.place)
      }
      var word = defaultKind
      if case .scalar(let text, _) = node?[key]?.value.content { word = text }
      kind = variants.kinds.firstIndex { $0.name == word }
    case .firstParameter:
      kind = variants.kinds.firstIndex { kind in
        kind.parameters.first.map { node?[$0.name] != nil } ?? false
      }
    }
    if let kind { return (node, variants.parameterSet(ofKind: kind)) }
    let all = variants.kinds.indices.flatMap { variants.parameterSet(ofKind: $0).parameters }
    return (node, ParameterSet(name: variants.name, variants.documentation, all))
  }

  private func replacedKey(
    _ step: Step, in node: YAMLNode?, _ set: ParameterSet, rest: ArraySlice<Step>, path: String
  ) throws(Fault) -> YAMLNode? {
    guard case .key(let key) = step else {
      throw Fault(message: "'\(path)' is a section, not a list.")
    }
    guard let parameter = set.parameters.first(where: { $0.name == key }) else {
      let prefix = path.isEmpty ? "" : path + "."
      let known = set.parameters.map { prefix + $0.name }
      throw Fault(
        message: "unknown key '\(key)' in '\(set.name)'. "
          + advice(for: prefix + key, among: known))
    }
    var entries: [YAMLEntry] = []
    if case .mapping(let written) = node?.content { entries = written }
    let index = entries.firstIndex { $0.key == key }
    let inner = try replaced(
      index.map { entries[$0].value }, kind: parameter.kind, steps: rest,
      path: path.isEmpty ? key : "\(path).\(key)")
    if let inner {
      if let index {
        entries[index].value = inner
      } else {
        entries.append(YAMLEntry(key: key, keyPlace: place, value: inner))
      }
      if set.exactlyOneOf.contains(key) {
        // The new key takes the place of those that exclude it.
        entries.removeAll { $0.key != key && set.exactlyOneOf.contains($0.key) }
      }
    } else {
      // What is not there needs no removal, and neither does anything in it.
      if rest.isEmpty, !parameter.mayBeLeftOut {
        throw Fault(message: "'\(key)' in '\(set.name)' can't be removed: it must be written.")
      }
      guard let index else { return node }
      entries.remove(at: index)
    }
    return YAMLNode(.mapping(entries), at: node?.place ?? place, isChanged: true)
  }

  private func replacedElement(
    _ step: Step, in node: YAMLNode?, kind: Parameter.Kind, rest: ArraySlice<Step>, path: String
  ) throws(Fault) -> YAMLNode? {
    guard let node, case .sequence(var elements) = node.content else {
      throw Fault(message: "'\(path)' has no elements in this scenario.")
    }
    let index: Int
    switch step {
    case .index(let written):
      guard elements.indices.contains(written) else {
        throw Fault(
          message: "'\(path)' has \(elements.count) elements, counted from 0, so there is no "
            + "'\(path)[\(written)]'.")
      }
      index = written
    case .key(let name):
      let names = elements.map(Self.name(of:))
      guard let found = names.firstIndex(of: name) else {
        throw Fault(
          message: "'\(path)' has no element called '\(name)'. "
            + advice(for: name, among: names.compactMap { $0 }))
      }
      index = found
    }
    var element = "\(path)[\(index)]"
    if case .key(let name) = step {
      // As it was written, but where a dot would end the name.
      element = name.contains(".") || name.contains("[") ? "\(path)[\(name)]" : "\(path).\(name)"
    }
    guard let inner = try replaced(elements[index], kind: kind, steps: rest, path: element) else {
      throw Fault(message: "'\(element)' can't be removed: only keys can.")
    }
    elements[index] = inner
    return YAMLNode(.sequence(elements), at: node.place, isChanged: true)
  }

  /// The name of an element of a list.
  static func name(of node: YAMLNode) -> String? {
    // What a call is about does not name the call.
    let isCall = node[CallKeys.variants.kindParameter?.name ?? ""] != nil
    let parameters =
      isCall ? [CallKeys.name] : [MemberKeys.name, MemberKeys.group, FoundingMemberKeys.member]
    for parameter in parameters {
      if case .scalar(let name, _) = node[parameter.name]?.value.content { return name }
    }
    return nil
  }

  /// A step into a list of values or into a distribution.
  private func replacedInValue(
    _ step: Step, in node: YAMLNode?, kind: Parameter.Kind, rest: ArraySlice<Step>, path: String
  ) throws(Fault) -> YAMLNode? {
    switch (step, node?.content) {
    case (.key(let key), .mapping(var entries)):
      let place = node?.place ?? place
      let index = entries.firstIndex { $0.key == key }
      let inner = try replaced(
        index.map { entries[$0].value }, kind: kind, steps: rest, path: "\(path).\(key)")
      if let inner, let index {
        entries[index].value = inner
      } else if let inner {
        entries.append(YAMLEntry(key: key, keyPlace: self.place, value: inner))
      } else if let index {
        entries.remove(at: index)
      }
      return YAMLNode(.mapping(entries), at: place, isChanged: true)
    case (.index, .sequence):
      return try replacedElement(step, in: node, kind: kind, rest: rest, path: path)
    default:
      throw Fault(message: "'\(path)' is a single value, so nothing can be set inside it.")
    }
  }
}

extension YAMLNode {
  /// A section of which the kind was set: what the file wrote for another kind only is left out.
  ///
  /// - Parameter keepsSetKeys: Whether a value that was itself set stays, so that the contradiction
  ///   is said.
  fileprivate func keepingKeys(
    ofKindAt key: String, _ variants: Variants, keepsSetKeys: Bool
  ) -> YAMLNode {
    guard case .mapping(let entries) = content,
      case .scalar(let word, _) = self[key]?.value.content,
      let index = variants.kinds.firstIndex(where: { $0.name == word })
    else { return self }
    let known = Set(variants.parameterSet(ofKind: index).parameters.map(\.name))
    let others = Set(variants.kinds.flatMap { $0.parameters.map(\.name) }).subtracting(known)
    let kept = entries.filter {
      !others.contains($0.key) || keepsSetKeys && $0.value.place.line == 0
    }
    return YAMLNode(.mapping(kept), at: place, isChanged: true)
  }

  /// The same values, as if all had been written at one place.
  func moved(to place: SourcePlace) -> YAMLNode {
    let content: Content =
      switch self.content {
      case .scalar: self.content
      case .sequence(let elements): .sequence(elements.map { $0.moved(to: place) })
      case .mapping(let entries):
        .mapping(
          entries.map {
            YAMLEntry(key: $0.key, keyPlace: place, value: $0.value.moved(to: place))
          })
      }
    return YAMLNode(content, at: place, isChanged: true)
  }

  /// The same values, as if nothing had been set in them.
  var unchanged: YAMLNode { marked(isChanged: false) }

  /// The same values, all of them as if they had been set.
  var changed: YAMLNode { marked(isChanged: true) }

  private func marked(isChanged: Bool) -> YAMLNode {
    let content: Content =
      switch self.content {
      case .scalar: self.content
      case .sequence(let elements):
        .sequence(elements.map { $0.marked(isChanged: isChanged) })
      case .mapping(let entries):
        .mapping(
          entries.map {
            YAMLEntry(
              key: $0.key, keyPlace: $0.keyPlace, value: $0.value.marked(isChanged: isChanged))
          })
      }
    return YAMLNode(content, at: place, isChanged: isChanged)
  }
}

extension Parameter {
  /// Whether the key needs not be written.
  fileprivate var mayBeLeftOut: Bool { isOptional || defaultValue != nil }
}
