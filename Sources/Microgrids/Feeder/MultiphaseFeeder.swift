import PowerFlow
import Quantities
import Scenarios

/// The power flow of a feeder whose phases differ: each member is a load between its phases and the
/// neutral, or the ground where the bus has none.
final class MultiphaseFeeder {
  private var solver: MultiphasePowerFlowSolver
  private var timers: ControlTimers?
  private var totals: MultiphaseTotals
  /// The nodes of the three phases of each bus; `nil` where one is missing.
  private let phasesOfBus: [(a: Int, b: Int, c: Int)?]
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
    totals = MultiphaseTotals(network)
    let nodes = solver.nodes
    phasesOfBus = network.buses.indices.map { bus in
      guard let a = nodes.index(ofConductor: 1, atBus: bus),
        let b = nodes.index(ofConductor: 2, atBus: bus),
        let c = nodes.index(ofConductor: 3, atBus: bus)
      else { return nil }
      return (a, b, c)
    }
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
    solver.copyTotals(into: &totals)
    for branch in state.branchPowers.indices {
      state.branchPowers[branch] = totals.branchPowersWatts[branch]
      state.branchLosses[branch] = totals.branchLossesWatts[branch]
      state.branchLoadings[branch] = totals.branchLoadings[branch]
    }
    for (bus, nodes) in phasesOfBus.enumerated() {
      guard let nodes else { continue }
      state.unbalances[bus] =
        SymmetricalComponents(
          solver.voltage(ofNode: nodes.a), solver.voltage(ofNode: nodes.b),
          solver.voltage(ofNode: nodes.c)
        ).negativeRatio
    }
    state.sourceActiveWatts = totals.sourceActiveWatts
    state.sourceReactiveVar = totals.sourceReactiveVar
    state.lossWatts = totals.lossWatts
  }

  // MARK: Controls

  /// The names of the regulators and capacitor banks that move.
  var controlNames: [String] {
    timers == nil ? [] : solver.controls.map { solver.network.name(of: $0) }
  }

  /// Makes the steps that the controls of the same feeder made elsewhere.
  func follow(_ moves: [FeederControlRound.Move]) {
    for move in moves where solver.controls.indices.contains(move.control) {
      let position = solver.network.position(of: solver.controls[move.control])
      solver.move(move.control, by: move.position - position)
    }
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
