internal import Glibc

// The loops of the radial sweep. Values are gathered through the parents' nodes, where the compiler
// cannot lift the checks, so memory is read unchecked here. The arrays come one by one, because two
// parts of one value cannot be borrowed at a time.

/// When a run of sweeps ends.
struct SweepLimits {
  let tolerancePerUnit: Double
  let maximumIterations: Int
}

/// How a run of sweeps ended.
struct SweepEnd {
  var converged = true
  var iterations = 0
  /// The largest square of a difference between the power that is asked for and the power that the
  /// branches bring, and its node.
  var mismatchSquared = -1.0
  var worstNode = 0
}

extension SweepState {
  /// Takes constant powers, which are given by bus.
  mutating func take(_ active: Span<Double>, _ reactive: Span<Double>, at buses: [Int]) {
    takePowers(active, reactive, buses.span, &injections.powers)
  }

  /// Sweeps one block until its voltages stand still, or cannot come to stand.
  mutating func sweep(
    _ plan: SweepPlan, block: Int, _ limits: SweepLimits
  ) -> SweepEnd {
    switch injections.form {
    case .powers:
      iterate(
        plan, plan.blocks[block], injections, limits, .powers, &ratios[block], &voltages, &currents,
        &withdrawals)
    case .shunts:
      iterate(
        plan, plan.blocks[block], injections, limits, .shunts, &ratios[block], &voltages, &currents,
        &withdrawals)
    case .all:
      iterate(
        plan, plan.blocks[block], injections, limits, .all, &ratios[block], &voltages, &currents,
        &withdrawals)
    }
  }

  /// Adds up what the limbs and the bus itself draw from a source that holds its voltage.
  mutating func finishStiffSource(_ plan: SweepPlan) {
    voltages[0] = SIMD2(1, 0)
    withdrawals[0] =
      withdrawal(
        at: voltages[0], 0, injections.powers.span, injections.shunts.span,
        injections.currentParts.span, injections.exponentialStarts.span,
        injections.exponentialParts.span, .all
      ).current
    var sum = withdrawals[0]
    for node in plan.parents.indices.dropFirst() where plan.parents[node] == 0 {
      sum += currents[node]
    }
    currents[0] = sum
  }
}

/// Whether anything but zero is injected at one of the buses.
func hasInjection(_ buses: [Int], _ active: Span<Double>, _ reactive: Span<Double>) -> Bool {
  let list = buses.span
  var bits: UInt64 = 0
  var index = 0
  while index < list.count {
    // SAFETY: the solver has checked that there is one power for each bus.
    let bus = unsafe list[unchecked: index]
    bits |= unsafe active[unchecked: bus].bitPattern | reactive[unchecked: bus].bitPattern
    index &+= 1
  }
  return bits << 1 != 0
}

private func takePowers(
  _ active: Span<Double>, _ reactive: Span<Double>, _ buses: Span<Int>,
  _ powerArray: inout [SpreadPair]
) {
  var powers = powerArray.mutableSpan
  var node = 0
  while node < powers.count {
    // SAFETY: there is one bus for each node, and the solver has checked that there is one power
    // for each bus.
    let bus = unsafe buses[unchecked: node]
    unsafe powers[unchecked: node] = SpreadPair(
      -active[unchecked: bus], reactive[unchecked: bus])
    node &+= 1
  }
}

/// Repeats backward and forward sweeps over a range of nodes that needs nothing from others but the
/// voltage at its top.
///
/// Depth-first order makes most parents the node before: their voltages and sums of currents are
/// carried in registers. When the contraction is known, only the first sweep and those near the end
/// ask what has changed.
@inline(always)
private func iterate(
  _ plan: SweepPlan, _ range: Range<Int>, _ injections: Injections, _ limits: SweepLimits,
  _ form: Injections.Form, _ ratio: inout Double, _ voltageArray: inout [SIMD2<Double>],
  _ currentArray: inout [SIMD2<Double>], _ withdrawalArray: inout [SIMD2<Double>]
) -> SweepEnd {
  let parents = plan.parents.span
  let impedances = plan.impedances.span
  let powers = injections.powers.span
  let shunts = injections.shunts.span
  let parts = injections.currentParts.span
  let starts = injections.exponentialStarts.span
  let terms = injections.exponentialParts.span
  var voltages = voltageArray.mutableSpan
  var currents = currentArray.mutableSpan
  var withdrawals = withdrawalArray.mutableSpan
  let first = range.lowerBound
  let end = range.upperBound

  var node = first
  while node < end {
    // SAFETY: here and below, all arrays have one element for each node, and a parent is a node.
    let current = withdrawal(
      at: unsafe voltages[unchecked: node], node, powers, shunts, parts, starts, terms, form
    ).current
    unsafe currents[unchecked: node] = current
    unsafe withdrawals[unchecked: node] = current
    node &+= 1
  }

  var result = SweepEnd()
  var progress = SweepProgress(tolerance: limits.tolerancePerUnit, ratio: ratio)
  var unasked = 0
  while true {
    let sweeps = unasked &+ 1
    if unasked > 0 {
      while unasked > 0 {
        unasked &-= 1
        addUp(parents, first, end, &currents)
        var voltage = SIMD2<Double>(1, 0)
        node = first
        while node < end {
          let parent = unsafe Int(truncatingIfNeeded: parents[unchecked: node])
          if parent < node &- 1 { voltage = unsafe voltages[unchecked: parent] }
          voltage -= unsafe impedances[unchecked: node] * currents[unchecked: node]
          unsafe voltages[unchecked: node] = voltage
          unsafe currents[unchecked: node] =
            withdrawal(
              at: voltage, node, powers, shunts, parts, starts, terms, form
            ).current
          node &+= 1
        }
      }
      copy(currents.span, first, end, to: &withdrawals)
    }
    result.iterations &+= sweeps
    addUp(parents, first, end, &currents)
    var largest = 0.0
    var sum = SIMD2<Double>.zero
    var mismatch = -1.0
    var worst = first
    var voltage = SIMD2<Double>(1, 0)
    node = first
    while node < end {
      let parent = unsafe Int(truncatingIfNeeded: parents[unchecked: node])
      if parent < node &- 1 { voltage = unsafe voltages[unchecked: parent] }
      voltage -= unsafe impedances[unchecked: node] * currents[unchecked: node]
      let difference = unsafe voltage - voltages[unchecked: node]
      let squares = difference * difference
      sum += squares
      let squared = squares.x + squares.y
      largest = squared > largest ? squared : largest
      unsafe voltages[unchecked: node] = voltage
      let new = withdrawal(
        at: voltage, node, powers, shunts, parts, starts, terms, form)
      let missing = unsafe new.current - withdrawals[unchecked: node]
      unsafe withdrawals[unchecked: node] = new.current
      let missingSquares = missing * missing
      let missingPower = (missingSquares.x + missingSquares.y) * new.squaredMagnitude
      if missingPower > mismatch { (mismatch, worst) = (missingPower, node) }
      node &+= 1
    }
    result.mismatchSquared = mismatch
    result.worstNode = worst
    copy(withdrawals.span, first, end, to: &currents)
    let total = sum.x + sum.y
    let verdict = progress.judge(total.isFinite ? largest : total, after: sweeps)
    if verdict == .goOn && result.iterations < limits.maximumIterations {
      unasked = progress.unaskedSweeps(
        atMost: limits.maximumIterations &- result.iterations &- 1)
      continue
    }
    result.converged = verdict == .arrived
    if verdict == .lost && !total.isFinite { result.mismatchSquared = .infinity }
    ratio = progress.ratio
    // The currents of the branches are those of the voltages just found.
    addUp(parents, first, end, &currents)
    return result
  }
}

@inline(always)
private func copy(
  _ source: Span<SIMD2<Double>>, _ first: Int, _ end: Int,
  to target: inout MutableSpan<SIMD2<Double>>
) {
  var node = first
  while node < end {
    // SAFETY: both arrays have one element for each node.
    unsafe target[unchecked: node] = source[unchecked: node]
    node &+= 1
  }
}

/// Adds up the currents of each node and of all behind it.
@inline(always)
private func addUp(
  _ parents: Span<Int32>, _ first: Int, _ end: Int, _ currents: inout MutableSpan<SIMD2<Double>>
) {
  var carried = SIMD2<Double>.zero
  var node = end
  while node > first {
    node &-= 1
    // SAFETY: both arrays have one element for each node, and a parent is a node.
    carried += unsafe currents[unchecked: node]
    unsafe currents[unchecked: node] = carried
    let parent = unsafe Int(truncatingIfNeeded: parents[unchecked: node])
    if parent != node &- 1 {
      unsafe currents[unchecked: parent] += carried
      carried = .zero
    }
  }
}

/// The current that leaves at a node: conj(S / V) + y · V, and the parts of constant magnitude and
/// with exponents.
///
/// With w = S / |V|² + c / |V| + conj(y) it is conj(w) · V, which takes one division.
@inline(always)
private func withdrawal(
  at voltage: SIMD2<Double>, _ node: Int, _ powers: Span<SpreadPair>, _ shunts: Span<SpreadPair>,
  _ parts: Span<SIMD2<Double>>, _ starts: Span<Int32>, _ terms: Span<Injections.ExponentialPart>,
  _ form: Injections.Form
) -> (current: SIMD2<Double>, squaredMagnitude: Double) {
  let squares = voltage * voltage
  let squared = squares + SIMD2(squares.y, squares.x)
  // SAFETY: all arrays have one element for each node; the starts have one more.
  var current = unsafe powers[unchecked: node] * (voltage / squared)
  if form != .powers {
    current += unsafe shunts[unchecked: node] * voltage
  }
  if form == .all {
    let magnitude = squared.x.squareRoot()
    var factor = unsafe parts[unchecked: node] / magnitude
    var term = unsafe starts[unchecked: node]
    while unsafe term < starts[unchecked: node &+ 1] {
      let part = unsafe terms[unchecked: Int(truncatingIfNeeded: term)]
      factor +=
        part.power * SIMD2(pow(magnitude, part.exponents.x), pow(magnitude, part.exponents.y))
      term &+= 1
    }
    current += SpreadPair(factor.x, factor.y) * voltage
  }
  return (current, squared.x)
}
