import ComplexModule
import RealModule

/// Where the controls of a multiphase network came to rest, or why they did not.
public struct ControlOutcome: Hashable, Sendable {
  /// Controls that move without end.
  public struct Hunting: Hashable, Sendable {
    /// The name of the control.
    public var name: String
    /// The positions that it takes in turn.
    public var positions: [Int]

    /// Creates a report.
    public init(name: String, positions: [Int]) {
      self.name = name
      self.positions = positions
    }
  }

  /// What came of the last power flow.
  public internal(set) var powerFlow: PowerFlowOutcome
  /// Whether no control wants to move any more.
  public internal(set) var isSettled = false
  /// The number of power flows.
  public internal(set) var rounds = 0
  /// The number of steps that all controls made.
  public internal(set) var stepCount = 0
  /// The controls that come back to where they were, with the positions of one cycle.
  public internal(set) var hunting: [Hunting] = []
}

extension MultiphasePowerFlowSolver {
  /// The largest number of power flows in search of positions at which controls rest.
  private static var maximumControlRounds: Int { 1000 }

  /// Solves, and moves controls until none wants to move: the steady state behind all delays.
  ///
  /// As OpenDSS does, each round solves, asks all controls, and moves those among them that have the
  /// shortest delay. A tap goes seven tenths of the way that it wants, at least one step and at most
  /// as many as it may make at once, because other taps move with it. Positions start where they are. Where all positions come back to what they were before, the controls that moved
  /// between are hunting; the last positions stay.
  ///
  /// - Parameters:
  ///   - activePowerWatts: As for ``solve(activePowerWatts:reactivePowerVar:)``.
  ///   - reactivePowerVar: As for ``solve(activePowerWatts:reactivePowerVar:)``.
  public mutating func settleControls(
    activePowerWatts: Span<Double>, reactivePowerVar: Span<Double>
  ) -> ControlOutcome {
    core.take(activePowerWatts, reactivePowerVar)
    return settle()
  }

  /// Solves for the nominal powers of the network, and moves controls until none wants to move.
  public mutating func settleControls() -> ControlOutcome {
    core.takeNominalPowers()
    return settle()
  }

  private mutating func settle() -> ControlOutcome {
    let demand = (core.state.activeWatts, core.state.reactiveVar)
    var result = ControlOutcome(powerFlow: core.outcome)
    var history: [[Int]] = []
    var seen: [[Int]: Int] = [:]
    while result.rounds < Self.maximumControlRounds {
      core.take(demand.0.span, demand.1.span)
      result.powerFlow = solveWithGenerators()
      result.rounds += 1
      guard result.powerFlow.converged else { return result }
      let positions = controls.map { network.position(of: $0) }
      if let first = seen.updateValue(history.count, forKey: positions) {
        result.hunting = hunting(Array(history[first...]))
        return result
      }
      history.append(positions)
      let wishes = wantedSteps()
      guard let delay = shortestDelay(wishes) else {
        result.isSettled = true
        return result
      }
      for (index, wish) in wishes.enumerated()
      where wish != 0 && self.delay(of: index, wish) == delay {
        result.stepCount += abs(move(index, by: limited(wish, index)))
      }
    }
    return result
  }

  /// The steps that each control would move by at the voltages of the last solution: up, down, or
  /// none if it is content or stands at its end. It may want more steps than are left.
  ///
  /// - Returns: One number for each of ``controls``.
  public func wantedSteps() -> [Int] {
    guard isSolved else { return controls.map { _ in 0 } }
    return controls.map { control in
      let steps =
        switch control {
        case .regulator(let index): wantedSteps(ofRegulator: network.regulators[index])
        case .capacitor(let index): wantedSteps(ofCapacitor: network.capacitors[index], index)
        }
      let position = network.position(of: control)
      let range = network.positions(of: control)
      let isAtEnd = position == (steps > 0 ? range.upperBound : range.lowerBound)
      return isAtEnd ? 0 : steps
    }
  }

  /// Timers with the delays of the network's controls, for a simulation.
  public var controlTimers: ControlTimers {
    ControlTimers(controls.map { network.delays(of: $0) })
  }

  private func wantedSteps(ofRegulator regulator: VoltageRegulator) -> Int {
    let transformer = network.transformers[regulator.transformer]
    guard
      transformer.isInService,
      let element = core.equations.elements.first(where: {
        $0.kind == .transformer(regulator.transformer)
      })
    else { return 0 }
    let winding = transformer.windings[regulator.winding]
    let offset = transformer.windings[..<regulator.winding].reduce(0) {
      $0 + $1.terminal.conductors.count
    }
    let conductors = winding.terminal.conductors.count
    let phase = regulator.measuredPhase
    let other =
      switch winding.connection {
      case .wye: transformer.phaseCount
      case .delta: transformer.phaseCount == 3 ? (phase + 1) % 3 : phase + 1
      }
    let voltages = element.nodes.map { core.voltage(ofNode: $0) }
    var current = Complex<Double>.zero
    for column in voltages.indices {
      current -= element.admittance[offset + phase, column] * voltages[column]
    }
    let end: Complex<Double> = other < conductors ? voltages[offset + other] : .zero
    return regulator.wantedSteps(
      relayVolts: regulator.relayVolts(
        voltage: voltages[offset + phase] - end, current: current),
      windingVolts: winding.phaseVolts(count: transformer.phaseCount),
      stepPerUnit: winding.tapStepPerUnit)
  }

  private func wantedSteps(ofCapacitor bank: CapacitorBank, _ index: Int) -> Int {
    guard
      let control = bank.control,
      let measured = measuredValue(of: control, at: bank, index)
    else { return 0 }
    switch control.quantity {
    case .voltage:
      return measured < control.onThreshold ? 1 : measured > control.offThreshold ? -1 : 0
    case .current, .reactivePower:
      return measured > control.onThreshold ? 1 : measured < control.offThreshold ? -1 : 0
    }
  }

  private func measuredValue(
    of control: CapacitorControl, at bank: CapacitorBank, _ index: Int
  ) -> Double? {
    if control.quantity == .voltage {
      guard
        let ends = try? bank.terminal.phases(
          count: bank.phaseCount, connection: bank.connection, element: bank.name),
        let nodes = try? self.nodes.indices(of: bank.terminal, element: bank.name),
        let first = ends.first, let start = first.start
      else { return nil }
      let end = first.end.map { core.voltage(ofNode: nodes[$0]) } ?? .zero
      return (core.voltage(ofNode: nodes[start]) - end).length / control.ratio
    }
    guard let branch = control.branch else { return nil }
    let kind: MultiphaseElement.Kind =
      branch < network.lines.count
      ? .line(branch) : .transformer(branch - network.lines.count)
    guard let element = core.equations.elements.first(where: { $0.kind == kind }) else {
      return nil
    }
    let count =
      branch < network.lines.count
      ? network.lines[branch].from.conductors.count
      : network.transformers[branch - network.lines.count].windings[0].terminal.conductors.count
    let voltages = element.nodes.map { core.voltage(ofNode: $0) }
    let currents = element.admittance * voltages
    if control.quantity == .current { return currents[0].length / control.ratio }
    var power = Complex<Double>.zero
    for conductor in 0..<count { power += voltages[conductor] * currents[conductor].conjugate }
    return power.imaginary / 1000
  }

  /// The delay of a control in the direction of a wish, in seconds.
  private func delay(of control: Int, _ wish: Int) -> Double {
    let delays = network.delays(of: controls[control])
    return wish > 0 ? delays.upSeconds : delays.downSeconds
  }

  private func shortestDelay(_ wishes: [Int]) -> Double? {
    wishes.enumerated().filter { $0.element != 0 }.map { delay(of: $0.offset, $0.element) }.min()
  }

  /// As many steps as a control makes at once.
  private func limited(_ wish: Int, _ control: Int) -> Int {
    switch controls[control] {
    case .regulator(let index):
      let steps = min(max(1, 7 * abs(wish) / 10), network.regulators[index].maximumTapChange)
      return wish.signum() * steps
    case .capacitor: return wish.signum()
    }
  }

  /// The controls that move within a cycle of positions.
  private func hunting(_ cycle: [[Int]]) -> [ControlOutcome.Hunting] {
    controls.indices.compactMap { index in
      let positions = cycle.map { $0[index] }
      guard Set(positions).count > 1 else { return nil }
      return ControlOutcome.Hunting(name: network.name(of: controls[index]), positions: positions)
    }
  }
}
