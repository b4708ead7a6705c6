// The loops of the radial sweep. Only this file of the module reads memory unchecked: values are
// gathered through the parents' positions, where the compiler cannot lift the checks.

extension SweepState {
  /// When a run of sweeps ends.
  struct Limits {
    let tolerancePerUnit: Double
    let maximumIterations: Int
  }

  /// How a run of sweeps ended.
  struct End {
    let converged: Bool
    let iterations: Int
  }

  /// Sweeps until the voltages stand still, or cannot come to stand.
  mutating func sweep(_ equations: RadialEquations, _ limits: Limits) -> End {
    if injections.hasCurrentParts {
      iterate(
        equations, injections, limits, withCurrentParts: true, &voltages, &currents, &withdrawals)
    } else {
      iterate(
        equations, injections, limits, withCurrentParts: false, &voltages, &currents, &withdrawals)
    }
  }

  /// Finds the position with the largest difference between the power that is asked for and the
  /// power that the branches bring. Anything that is not finite counts as the largest, and first of
  /// all what was asked for.
  mutating func worstMismatch(_ tree: RadialTree) -> (position: Int, voltAmperes: Double) {
    subtractBranchCurrents(tree.parents, withdrawals, currents, &residuals)
    var worst = 0
    var largest = -1.0
    for position in residuals.indices {
      let squared =
        (voltages[position] * voltages[position]).sum()
        * (residuals[position] * residuals[position]).sum()
      guard squared.isFinite else {
        return (injections.firstThatIsNotFinite ?? position, .infinity)
      }
      if squared > largest { (worst, largest) = (position, squared) }
    }
    return (worst, largest.squareRoot())
  }
}

/// Repeats backward and forward sweeps.
///
/// Depth-first order makes most parents the position before: their voltages and sums of currents
/// are carried in registers. The arrays come one by one, because two parts of one value cannot be
/// borrowed at a time.
@inline(always)
private func iterate(
  _ equations: RadialEquations, _ injections: Injections, _ limits: SweepState.Limits,
  withCurrentParts: Bool, _ voltageArray: inout [SIMD2<Double>],
  _ currentArray: inout [SIMD2<Double>], _ withdrawalArray: inout [SIMD2<Double>]
) -> SweepState.End {
  let parents = equations.tree.parents.span
  let impedances = equations.impedances.span
  let powers = injections.powers.span
  let parts = injections.currentParts.span
  let shunts = injections.shunts.span
  var voltages = voltageArray.mutableSpan
  var currents = currentArray.mutableSpan
  var withdrawals = withdrawalArray.mutableSpan
  let count = voltages.count

  var position = 0
  while position < count {
    // SAFETY: all arrays have one element for each position.
    unsafe withdrawals[unchecked: position] = withdrawal(
      at: voltages[unchecked: position], powers[unchecked: position],
      shunts[unchecked: position], parts[unchecked: position], withCurrentParts)
    position &+= 1
  }

  var progress = SweepProgress(goal: limits.tolerancePerUnit)
  var iteration = 0
  while iteration < limits.maximumIterations {
    iteration &+= 1
    addUp(withdrawals.span, parents, into: &currents)

    var change = SIMD2<Double>.zero
    var voltage = SIMD2<Double>(1, 0)
    position = 0
    while position < count {
      // SAFETY: all arrays have one element for each position, and a parent is a position.
      let parent = unsafe Int(truncatingIfNeeded: parents[unchecked: position])
      if parent < position &- 1 {
        voltage = unsafe voltages[unchecked: parent]
      }
      voltage -= unsafe impedances[unchecked: position] * currents[unchecked: position]
      let difference = unsafe voltage - voltages[unchecked: position]
      change += difference * difference
      unsafe voltages[unchecked: position] = voltage
      unsafe withdrawals[unchecked: position] = withdrawal(
        at: voltage, powers[unchecked: position], shunts[unchecked: position],
        parts[unchecked: position], withCurrentParts)
      position &+= 1
    }

    switch progress.judge(change.x + change.y) {
    case .goOn: continue
    case .arrived: return SweepState.End(converged: true, iterations: iteration)
    case .lost: return SweepState.End(converged: false, iterations: iteration)
    }
  }
  return SweepState.End(converged: false, iterations: iteration)
}

/// Adds up the currents of each position and of all behind it.
@inline(always)
private func addUp(
  _ withdrawals: Span<SIMD2<Double>>, _ parents: Span<Int32>,
  into currents: inout MutableSpan<SIMD2<Double>>
) {
  var position = 0
  while position < withdrawals.count {
    // SAFETY: both arrays have one element for each position.
    unsafe currents[unchecked: position] = withdrawals[unchecked: position]
    position &+= 1
  }
  var carried = SIMD2<Double>.zero
  position &-= 1
  while position > 0 {
    // SAFETY: all arrays have one element for each position, and a parent is a position.
    carried += unsafe currents[unchecked: position]
    unsafe currents[unchecked: position] = carried
    let parent = unsafe Int(truncatingIfNeeded: parents[unchecked: position])
    position &-= 1
    if parent != position {
      unsafe currents[unchecked: parent] += carried
      carried = .zero
    }
  }
  // SAFETY: there is at least one position.
  unsafe currents[unchecked: 0] += carried
}

/// What each position withdraws beyond what arrives there by its branches.
private func subtractBranchCurrents(
  _ parentArray: [Int32], _ withdrawals: [SIMD2<Double>], _ currentArray: [SIMD2<Double>],
  _ residualArray: inout [SIMD2<Double>]
) {
  let parents = parentArray.span
  let currents = currentArray.span
  var residuals = residualArray.mutableSpan
  for position in residuals.indices {
    residuals[position] = withdrawals[position] - currents[position]
  }
  var position = 1
  while position < residuals.count {
    // SAFETY: all arrays have one element for each position, and a parent is a position.
    let parent = unsafe Int(truncatingIfNeeded: parents[unchecked: position])
    unsafe residuals[unchecked: parent] += currents[unchecked: position]
    position &+= 1
  }
}

/// The current that leaves at a position: conj(S / V) + y · V, and the part of constant magnitude.
///
/// With w = S / |V|² + c / |V| + conj(y) it is conj(w) · V, which takes one division.
@inline(always)
private func withdrawal(
  at voltage: SIMD2<Double>, _ power: SpreadPair, _ shunt: SpreadPair, _ currentPart: SpreadPair,
  _ withCurrentParts: Bool
) -> SIMD2<Double> {
  let squares = voltage * voltage
  let squared = squares.x + squares.y
  var factor = power.scaled(by: 1 / squared) + shunt
  if withCurrentParts {
    factor = factor + currentPart.scaled(by: 1 / squared.squareRoot())
  }
  return factor * voltage
}
