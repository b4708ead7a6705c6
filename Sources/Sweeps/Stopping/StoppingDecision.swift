import Statistics
public import StudyDesigns

/// How many repetitions of a cell belong to a study with a stopping rule.
///
/// The rule is looked at after the minimum of repetitions and then after each further quarter of the
/// minimum, so that all cores have something to do in between. It looks at the first repetitions
/// only, in order, so the answer depends neither on which of them ended first nor on interruptions.
/// All arms of a cell have the same repetitions, so that their differences stay paired: the cell ends
/// when the interval of the mean is narrow enough in every arm that is no reference.
public struct StoppingDecision: Hashable, Sendable {
  /// The rule.
  public var rule: StoppingRule

  /// Creates a decision.
  ///
  /// - Parameter rule: The rule.
  public init(_ rule: StoppingRule) { self.rule = rule }

  /// What is known of a cell.
  public enum Verdict: Hashable, Sendable {
    /// So many repetitions belong to the cell, and no more.
    case enough(Int)
    /// So many are needed before the rule is looked at again, and some of them are missing.
    case waiting(Int)
  }

  /// The number of repetitions at which the rule is looked at for the first time.
  var first: Int { min(max(rule.minimum, 2), max(rule.maximum, 1)) }

  /// The number of repetitions at which the rule is looked at after some number of them.
  func next(after count: Int) -> Int { min(count + max(1, first / 4), max(rule.maximum, 1)) }

  /// Decides about a cell.
  ///
  /// - Parameters:
  ///   - armCount: The number of arms that decide.
  ///   - outcome: What a repetition of an arm contributes.
  public func verdict(armCount: Int, outcome: (Int, Int) -> RepetitionOutcome) -> Verdict {
    var moments = Array(repeating: Moments(), count: armCount)
    var seen = 0
    var target = first
    while true {
      for repetition in seen..<target {
        for arm in 0..<armCount {
          switch outcome(arm, repetition) {
          case .missing: return .waiting(target)
          case .none: break
          case .value(let value): moments[arm].add(value)
          }
        }
      }
      seen = target
      if target >= rule.maximum || moments.allSatisfy(isEnough) { return .enough(target) }
      target = next(after: target)
    }
  }

  /// Whether an arm needs no further repetition; one in which all but one failed gets none.
  private func isEnough(_ moments: Moments) -> Bool {
    guard moments.count >= 2 else { return true }
    let quantile = StudentT.quantile(
      (1 + rule.confidence) / 2, degreesOfFreedom: Double(moments.count - 1))
    let halfWidth = quantile * (moments.variance / Double(moments.count)).squareRoot()
    return halfWidth <= (rule.isRelative ? rule.halfWidth * abs(moments.mean) : rule.halfWidth)
  }
}

/// Mean and variance, one value after the other (Welford, 1962, doi 10.1080/00401706.1962.10490022).
struct Moments: Hashable {
  private(set) var count = 0
  private(set) var mean = 0.0
  private var squares = 0.0

  /// The variance of the sample; not a number for fewer than two values.
  var variance: Double { count > 1 ? squares / Double(count - 1) : .nan }

  mutating func add(_ value: Double) {
    count += 1
    let distance = value - mean
    mean += distance / Double(count)
    squares += distance * (value - mean)
  }
}
