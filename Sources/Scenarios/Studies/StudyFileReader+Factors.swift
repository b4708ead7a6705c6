import Parameters
import Spelling
import StudyDesigns

/// A factor with where its parts were written.
struct ReadFactor {
  /// A value, or an end of a range, with what it sets.
  struct Level {
    let label: String
    let overrides: [Override]
    let place: SourcePlace
  }

  var factor: Factor
  let place: SourcePlace
  /// All levels; of a range its two ends.
  let levels: [Level]
}

extension StudyFileReader {
  /// The factors; reports what is wrong with them.
  func factors(_ sections: [Section]) -> [ReadFactor] {
    if sections.count > FactorKeys.limit, let last = sections.last {
      diagnostics.report(last.place, "there are more than \(FactorKeys.limit) factors.")
      return []
    }
    var factors: [ReadFactor] = []
    for section in sections {
      guard let name = section.text(FactorKeys.name) else { continue }
      checkFactorName(name, of: section, earlier: factors)
      let condition = condition(of: section, earlier: factors)
      if var factor = factor(section, named: name) {
        factor.factor.condition = condition
        checkRepetitions(in: factor)
        factors.append(factor)
      }
    }
    return factors
  }

  private func checkFactorName(_ name: String, of section: Section, earlier: [ReadFactor]) {
    let place = section.place(FactorKeys.name)
    let bytes = Array(name.utf8)
    func isLetter(_ byte: UInt8) -> Bool {
      (65...90).contains(byte) || (97...122).contains(byte)
    }
    let isName =
      (1...64).contains(bytes.count) && isLetter(bytes[0])
      && bytes.allSatisfy { isLetter($0) || (48...57).contains($0) || $0 == 95 }
    if !isName {
      diagnostics.report(
        place,
        "the name of a factor must be a letter, then letters, digits and '_', at most 64 in all, "
          + "but is '\(name)'.")
    }
    let taken = ["arm", "seed", "point", "member", "account"]
    if taken.contains(name) {
      diagnostics.report(
        place, "a factor can't be called '\(name)', which is a dimension of all results.")
    }
    if earlier.contains(where: { $0.factor.name == name }) {
      diagnostics.report(place, "there is more than one factor called '\(name)'.")
    }
  }

  private func factor(_ section: Section, named name: String) -> ReadFactor? {
    let title = section.text(FactorKeys.title) ?? ""
    let written = paths(of: section)
    if let levels = section.entries[FactorKeys.levels.name] {
      if !written.isEmpty {
        diagnostics.report(
          section.place,
          "the factor '\(name)' has '\(FactorKeys.levels.name)', which name their own paths, so it "
            + "must have neither '\(FactorKeys.path.name)' nor '\(FactorKeys.paths.name)'.")
      }
      guard let read = self.levels(section.list(FactorKeys.levels), of: name, at: levels.place)
      else { return nil }
      return ReadFactor(
        factor: Factor(name: name, title: title, values: .levels(read.map(\.1))),
        place: section.place(FactorKeys.name), levels: read.map(\.0))
    }
    guard section.isComplete else { return nil }
    if written.isEmpty {
      diagnostics.report(
        section.place,
        "the factor '\(name)' needs '\(FactorKeys.path.name)' or '\(FactorKeys.paths.name)': the "
          + "keys that take its values.")
      return nil
    }
    if section.entries[FactorKeys.path.name] != nil, section.entries[FactorKeys.paths.name] != nil {
      diagnostics.report(
        section.place,
        "the factor '\(name)' must have either '\(FactorKeys.path.name)' or "
          + "'\(FactorKeys.paths.name)'.")
    }
    if let range = section.section(FactorKeys.range) {
      return self.range(range, of: name, paths: written).map { range, levels in
        ReadFactor(
          factor: Factor(name: name, title: title, values: .range(range)),
          place: section.place(FactorKeys.name), levels: levels)
      }
    }
    guard let node = section.node(FactorKeys.values),
      let read = values(node, of: name, paths: written)
    else { return nil }
    return ReadFactor(
      factor: Factor(name: name, title: title, values: .levels(read.map(\.1))),
      place: section.place(FactorKeys.name), levels: read.map(\.0))
  }

  /// The paths that take a factor's values, with where they were written.
  private func paths(of section: Section) -> [(path: String, place: SourcePlace)] {
    let place = section.place(FactorKeys.paths)
    return (section.text(FactorKeys.path).map { [($0, section.place(FactorKeys.path))] } ?? [])
      + section.texts(FactorKeys.paths).map { ($0, place) }
  }

  // MARK: Values

  private func values(
    _ node: YAMLNode, of name: String, paths: [(path: String, place: SourcePlace)]
  ) -> [(ReadFactor.Level, FactorLevel)]? {
    guard case .sequence(let nodes) = node.content, isCount(nodes.count, of: name, at: node.place)
    else { return nil }
    let steps = paths.compactMap { self.steps(of: $0.path, at: $0.place) }
    guard steps.count == paths.count else { return nil }
    let numbers = Self.numbers(nodes)
    var levels: [(ReadFactor.Level, FactorLevel)] = []
    for (index, node) in nodes.enumerated() {
      let label = Self.label(of: node)
      guard label.unicodeScalars.count <= 64 else {
        diagnostics.report(
          node.place,
          "this value of the factor '\(name)' is too long for a label. Write "
            + "'\(FactorKeys.levels.name)' with labels.")
        return nil
      }
      let overrides = zip(paths, steps).map { path, steps in
        Override(
          path: path.path, steps: steps, node: node, value: node.flowText, at: path.place)
      }
      levels.append(
        (
          ReadFactor.Level(label: label, overrides: overrides, place: node.place),
          FactorLevel(
            label: label, number: numbers?[index], assignments: overrides.map(\.assignment))
        ))
    }
    return levels
  }

  private static func label(of node: YAMLNode) -> String {
    if node.isNull { return "none" }
    if case .scalar(let text, _) = node.content { return text }
    return node.flowText
  }

  /// The numbers that values stand for, if all are numbers in one unit.
  private static func numbers(_ nodes: [YAMLNode]) -> [Double]? {
    var (numbers, unit): ([Double], String?) = ([], nil)
    for node in nodes {
      guard case .scalar(let text, _) = node.content, let read = UnitNumber(text),
        unit == nil || unit == read.unit
      else { return nil }
      unit = read.unit
      numbers.append(read.number)
    }
    return numbers
  }

  private func isCount(_ count: Int, of name: String, at place: SourcePlace) -> Bool {
    guard count > 0 else {
      diagnostics.report(place, "the factor '\(name)' has no values.")
      return false
    }
    guard count <= FactorKeys.valueLimit else {
      diagnostics.report(
        place, "the factor '\(name)' has more than \(FactorKeys.valueLimit) values.")
      return false
    }
    return true
  }

  // MARK: Levels

  private func levels(
    _ sections: [Section], of name: String, at place: SourcePlace
  ) -> [(ReadFactor.Level, FactorLevel)]? {
    guard isCount(sections.count, of: name, at: place) else { return nil }
    var levels: [(ReadFactor.Level, FactorLevel)] = []
    for section in sections {
      guard section.isComplete, let label = section.text(LevelKeys.label) else { return nil }
      let overrides = checked(section.overrides(LevelKeys.values))
      levels.append(
        (
          ReadFactor.Level(
            label: label, overrides: overrides, place: section.place(LevelKeys.label)),
          FactorLevel(
            label: label, number: section.number(LevelKeys.number),
            assignments: overrides.map(\.assignment))
        ))
    }
    return levels
  }

  /// Reports labels that are given twice, and values that are the same.
  private func checkRepetitions(in factor: ReadFactor) {
    guard case .levels(let levels) = factor.factor.values else { return }
    var labels: Set<String> = []
    var values: [[Assignment]: String] = [:]
    for (level, read) in zip(levels, factor.levels) {
      let name = factor.factor.name
      if !labels.insert(level.label).inserted {
        diagnostics.report(
          read.place, "the factor '\(name)' has more than one value called '\(level.label)'.")
      } else if let other = values[level.assignments] {
        diagnostics.report(
          read.place,
          "the values '\(other)' and '\(level.label)' of the factor '\(name)' set the same.")
      }
      values[level.assignments] = level.label
    }
  }

  // MARK: Ranges

  private func range(
    _ section: Section, of name: String, paths: [(path: String, place: SourcePlace)]
  ) -> (FactorRange, [ReadFactor.Level])? {
    guard section.isComplete, let lower = end(RangeKeys.from, of: section),
      let upper = end(RangeKeys.to, of: section),
      let scale = section.word(RangeKeys.scale, as: FactorRange.Scale.self),
      let isInteger = section.boolean(RangeKeys.isInteger)
    else { return nil }
    let place = section.place(RangeKeys.to)
    guard lower.unit == upper.unit else {
      diagnostics.report(
        place,
        "the ends of the range of '\(name)' must have the same unit, but have '\(lower.unit)' and "
          + "'\(upper.unit)'.")
      return nil
    }
    guard lower.number < upper.number else {
      diagnostics.report(
        place, "'\(RangeKeys.to.name)' in 'range' must be above '\(RangeKeys.from.name)'.")
      return nil
    }
    if scale == .logarithmic, lower.number <= 0 {
      diagnostics.report(
        section.place(RangeKeys.from),
        "'\(RangeKeys.from.name)' in 'range' must be above 0 on a logarithmic scale.")
      return nil
    }
    if isInteger {
      for (end, key) in [(lower, RangeKeys.from), (upper, RangeKeys.to)]
      where end.number != end.number.rounded() || abs(end.number) > 9e15 {
        diagnostics.report(
          section.place(key), "'\(key.name)' in 'range' must be a whole number.")
        return nil
      }
    }
    let steps = paths.compactMap { self.steps(of: $0.path, at: $0.place) }
    guard steps.count == paths.count else { return nil }
    let range = FactorRange(
      paths: paths.map(\.path), lower: lower.number, upper: upper.number, unit: lower.unit,
      scale: scale, isInteger: isInteger,
      levelCount: section.integer(RangeKeys.levels).map { Int($0) })
    let levels = [(lower, RangeKeys.from), (upper, RangeKeys.to)].map { end, key in
      let (text, place) = (end.text, section.place(key))
      let node = YAMLNode(.scalar(text, isPlain: true), at: place)
      return ReadFactor.Level(
        label: text,
        overrides: zip(paths, steps).map {
          Override(path: $0.path, steps: $1, node: node, value: text, at: $0.place)
        },
        place: place)
    }
    return (range, levels)
  }

  private func end(_ key: Parameter, of section: Section) -> UnitNumber? {
    guard let text = section.text(key) else { return nil }
    if let number = UnitNumber(text) { return number }
    diagnostics.report(
      section.place(key),
      "'\(key.name)' in 'range' must be a number with or without a unit, such as '5 kWh', but is "
        + "'\(text)'.")
    return nil
  }

  // MARK: Conditions

  private func condition(of section: Section, earlier: [ReadFactor]) -> Factor.Condition? {
    guard let node = section.node(FactorKeys.condition), case .mapping(let entries) = node.content
    else { return nil }
    guard entries.count == 1, let entry = entries.first else {
      diagnostics.report(
        node.place,
        "'\(FactorKeys.condition.name)' must name one factor, but names \(entries.count).")
      return nil
    }
    guard let other = earlier.first(where: { $0.factor.name == entry.key }) else {
      diagnostics.report(
        entry.keyPlace,
        "there is no factor '\(entry.key)' before this one. "
          + advice(for: entry.key, among: earlier.map(\.factor.name)))
      return nil
    }
    // The labels of a range follow from the design.
    let known: [String]? =
      if case .levels(let levels) = other.factor.values { levels.map(\.label) } else { nil }
    let nodes =
      if case .sequence(let elements) = entry.value.content { elements } else { [entry.value] }
    var labels: [String] = []
    for node in nodes {
      let label = Self.label(of: node)
      if let known, !known.contains(label) {
        diagnostics.report(
          node.place,
          "the factor '\(entry.key)' has no value '\(label)'. "
            + advice(for: label, among: known))
      } else if labels.contains(label) {
        diagnostics.report(node.place, "'\(label)' is named twice.")
      } else {
        labels.append(label)
      }
    }
    if nodes.isEmpty { diagnostics.report(entry.value.place, "the list of labels is empty.") }
    return Factor.Condition(factor: entry.key, levels: labels)
  }
}
