import Foundation
import PowerFlow
import Testing

/// The European low-voltage feeder over one day, by the three-phase sweep.
struct PhaseSweepDayTests {
  struct Day: Sendable {
    let network: String
    let steps: String
  }

  static let days = [
    Day(network: "ieee_eulv_nominal", steps: "ieee_eulv_day.steps.csv"),
    Day(network: "ieee_eulv_nominal_clamped", steps: "ieee_eulv_day_clamped.steps.csv"),
  ].filter { CaseFiles.exists($0.network) }

  /// The powers of the loads in each minute.
  struct Powers {
    private(set) var active: [Double] = []
    private(set) var reactive: [Double] = []

    init(_ network: MultiphaseNetwork, minutes: Int) throws {
      let shapes = NumberTable(
        try CaseFiles.bytes(CaseFiles.shared.appending(path: "ieee_eulv_loadshapes.csv")))
      for minute in 0..<minutes {
        for load in network.loads {
          let factor = load.profile.map { shapes[minute, $0] } ?? 1
          active.append(load.activePowerWatts * factor)
          reactive.append(load.reactivePowerVar * factor)
        }
      }
    }
  }

  private struct Deviations {
    var voltage = 0.0
    var loss = 0.0

    /// - Parameter magnitudes: Those of the low voltage, which alone the reference holds.
    mutating func take(
      _ magnitudes: Span<Double>, loss: Double, _ steps: NumberTable, minute: Int
    ) {
      var lowest = Double.infinity
      var highest = 0.0
      var sum = 0.0
      for node in magnitudes.indices {
        lowest = min(lowest, magnitudes[node])
        highest = max(highest, magnitudes[node])
        sum += magnitudes[node]
      }
      voltage = max(voltage, abs(lowest - steps[minute, "v_min_pu"]))
      voltage = max(voltage, abs(highest - steps[minute, "v_max_pu"]))
      voltage = max(
        voltage, abs(sum / Double(magnitudes.count) - steps[minute, "v_mean_pu"]))
      let expected = 1000 * steps[minute, "loss_kw"]
      self.loss = max(self.loss, abs(loss - expected) / expected)
    }
  }

  #if DEBUG
    static let minuteCount = 60
  #else
    static let minuteCount = 1440
  #endif

  @Test(
    "Every minute of the day has the voltages and losses of the reference, one by one and in batch",
    .enabled(if: !days.isEmpty, "the European low-voltage feeder is not there"), arguments: days)
  func day(_ day: Day) throws {
    let network = try MultiphaseCases.network(day.network)
    let steps = NumberTable(try CaseFiles.bytes(CaseFiles.shared.appending(path: day.steps)))
    let powers = try Powers(network, minutes: Self.minuteCount)
    let batch = try MultiphaseBatchSolver(network)
    let result = batch.solve(
      activePowerWatts: powers.active.span, reactivePowerVar: powers.reactive.span,
      threadCount: 2)
    var solver = try MultiphaseSweepSolver(network, tolerancePerUnit: 1e-8)
    var magnitudes = [Double](repeating: 0, count: solver.nodes.count)
    var alone = Deviations()
    var together = Deviations()
    let count = network.loads.count
    #expect(network.buses[0].name == "sourcebus")
    let lowVoltage = 3..<solver.nodes.count
    for minute in 0..<Self.minuteCount {
      let row = minute * count..<(minute + 1) * count
      let outcome = solver.solve(
        activePowerWatts: powers.active.span.extracting(row),
        reactivePowerVar: powers.reactive.span.extracting(row))
      #expect(outcome.converged)
      #expect(result.outcomes[minute].converged)
      var span = magnitudes.mutableSpan
      solver.copyVoltageMagnitudes(into: &span)
      alone.take(
        magnitudes.span.extracting(lowVoltage), loss: solver.lossWatts, steps, minute: minute)
      let nodes = minute * magnitudes.count..<(minute + 1) * magnitudes.count
      together.take(
        result.voltageMagnitudesPerUnit.span.extracting(nodes).extracting(lowVoltage),
        loss: result.totalLossWatts[minute], steps, minute: minute)
    }
    #expect(alone.voltage < 1e-7)
    #expect(together.voltage < 1e-7)
    #expect(alone.loss < 1e-6)
    #expect(together.loss < 1e-6)
  }

  @Test(
    "The European feeder of 907 buses is reduced to a few that are calculated",
    .enabled(if: !days.isEmpty, "the European low-voltage feeder is not there"))
  func reduction() throws {
    let solver = try MultiphaseSweepSolver(try MultiphaseCases.network("ieee_eulv_nominal"))
    #expect(solver.calculatedBusCount <= 120)
    #expect(solver.nodes.count == 2721)
  }
}
