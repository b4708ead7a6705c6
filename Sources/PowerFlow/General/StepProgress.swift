/// Judges from the steps of the voltages whether an iteration may stop, and whether it is too slow.
///
/// From two steps *d* one after the other follows the factor *q* of the contraction; the error that
/// is left is about *d · q / (1 − q)* and must be below the tolerance. Steps so small that rounding
/// makes them end the iteration too: they have arrived if they are below the tolerance themselves.
struct StepProgress {
  enum Verdict {
    case goOn
    /// More steps with the same matrix would take longer than a new matrix.
    case tooSlow
    case arrived
    case lost
  }

  private let tolerance: Double
  private var last = Double.infinity

  init(tolerance: Double) { self.tolerance = tolerance }

  /// Takes the root of the sum of the squares of the changes of all voltages.
  mutating func judge(_ step: Double) -> Verdict {
    guard step < 1e4 else { return .lost }
    let previous = last
    last = step
    if step <= tolerance * 1e-2 { return .arrived }
    guard previous.isFinite else { return .goOn }
    let ratio = step / previous
    guard ratio < 1 else { return step <= tolerance ? .arrived : .tooSlow }
    if step * ratio / (1 - ratio) <= tolerance { return .arrived }
    // The number of steps that the law of the contraction still asks for: more than three are dearer
    // than factorising the matrix anew.
    let missing = step * ratio / (1 - ratio) / tolerance
    return missing * ratio * ratio * ratio > 1 ? .tooSlow : .goOn
  }
}
