/// The mean of an indicator at one level.
public struct LevelMean: Hashable, Sendable {
  /// The name of the indicator, and its unit.
  public var indicator: String
  public var units: String
  /// The labels of the stratum.
  public var stratum: [String]
  /// The label of the level.
  public var level: String
  /// The mean over seeds of the mean over cells.
  public var estimate: SeedEstimate
}

/// The paired difference of an indicator at a level and at the baseline.
public struct LevelDifference: Hashable, Sendable {
  /// What is to be said of a difference.
  public enum Verdict: String, Hashable, Sendable {
    /// Both values are the same to the last bit in every pair.
    case identical = "identical by construction"
    /// Both values are the same in every pair but for the noise of floating-point numbers.
    case identicalWithinTolerance = "identical by construction, within the tolerance"
    /// Higher than at the baseline, at the level of confidence after adjustment.
    case higher
    /// Lower than at the baseline, at the level of confidence after adjustment.
    case lower
    /// Not zero, and the same in every seed: nothing is left to chance.
    case constant = "the same in every seed"
    /// Zero is not excluded.
    case notTold = "not told apart"
    /// One seed alone says nothing of chance.
    case oneSeed = "one seed"
    /// No pair has both values.
    case noPair = "no pair"
  }

  /// The name of the indicator, and its unit.
  public var indicator: String
  public var units: String
  /// The labels of the stratum.
  public var stratum: [String]
  /// The label of the level.
  public var level: String
  /// The label of the baseline.
  public var baseline: String
  /// The level less the baseline: the mean over seeds of the mean over cells.
  public var estimate: SeedEstimate
  /// The mean at the baseline over the same pairs.
  public var baselineMean: Double
  /// The p value after Holm's adjustment for all differences that are tested; `nil` where none is.
  public var adjustedPValue: Double?
  /// What is to be said of it.
  public var verdict: Verdict

  /// The difference as a share of the baseline's mean; `nil` where that is zero.
  public var relative: Double? {
    guard baselineMean.isFinite, baselineMean != 0, estimate.mean.isFinite else { return nil }
    return estimate.mean / baselineMean.magnitude
  }

  /// Whether the difference is zero by construction.
  public var isIdentical: Bool {
    verdict == .identical || verdict == .identicalWithinTolerance
  }

  /// Whether chance is tested: at least two seeds, and not the same by construction.
  var isTested: Bool { estimate.pValue != nil && !isIdentical }
}
