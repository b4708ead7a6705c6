extension ExperimentDesign {
  /// Checks that no two factors set one path in one cell.
  ///
  /// Two factors may set the same path if their conditions exclude each other: somewhere up the
  /// chain of conditions of each stands the same factor, and no level of it is allowed by both.
  func checkContradictions(_ prepared: [PreparedFactor]) throws(DesignError) {
    var settings: [String: [Int]] = [:]
    for (index, factor) in factors.enumerated() {
      for path in factor.paths {
        for other in settings[path] ?? [] where !exclude(prepared, index, other) {
          throw DesignError(
            "The factors \(shown(factors[other].name)) and \(shown(factor.name)) both set "
              + "\(shown(path)): one path may be set by one factor only, unless their conditions "
              + "exclude each other.", factor: factor.name)
        }
        settings[path, default: []].append(index)
      }
    }
  }

  private func exclude(_ prepared: [PreparedFactor], _ first: Int, _ second: Int) -> Bool {
    let allowed = restrictions(prepared, first)
    guard !allowed.isEmpty else { return false }
    return restrictions(prepared, second).contains { factor, levels in
      guard let others = allowed[factor] else { return false }
      return !zip(levels, others).contains { $0 && $1 }
    }
  }

  /// At which levels of which other factors a factor applies: its condition, and those of the factors
  /// that its condition needs.
  private func restrictions(_ prepared: [PreparedFactor], _ factor: Int) -> [Int: [Bool]] {
    var result: [Int: [Bool]] = [:]
    var place = factor
    while let condition = prepared[place].condition {
      result[condition.factor] = condition.levels
      place = condition.factor
    }
    return result
  }
}

extension Factor {
  /// What it sets in one of its levels at least, each path once, in the order of the levels.
  public var paths: [String] {
    switch values {
    case .range(let range): return range.paths
    case .levels(let levels):
      var seen: Set<String> = []
      return levels.flatMap(\.assignments).map(\.path).filter { seen.insert($0).inserted }
    }
  }
}
