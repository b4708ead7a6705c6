/// What is compared, and how.
public struct ComparisonOptions: Hashable, Sendable {
  /// The factor whose levels are compared, or `arm`; `nil`: the arms where there are several, else the
  /// first factor that has levels.
  public var by: String?
  /// The level, or the file, that all others are compared with; `nil`: the first.
  public var baseline: String?
  /// What rows must be.
  public var conditions: [LevelCondition] = []
  /// The factors whose levels are looked at one by one instead of averaged over.
  public var each: [String] = []
  /// The names of the indicators; empty: those of ``IndicatorChoice``.
  public var indicators: [String] = []
  /// The level of confidence of all intervals, between 0 and 1.
  public var confidence = 0.95
  /// The difference, relative to the larger of two values, up to which they are the same but for the
  /// noise of floating-point numbers.
  public var tolerance = 1e-9
  /// The same for amounts of money, as a share of the larger one or of a currency unit: every posting is
  /// rounded to a millionth, and a year has many.
  public var moneyTolerance = 1e-6
  /// Whether the main effect of every factor is shown.
  public var showsEffects = false
  /// Whether Sobol indices are shown; `nil`: for designs that are made for them.
  public var showsSobol: Bool?
  /// The two indicators whose Pareto front is shown; empty for none.
  public var pareto: [ParetoObjective] = []
  /// Whether it is shown who gains and who loses.
  public var showsMembers = false

  /// Creates the usual options.
  public init() {}
}

/// A factor, or `arm`, and the levels that are looked at.
public struct LevelCondition: Hashable, Sendable {
  /// The name of the factor, or `arm`.
  public var factor: String
  /// The labels of the levels.
  public var levels: [String]

  /// Creates a condition.
  ///
  /// - Parameters:
  ///   - factor: The name of the factor, or `arm`.
  ///   - levels: The labels of the levels.
  public init(factor: String, levels: [String]) {
    self.factor = factor
    self.levels = levels
  }

  /// Reads conditions such as `tariff=flat,spot,arm=auction`: what stands between commas without an
  /// equals sign is one more level of the factor before.
  ///
  /// - Parameter text: The conditions.
  /// - Throws: ``ComparisonError`` when the text names no factor or no level.
  public static func list(_ text: String) throws(ComparisonError) -> [LevelCondition] {
    var conditions: [LevelCondition] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let words = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        .map { $0.trimmed }
      if words.count == 2, !words[0].isEmpty, !words[1].isEmpty {
        conditions.append(LevelCondition(factor: words[0], levels: [words[1]]))
      } else if words.count == 1, !words[0].isEmpty, !conditions.isEmpty {
        conditions[conditions.count - 1].levels.append(words[0])
      } else {
        throw ComparisonError(
          "can't read the condition '\(text)': write factor=level, such as 'tariff=flat'.")
      }
    }
    return conditions
  }
}

/// An indicator that should be small or large.
public struct ParetoObjective: Hashable, Sendable {
  /// The name of the indicator.
  public var indicator: String
  /// Whether more is better.
  public var isMaximized: Bool

  /// Creates an objective.
  ///
  /// - Parameters:
  ///   - indicator: The name of the indicator.
  ///   - isMaximized: Whether more is better.
  public init(_ indicator: String, isMaximized: Bool = false) {
    self.indicator = indicator
    self.isMaximized = isMaximized
  }

  /// Reads two objectives such as `total_bills,self_sufficiency:max`; without a word behind a colon
  /// less is better.
  ///
  /// - Parameter text: The objectives.
  /// - Throws: ``ComparisonError`` when these are not two, or a word is neither `min` nor `max`.
  public static func pair(_ text: String) throws(ComparisonError) -> [ParetoObjective] {
    var objectives: [ParetoObjective] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let words = part.split(separator: ":", omittingEmptySubsequences: false).map { $0.trimmed }
      guard words.count <= 2, !words[0].isEmpty else {
        throw ComparisonError("can't read the objective '\(part)': write indicator:min or :max.")
      }
      guard words.count == 1 || words[1] == "min" || words[1] == "max" else {
        throw ComparisonError(
          "can't read the objective '\(part)': behind the colon stands min or max.")
      }
      objectives.append(
        ParetoObjective(words[0], isMaximized: words.last == "max" && words.count == 2))
    }
    guard objectives.count == 2 else {
      throw ComparisonError("a Pareto front has two indicators, such as 'total_bills,grid_import'.")
    }
    return objectives
  }
}

extension Substring {
  /// The text without blanks around it.
  var trimmed: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
