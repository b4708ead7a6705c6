// Magnitudes of voltages: buses and nodes are in different orders, so memory is read and written
// unchecked here.

/// What the magnitudes of all removed buses between two kept ones have in common.
///
/// See ``RemovedBuses`` for the equation.
struct SpanVoltages {
  /// The magnitude at the upper end.
  private let upper: Double
  /// U·D, U×D and |D|², all over |U|².
  private let along: Double
  private let across: Double
  private let square: Double
  /// Whether the voltages at the ends are so near to each other that a short series will do.
  private let isShort: Bool

  @inline(always)
  init(_ upperVoltage: SIMD2<Double>, _ lowerVoltage: SIMD2<Double>) {
    let difference = lowerVoltage - upperVoltage
    let squared = (upperVoltage * upperVoltage).sum()
    let inverse = 1 / squared
    upper = squared.squareRoot()
    along = (upperVoltage * difference).sum() * inverse
    across = (upperVoltage.y * difference.x - upperVoltage.x * difference.y) * inverse
    square = (difference * difference).sum() * inverse
    isShort = square < 1e-6
  }

  /// The magnitude of a member's voltage, in units of its base.
  @inline(always)
  func magnitude(_ factors: SIMD4<Double>) -> Double {
    let excess =
      (factors.x + factors.y * along) + (factors.z * across + factors.w * square)
    // √(1 + h) = 1 + h/2 − h²/8 + h³/16 − …: the next term is below 10⁻¹² here.
    guard isShort, abs(excess) < 2e-3 else { return upper * (1 + excess).squareRoot() }
    return upper + upper * (excess * (0.5 + excess * (excess * 0.0625 - 0.125)))
  }
}

/// Writes the magnitudes of all buses.
func copyMagnitudes(
  _ voltages: Span<SIMD2<Double>>, _ plan: borrowing SweepPlan,
  into magnitudes: inout MutableSpan<Double>
) {
  copyNodes(voltages, plan.buses.span, plan.baseMagnitudes.span, into: &magnitudes)
  let removed = plan.removed
  copyRemoved(
    voltages, removed.spans.span, removed.buses.span, removed.factors.span, into: &magnitudes)
}

private func copyNodes(
  _ voltages: Span<SIMD2<Double>>, _ buses: Span<Int>, _ bases: Span<Double>,
  into magnitudes: inout MutableSpan<Double>
) {
  var node = 0
  let pairEnd = voltages.count &- 1
  while node < pairEnd {
    // SAFETY: all arrays have one element for each node, and each node has a bus.
    let first = unsafe voltages[unchecked: node]
    let second = unsafe voltages[unchecked: node &+ 1]
    let real = SIMD2(first.x, second.x)
    let imaginary = SIMD2(first.y, second.y)
    let roots = (real * real + imaginary * imaginary).squareRoot()
    unsafe magnitudes[unchecked: buses[unchecked: node]] = roots.x * bases[unchecked: node]
    unsafe magnitudes[unchecked: buses[unchecked: node &+ 1]] =
      roots.y * bases[unchecked: node &+ 1]
    node &+= 2
  }
  if node < voltages.count {
    unsafe magnitudes[unchecked: buses[unchecked: node]] =
      magnitude(voltages[unchecked: node]) * bases[unchecked: node]
  }
}

private func copyRemoved(
  _ voltages: Span<SIMD2<Double>>, _ spans: Span<RemovedBuses.Span>, _ buses: Span<Int>,
  _ factors: Span<SIMD4<Double>>, into magnitudes: inout MutableSpan<Double>
) {
  var index = 0
  while index < spans.count {
    // SAFETY: the ends of spans are nodes; all other arrays have one element for each member.
    let span = unsafe spans[unchecked: index]
    let ends = unsafe SpanVoltages(
      voltages[unchecked: span.upper], voltages[unchecked: span.lower])
    var member = span.members.lowerBound
    while member < span.members.upperBound {
      unsafe magnitudes[unchecked: buses[unchecked: member]] =
        ends.magnitude(factors[unchecked: member]) * span.baseMagnitude
      member &+= 1
    }
    index &+= 1
  }
}
