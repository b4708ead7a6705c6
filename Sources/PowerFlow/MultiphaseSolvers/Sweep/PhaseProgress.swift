/// Judges for several load cases from the changes of their voltages whether sweeping may stop, as
/// ``SweepProgress`` does for one.
///
/// The error that is left after a change d and with the factor q between changes is about
/// d · q / (1 − q). In addition a case is given up that hardly moves on: when after a dozen
/// iterations a change is not less than half of that eight iterations before.
struct PhaseProgress: Sendable {
  /// The number of cases, at most eight.
  private let laneCount: Int
  private let goal: Double
  private var lanes: [8 of Lane] = .init(repeating: Lane())
  /// The number of cases that have not ended.
  private var openCount: Int
  private(set) var iterations = 0

  struct Lane: Sendable {
    var last = Double.infinity
    var mark = Double.infinity
    var hasEnded = false
    var converged = false
    var iterations = 0
  }

  init(tolerance: Double, laneCount: Int) {
    goal = tolerance * tolerance
    self.laneCount = laneCount
    openCount = laneCount
  }

  var hasEnded: Bool { openCount == 0 }

  func lane(_ index: Int) -> Lane { lanes[index] }

  /// Starts an iteration.
  @inline(always)
  mutating func begin() { iterations &+= 1 }

  /// Takes the sum of the squares of all changes of one case.
  @inline(always)
  mutating func judge(_ squared: Double, lane index: Int) {
    guard !lanes[index].hasEnded else { return }
    let verdict = lanes[index].judge(squared, goal, iterations)
    guard verdict else { return }
    lanes[index].hasEnded = true
    lanes[index].iterations = iterations
    openCount &-= 1
  }
}

extension PhaseProgress.Lane {
  /// Whether the case has ended.
  @inline(always)
  mutating func judge(_ squared: Double, _ goal: Double, _ iteration: Int) -> Bool {
    // Voltages thousands of times too large, or no numbers at all, never come back.
    guard squared < 1e8 else { return true }
    let previous = last
    last = squared
    if iteration & 7 == 0 {
      if iteration > 12, squared > 0.25 * mark { return true }
      mark = squared
    }
    // Only near the goal are the roots worth taking, and the law of the contraction trusted.
    guard squared <= goal * 1e4 else { return false }
    if squared <= goal * 1e-4 {
      converged = true
      return true
    }
    guard squared < previous, previous.isFinite else { return false }
    let ratio = (squared / previous).squareRoot()
    let error = squared.squareRoot() * ratio / (1 - ratio)
    converged = error * error <= goal
    return converged
  }
}
