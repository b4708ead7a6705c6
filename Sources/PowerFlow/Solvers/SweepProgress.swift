/// Judges from the changes of the voltages whether sweeping may stop.
///
/// The sweep is a contraction: each change is about q times the one before. The error that is left
/// after a change d is then at most d · q / (1 − q). That is what must be below the tolerance, so
/// a slow approach near collapse is not taken for an arrival. A change of a hundredth of the
/// tolerance is an arrival at once.
struct SweepProgress {
  enum Verdict {
    case goOn
    case arrived
    case lost
  }

  /// The square of the tolerance.
  private let goal: Double
  /// The sum of the squares of the last changes.
  private var last = Double.infinity

  init(goal: Double) { self.goal = goal * goal }

  /// Takes the sum of the squares of all changes of one iteration.
  @inline(always)
  mutating func judge(_ squared: Double) -> Verdict {
    // Voltages thousands of times too large, or no numbers at all, never come back.
    guard squared < 1e8 else { return .lost }
    let previous = last
    last = squared
    // Only near the goal are the roots worth taking, and the law of the contraction trusted.
    guard squared <= goal * 1e4 else { return .goOn }
    if squared <= goal * 1e-4 { return .arrived }
    guard squared < previous, previous.isFinite else { return .goOn }
    let ratio = (squared / previous).squareRoot()
    let error = squared.squareRoot() * ratio / (1 - ratio)
    return error * error <= goal ? .arrived : .goOn
  }
}
