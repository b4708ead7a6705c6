import Microgrids
import ResultFiles
import Testing

/// Runs on feeders whose phases differ, and with controls that act.
struct MultiphaseFeederTests {
  /// A stiff source, a regulator on each phase, and a line; per phase 0.4 + j0.3 ohm, 5 % mutual.
  static let network = """
    {"schema": "mgsim-pf-case/1", "name": "feeder", "kind": "unbalanced", "frequency_hz": 50,
     "units": UNITS,
     "sources": [{"id": "S", "bus": "S", "nodes": [1, 2, 3], "e_kv_ln": 0.2309401, "base_kv_ll": 0.4,
       "v_pu": 1, "angle_deg": 0, "r_ohm": [[0,0,0],[0,0,0],[0,0,0]],
       "x_ohm": [[0,0,0],[0,0,0],[0,0,0]]}],
     "buses": [{"id": "S", "base_kv_ln": 0.2309401, "nodes": [1, 2, 3]},
       {"id": "A", "base_kv_ln": 0.2309401, "nodes": [1, 2, 3]},
       {"id": "B", "base_kv_ln": 0.2309401, "nodes": [1, 2, 3]}],
     "lines": [{"id": "AB", "from": "A", "to": "B", "from_nodes": [1, 2, 3],
       "to_nodes": [1, 2, 3], "in_service": true,
       "r_ohm": [[0.4, 0.02, 0.02], [0.02, 0.4, 0.02], [0.02, 0.02, 0.4]],
       "x_ohm": [[0.3, 0.015, 0.015], [0.015, 0.3, 0.015], [0.015, 0.015, 0.3]],
       "b_us": [[0,0,0],[0,0,0],[0,0,0]], "length": 1, "length_units": "km", "linecode": "a",
       "switch": false, "max_a": 100}],
     "transformers": [REGULATORS], "regulators": [CONTROLS], "capacitors": [], "loads": []}
    """

  private static let units = """
    {"base_kv_ln": "kV line-to-neutral (vm_pu is of this)", "nodes": "1,2,3 = phases A,B,C",
     "r_ohm": "ohm, n x n, whole line", "x_ohm": "ohm, n x n, whole line",
     "b_us": "microsiemens, n x n, total shunt (half at each end)"}
    """

  private static func regulator(_ phase: Int) -> String {
    """
    {"id": "R\(phase)", "phases": 1, "conductors": 2, "x_percent": [1], "no_load_loss_percent": 0,
     "imag_percent": 0, "ppm_antifloat": 0, "lead_lag": "Lag", "windings": [
     {"bus": "S", "nodes": [\(phase), 0], "conn": "wye", "kv": 0.2309401, "kva": 20,
      "r_percent": 0.1, "tap": 1, "min_tap": 0.9, "max_tap": 1.1, "num_taps": 32,
      "r_neutral_ohm": -1, "x_neutral_ohm": 0},
     {"bus": "A", "nodes": [\(phase), 0], "conn": "wye", "kv": 0.2309401, "kva": 20,
      "r_percent": 0.1, "tap": 1, "min_tap": 0.9, "max_tap": 1.1, "num_taps": 32,
      "r_neutral_ohm": -1, "x_neutral_ohm": 0}]}
    """
  }

  private static func control(_ phase: Int) -> String {
    """
    {"id": "C\(phase)", "transformer": "R\(phase)", "winding": 2, "vreg_v": 122, "band_v": 2,
     "pt_ratio": 1.924501, "ct_primary_a": 100, "ldc_r_v": 0, "ldc_x_v": 0, "max_tap_change": 16,
     "delay_s": 30, "tap_number": 0}
    """
  }

  /// A feeder with regulators on all phases.
  static var regulated: String {
    network.replacing("UNITS", with: units)
      .replacing("REGULATORS", with: (1...3).map(regulator).joined(separator: ","))
      .replacing("CONTROLS", with: (1...3).map(control).joined(separator: ","))
  }

  @Test("Members on single phases make the phases differ, and the energy balance holds")
  func phases() throws {
    let microgrid = SmallMicrogrid(
      network: Self.regulated, networkKeys: ", controls: false", aliceKeys: "phases: abc",
      bobKeys: "phases: b")
    try IntervalCycleTests.run(microgrid) { _, reader in
      let voltages = try reader.numbers(of: "node_voltage")
      #expect(voltages.count == 96 * 9)
      // Phase B of the bus B sags under bob's load; the others do not.
      let last = 95 * 9
      #expect(voltages[last + 7] < voltages[last + 6] - 0.001)
      let unbalance = try reader.numbers(of: "bus_unbalance")
      #expect(unbalance[95 * 3 + 2] > 0.001)
      #expect(unbalance[95 * 3] < 1e-6)
    }
  }

  @Test("Regulators act after their delay and hold the voltage in their band")
  func regulators() throws {
    let microgrid = SmallMicrogrid(
      battery: "", network: Self.regulated, bobKeys: "phases: b")
    try IntervalCycleTests.run(microgrid) { summary, reader in
      // 120 V at nominal voltage, 121 to 123 V wanted: the taps rise by 0.625 % until they are there.
      let occurred = try reader.numbers(of: "network/control_steps/occurred")
      #expect(occurred.count >= 6)
      #expect(occurred.min() == 30)
      let positions = try reader.integers(of: "network/control_steps/tap_position")
      #expect(positions.contains(2))
      let voltages = try reader.numbers(of: "node_voltage")
      let last = 95 * 9
      for phase in 3..<6 { #expect((121.0 / 120 - 1e-3...1.026).contains(voltages[last + phase])) }
      #expect(summary.powerFlows > 96)
    }
  }

  @Test("A phase that a bus does not have is refused by name")
  func wrongPhase() throws {
    let microgrid = SmallMicrogrid(network: Self.regulated, bobKeys: "phases: d")
    let error = #expect(throws: (any Error).self) { try microgrid.run(into: "/dev/null/x.h5") }
    #expect("\(error.map { "\($0)" } ?? "")".contains("'a', 'b' and 'c'"))
  }

  @Test("Phases in a balanced network are refused")
  func needlessPhases() throws {
    let microgrid = SmallMicrogrid(bobKeys: "phases: a")
    let error = #expect(throws: (any Error).self) { try microgrid.run(into: "/dev/null/x.h5") }
    #expect("\(error.map { "\($0)" } ?? "")".contains("whose phases differ"))
  }

  @Test("Statistics of ten minutes are refused for quarter hours and kept for five minutes")
  func voltageQuality() throws {
    let coarse = SmallMicrogrid(networkKeys: ", voltageQuality: prodist")
    let error = #expect(throws: (any Error).self) { try coarse.run(into: "/dev/null/x.h5") }
    #expect("\(error.map { "\($0)" } ?? "")".contains("ten minutes"))
    for standard in ["prodist", "en-50160"] {
      let fine = SmallMicrogrid(
        interval: "5 min", battery: "", networkKeys: ", voltageQuality: \(standard)")
      try IntervalCycleTests.run(fine) { _, reader in
        let name = standard == "prodist" ? "prodist_drp" : "en50160_weeks_failed"
        let names = try reader.variables(in: "indicators/by_bus").map(\.name)
        #expect(names.contains(name))
      }
    }
  }

  @Test(
    "A named solver gives the same voltages", arguments: ["newton-raphson", "current-injection"])
  func namedSolver(name: String) throws {
    var voltages: [[Double]] = []
    for keys in ["", ", solver: \(name)"] {
      try IntervalCycleTests.run(SmallMicrogrid(networkKeys: keys)) { _, reader in
        voltages.append(try reader.numbers(of: "bus_voltage"))
      }
    }
    for (first, second) in zip(voltages[0], voltages[1]) { #expect(abs(first - second) < 2e-7) }
  }
}
