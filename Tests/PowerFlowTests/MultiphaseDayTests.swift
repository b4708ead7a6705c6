import ComplexModule
import Foundation
import PowerFlow
import RealModule
import Testing

/// The European low-voltage feeder over one day, minute by minute.
struct MultiphaseDayTests {
  struct Day: Sendable {
    let network: String
    let steps: String
  }

  static let days = [
    Day(network: "ieee_eulv_nominal", steps: "ieee_eulv_day.steps.csv"),
    Day(network: "ieee_eulv_nominal_clamped", steps: "ieee_eulv_day_clamped.steps.csv"),
  ].filter { CaseFiles.exists($0.network) }

  @Test(
    "Every minute of the day has the voltages and losses of the reference",
    .enabled(if: !days.isEmpty, "the European low-voltage feeder is not there"), arguments: days)
  func day(_ day: Day) throws {
    let network = try MultiphaseCases.network(day.network)
    let shapes = NumberTable(
      try CaseFiles.bytes(CaseFiles.shared.appending(path: "ieee_eulv_loadshapes.csv")))
    let steps = NumberTable(try CaseFiles.bytes(CaseFiles.shared.appending(path: day.steps)))
    var solver = try MultiphasePowerFlowSolver(network)
    let source = try #require(network.sources.first).terminal.bus
    let lowVoltage = (0..<solver.nodes.count).filter { solver.nodes.buses[$0] != source }
    var energy = 0.0
    var worst = (voltage: 0.0, mean: 0.0, loss: 0.0)
    #if DEBUG
      let minutes = Array(stride(from: 0, to: steps.rowCount, by: 48))
    #else
      let minutes = Array(0..<steps.rowCount)
    #endif
    for minute in minutes {
      var active: [Double] = []
      var reactive: [Double] = []
      for load in network.loads {
        let factor = load.profile.map { shapes[minute, $0] } ?? 1
        active.append(load.activePowerWatts * factor)
        reactive.append(load.reactivePowerVar * factor)
      }
      let outcome = solver.solve(activePowerWatts: active.span, reactivePowerVar: reactive.span)
      #expect(outcome.converged)
      var lowest = Double.infinity
      var highest = 0.0
      var sum = 0.0
      // The reference counts the nodes of low voltage.
      for node in lowVoltage {
        let voltage = solver.voltageMagnitudePerUnit(ofNode: node)
        lowest = min(lowest, voltage)
        highest = max(highest, voltage)
        sum += voltage
      }
      worst.voltage = max(worst.voltage, abs(lowest - steps[minute, "v_min_pu"]))
      worst.voltage = max(worst.voltage, abs(highest - steps[minute, "v_max_pu"]))
      let mean = sum / Double(lowVoltage.count)
      worst.mean = max(worst.mean, abs(mean - steps[minute, "v_mean_pu"]))
      let loss = solver.lossWatts
      let expected = 1000 * steps[minute, "loss_kw"]
      worst.loss = max(worst.loss, abs(loss - expected) / expected)
      energy += loss / 60_000
    }
    #expect(worst.voltage < 1e-9)
    #expect(worst.mean < 1e-9)
    #expect(worst.loss < 1e-7)
  }
}
