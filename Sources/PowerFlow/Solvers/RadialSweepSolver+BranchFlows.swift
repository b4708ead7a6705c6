extension RadialSweepSolver {
  /// The flows that ``computeBranchFlows()`` found last.
  public var branchFlows: BranchFlows { flows }

  /// Computes the power and current of each branch from the last solution.
  ///
  /// - Complexity: O(*n*) for *n* branches. Nothing is allocated.
  public mutating func computeBranchFlows() {
    for branch in 0..<branchCount {
      let rating = branchRatings[branch]
      if rating.isInService && !isSolved {
        flows.set(branch, from: .unknown, to: .unknown, loss: .nan, loading: .nan)
      } else if !rating.isInService {
        flows.set(branch, from: .zero, to: .zero, loss: 0, loading: rating.loading(0, 0))
      }
    }
    guard isSolved else { return }
    for position in 1..<max(busCount, 1) {
      computeFlow(towards: position)
    }
  }

  private mutating func computeFlow(towards position: Int) {
    let parent = Int(equations.tree.parents[position])
    let current = state.currents[position]
    let half = equations.halfShunts[position]
    let upper = end(at: parent, current, half)
    let lower = end(at: position, -current, half)
    let squares =
      (state.voltages[parent] * state.voltages[parent]).sum()
      + (state.voltages[position] * state.voltages[position]).sum()
    let loss = equations.impedances[position].real.x * (current * current).sum() + half.x * squares
    let branch = equations.tree.branches[position]
    let from = equations.tree.parentIsFrom[position] ? upper : lower
    let to = equations.tree.parentIsFrom[position] ? lower : upper
    flows.set(
      branch, from: from, to: to, loss: loss,
      loading: branchRatings[branch].loading(from.amperes, to.amperes))
  }

  /// What enters a branch at one of its ends: its series current and half of its shunt.
  private func end(
    at position: Int, _ series: SIMD2<Double>, _ half: SIMD2<Double>
  ) -> BranchEnd {
    let voltage = state.voltages[position]
    let current = series + half.x * voltage + half.y * SIMD2(-voltage.y, voltage.x)
    return BranchEnd(
      power: SIMD2(
        (voltage * current).sum(), voltage.y * current.x - voltage.x * current.y),
      amperes: (current * current).sum().squareRoot() * equations.amperes[position])
  }
}
