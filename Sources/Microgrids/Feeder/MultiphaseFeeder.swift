import ComplexModule
import PowerFlow
import Quantities
import RealModule
import Scenarios

/// The power flow of a feeder whose phases differ: each member is a load between its phases and the
/// neutral, or the ground where the bus has none.
final class MultiphaseFeeder {
  private var solver: MultiphasePowerFlowSolver
  private var timers: ControlTimers?
  private var activePower: [Double]
  private var reactivePower: [Double]

  init(
    _ network: MultiphaseNetwork, _ settings: NetworkSettings, _ connections: [MemberConnection]
  ) throws(NetworkError) {
    var network = network
    network.generators = []
    network.loads = connections.enumerated().map { member, connection in
      Self.load(of: member, at: connection, in: network)
    }
    solver = try MultiphasePowerFlowSolver(
      network, method: settings.method, tolerancePerUnit: settings.tolerance)
    timers = settings.hasControls && !solver.controls.isEmpty ? solver.controlTimers : nil
    activePower = connections.map { _ in 0 }
    reactivePower = activePower
  }

  private static func load(
    of member: Int, at connection: MemberConnection, in network: MultiphaseNetwork
  ) -> MultiphaseLoad {
    let bus = network.buses[connection.bus]
    let phases = connection.phases ?? bus.conductors.filter { $0 <= 3 }
    let neutral = bus.conductors.first { $0 > 3 } ?? Terminal.ground
    let isSingle = phases.count == 1
    let volts = bus.nominalPhaseVoltage.volts
    return MultiphaseLoad(
      name: "member \(member)",
      terminal: Terminal(bus: connection.bus, conductors: phases + [neutral]),
      phaseCount: phases.count, connection: .wye,
      ratedVolts: isSingle ? volts : volts * 3.0.squareRoot(), activePowerWatts: 0,
      reactivePowerVar: 0)
  }

  var placeCount: Int { solver.nodes.count }

  func solve(_ injections: Span<SIMD2<Double>>) -> PowerFlowOutcome {
    for member in activePower.indices {
      activePower[member] = -injections[member].x
      reactivePower[member] = -injections[member].y
    }
    return solveFeeder(&solver, activePower, reactivePower)
  }

  func copyState(into state: inout FeederState) {
    for node in state.voltages.indices {
      state.voltages[node] = solver.voltageMagnitudePerUnit(ofNode: node)
    }
    let solution = solver.solution
    for (branch, flow) in solution.lines.enumerated() { copy(flow, branch, &state) }
    for (branch, flow) in solution.transformers.enumerated() {
      copy(flow, solution.lines.count + branch, &state)
    }
    for (bus, percent) in solution.unbalancePercent.enumerated() {
      state.unbalances[bus] = percent.map { $0 / 100 } ?? .nan
    }
    state.sourceActiveWatts = solution.sourcePower.real
    state.sourceReactiveVar = solution.sourcePower.imaginary
    state.lossWatts = solution.loss.real
  }

  private func copy(
    _ flow: MultiphaseSolution.Branch, _ branch: Int, _ state: inout FeederState
  ) {
    state.branchPowers[branch] = flow.ends.first?.power.real ?? 0
    state.branchLosses[branch] = flow.loss.real
    state.branchLoadings[branch] = flow.loading ?? .nan
  }

  // MARK: Controls

  /// The names of the regulators and capacitor banks that move.
  var controlNames: [String] {
    timers == nil ? [] : solver.controls.map { solver.network.name(of: $0) }
  }

  func actOnControls(at now: Instant) -> FeederControlRound {
    guard timers != nil else { return FeederControlRound() }
    var round = FeederControlRound()
    timers?.update(solver.wantedSteps().span, at: now)
    for action in timers?.takeDue(at: now) ?? [] {
      solver.move(action.control, by: action.steps)
      round.moves.append(
        FeederControlRound.Move(
          control: action.control,
          position: solver.network.position(of: solver.controls[action.control])))
    }
    round.next = timers?.nextInstant
    return round
  }
}

/// Solves a feeder; a function of its own, as a span of one property would lock all of the object.
private func solveFeeder(
  _ solver: inout MultiphasePowerFlowSolver, _ activePower: [Double], _ reactivePower: [Double]
) -> PowerFlowOutcome {
  solver.solve(activePowerWatts: activePower.span, reactivePowerVar: reactivePower.span)
}
