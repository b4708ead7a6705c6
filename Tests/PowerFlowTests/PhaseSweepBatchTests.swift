import PowerFlow
import Testing

/// Batches of load cases on one network with three phases.
struct PhaseSweepBatchTests {
  /// 700 cases of a random network: three chunks, the last of which does not fill its lanes.
  private struct Cases {
    let network = RandomPhaseNetwork(seed: 5).network
    var active: [Double] = []
    var reactive: [Double] = []

    init() {
      for loadCase in 0..<701 {
        for load in network.loads {
          active.append(load.activePowerWatts * Double(loadCase % 13) / 9)
          reactive.append(load.reactivePowerVar * Double(loadCase % 7) / 6)
        }
        for _ in network.generators {
          active.append(Double(loadCase % 5) * 300)
          reactive.append(0)
        }
      }
    }
  }

  @Test("Results are the same to the last bit at any number of threads", arguments: [2, 3, 8])
  func threads(count: Int) throws {
    let cases = Cases()
    let solver = try MultiphaseBatchSolver(cases.network)
    let one = solver.solve(
      activePowerWatts: cases.active.span, reactivePowerVar: cases.reactive.span)
    let several = solver.solve(
      activePowerWatts: cases.active.span, reactivePowerVar: cases.reactive.span,
      threadCount: count)
    #expect(one.voltageMagnitudesPerUnit == several.voltageMagnitudesPerUnit)
    #expect(one.totalLossWatts == several.totalLossWatts)
    #expect(one.sourceReactivePowerVar == several.sourceReactivePowerVar)
    #expect(one.outcomes == several.outcomes)
    #expect(one.outcomes.allSatisfy { $0.converged })
  }

  @Test("A case that cannot be solved has no numbers and changes none of the others")
  func failure() throws {
    var cases = Cases()
    let solver = try MultiphaseBatchSolver(cases.network)
    let whole = solver.solve(
      activePowerWatts: cases.active.span, reactivePowerVar: cases.reactive.span)
    let count = solver.powerCount
    let failing = [0, 17, 255, 256, 300, 700]
    for (index, loadCase) in failing.enumerated() {
      for element in 0..<count {
        cases.active[loadCase * count + element] = index.isMultiple(of: 2) ? 1e9 : .nan
      }
    }
    let result = solver.solve(
      activePowerWatts: cases.active.span, reactivePowerVar: cases.reactive.span)
    for loadCase in 0..<result.caseCount {
      let nodes = loadCase * result.nodeCount..<(loadCase + 1) * result.nodeCount
      if failing.contains(loadCase) {
        #expect(!result.outcomes[loadCase].converged)
        #expect(result.totalLossWatts[loadCase].isNaN)
        #expect(result.sourceActivePowerWatts[loadCase].isNaN)
        let isEmpty = nodes.allSatisfy { result.voltageMagnitudesPerUnit[$0].isNaN }
        #expect(isEmpty)
      } else {
        #expect(result.outcomes[loadCase].converged)
        let isSame = nodes.allSatisfy {
          abs(result.voltageMagnitudesPerUnit[$0] - whole.voltageMagnitudesPerUnit[$0]) < 1e-8
        }
        #expect(isSame, "case \(loadCase)")
      }
    }
  }

  @Test("Only what was asked for is there, and memory is used again")
  func outputs() throws {
    let cases = Cases()
    let solver = try MultiphaseBatchSolver(cases.network, outputs: [.losses])
    var result = MultiphaseBatchResult()
    for _ in 0..<2 {
      solver.solve(
        activePowerWatts: cases.active.span, reactivePowerVar: cases.reactive.span,
        into: &result)
    }
    #expect(result.voltageMagnitudesPerUnit.isEmpty)
    #expect(result.sourceActivePowerWatts.isEmpty)
    #expect(result.totalLossWatts.count == 701)
    let nothing: [Double] = []
    let none = solver.solve(activePowerWatts: nothing.span, reactivePowerVar: nothing.span)
    #expect(none.caseCount == 0)
  }
}
