extension GeneralSolver {
  /// Computes the power and current of each branch from the last solution.
  mutating func computeBranchFlows() {
    branchFlows.forget(branchRatings)
    guard isSolved else { return }
    for end in equations.branches {
      let from = Phasor.one + deviations[Int(end.from)]
      let to = Phasor.one + deviations[Int(end.to)]
      let series = seriesCurrent(end, deviations[Int(end.from)], deviations[Int(end.to)])
      let near = end.ratio.conjugate * (series + end.half * (end.ratio * from))
      let far = end.half * to - series
      let loss =
        end.resistance * series.squaredLength
        + end.half.real * ((end.ratio * from).squaredLength + to.squaredLength)
      put(end.branch, end.fromBus, end.toBus, (from, near), (to, far), loss)
    }
    if !equations.map.fused.treeMembers.isEmpty { addFusedFlows() }
  }

  private mutating func put(
    _ branch: Int, _ fromBus: Int, _ toBus: Int, _ from: (voltage: Phasor, current: Phasor),
    _ to: (voltage: Phasor, current: Phasor), _ loss: Double
  ) {
    let near = from.voltage * from.current.conjugate
    let far = to.voltage * to.current.conjugate
    branchFlows.activePowerFromWatts[branch] = near.real
    branchFlows.reactivePowerFromVar[branch] = near.imaginary
    branchFlows.activePowerToWatts[branch] = far.real
    branchFlows.reactivePowerToVar[branch] = far.imaginary
    let fromAmperes = from.current.length * equations.amperes[fromBus]
    let toAmperes = to.current.length * equations.amperes[toBus]
    branchFlows.currentFromAmperes[branch] = fromAmperes
    branchFlows.currentToAmperes[branch] = toAmperes
    branchFlows.lossWatts[branch] = loss
    branchFlows.loading[branch] = branchRatings[branch].loading(fromAmperes, toAmperes)
  }

  /// Finds the flows of branches without impedance from the balance of the buses behind them.
  ///
  /// A branch on a ring of such branches stays without numbers: nothing tells how the current
  /// divides.
  private mutating func addFusedFlows() {
    let fused = equations.map.fused
    // The current that each bus and all behind it take from the tree.
    var taken = fusedWithdrawals()
    for entry in fused.treeMembers.reversed() { taken[entry.parent] += taken[entry.child] }
    let undetermined = Set(fused.ringBranches)
    for entry in fused.treeMembers where equations.map.nodes[entry.child] >= 0 {
      let member = entry.member
      guard !undetermined.contains(member.branch) else { continue }
      let voltage = Phasor.one + deviations[equations.map.nodes[entry.child]]
      let current = member.from == entry.parent ? taken[entry.child] : -taken[entry.child]
      // Shunts of the branch itself stand at its ends.
      let half = equations.fusedHalfShunts[member.branch] ?? .zero
      let shunt = half * voltage
      put(
        member.branch, member.from, member.to, (voltage, current + shunt),
        (voltage, shunt - current), 2 * half.real * voltage.squaredLength)
    }
  }

  /// The current that leaves each bus other than through branches without impedance.
  private func fusedWithdrawals() -> [Phasor] {
    var taken = [Phasor](repeating: .zero, count: busCount)
    for bus in 0..<busCount where equations.map.nodes[bus] >= 0 {
      let voltage = Phasor.one + deviations[equations.map.nodes[bus]]
      let inverse = 1 / voltage.squaredLength
      let factor =
        busPowers[bus] * inverse + busCurrentParts[bus] * inverse.squareRoot()
        + busImpedanceParts[bus]
      taken[bus] = (equations.busShunts[bus] - Phasor(factor)) * voltage
    }
    for part in injections.exponentials {
      let voltage = Phasor.one + deviations[part.node]
      let (factor, _) = GeneralInjections.exponentialFactor(part, squared: voltage.squaredLength)
      taken[part.bus] -= Phasor(factor) * voltage
    }
    for group in held.groups {
      let voltage = Phasor.one + deviations[group.node]
      for generator in group.generators {
        let power = held.reactivePowerVar(ofGenerator: generator) ?? 0
        let factor = Phasor(0, -power / voltage.squaredLength)
        taken[held.busOfGenerator[generator]] -= factor * voltage
      }
    }
    for end in equations.branches {
      let from = Phasor.one + deviations[Int(end.from)]
      let to = Phasor.one + deviations[Int(end.to)]
      let series = seriesCurrent(end, deviations[Int(end.from)], deviations[Int(end.to)])
      taken[end.fromBus] += end.ratio.conjugate * (series + end.half * (end.ratio * from))
      taken[end.toBus] += end.half * to - series
    }
    for source in equations.sources.indices {
      let bus = equations.sources[source].bus
      let voltage = Phasor.one + deviations[equations.map.nodes[bus]]
      taken[bus] -= (sourcePower(source) * voltage.reciprocal).conjugate
    }
    return taken
  }
}
