import PowerFlow
import Quantities
import Scenarios

/// The power flow of a balanced feeder.
struct BalancedFeeder {
  private var solver: PowerFlowSolver
  private let busOfMember: [Int]
  private var activePower: [Double]
  private var reactivePower: [Double]
  private var taps: [BalancedTapController]
  /// The instant from which the controls' seconds count.
  private var epoch: Instant?

  init(
    _ network: Network, _ settings: NetworkSettings, _ connections: [MemberConnection]
  ) throws(NetworkError) {
    solver = try PowerFlowSolver(
      network, method: settings.method, tolerancePerUnit: settings.tolerance)
    busOfMember = connections.map(\.bus)
    activePower = network.buses.map { _ in 0 }
    reactivePower = activePower
    taps =
      settings.hasControls
      ? network.transformers.indices.compactMap { BalancedTapController(network, transformer: $0) }
      : []
  }

  mutating func solve(_ injections: Span<SIMD2<Double>>) -> PowerFlowOutcome {
    for bus in activePower.indices { (activePower[bus], reactivePower[bus]) = (0, 0) }
    for (member, bus) in busOfMember.enumerated() {
      activePower[bus] += injections[member].x
      reactivePower[bus] += injections[member].y
    }
    return solveFeeder(&solver, activePower, reactivePower)
  }

  mutating func copyState(into state: inout FeederState) {
    solver.computeBranchFlows()
    copyMagnitudes(of: solver, into: &state.voltages)
    let flows = solver.branchFlows
    for branch in state.branchPowers.indices {
      state.branchPowers[branch] = flows.activePowerFromWatts[branch]
      state.branchLosses[branch] = flows.lossWatts[branch]
      state.branchLoadings[branch] = flows.loading[branch]
    }
    state.sourceActiveWatts = solver.sourceActivePowerWatts
    state.sourceReactiveVar = solver.sourceReactivePowerVar
    state.lossWatts = solver.totalLossWatts
  }

  /// The names of the transformers whose taps move.
  var controlNames: [String] { taps.map { solver.network.transformers[$0.transformer].name } }

  /// Makes the steps that the controls of the same feeder made elsewhere.
  mutating func follow(_ moves: [FeederControlRound.Move]) {
    for move in moves where taps.indices.contains(move.control) {
      solver.setTapPosition(move.position, ofTransformer: taps[move.control].transformer)
    }
  }

  mutating func actOnControls(at now: Instant) -> FeederControlRound {
    guard !taps.isEmpty else { return FeederControlRound() }
    let epoch = self.epoch ?? now
    self.epoch = epoch
    let seconds = Double(now.nanoseconds - epoch.nanoseconds) / 1e9
    var round = FeederControlRound()
    var next = Double.infinity
    for control in taps.indices {
      let voltage = solver.voltageMagnitudePerUnit(ofBus: taps[control].bus)
      switch taps[control].nextAction(atSeconds: seconds, voltagePerUnit: voltage) {
      case .rest: break
      case .wait(let time): next = min(next, time)
      case .move(let position):
        guard solver.setTapPosition(position, ofTransformer: taps[control].transformer) else {
          continue
        }
        round.moves.append(FeederControlRound.Move(control: control, position: position))
      }
    }
    if next.isFinite, let span = Int64(exactly: (next * 1e9).rounded(.up)) {
      round.next = epoch.advanced(byNanoseconds: span)
    }
    return round
  }
}

/// Solves a feeder; a function of its own, as a span of one property would lock all of `self`.
private func solveFeeder(
  _ solver: inout PowerFlowSolver, _ activePower: [Double], _ reactivePower: [Double]
) -> PowerFlowOutcome {
  solver.solve(activePowerWatts: activePower.span, reactivePowerVar: reactivePower.span)
}

private func copyMagnitudes(of solver: borrowing PowerFlowSolver, into voltages: inout [Double]) {
  var span = voltages.mutableSpan
  solver.copyVoltageMagnitudes(into: &span)
}
