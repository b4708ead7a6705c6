import Foundation
import PowerFlow

/// The table of loads of a benchmark: a daily wave with noise for each load, the same for everybody.
final class BenchmarkLoads {
  let caseCount: Int
  /// The factor of each load in each case, case by case.
  let factors: [Double]
  /// The powers in W and var, as consumed, likewise.
  let active: [Double]
  let reactive: [Double]
  /// The lowest voltage that was found.
  var lowestVoltage = 0.0

  init(_ feeder: BenchmarkFeeder) {
    caseCount = feeder.caseCount
    let loads: [(watts: Double, vars: Double)] =
      switch feeder.network {
      case .balanced(let network):
        network.loads.map { ($0.activePowerWatts, $0.reactivePowerVar) }
      case .multiphase(let network):
        network.loads.map { ($0.activePowerWatts, $0.reactivePowerVar) }
      }
    var numbers = Numbers(state: 7)
    let phases = loads.map { _ in numbers.next() }
    var factors: [Double] = []
    for index in 0..<caseCount {
      for phase in phases {
        let wave = sin(2 * .pi * (Double(index) / 96 + 0.2 * phase))
        factors.append((0.45 + 0.35 * wave) * (0.9 + 0.2 * numbers.next()))
      }
    }
    self.factors = factors
    active = factors.indices.map { factors[$0] * loads[$0 % loads.count].watts }
    reactive = factors.indices.map { factors[$0] * loads[$0 % loads.count].vars }
  }
}
