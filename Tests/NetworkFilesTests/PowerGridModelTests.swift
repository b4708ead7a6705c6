import NetworkFiles
import PowerFlow
import Testing

/// Networks of power-grid-model against power-grid-model's own power flow.
struct PowerGridModelTests {
  @Test(
    "Voltages of balanced networks are those of power-grid-model",
    arguments: ["sym", "sym_compact"]
  )
  func balancedVoltages(name: String) throws {
    let imported = try PowerGridModelFile.read(
      ImportAnswer.bytes(name + ".pgm.json"), named: name)
    let answer = try #require(try ImportAnswer.answers(name + ".pgm")["pgm"])
    #expect(try answer.difference(imported.network).voltage < 1e-10)
  }

  /// A network and the agreement that is possible: where no neutral is grounded at the low-voltage side,
  /// power-grid-model itself stops earlier.
  static let asymmetric: [String: Double] = [
    "asym_dyn5": 1e-10, "asym_dyn11": 1e-10, "asym_ynyn0": 1e-10, "asym_ynyn6": 1e-10,
    "asym_dyn1_mag0": 1e-10, "asym_ynd5": 3e-7, "asym_yyn0": 3e-7, "asym_dy5": 3e-7,
  ]

  @Test(
    "Voltages of asymmetric networks are those of power-grid-model",
    arguments: asymmetric.keys.sorted())
  func phaseVoltages(name: String) throws {
    let imported = try PowerGridModelFile.read(
      ImportAnswer.bytes(name + ".pgm.json"), named: name)
    let answer = try #require(try ImportAnswer.answers(name + ".pgm")["pgm"])
    let limit = try #require(Self.asymmetric[name])
    #expect(try answer.difference(imported.network).voltage < limit)
  }

  static func file(_ data: String) -> [UInt8] {
    Array(
      "{\"version\": \"1.0\", \"type\": \"input\", \"is_batch\": false, \"attributes\": {},\n\"data\": {\(data)}}"
        .utf8)
  }

  /// Components and the message that they must give.
  struct Fault: CustomTestStringConvertible {
    let data: String
    let message: String
    var testDescription: String { message }
  }

  static let faults = [
    Fault(
      data: #""nodes": []"#,
      message: "net.json:2:10: unknown kind of component 'nodes'. Did you mean 'node'?"),
    Fault(
      data: #""node": [{"id": 1, "u_ratet": 10}]"#,
      message: "net.json:2:29: unknown attribute 'u_ratet' in a node. Did you mean 'u_rated'?"),
    Fault(
      data: #""node": [{"id": 1, "u_rated": 400}, {"id": 1, "u_rated": 400}]"#,
      message: "net.json:2:46: the id 1 appears twice."),
    Fault(
      data: #""node": [{"id": 1, "u_rated": 400}], "asym_line": [{"id": 3}]"#,
      message: "net.json:2:47: components of the kind 'asym_line' are not supported."),
    Fault(
      data: #""node": [{"id": 1, "u_rated": 400}], "source": [{"id": 2, "node": 9, "u_ref": 1}]"#,
      message: "net.json:2:76: 'node' of source 2 is 9.0, which is no node."),
  ]

  @Test("What is wrong is said with its place and, if it can be, its remedy", arguments: faults)
  func tellsFault(fault: Fault) throws {
    let error = #expect(throws: NetworkFileError.self) {
      try PowerGridModelFile.read(Self.file(fault.data), named: "net.json")
    }
    let messages = try #require(error).diagnostics.map(\.description)
    #expect(messages.contains(fault.message), "\(messages)")
  }
}
