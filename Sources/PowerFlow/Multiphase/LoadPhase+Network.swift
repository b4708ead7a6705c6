extension MultiphaseNetwork {
  /// The phases of all loads and behind them those of all generators.
  ///
  /// - Parameter nodes: The numbering of the nodes.
  /// - Throws: ``NetworkError`` if conductors do not exist or do not fit the connection, or a value
  ///   cannot be right.
  public func loadPhases(_ nodes: MultiphaseNodes) throws(NetworkError) -> [LoadPhase] {
    var phases: [LoadPhase] = []
    for (index, load) in loads.enumerated() {
      let name = "the load \(quoted(load.name))"
      try checkValues(load.model, load.voltageWindow, of: name)
      phases += try self.phases(
        of: load.terminal, count: load.phaseCount, load.connection, load.ratedVolts, nodes, name
      ) { phase in
        phase.element = index
        phase.model = load.model
        phase.window = load.voltageWindow
      }
    }
    for (index, generator) in generators.enumerated() {
      phases += try self.phases(
        of: generator.terminal, count: generator.phaseCount, generator.connection,
        generator.ratedVolts, nodes, "the generator \(quoted(generator.name))"
      ) { phase in
        phase.element = loads.count + index
        phase.share = -phase.share
      }
    }
    return phases
  }

  private func phases(
    of terminal: Terminal, count: Int, _ connection: PhaseConnection, _ ratedVolts: Double,
    _ nodes: MultiphaseNodes, _ name: String, _ adjust: (inout LoadPhase) -> Void
  ) throws(NetworkError) -> [LoadPhase] {
    let ends = try terminal.phases(count: count, connection: connection, element: name)
    let indices = try nodes.indices(of: terminal, element: name)
    guard ratedVolts > 0, ratedVolts.isFinite else {
      throw .impossibleValue(
        element: name, problem: "has the rated voltage \(ratedVolts), which must be positive")
    }
    let volts = phaseVolts(ratedVolts, count: count, connection: connection)
    return try ends.map { end throws(NetworkError) in
      var phase = LoadPhase(
        element: 0, start: end.start.map { indices[$0] } ?? MultiphaseNodes.ground,
        end: end.end.map { indices[$0] } ?? MultiphaseNodes.ground,
        share: 1 / Double(count), ratedVolts: volts)
      guard phase.start != phase.end else {
        throw .impossibleValue(element: name, problem: "has a phase that starts where it ends")
      }
      adjust(&phase)
      return phase
    }
  }

  private func checkValues(
    _ model: LoadModel, _ window: VoltageWindow?, of name: String
  ) throws(NetworkError) {
    if let window,
      !(window.minimum >= 0 && window.maximum > window.minimum && window.maximum.isFinite)
    {
      throw .impossibleValue(
        element: name,
        problem: "keeps to its model between \(window.minimum) and \(window.maximum) per unit, "
          + "which is no range")
    }
    let values: [Double] =
      switch model {
      case .constantPower, .constantCurrent, .constantImpedance: []
      case .exponential(let active, let reactive): [active, reactive]
      case .polynomial(let active, let reactive):
        [
          active.impedance, active.current, active.power, reactive.impedance, reactive.current,
          reactive.power,
        ]
      }
    guard values.allSatisfy({ $0.isFinite && abs($0) < 1e6 }) else {
      throw .impossibleValue(element: name, problem: "has exponents or shares that cannot be right")
    }
  }
}

/// The rated voltage of one phase of a load, generator, capacitor bank or winding.
func phaseVolts(_ ratedVolts: Double, count: Int, connection: PhaseConnection) -> Double {
  connection == .wye && count > 1 ? ratedVolts / 3.0.squareRoot() : ratedVolts
}
