import NetworkFiles
import PowerFlow
import TestSupport
import Testing

/// Networks whose phases differ, read from case files.
struct UnbalancedFileTests {
  static let valid = """
    {
      "schema": "mgsim-pf-case/1", "name": "two", "title": "Two buses", "kind": "unbalanced",
      "frequency_hz": 50.0, "units": {"kw": "kW"}, "notes": [],
      "sources": [
        {"id": "grid", "bus": "a", "nodes": [1, 2, 3], "e_kv_ln": 11.5, "angle_deg": 0, "r_ohm": [[0.1, 0, 0], [0, 0.1, 0], [0, 0, 0.1]], "x_ohm": [[1, 0, 0], [0, 1, 0], [0, 0, 1]]}
      ],
      "buses": [
        {"id": "a", "base_kv_ln": 11.547, "nodes": [1, 2, 3]},
        {"id": "b", "base_kv_ln": 0.230940, "nodes": [1, 2, 3]},
        {"id": "c", "base_kv_ln": 0.230940, "nodes": [1, 2, 3]}
      ],
      "lines": [
        {"id": "L1", "from": "b", "to": "c", "from_nodes": [1, 2, 3], "to_nodes": [1, 2, 3], "in_service": true, "r_ohm": [[0.1, 0.01, 0.01], [0.01, 0.1, 0.01], [0.01, 0.01, 0.1]], "x_ohm": [[0.08, 0.02, 0.02], [0.02, 0.08, 0.02], [0.02, 0.02, 0.08]], "b_us": [[0, 0, 0], [0, 0, 0], [0, 0, 0]], "length": 100, "length_units": "m", "linecode": null, "switch": false, "max_a": 200}
      ],
      "transformers": [
        {"id": "T1", "phases": 3, "conductors": 4, "x_percent": [4], "no_load_loss_percent": 0.1, "imag_percent": 0.5, "ppm_antifloat": 1, "lead_lag": "Lead", "windings": [{"bus": "a", "nodes": [1, 2, 3, 0], "conn": "delta", "kv": 20, "kva": 250, "r_percent": 0.6, "tap": 1, "min_tap": 0.9, "max_tap": 1.1, "num_taps": 32, "r_neutral_ohm": -1, "x_neutral_ohm": 0}, {"bus": "b", "nodes": [1, 2, 3, 0], "conn": "wye", "kv": 0.4, "kva": 250, "r_percent": 0.6, "tap": 1}]}
      ],
      "regulators": [
        {"id": "R1", "transformer": "T1", "winding": 2, "vreg_v": 230, "band_v": 4, "pt_ratio": 1, "max_tap_change": 1, "delay_s": 15}
      ],
      "capacitors": [
        {"id": "C1", "bus": "c", "nodes": [1, 2, 3], "conn": "wye", "phases": 3, "kv": 0.4, "kvar": 5}
      ],
      "loads": [
        {"id": "D1", "bus": "c", "nodes": [1, 2, 3], "phases": 3, "conn": "delta", "kv": 0.4, "kw": 30, "kvar": 10, "model": 1, "vminpu": 0.8, "vmaxpu": 1.2},
        {"id": "D2", "bus": "c", "nodes": [2, 0], "phases": 1, "conn": "wye", "kv": 0.23, "kw": 5, "kvar": 1, "model": 4, "vminpu": 0.8, "vmaxpu": 1.2, "cvr_watts": 1, "cvr_vars": 2}
      ],
      "gens": [
        {"id": "G1", "bus": "c", "nodes": [3, 0], "phases": 1, "conn": "wye", "kv": 0.23, "kw": 3, "kvar": 0}
      ]
    }
    """

  static func read(_ text: String) throws -> NetworkModel {
    try NetworkFile.read(Array(text.utf8), named: "case.json")
  }

  @Test("A valid file gives the network that it describes")
  func accepts() throws {
    guard case .multiphase(let network) = try Self.read(Self.valid) else {
      Issue.record("the network should be one with unlike phases")
      return
    }
    #expect(network.transformers[0].windings[1].clock == 11)
    #expect(network.lines[0].lengthKilometres == 0.1)
    #expect(network.loads[1].model == .exponential(active: 1, reactive: 2))
    #expect(network.generators[0].activePowerWatts == 3000)
    #expect(network.regulators[0].winding == 1)
    var solver = try MultiphasePowerFlowSolver(network)
    #expect(solver.settleControls().isSettled)
  }

  struct Fault: Sendable {
    let old: String
    let new: String
    let message: String
  }

  static let faults = [
    Fault(
      old: "\"kind\": \"unbalanced\"", new: "\"kind\": \"odd\"",
      message: "the kind must be \"balanced\" or \"unbalanced\", not the text 'odd'."),
    Fault(
      old: "\"units\": {\"kw\": \"kW\"}, ", new: "",
      message: "the file needs the field 'units'."),
    Fault(
      old: "\"nodes\": [1, 2, 3], \"phases\": 3, \"conn\": \"delta\"",
      new: "\"nodes\": [1], \"phases\": 1, \"conn\": \"delta\"",
      message: "load 'D1' has one phase in delta, which needs 2 conductors, but names 1."),
    Fault(
      old: "\"id\": \"D2\"", new: "\"id\": \"D1\"",
      message: "the id 'D1' appears twice in 'loads'."),
    Fault(
      old: "\"r_ohm\": [[0.1, 0.01, 0.01], [0.01, 0.1, 0.01], [0.01, 0.01, 0.1]]",
      new: "\"r_ohm\": [[0.1, 0.01], [0.01, 0.1]]",
      message: "'r_ohm' of line 'L1' must be a matrix of 3 rows with 3 numbers, but it has 2 rows."),
    Fault(
      old: "\"from_nodes\": [1, 2, 3]", new: "\"from_nodes\": [1, 2, 4]",
      message: "'from_nodes' of line 'L1' names the node 4, which its bus does not have."),
    Fault(
      old: "\"from_nodes\": [1, 2, 3]", new: "\"from_nodes\": [1, 2, 2]",
      message: "'from_nodes' of line 'L1' names a conductor twice."),
    Fault(
      old: "\"model\": 1", new: "\"model\": 7",
      message: "'model' of load 'D1' must be 1 (constant power), 2 (constant impedance), "
        + "4 (exponents), 5 (constant current) or 8 (shares of them), not 7."),
    Fault(
      old: ", \"cvr_watts\": 1", new: "",
      message: "load 'D2' has the model 4 and needs the fields 'cvr_watts' and 'cvr_vars', the "
        + "exponents of its power, between -100 and 100."),
    Fault(
      old: "\"vminpu\": 0.8, \"vmaxpu\": 1.2},", new: "\"vminpu\": 1.3, \"vmaxpu\": 1.2},",
      message: "'vminpu' of load 'D1' must be less than 'vmaxpu', but is 1.3."),
    Fault(
      old: "\"transformer\": \"T1\"", new: "\"transformer\": \"T2\"",
      message: "'transformer' of regulator 'R1' is the text 'T2', which is no transformer. "
        + "Did you mean 'T1'?"),
    Fault(
      old: "\"x_percent\": [4]", new: "\"x_percent\": [4, 5]",
      message: "'x_percent' of transformer 'T1' must be a list of 1 number, one for each pair of "
        + "windings."),
    Fault(
      old: "\"conductors\": 4", new: "\"conductors\": 3",
      message: "winding 1 of transformer 'T1' must name 3 nodes, as 'conductors' says, not 4."),
    Fault(
      old: "\"length_units\": \"m\"", new: "\"length_units\": \"yard\"",
      message: "'length_units' of line 'L1' must be km, m, cm, mm, mi, kft, ft, in or none, not "
        + "the text 'yard'."),
    Fault(
      old: "\"kvar\": 5}", new: "\"kvar\": 5, \"colour\": 1}",
      message: "unknown field 'colour' in capacitor 'C1'. Known: 'id', 'bus', 'nodes', "
        + "'phases', 'conn', 'kv', 'kvar', 'steps', 'closed_steps', 'control'."),
    Fault(
      old: "\"kw\": 30", new: "\"kw\": null",
      message: "'kw' of load 'D1' must be a number, not null."),
  ]

  @Test("A fault is told in one sentence with its place", arguments: faults)
  func refuses(_ fault: Fault) throws {
    #expect(Self.valid.contains(fault.old))
    let text = Self.valid.split(
      separator: fault.old, maxSplits: 1, omittingEmptySubsequences: false
    )
    .joined(separator: fault.new)
    let error = #expect(throws: NetworkFileError.self) { try Self.read(text) }
    let messages = error?.diagnostics.map(\.message) ?? []
    #expect(messages.contains(fault.message), "\(messages)")
    #expect(error?.diagnostics.allSatisfy { $0.line > 0 && $0.column > 0 } == true)
  }

  @Test("Admittances that do not follow from the ratings are a fault that names the transformer")
  func wrongAdmittance() throws {
    let row = "[" + Array(repeating: "0.5", count: 8).joined(separator: ", ") + "]"
    let matrix = "[" + Array(repeating: row, count: 8).joined(separator: ", ") + "]"
    let text = Self.valid.split(separator: "\"lead_lag\"", omittingEmptySubsequences: false)
      .joined(separator: "\"yprim_re\": \(matrix), \"yprim_im\": \(matrix), \"lead_lag\"")
    let error = #expect(throws: NetworkFileError.self) { try Self.read(text) }
    #expect(error?.description.contains("transformer 'T1' do not follow from") == true)
  }

  @Test("Changed files never trap, and what is still valid can be solved or is refused")
  func mutations() {
    let original = Array(Self.valid.utf8)
    var random = TestGenerator(seed: 34)
    var accepted = 0
    for _ in 0..<6000 {
      var bytes = original
      for _ in 0..<Int.random(in: 1...3, using: &random) { mutate(&bytes, &random) }
      guard
        let model = try? NetworkFile.read(bytes, named: "fuzz"),
        case .multiphase(let network) = model
      else { continue }
      accepted += 1
      guard var solver = try? MultiphasePowerFlowSolver(network, maximumIterations: 30) else {
        continue
      }
      let outcome = solver.settleControls()
      _ = solver.solution
      #expect(outcome.powerFlow.converged == solver.lossWatts.isFinite)
    }
    #expect(accepted > 100)
  }

  private func mutate(_ bytes: inout [UInt8], _ random: inout TestGenerator) {
    let index = Int.random(in: 0..<bytes.count, using: &random)
    switch Int.random(in: 0..<6, using: &random) {
    case 0: bytes[index] = UInt8.random(in: 0...255, using: &random)
    case 1: bytes.remove(at: index)
    case 2: bytes.insert(UInt8.random(in: 32...126, using: &random), at: index)
    case 3: bytes.removeSubrange(index..<min(index + 20, bytes.count))
    default:
      // Digits for digits keep the file valid and its values odd.
      if let digit = bytes[index...].firstIndex(where: { $0 >= 48 && $0 <= 57 }) {
        bytes[digit] = UInt8.random(in: 48...57, using: &random)
      }
    }
    if bytes.isEmpty { bytes = [0] }
  }
}
