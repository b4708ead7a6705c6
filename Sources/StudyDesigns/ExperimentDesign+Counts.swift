extension ExperimentDesign {
  /// The number of cells, found without making them; `nil` where it depends on conditions that are in
  /// error.
  ///
  /// A number that is too great for an `Int` is the greatest `Int`. Other designs in error have a
  /// number too, which means nothing.
  public var cellCount: Int? {
    switch design {
    case .fullFactorial:
      if hasConditions { return (try? resolvedFactors()).map(count) }
      return levelCounts.reduce(1, saturatingProduct)
    case .oneAtATime:
      if hasConditions { return (try? resolvedFactors()).map(count) }
      return levelCounts.reduce(1) { saturatingSum($0, max(0, $1 - 1)) }
    case .latinHypercube(let count), .random(let count): return max(0, count)
    case .sobol(let count, let secondOrder):
      return saturatingProduct(
        max(0, count), saturatingSum(saturatingProduct(factors.count, secondOrder ? 2 : 1), 2))
    case .table(let rows): return rows.count
    }
  }

  /// The number of cells of checked factors, conditions included.
  ///
  /// In a full factorial, a factor with those whose conditions hang on it gives
  ///
  /// ```text
  /// w = sum over its levels of the product of the w of the factors that apply at the level
  /// ```
  ///
  /// combinations; the number of cells is the product of the w of the factors without a condition.
  func count(_ prepared: [PreparedFactor]) -> Int {
    switch design {
    case .latinHypercube, .random, .sobol, .table: return cellCount ?? .max
    case .oneAtATime:
      let baseline = applied(prepared, prepared.map { _ in 0 })
      return zip(prepared, baseline).reduce(1) { count, pair in
        pair.1 == nil ? count : saturatingSum(count, pair.0.levels.count - 1)
      }
    case .fullFactorial:
      var combinations = prepared.map { Array(repeating: 1, count: $0.levels.count) }
      var cells = 1
      for (index, factor) in prepared.enumerated().reversed() {
        let weight = combinations[index].reduce(0, saturatingSum)
        guard let condition = factor.condition else {
          cells = saturatingProduct(cells, weight)
          continue
        }
        for (level, applies) in condition.levels.enumerated() where applies {
          combinations[condition.factor][level] = saturatingProduct(
            combinations[condition.factor][level], weight)
        }
      }
      return cells
    }
  }

  /// What a person should know about a design that is not in error, each a sentence.
  public var designNotes: [String] {
    var notes: [String] = []
    if case .sobol(let count, _) = design {
      if count > 0, count & (count - 1) != 0 {
        notes.append(
          "The Sobol design has \(count) base points, which is no power of two: the sequence is "
            + "balanced at powers of two only, and indices of other numbers of points converge "
            + "more slowly.")
      }
      for factor in factors {
        guard let condition = factor.condition else { continue }
        notes.append(
          "Factor \(shown(factor.name)) applies only at some levels of "
            + "\(shown(condition.factor)): its Sobol indices count it as without effect elsewhere.")
      }
    }
    if case .oneAtATime = design, let prepared = try? preparedFactors() {
      let baseline = applied(prepared, prepared.map { $0.levels.isEmpty ? nil : 0 })
      for (factor, level) in zip(factors, baseline) where level == nil {
        notes.append(
          "Factor \(shown(factor.name)) does not apply where all factors have their first levels, "
            + "so a one-at-a-time design never varies it.")
      }
    }
    return notes
  }

  var hasConditions: Bool { factors.contains { $0.condition != nil } }

  private var levelCounts: [Int] {
    factors.map {
      switch $0.values {
      case .levels(let levels): levels.count
      case .range(let range): max(0, range.levelCount ?? 0)
      }
    }
  }
}

extension StudyDesign {
  /// The word of the design in study files, such as `full-factorial`.
  public var word: String {
    switch self {
    case .fullFactorial: "full-factorial"
    case .oneAtATime: "one-at-a-time"
    case .latinHypercube: "latin-hypercube"
    case .sobol: "sobol"
    case .random: "random"
    case .table: "table"
    }
  }

  /// Whether equal cells are no mistake, because they are drawn: rows of the study then share a point.
  public var mayRepeatCells: Bool {
    switch self {
    case .latinHypercube, .sobol, .random: true
    case .fullFactorial, .oneAtATime, .table: false
    }
  }

  /// Whether a range must have levels, because values are listed and not drawn.
  var needsLevels: Bool {
    switch self {
    case .fullFactorial, .oneAtATime: true
    case .latinHypercube, .sobol, .random, .table: false
    }
  }
}

func saturatingProduct(_ first: Int, _ second: Int) -> Int {
  let (product, overflow) = first.multipliedReportingOverflow(by: second)
  return overflow ? .max : product
}

func saturatingSum(_ first: Int, _ second: Int) -> Int {
  let (sum, overflow) = first.addingReportingOverflow(second)
  return overflow ? .max : sum
}
