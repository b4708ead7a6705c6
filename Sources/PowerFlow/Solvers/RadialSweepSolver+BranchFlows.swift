extension RadialSweepSolver {
  /// Computes the power and current of each branch from the last solution.
  ///
  /// They are in ``branchFlows``. Whoever keeps a copy of that makes the next call allocate.
  ///
  /// - Complexity: O(*n*) for *n* branches. Only the first call allocates.
  public mutating func computeBranchFlows() {
    guard isSolved else { return branchFlows.forget(branchRatings) }
    expansion.fill(equations, plan, state)
    fillFlows(
      equations, expansion, branchRatings, &branchFlows.activePowerFromWatts,
      &branchFlows.reactivePowerFromVar,
      &branchFlows.activePowerToWatts, &branchFlows.reactivePowerToVar,
      &branchFlows.currentFromAmperes,
      &branchFlows.currentToAmperes, &branchFlows.lossWatts, &branchFlows.loading)
  }
}

/// Fills the columns of ``BranchFlows``, which come one by one so that each is borrowed only once.
private func fillFlows(
  _ equations: RadialEquations, _ state: TreeExpansion, _ ratings: [BranchRating],
  _ activeFrom: inout [Double], _ reactiveFrom: inout [Double], _ activeTo: inout [Double],
  _ reactiveTo: inout [Double], _ amperesFrom: inout [Double], _ amperesTo: inout [Double],
  _ losses: inout [Double], _ loadings: inout [Double]
) {
  let tree = equations.tree
  let voltages = state.voltages.span
  let currents = state.currents.span
  var activeFrom = activeFrom.mutableSpan
  var reactiveFrom = reactiveFrom.mutableSpan
  var activeTo = activeTo.mutableSpan
  var reactiveTo = reactiveTo.mutableSpan
  var amperesFrom = amperesFrom.mutableSpan
  var amperesTo = amperesTo.mutableSpan
  var losses = losses.mutableSpan
  var loadings = loadings.mutableSpan
  for position in 1..<max(voltages.count, 1) {
    let parent = Int(tree.parents[position])
    let branch = tree.branches[position]
    let parentIsFrom = tree.parentIsFrom[position]
    let (from, to) = parentIsFrom ? (parent, position) : (position, parent)
    let series = parentIsFrom ? currents[position] : -currents[position]
    let half = equations.halfShunts[position]

    let near = current(into: series, voltages[from], half)
    let far = current(into: -series, voltages[to], half)
    (activeFrom[branch], reactiveFrom[branch]) = power(voltages[from], near)
    (activeTo[branch], reactiveTo[branch]) = power(voltages[to], far)
    amperesFrom[branch] = lengthSquared(near).squareRoot() * equations.amperes[from]
    amperesTo[branch] = lengthSquared(far).squareRoot() * equations.amperes[to]
    loadings[branch] = ratings[branch].loading(amperesFrom[branch], amperesTo[branch])
    losses[branch] =
      equations.impedances[position].real.x * lengthSquared(series)
      + half.x * (lengthSquared(voltages[from]) + lengthSquared(voltages[to]))
  }
}

/// What enters a branch at one of its ends: its series current and that of half of its shunt.
@inline(always)
private func current(
  into series: SIMD2<Double>, _ voltage: SIMD2<Double>, _ half: SIMD2<Double>
) -> SIMD2<Double> {
  series + half.x * voltage + half.y * SIMD2(-voltage.y, voltage.x)
}

/// The active and reactive power of a current.
@inline(always)
private func power(
  _ voltage: SIMD2<Double>, _ current: SIMD2<Double>
) -> (active: Double, reactive: Double) {
  (innerProduct(voltage, current), voltage.y * current.x - voltage.x * current.y)
}

/// The sum of the products of the parts.
@inline(always)
private func innerProduct(_ left: SIMD2<Double>, _ right: SIMD2<Double>) -> Double {
  let products = left * right
  return products.x + products.y
}
