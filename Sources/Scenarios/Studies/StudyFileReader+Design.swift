import Parameters
import StudyDesigns

extension StudyFileReader {
  /// The design and its seed; reports what does not fit the factors.
  func design(
    _ section: Section, factors: [ReadFactor]
  ) -> (design: StudyDesign, seed: UInt64)? {
    guard section.isComplete, let kind = section.kind.map({ DesignKeys.kinds[$0] }) else {
      return nil
    }
    let seed = UInt64(clamping: section.integer(DesignKeys.seed) ?? 1)
    let count = section.integer(DesignKeys.points).map { Int($0) }
    let samples = kind.parameters.contains { $0.name == DesignKeys.seed.name }
    if samples, factors.isEmpty {
      diagnostics.report(section.place, "the design '\(kind.name)' needs factors to draw.")
      return nil
    }
    switch kind.name {
    case DesignKeys.fullFactorial.name, DesignKeys.oneAtATime.name:
      checkLevels(of: factors, design: kind.name)
      return (kind.name == DesignKeys.oneAtATime.name ? .oneAtATime : .fullFactorial, seed)
    case DesignKeys.latinHypercube.name: return count.map { (.latinHypercube(count: $0), seed) }
    case DesignKeys.random.name: return count.map { (.random(count: $0), seed) }
    case DesignKeys.sobol.name:
      guard let points = section.integer(DesignKeys.basePoints),
        let secondOrder = section.boolean(DesignKeys.secondOrder)
      else { return nil }
      return (.sobol(count: Int(points), secondOrder: secondOrder), seed)
    default:
      return table(section, factors: factors).map { (.table($0), seed) }
    }
  }

  /// Reports ranges without levels where levels are needed.
  private func checkLevels(of factors: [ReadFactor], design: String) {
    for factor in factors {
      guard case .range(let range) = factor.factor.values, range.levelCount == nil else { continue }
      diagnostics.report(
        factor.place,
        "the design '\(design)' needs levels: write '\(RangeKeys.levels.name)' in the range of "
          + "'\(factor.factor.name)', or its '\(FactorKeys.values.name)'.")
    }
  }

  private func table(_ section: Section, factors: [ReadFactor]) -> [[String]]? {
    guard let name = section.text(DesignKeys.file) else { return nil }
    do {
      let bytes = try readFile(resolved(name))
      return DesignTable(file: resolved(name), diagnostics: diagnostics).rows(bytes, of: factors)
    } catch {
      diagnostics.report(
        section.place(DesignKeys.file), "can't read the table '\(name)': \(error)")
      return nil
    }
  }

  // MARK: The rest of a study

  func replications(_ section: Section) -> Replications? {
    guard section.isComplete, let count = section.integer(ReplicationKeys.count),
      let first = section.integer(ReplicationKeys.firstSeed)
    else { return nil }
    return Replications(count: Int(count), firstSeed: UInt64(clamping: first))
  }

  func collection(_ section: Section) -> CollectionChoice? {
    let indicators = names(CollectionKeys.indicators, of: section)
    let byMember = names(CollectionKeys.byMember, of: section)
    guard section.isComplete, let byAccount = section.boolean(CollectionKeys.byAccount),
      let series = section.boolean(CollectionKeys.series)
    else { return nil }
    return CollectionChoice(
      indicators: indicators, byMember: byMember, byAccount: byAccount, keepsSeries: series)
  }

  /// A list of names; `nil` for all.
  private func names(_ key: Parameter, of section: Section) -> [String]? {
    guard let node = section.node(key) else { return nil }
    if case .scalar(CollectionKeys.all, _) = node.content { return nil }
    guard case .sequence(let nodes) = node.content else {
      diagnostics.report(
        node.place,
        "'\(key.name)' in 'collect' must be '\(CollectionKeys.all)' or a list of names, but is "
          + "\(node.summary).")
      return []
    }
    var names: [String] = []
    for node in nodes {
      guard case .scalar(let name, _) = node.content, !node.isNull else {
        diagnostics.report(node.place, "a name is needed here, but this is \(node.summary).")
        continue
      }
      if names.contains(name) {
        diagnostics.report(node.place, "'\(name)' is named twice.")
      } else {
        names.append(name)
      }
    }
    return names
  }

  func stoppingRule(_ section: Section) -> StoppingRule? {
    guard section.isComplete, let indicator = section.text(StoppingKeys.indicator),
      let halfWidth = section.text(StoppingKeys.halfWidth),
      let confidence = section.number(StoppingKeys.confidence),
      let minimum = section.integer(StoppingKeys.minimum),
      let maximum = section.integer(StoppingKeys.maximum)
    else { return nil }
    guard minimum <= maximum else {
      diagnostics.report(
        section.place(StoppingKeys.maximum),
        "'\(StoppingKeys.maximum.name)' in 'stopping' must be at least "
          + "'\(StoppingKeys.minimum.name)', which is \(minimum).")
      return nil
    }
    guard let width = UnitNumber(halfWidth), ["", "%"].contains(width.unit), width.number > 0 else {
      diagnostics.report(
        section.place(StoppingKeys.halfWidth),
        "'\(StoppingKeys.halfWidth.name)' in 'stopping' must be a share of the mean such as '2 %', "
          + "or a number above 0 in the indicator's unit, but is '\(halfWidth)'.")
      return nil
    }
    let isRelative = width.unit == "%"
    return StoppingRule(
      indicator: indicator, halfWidth: isRelative ? width.number / 100 : width.number,
      isRelative: isRelative, confidence: confidence, minimum: Int(minimum), maximum: Int(maximum))
  }
}
