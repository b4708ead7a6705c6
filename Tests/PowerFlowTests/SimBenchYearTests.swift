import Foundation
import NetworkFiles
import PowerFlow
import Testing

/// 35,136 quarter hours, solved one after another, against power-grid-model.
struct SimBenchYearTests {
  static let data = CaseFiles.root.appending(path: "scenarios/simbench-lv-rural/data")
  static let reference = CaseFiles.root.appending(
    path: "Tests/ValidationTests/Cases/simbench-lv-rural-year")

  /// The largest differences of a whole year.
  struct Differences {
    var voltage = 0.0
    var lossKilowatts = 0.0
    var sourceKilowatts = 0.0
    var smallest: [Double]
    var largest: [Double]
  }

  @Test("Each quarter hour of the SimBench year agrees with the reference")
  func year() throws {
    let bytes = try CaseFiles.bytes(Self.data.appending(path: "simbench_lv_rural1_0.json"))
    let network = try NetworkFile.readBalanced(bytes, named: "simbench_lv_rural1_0.json")
    let profiles = NumberTable(
      try CaseFiles.unzipped(Self.data.appending(path: "simbench_lv_rural1_0.profiles.csv.gz")))
    let steps = NumberTable(
      try CaseFiles.unzipped(Self.reference.appending(path: "steps.csv.gz")))
    try #require(profiles.rowCount == 35136 && steps.rowCount == 35136)

    let found = try play(network, profiles, against: steps)
    #expect(found.voltage <= 1e-9)
    #expect(found.lossKilowatts <= 1e-7)
    #expect(found.sourceKilowatts <= 1e-6)

    let buses = NumberTable(try CaseFiles.bytes(Self.reference.appending(path: "buses.csv")))
    #expect(buses.rowCount == network.buses.count)
    for row in 0..<buses.rowCount {
      let bus = try #require(network.busIndex(named: String(Int(buses[row, "bus"]))))
      #expect(abs(found.smallest[bus] - buses[row, "v_min_pu"]) <= 1e-9)
      #expect(abs(found.largest[bus] - buses[row, "v_max_pu"]) <= 1e-9)
    }
  }

  private func play(
    _ network: Network, _ profiles: NumberTable, against steps: NumberTable
  ) throws -> Differences {
    let count = network.buses.count
    let injections =
      try network.loads.map { try ProfiledInjection($0, profiles) }
      + network.generators.map { try ProfiledInjection($0, profiles) }
    var solver = try RadialSweepSolver(network)
    var active = [Double](repeating: 0, count: count)
    var reactive = active
    var voltages = active
    var differences = Differences(
      smallest: Array(repeating: .infinity, count: count),
      largest: Array(repeating: 0, count: count))
    for step in 0..<steps.rowCount {
      for bus in 0..<count { (active[bus], reactive[bus]) = (0, 0) }
      for injection in injections {
        injection.add(row: step, of: profiles, to: &active, &reactive)
      }
      let outcome = solver.solve(activePowerWatts: active.span, reactivePowerVar: reactive.span)
      try #require(outcome.converged)
      var span = voltages.mutableSpan
      solver.copyVoltageMagnitudes(into: &span)
      compare(step, solver, voltages, steps, &differences)
    }
    return differences
  }

  private func compare(
    _ step: Int, _ solver: RadialSweepSolver, _ voltages: [Double], _ steps: NumberTable,
    _ differences: inout Differences
  ) {
    var lowest = Double.infinity
    var highest = 0.0
    var sum = 0.0
    for (bus, voltage) in voltages.enumerated() {
      lowest = min(lowest, voltage)
      highest = max(highest, voltage)
      sum += voltage
      differences.smallest[bus] = min(differences.smallest[bus], voltage)
      differences.largest[bus] = max(differences.largest[bus], voltage)
    }
    differences.voltage = max(
      differences.voltage, abs(lowest - steps[step, "v_min_pu"]),
      abs(highest - steps[step, "v_max_pu"]),
      abs(sum / Double(voltages.count) - steps[step, "v_mean_pu"]))
    differences.lossKilowatts = max(
      differences.lossKilowatts, abs(solver.totalLossWatts / 1000 - steps[step, "loss_kw"]))
    differences.sourceKilowatts = max(
      differences.sourceKilowatts,
      abs(solver.sourceActivePowerWatts / 1000 - steps[step, "source_p_kw"]),
      abs(solver.sourceReactivePowerVar / 1000 - steps[step, "source_q_kvar"]))
  }
}

/// A load or generator with the columns of its profile.
private struct ProfiledInjection {
  let bus: Int
  let active: Double
  let reactive: Double
  let activeColumn: Int
  let reactiveColumn: Int?

  init(_ load: NetworkLoad, _ profiles: NumberTable) throws {
    let profile = try #require(load.profile)
    bus = load.bus
    active = -load.activePowerWatts
    self.reactive = -load.reactivePowerVar
    activeColumn = try #require(profiles.columns[profile + "_pload"])
    let reactive = try #require(profiles.columns[profile + "_qload"])
    reactiveColumn = reactive
  }

  init(_ generator: NetworkGenerator, _ profiles: NumberTable) throws {
    let profile = try #require(generator.profile)
    bus = generator.bus
    active = generator.activePowerWatts
    reactive = 0
    activeColumn = try #require(profiles.columns[profile])
    reactiveColumn = nil
  }

  func add(
    row: Int, of profiles: NumberTable, to actives: inout [Double], _ reactives: inout [Double]
  ) {
    let start = row * profiles.columnCount
    actives[bus] += active * profiles.values[start + activeColumn]
    if let reactiveColumn {
      reactives[bus] += reactive * profiles.values[start + reactiveColumn]
    }
  }
}
