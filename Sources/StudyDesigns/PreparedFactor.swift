/// A factor that has been checked, ready to give values to many cells.
struct PreparedFactor {
  var name: String
  /// The levels as values; empty for a range from which numbers are drawn or read.
  var levels: [FactorValue]
  /// The range; `nil` for listed levels.
  var range: FactorRange?
  /// The place of the factor that decides whether this one applies, and at which of its levels.
  var condition: (factor: Int, levels: [Bool])?

  /// The value at a share of the factor's values, from 0 up to, but not including, 1.
  ///
  /// Each of n levels stands for an nth of the shares.
  func value(at share: Double) -> FactorValue {
    guard levels.isEmpty, let range else {
      let index = Int(share * Double(levels.count))
      return levels[min(max(index, 0), levels.count - 1)]
    }
    return value(range.number(at: share), of: range)
  }

  /// The value of a number of the range.
  func value(_ number: Double, of range: FactorRange) -> FactorValue {
    let text = range.text(of: number)
    return FactorValue(
      level: nil, label: text, number: number,
      assignments: range.paths.map { Assignment(path: $0, value: text) })
  }
}

extension ExperimentDesign {
  /// Takes out the levels of factors that do not apply.
  ///
  /// - Parameters:
  ///   - prepared: The factors.
  ///   - levels: A level for each factor; `nil` where it has none.
  func applied(_ prepared: [PreparedFactor], _ levels: [Int?]) -> [Int?] {
    var result = levels
    for (index, factor) in prepared.enumerated() where !applies(factor, result) {
      result[index] = nil
    }
    return result
  }

  /// Whether a factor applies where the factors before it have some levels.
  func applies(_ factor: PreparedFactor, _ levels: [Int?]) -> Bool {
    guard let condition = factor.condition else { return true }
    guard let level = levels[condition.factor] else { return false }
    return condition.levels[level]
  }

  /// Takes out the values of factors that do not apply.
  func applied(_ prepared: [PreparedFactor], _ values: [FactorValue]) -> DesignCell {
    var result: [FactorValue?] = values
    guard hasConditions else { return DesignCell(values: result) }
    for (index, factor) in prepared.enumerated() {
      guard let condition = factor.condition else { continue }
      guard let level = result[condition.factor]?.level, condition.levels[level] else {
        result[index] = nil
        continue
      }
    }
    return DesignCell(values: result)
  }
}
