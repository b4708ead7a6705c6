public import ComplexModule
public import RealModule

extension MultiphaseSweepSolver {
  /// The voltage of a node to ground, in volts. Not a number if there is no solution.
  public func voltage(ofNode node: Int) -> Complex<Double> {
    guard isSolved else { return Complex(.nan, .nan) }
    let value = perUnit(node) * bases[nodes.buses[node]]
    return Complex(value.x, value.y)
  }

  /// The magnitude of a node's voltage, in per unit of its bus's nominal voltage.
  ///
  /// Not a number if there is no solution.
  public func voltageMagnitudePerUnit(ofNode node: Int) -> Double {
    guard isSolved else { return .nan }
    let value = perUnit(node)
    return (value * value).sum().squareRoot()
  }

  /// The voltages of all nodes to ground, in volts.
  public var voltages: [Complex<Double>] { (0..<nodes.count).map { voltage(ofNode: $0) } }

  private func perUnit(_ node: Int) -> SIMD2<Double> {
    let place = model.layout.places[node]
    let start = state.voltages[place.start].value
    return start + place.share * (state.voltages[place.end].value - start)
  }

  /// Writes the magnitudes of all voltages, in per unit of the nominal voltages, in the order of
  /// the nodes.
  ///
  /// - Complexity: O(*n*) for *n* nodes. Nothing is allocated.
  public func copyVoltageMagnitudes(into magnitudes: inout MutableSpan<Double>) {
    precondition(magnitudes.count == nodes.count, "there must be room for each node")
    guard isSolved else {
      for node in 0..<nodes.count { magnitudes[node] = .nan }
      return
    }
    model.output.write(state.voltages.span, into: &magnitudes)
  }
}

extension MultiphaseSweepSolver {
  /// The active power that the source delivers into the network, in W; negative when the network
  /// feeds back.
  public var sourceActivePowerWatts: Double {
    isSolved ? PhaseTotals(program, state).source.value.x : .nan
  }

  /// The reactive power that the source delivers into the network, in var.
  public var sourceReactivePowerVar: Double {
    isSolved ? PhaseTotals(program, state).source.value.y : .nan
  }

  /// The active power that is lost in all lines and transformers, in W.
  ///
  /// - Complexity: O(*n*) for *n* buses. Nothing is allocated.
  public var lossWatts: Double {
    isSolved ? PhaseTotals(program, state).loss.value.x : .nan
  }
}
