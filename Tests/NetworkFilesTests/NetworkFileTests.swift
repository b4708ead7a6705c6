import NetworkFiles
import PowerFlow
import Quantities
import Testing

/// The strict reader of network files.
struct NetworkFileTests {
  /// A small file, line by line, so that messages can be told by their line.
  static let valid = """
    {"schema": "mgsim-pf-case/1", "name": "two", "kind": "balanced", "frequency_hz": 50,
    "sources": [{"id": "grid", "bus": "a", "v_pu": 1.02, "angle_deg": 0, "r_ohm": 0, "x_ohm": 0}],
    "buses": [
    {"id": "a", "name": "Bus A", "base_kv": 20.0},
    {"id": "b", "base_kv": 0.4}, {"id": "c", "base_kv": 0.4, "open_end": true}],
    "lines": [
    {"id": "L1", "from": "b", "to": "c", "in_service": true, "r_ohm": 0.1, "x_ohm": 5e-2,
    "b_us": 12, "length_km": 0.3, "max_a": null}],
    "transformers": [{"id": "T1", "hv": "a", "lv": "b", "sn_kva": 160, "vn_hv_kv": 20,
    "vn_lv_kv": 0.4, "pi": {"r_ohm_lv": 0.01, "x_ohm_lv": 0.04, "g_us_lv": 2800, "b_us_lv": -20,
    "ratio": 50, "shift_deg": 150}}],
    "shunts": [{"id": "S1", "bus": "c", "p_kw": 0, "q_kvar": -5}],
    "loads": [{"id": "load", "name": "None", "bus": "c", "p_kw": 6, "q_kvar": 2.5, "model": "Z",
    "profile": "H0"}],
    "gens": [{"id": "pv", "bus": "c", "p_kw": 4, "q_kvar": 0, "sn_kva": 5}]}
    """

  static func read(_ text: String) throws(NetworkFileError) -> Network {
    try NetworkFile.readBalanced(Array(text.utf8), named: "net.json")
  }

  @Test("Every value of a file arrives in its unit")
  func values() throws {
    let network = try Self.read(Self.valid)
    #expect(network.name == "two" && network.frequencyHertz == 50)
    #expect(network.buses.map(\.name) == ["a", "b", "c"])
    #expect(network.buses[0].label == "Bus A" && network.buses[1].label == "b")
    #expect(network.buses[1].nominalVoltage.volts == 400)
    #expect(network.branchNames == ["L1", "T1"] && network.branchCount == 2)
    let line = network.lines[0]
    #expect(line.from == 1 && line.to == 2 && line.isInService)
    #expect(line.resistanceOhm == 0.1 && line.reactanceOhm == 0.05)
    #expect(line.chargingMicrosiemens == 12 && line.ratedCurrentAmperes == nil)
    let transformer = network.transformers[0]
    #expect(transformer.ratedPowerVoltAmperes == 160_000 && transformer.ratio == 50)
    #expect(transformer.ratedHighVoltageVolts == 20_000 && transformer.shiftDegrees == 150)
    #expect(transformer.susceptanceMicrosiemens == -20)
    #expect(network.sources[0].voltagePerUnit == 1.02)
    #expect(network.shunts[0].reactivePowerVar == -5000)
    #expect(network.loads[0].model == .constantImpedance)
    #expect(network.loads[0].profile == "H0" && network.loads[0].label == "None")
    #expect(network.generators[0].ratedPowerVoltAmperes == 5000)
    let impedance = network.nominalInjections(of: .constantImpedance)
    #expect(impedance.activePowerWatts == [0, 0, -6000])
    #expect(network.nominalInjections().activePowerWatts == [0, 0, 4000])
  }

  @Test("A bus is found by its name, else by a label that is its own")
  func names() throws {
    let network = try Self.read(Self.valid)
    #expect(network.busIndex(named: "a") == 0)
    #expect(network.busIndex(named: "Bus A") == 0)
    #expect(network.busIndex(named: "d") == nil)
    let text = Self.valid.replacing(
      "\"b\", \"base_kv\"", with: "\"b\", \"name\": \"c\", \"base_kv\"")
    #expect(try Self.read(text).busIndex(named: "c") == 2)
  }

  /// A change to the valid file and the message that it must give.
  struct Fault: CustomTestStringConvertible {
    let found: String
    let replacement: String
    let message: String
    var testDescription: String { message }
  }

  static let faults = [
    Fault(
      found: "\"to\": \"c\"", replacement: "\"to\": \"C\"",
      message: "net.json:7:33: 'to' of line 'L1' is 'C', which is no bus. Did you mean 'c'?"),
    Fault(
      found: "\"max_a\"", replacement: "\"max_b\"",
      message: "net.json:8:31: unknown field 'max_b' in line 'L1'. Did you mean 'max_a'?"),
    Fault(
      found: "\"r_ohm\": 0.1", replacement: "\"r_ohm\": \"0.1\"",
      message: "net.json:7:67: 'r_ohm' of line 'L1' must be a number, not the text '0.1'."),
    Fault(
      found: "\"p_kw\": 6", replacement: "\"p_kw\": null",
      message: "net.json:13:62: 'p_kw' of load 'load' must be a number, not null."),
    Fault(
      found: "\"p_kw\": 6", replacement: "\"p_kw\": 1e999",
      message: "net.json:13:62: 'p_kw' of load 'load' must be a number, not 1e999."),
    Fault(
      found: "\"b_us\": 12", replacement: "\"b_us\": -12",
      message: "net.json:8:9: 'b_us' of line 'L1' must be a number not below zero, not -12."),
    Fault(
      found: "\"base_kv\": 20.0", replacement: "\"base_kv\": 0",
      message:
        "net.json:4:41: 'base_kv' of bus 'a' must be a number greater than zero, not 0."),
    Fault(
      found: "\"id\": \"b\"", replacement: "\"id\": \"a\"",
      message: "net.json:5:1: the id 'a' appears twice in 'buses'."),
    Fault(
      found: "\"model\": \"Z\"", replacement: "\"model\": \"X\"",
      message: "net.json:13:89: 'model' of load 'load' must be \"P\", \"I\", \"Z\", "
        + "\"exponential\" or \"zip\", not the text 'X'."),
    Fault(
      found: "\"gens\"", replacement: "\"generators\"",
      message: "net.json:1:1: the file needs the field 'gens'."),
    Fault(
      found: "mgsim-pf-case/1", replacement: "mgsim-pf-case/2",
      message: "net.json:1:12: the schema must be \"mgsim-pf-case/1\", "
        + "not the text 'mgsim-pf-case/2'."),
    Fault(
      found: "\"balanced\"", replacement: "\"odd\"",
      message: "net.json:1:54: the kind must be \"balanced\" or \"unbalanced\", "
        + "not the text 'odd'."),
    Fault(
      found: "\"in_service\": true", replacement: "\"in_service\": 1",
      message: "net.json:7:52: 'in_service' of line 'L1' must be true or false, not 1."),
    Fault(
      found: "\"bus\": \"c\", \"p_kw\": 0,", replacement: "\"bus\": \"c\",",
      message: "net.json:12:12: shunt 'S1' needs the field 'p_kw'."),
    Fault(
      found: "\"ratio\": 50,", replacement: "\"ratio\": 50, \"ratio\": 51,",
      message: "net.json:11:14: the field 'ratio' appears twice in 'pi' of transformer 'T1'."),
  ]

  @Test("What is wrong is said with its place and, if it can be, its remedy", arguments: faults)
  func tellsFault(fault: Fault) throws {
    let text = Self.valid.replacing(fault.found, with: fault.replacement, maxReplacements: 1)
    let error = #expect(throws: NetworkFileError.self) { try Self.read(text) }
    let messages = try #require(error).diagnostics.map(\.description)
    #expect(messages.contains(fault.message), "\(messages)")
  }

  @Test("All faults of a file are told, in the order of the file")
  func allFaults() throws {
    let text = Self.valid.replacing("\"base_kv\": 20.0", with: "\"base_kv\": -1")
      .replacing("\"x_ohm\": 5e-2", with: "\"x_ohm\": true").replacing(
        "\"ratio\"", with: "\"ration\"")
    let error = try #require(#expect(throws: NetworkFileError.self) { try Self.read(text) })
    #expect(error.diagnostics.map(\.line).contains(4))
    #expect(error.diagnostics.map(\.line).contains(7))
    #expect(error.diagnostics.map(\.line).contains(11))
    #expect(error.diagnostics.map(\.line) == error.diagnostics.map(\.line).sorted())
  }
}
