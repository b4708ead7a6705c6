/// Judges from the changes of the voltages whether sweeping may stop.
///
/// The sweep is a contraction: each change is about q times the one before. The error that is left
/// after a change d is then at most d · q / (1 − q). That is what must be below the tolerance, so
/// a slow approach near collapse is not taken for an arrival. A change of a hundredth of the
/// tolerance is an arrival at once. The factor q of the last solution, and half as much again, serves until two
/// changes of this one are known.
struct SweepProgress {
  enum Verdict {
    case goOn
    case arrived
    case lost
  }

  /// The square of half of the tolerance: q is only an estimate.
  private let goal: Double
  /// The square of the last change.
  private var last = Double.infinity
  /// The factor of the contraction: that of the last solution until it is measured.
  private(set) var ratio: Double
  /// Whether the first change that was asked for was so small that one iteration less would have
  /// done.
  private(set) var wasEasy = false
  /// How often the ratio counts, because that of another solution is only a guess.
  private var caution = 1.5

  init(goal: Double, ratio: Double) {
    self.goal = goal * goal / 4
    self.ratio = ratio
  }

  /// Takes the square of the largest change of one iteration.
  @inline(always)
  mutating func judge(_ squared: Double) -> Verdict {
    // Voltages thousands of times too large, or no numbers at all, never come back.
    guard squared < 1e8 else { return .lost }
    let previous = last
    last = squared
    wasEasy = previous == .infinity && squared <= goal / 2.25
    // Only near the goal are the roots worth taking, and the law of the contraction trusted.
    guard squared <= goal * 1e6 else { return .goOn }
    if previous.isFinite {
      guard squared < previous else { return squared <= goal * 1e-4 ? .arrived : .goOn }
      ratio = (squared / previous).squareRoot()
      caution = 1
    }
    if squared <= goal * 1e-4 { return .arrived }
    guard ratio > 0 else { return .goOn }
    let factor = min(caution * ratio, 0.99)
    let error = squared.squareRoot() * factor / (1 - factor)
    return error * error <= goal ? .arrived : .goOn
  }
}
