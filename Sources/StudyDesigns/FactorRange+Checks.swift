extension FactorRange {
  /// The greatest number of levels of a range.
  public static let levelLimit = 100_000

  /// The range as messages show it: `5 kWh to 20 kWh`.
  var ends: String { "\(text(of: lower)) to \(text(of: upper))" }

  /// Checks everything but the levels.
  func check(factor: String) throws(DesignError) {
    let start = "The range of the factor \(shown(factor))"
    guard lower.isFinite, upper.isFinite, lower < upper else {
      throw DesignError(
        "\(start) goes from \(ends): finite numbers are allowed, the lower one first.",
        factor: factor)
    }
    guard scale == .linear || lower > 0 else {
      throw DesignError(
        "\(start) is logarithmic and begins at \(text(of: lower)): only numbers above 0 are "
          + "allowed.", factor: factor)
    }
    guard !isInteger || lower.rounded(.up) <= upper.rounded(.down) else {
      throw DesignError(
        "\(start) holds no whole number from \(ends): at least 1 is needed.", factor: factor)
    }
    guard !isInteger || max(lower.magnitude, upper.magnitude) <= 0x1p53 else {
      throw DesignError(
        "\(start) goes from \(ends): whole numbers within 2⁵³ of zero are allowed.",
        factor: factor)
    }
    guard !paths.isEmpty else {
      throw DesignError("\(start) sets no path: at least 1 is needed.", factor: factor)
    }
    try checkPaths(paths, of: factor)
  }

  /// The levels for a design that needs some.
  func levels(of factor: String, design: StudyDesign) throws(DesignError) -> [FactorLevel] {
    let start = "The factor \(shown(factor))"
    try check(factor: factor)
    guard let count = levelCount else {
      throw DesignError(
        "\(start) is a range without a number of levels: the design \(shown(design.word)) needs "
          + "one, such as 'levels: 4'.", factor: factor)
    }
    guard count >= 2 else {
      throw DesignError(
        "\(start) is a range with \(count) levels: at least 2 are needed.", factor: factor)
    }
    guard count <= Self.levelLimit else {
      throw DesignError(
        "\(start) is a range with \(count) levels: at most \(Self.levelLimit) are "
          + "possible.", factor: factor)
    }
    let numbers = levelNumbers(count: count)
    guard zip(numbers, numbers.dropFirst()).allSatisfy({ $0 < $1 }) else {
      throw DesignError(
        "\(start) has \(count) levels from \(ends), some of which are equal: fewer levels or a "
          + "wider range are needed.", factor: factor)
    }
    return numbers.map { number in
      let text = text(of: number)
      return FactorLevel(
        label: text, number: number,
        assignments: paths.map { Assignment(path: $0, value: text) })
    }
  }
}
