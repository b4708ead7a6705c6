import ComplexModule
import RealModule

/// What a simulation asks of each power flow of a multiphase network: totals of branches and sources,
/// in arrays that are used again.
public struct MultiphaseTotals: Sendable {
  /// The active power into each branch at its beginning, lines first, in W.
  public internal(set) var branchPowersWatts: [Double]
  /// The active power that each branch loses, in W.
  public internal(set) var branchLossesWatts: [Double]
  /// The loading of each branch; not a number without a rating.
  public internal(set) var branchLoadings: [Double]
  /// What all sources give together, in W and var.
  public internal(set) var sourceActiveWatts = 0.0
  public internal(set) var sourceReactiveVar = 0.0
  /// What all lines and transformers lose, in W.
  public internal(set) var lossWatts = 0.0

  /// Makes room for a network.
  public init(_ network: MultiphaseNetwork) {
    branchPowersWatts = Array(repeating: 0, count: network.branchCount)
    branchLossesWatts = branchPowersWatts
    branchLoadings = branchPowersWatts
  }
}

extension MultiphasePowerFlowSolver {
  /// Computes the totals of the last solution; not numbers if it failed.
  ///
  /// The power of the sources is what elements and loads take together. Closed switches without
  /// impedance take no part in the equations: in networks that have some, the totals come from
  /// ``solution``, which takes longer.
  ///
  /// - Complexity: O(*n*) for *n* elements. Without closed switches nothing is allocated.
  public func copyTotals(into totals: inout MultiphaseTotals) {
    for branch in totals.branchPowersWatts.indices {
      totals.branchPowersWatts[branch] = isSolved ? 0 : .nan
      totals.branchLossesWatts[branch] = isSolved ? 0 : .nan
      totals.branchLoadings[branch] = .nan
    }
    guard isSolved, !network.lines.contains(where: { $0.isInService && $0.isClosedSwitch }) else {
      return copySolution(into: &totals)
    }
    var taken = Complex<Double>.zero
    totals.lossWatts = 0
    for element in core.equations.elements {
      switch element.kind {
      case .source: continue
      case .shunt, .capacitor: taken += power(of: element).total
      case .line(let line):
        let flow = power(of: element)
        taken += flow.total
        set(line, flow, &totals)
        if let rating = network.lines[line].ratedCurrentAmperes {
          totals.branchLoadings[line] = flow.largestCurrent / rating
        }
      case .transformer(let index):
        let flow = power(of: element)
        taken += flow.total
        set(network.lines.count + index, flow, &totals)
        totals.branchLoadings[network.lines.count + index] = flow.largestShare
      }
    }
    for phase in core.equations.phases {
      let voltage =
        core.state.voltage(ofPoint: phase.start) - core.state.voltage(ofPoint: phase.end)
      taken += voltage * core.state.current(of: phase).conjugate
    }
    totals.sourceActiveWatts = taken.real
    totals.sourceReactiveVar = taken.imaginary
  }

  private func copySolution(into totals: inout MultiphaseTotals) {
    let solution = solution
    for (branch, flow) in (solution.lines + solution.transformers).enumerated() {
      totals.branchPowersWatts[branch] = flow.ends.first?.power.real ?? 0
      totals.branchLossesWatts[branch] = flow.loss.real
      totals.branchLoadings[branch] = flow.loading ?? .nan
    }
    totals.sourceActiveWatts = solution.sourcePower.real
    totals.sourceReactiveVar = solution.sourcePower.imaginary
    totals.lossWatts = solution.loss.real
  }

  private func set(_ branch: Int, _ flow: ElementPower, _ totals: inout MultiphaseTotals) {
    totals.branchPowersWatts[branch] = flow.first.real
    totals.branchLossesWatts[branch] = flow.total.real
    totals.lossWatts += flow.total.real
  }

  /// What flows into an element.
  private struct ElementPower {
    var total = Complex<Double>.zero
    /// At the first end.
    var first = Complex<Double>.zero
    var largestCurrent = 0.0
    /// The apparent power of the busiest winding over its rating.
    var largestShare = 0.0
  }

  private func power(of element: MultiphaseElement) -> ElementPower {
    var result = ElementPower()
    let ends = endCounts(of: element)
    var row = 0
    for end in 0..<ends.count {
      var sum = Complex<Double>.zero
      for _ in 0..<(end == 0 ? ends.first : ends.others) where row < element.nodes.count {
        var current = Complex<Double>.zero
        for column in element.nodes.indices {
          current += element.admittance[row, column] * core.voltage(ofNode: element.nodes[column])
        }
        sum += core.voltage(ofNode: element.nodes[row]) * current.conjugate
        result.largestCurrent = max(result.largestCurrent, current.length)
        row += 1
      }
      if end == 0 { result.first = sum }
      result.total += sum
      if case .transformer(let index) = element.kind {
        let rating = network.transformers[index].windings[end].ratedVoltAmperes
        result.largestShare = max(result.largestShare, sum.length / rating)
      }
    }
    return result
  }

  /// The number of ends of an element, and of conductors at the first and at each other end.
  private func endCounts(of element: MultiphaseElement) -> (count: Int, first: Int, others: Int) {
    switch element.kind {
    case .line(let line):
      let count = network.lines[line].from.conductors.count
      return (2, count, count)
    case .transformer(let index):
      let windings = network.transformers[index].windings
      return (
        windings.count, windings[0].terminal.conductors.count,
        windings[1].terminal.conductors.count
      )
    case .source, .shunt, .capacitor: return (1, element.nodes.count, 0)
    }
  }
}
