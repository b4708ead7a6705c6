/// What a study asks, as a study file says it: pure data.
public struct StudyDescription: Hashable, Sendable {
  /// The name that identifies the study and its folder of points, such as `tariff-and-market`.
  public var name: String
  /// One line for a person.
  public var title: String
  /// What the study is for; empty when the file does not say.
  public var description: String
  /// The path of the base scenario, as the study file writes it.
  public var base: String
  /// The arm of the base scenario that is varied; `nil` for the scenario as it stands.
  public var baseArm: String?
  /// What is set in every point, before factors and arms.
  public var common: [Assignment]
  /// What is varied.
  public var factors: [Factor]
  /// Which combinations are looked at.
  public var design: StudyDesign
  /// The seed of sampling designs.
  public var designSeed: UInt64
  /// How often each combination is repeated.
  public var replications: Replications
  /// The arms: variations that stand beside the factors; empty for the scenario alone.
  public var arms: [StudyArm]
  /// What is collected.
  public var collection: CollectionChoice
  /// When enough has been repeated; `nil` when every cell is repeated equally often.
  public var stopping: StoppingRule?
  /// The number of points above which a person must say yes.
  public var pointLimit: Int

  /// The text of the study file, byte for byte.
  public var sourceText: String

  /// Creates a description.
  public init(
    name: String, title: String, description: String = "", base: String, baseArm: String? = nil,
    common: [Assignment] = [], factors: [Factor], design: StudyDesign, designSeed: UInt64 = 1,
    replications: Replications = Replications(), arms: [StudyArm] = [],
    collection: CollectionChoice = CollectionChoice(), stopping: StoppingRule? = nil,
    pointLimit: Int = 10_000, sourceText: String = ""
  ) {
    self.name = name
    self.title = title
    self.description = description
    self.base = base
    self.baseArm = baseArm
    self.common = common
    self.factors = factors
    self.design = design
    self.designSeed = designSeed
    self.replications = replications
    self.arms = arms
    self.collection = collection
    self.stopping = stopping
    self.pointLimit = pointLimit
    self.sourceText = sourceText
  }
}

/// Repetitions with other seeds.
///
/// Repetition `r`, counted from 0, has the seed `firstSeed + r` in every cell and arm: common random
/// numbers, which make differences paired.
public struct Replications: Hashable, Sendable {
  /// How often each cell is run.
  public var count: Int
  /// The seed of the first repetition.
  public var firstSeed: UInt64

  /// Creates a number of repetitions.
  public init(count: Int = 1, firstSeed: UInt64 = 1) {
    self.count = count
    self.firstSeed = firstSeed
  }
}

/// A variation of the base scenario that stands beside the factors.
public struct StudyArm: Hashable, Sendable {
  /// The name, unique in the study.
  public var name: String
  /// One line for a person; empty when the study does not say.
  public var title: String
  /// Whether other arms are only measured against it, such as "no DER" or the central optimum.
  ///
  /// A reference may be the same run for many cells, and is run once then.
  public var isReference: Bool
  /// What it sets, after the factors.
  public var assignments: [Assignment]

  /// Creates an arm.
  public init(
    name: String, title: String = "", isReference: Bool = false, assignments: [Assignment]
  ) {
    self.name = name
    self.title = title
    self.isReference = isReference
    self.assignments = assignments
  }
}

/// What is collected from the points.
public struct CollectionChoice: Hashable, Sendable {
  /// The names of the indicators; `nil` for all.
  public var indicators: [String]?
  /// The columns by member, such as `bill`; `nil` for all.
  public var byMember: [String]?
  /// Whether the balances of all accounts are collected.
  public var byAccount: Bool
  /// Whether points keep their time series, which the second file joins.
  public var keepsSeries: Bool

  /// Creates a choice.
  public init(
    indicators: [String]? = nil, byMember: [String]? = nil, byAccount: Bool = true,
    keepsSeries: Bool = false
  ) {
    self.indicators = indicators
    self.byMember = byMember
    self.byAccount = byAccount
    self.keepsSeries = keepsSeries
  }
}

/// Replicate until the confidence interval of an indicator's mean is narrow enough.
public struct StoppingRule: Hashable, Sendable {
  /// The indicator that is looked at.
  public var indicator: String
  /// The half-width that is wanted, in the unit of the indicator or as a share of its mean.
  public var halfWidth: Double
  /// Whether ``halfWidth`` is a share of the mean.
  public var isRelative: Bool
  /// The level of confidence, such as 0.95.
  public var confidence: Double
  /// The least and the greatest number of repetitions of a cell.
  public var minimum: Int
  public var maximum: Int

  /// Creates a rule.
  public init(
    indicator: String, halfWidth: Double, isRelative: Bool = false, confidence: Double = 0.95,
    minimum: Int = 20, maximum: Int = 1000
  ) {
    self.indicator = indicator
    self.halfWidth = halfWidth
    self.isRelative = isRelative
    self.confidence = confidence
    self.minimum = minimum
    self.maximum = maximum
  }
}
