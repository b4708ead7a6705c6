extension ExperimentDesign {
  /// The factors in a form that gives values, checked together with the design.
  func preparedFactors() throws(DesignError) -> [PreparedFactor] {
    try checkPoints()
    let prepared = try resolvedFactors()
    try checkLimits(cells: hasConditions ? count(prepared) : cellCount ?? .max)
    return prepared
  }

  /// The factors in a form that gives values, checked among themselves.
  func resolvedFactors() throws(DesignError) -> [PreparedFactor] {
    try checkNames()
    var prepared: [PreparedFactor] = []
    for factor in factors {
      var result = PreparedFactor(name: factor.name, levels: [], range: nil, condition: nil)
      switch factor.values {
      case .levels(let levels):
        try check(levels, of: factor.name)
        result.levels = levels.enumerated().map { FactorValue(level: $0, $1) }
      case .range(let range):
        try range.check(factor: factor.name)
        result.range = range
        if design.needsLevels {
          let levels = try range.levels(of: factor.name, design: design)
          result.levels = levels.enumerated().map { FactorValue(level: $0, $1) }
        }
      }
      result.condition = try resolvedCondition(of: factor, before: prepared)
      prepared.append(result)
    }
    try checkContradictions(prepared)
    return prepared
  }

  private func checkNames() throws(DesignError) {
    var seen: Set<String> = []
    for factor in factors {
      let name = factor.name
      guard isIdentifier(name) else {
        throw DesignError(
          "The factor \(shown(name)) has no name that is allowed: a name begins with an English "
            + "letter, and letters, digits and underscores follow.", factor: name)
      }
      guard !Factor.reservedNames.contains(name) else {
        throw DesignError(
          "The factor \(shown(name)) has a name that results use themselves: "
            + "\(Factor.reservedNames.joined(separator: ", ")) are reserved.", factor: name)
      }
      guard seen.insert(name).inserted else {
        throw DesignError(
          "Two factors have the name \(shown(name)): each name may occur only once.", factor: name)
      }
    }
  }

  private func checkPoints() throws(DesignError) {
    switch design {
    case .latinHypercube(let count), .random(let count), .sobol(let count, _):
      guard !factors.isEmpty else {
        throw DesignError("The design \(shown(design.word)) has no factor: at least 1 is needed.")
      }
      guard count > 0 else {
        throw DesignError(
          "The design \(shown(design.word)) has \(count) points: at least 1 is needed.")
      }
    case .table(let rows):
      guard !factors.isEmpty else {
        throw DesignError("The design 'table' has no factor: at least 1 is needed.")
      }
      guard !rows.isEmpty else {
        throw DesignError("The table of the design has no rows: at least 1 is needed.")
      }
    case .fullFactorial, .oneAtATime: break
    }
    if case .sobol = design, factors.count > SobolSequence.dimensionLimit / 2 {
      throw DesignError(
        "The Sobol design has \(factors.count) factors: at most "
          + "\(SobolSequence.dimensionLimit / 2) are possible.")
    }
  }

  /// Checks that memory suffices for so many cells.
  private func checkLimits(cells count: Int) throws(DesignError) {
    let limit = min(Self.cellLimit, Self.valueLimit / max(1, factors.count))
    guard count <= limit else {
      let found = count == .max ? "more cells than can be counted" : "\(count) cells"
      throw DesignError(
        "The design \(shown(design.word)) has \(found): with \(factors.count) factors, at most "
          + "\(limit) are possible.")
    }
  }

  private func check(_ levels: [FactorLevel], of factor: String) throws(DesignError) {
    guard !levels.isEmpty else {
      throw DesignError(
        "The factor \(shown(factor)) has no values: at least 1 is needed.", factor: factor)
    }
    var labels: Set<String> = []
    for level in levels {
      guard !level.label.isEmpty else {
        throw DesignError(
          "The factor \(shown(factor)) has a level without a label: each level needs one.",
          factor: factor)
      }
      guard labels.insert(level.label).inserted else {
        throw DesignError(
          "The factor \(shown(factor)) has two levels \(shown(level.label)): each label may occur "
            + "only once.", factor: factor)
      }
      if let number = level.number, !number.isFinite {
        throw DesignError(
          "Level \(shown(level.label)) of the factor \(shown(factor)) stands for \(number): "
            + "finite numbers are allowed.", factor: factor)
      }
      try checkPaths(level.assignments.map(\.path), of: factor)
    }
  }

  private func resolvedCondition(
    of factor: Factor, before prepared: [PreparedFactor]
  ) throws(DesignError) -> (factor: Int, levels: [Bool])? {
    guard let condition = factor.condition else { return nil }
    let start = "The factor \(shown(factor.name)) applies where \(shown(condition.factor))"
    guard let place = prepared.firstIndex(where: { $0.name == condition.factor }) else {
      if factors.contains(where: { $0.name == condition.factor }) {
        throw DesignError(
          "\(start) has certain levels, which does not stand before it: a condition names an "
            + "earlier factor.", factor: factor.name)
      }
      throw DesignError(
        "\(start) has certain levels, but there is no such factor: a condition names an earlier "
          + "factor.\(offer(condition.factor, among: prepared.map(\.name)))", factor: factor.name)
    }
    let levels = prepared[place].levels
    guard !levels.isEmpty else {
      throw DesignError(
        "\(start) has certain levels, but numbers of its range are drawn or read in the design "
          + "\(shown(design.word)): a condition names a factor with levels.", factor: factor.name)
    }
    guard !condition.levels.isEmpty else {
      throw DesignError(
        "\(start) has one of no levels: at least 1 label is needed.", factor: factor.name)
    }
    let wanted = Set(condition.levels)
    let labels = Set(levels.map(\.label))
    for label in condition.levels where !labels.contains(label) {
      throw DesignError(
        "\(start) has the level \(shown(label)), which it has not: "
          + "\(listed(levels.map(\.label))) are allowed.\(offer(label, among: levels.map(\.label)))",
        factor: factor.name)
    }
    return (place, levels.map { wanted.contains($0.label) })
  }
}

/// Checks that each path is one, and is set once.
func checkPaths(_ paths: [String], of factor: String) throws(DesignError) {
  var seen: Set<String> = []
  for path in paths {
    guard !path.isEmpty else {
      throw DesignError(
        "The factor \(shown(factor)) sets a path without a name: a path such as "
          + "'market.kind' is needed.", factor: factor)
    }
    guard seen.insert(path).inserted else {
      throw DesignError(
        "The factor \(shown(factor)) sets \(shown(path)) twice in one value: once is allowed.",
        factor: factor)
    }
  }
}

/// Some names in a row, not longer than a line or two.
func listed(_ names: [String]) -> String {
  let some = names.prefix(8).map(shown).joined(separator: ", ")
  return names.count > 8 ? "\(some) and \(names.count - 8) more" : some
}

private func isIdentifier(_ name: String) -> Bool {
  guard let first = name.utf8.first, isLetter(first), name.utf8.count <= 200 else { return false }
  return name.utf8.allSatisfy {
    isLetter($0) || $0 == UInt8(ascii: "_") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
  }
}

private func isLetter(_ byte: UInt8) -> Bool {
  (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
}

extension Factor {
  /// Names that a factor cannot have, because the results of a study have dimensions of these names.
  public static let reservedNames = ["account", "arm", "member", "point", "seed"]
}

extension FactorValue {
  init(level index: Int, _ level: FactorLevel) {
    self.init(
      level: index, label: level.label, number: level.number, assignments: level.assignments)
  }
}
