import Glibc

/// Judges from the changes of the voltages whether sweeping may stop, and how many sweeps are needed
/// before it is worth asking again.
///
/// The sweep is a contraction: each change is about q times the one before. The error that is left
/// after a change d is then at most d · q / (1 − q). That is what must be below the tolerance, so
/// a slow approach near collapse is not taken for an arrival. A change of a hundredth of the
/// tolerance is an arrival at once. The factor q of the last solution, and half as much again, serves
/// until two changes of this one are known.
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
  /// The factor of the contraction: that of the last solution until it is measured; 0 if unknown.
  private(set) var ratio: Double
  /// How often the ratio counts, because that of another solution is only a guess.
  private var caution = 1.5

  init(tolerance: Double, ratio: Double) {
    goal = tolerance * tolerance / 4
    self.ratio = ratio
  }

  /// Takes the square of the largest change of the first sweep.
  mutating func begin(_ squared: Double) {
    // What is no number is left to the next change to find.
    if squared < 1e8 { last = squared }
  }

  /// Takes the square of the largest change of one sweep.
  ///
  /// - Parameter sweeps: The number of sweeps since the last change that was taken.
  mutating func judge(_ squared: Double, after sweeps: Int) -> Verdict {
    // Voltages thousands of times too large, or no numbers at all, never come back.
    guard squared < 1e8 else { return .lost }
    let previous = last
    last = squared
    if previous.isFinite {
      guard squared < previous else { return squared <= goal * 1e-4 ? .arrived : .goOn }
      learn(squared / previous, sweeps)
    }
    if squared <= goal * 1e-4 { return .arrived }
    let factor = caution * ratio
    guard factor > 0, factor < 1 else { return .goOn }
    let rest = factor / (1 - factor)
    return squared * rest * rest <= goal ? .arrived : .goOn
  }

  /// The number of sweeps that can hardly be enough.
  func unaskedSweeps(atMost limit: Int) -> Int {
    guard ratio > 0, ratio < 0.9 else { return 0 }
    let square = ratio * ratio
    var rest = last * square * square / ((1 - ratio) * (1 - ratio))
    var sweeps = 0
    while rest > goal && sweeps < limit {
      rest *= square
      sweeps += 1
    }
    return sweeps
  }

  /// Corrects the ratio by the square of what some sweeps have left of a change.
  private mutating func learn(_ left: Double, _ sweeps: Int) {
    caution = 1
    guard sweeps > 1 else {
      ratio = left.squareRoot()
      return
    }
    var expected = 1.0
    for _ in 0..<sweeps { expected *= ratio * ratio }
    // The logarithm is dear, and of what was expected there is nothing to learn.
    if left > 2 * expected || left < 0.5 * expected {
      ratio = min(exp(log(left) / Double(2 * sweeps)), 1)
    }
  }
}
