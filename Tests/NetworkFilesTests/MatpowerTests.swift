import NetworkFiles
import PowerFlow
import Testing

/// Case files of MATPOWER.
struct MatpowerTests {
  @Test(
    "Voltages are those of an independent solver, also after the statements at a case's end",
    arguments: ["case14", "case30", "case118", "case33bw_ohms"])
  func reference(name: String) throws {
    let options = ImportOptions(keepsReactiveLimits: false)
    let imported = try MatpowerFile.read(
      ImportAnswer.bytes(name + ".matpower.txt"), named: name, options: options)
    let answer = try #require(try ImportAnswer.answers(name + ".matpower")["pi"])
    let found = try answer.difference(imported.network)
    #expect(found.voltage < 1e-10)
    if let loss = answer.totalLossMw, let sum = found.lossMegawatts {
      #expect(abs(sum - loss) < 1e-8 * loss)
    }
  }

  static let valid = """
    function mpc = small
    mpc.version = '2'; % a comment
    mpc.baseMVA = 2 * 50;
    mpc.bus = [ % number kind Pd Qd
    1, 3, 0, 0, 0, 0, 1, 1, 10, 110, 1, 1.1, 0.9
    2  1  (3 + 2)*2, -5 0 19 ...
       1 1 0 110 1 1.1 0.9;
    7 4 1 1 0 0 1 1 0 110 1 1.1 0.9];
    mpc.gen = [1 0 0 Inf -Inf 1.02 100 1 0 0];
    mpc.branch = [
    1 2 .01 5e-2 0.04 100 0 0 0 0 1 -360 360
    1 2 0 0.1 0 0 0 0 0.98 30 1 -360 360
    ];
    mpc.bus_name = {'North'; 'the ''South'''};
    """

  @Test("Every value of a file arrives in its unit")
  func values() throws {
    let imported = try MatpowerFile.read(Array(Self.valid.utf8), named: "small.m")
    guard case .balanced(let network) = imported.network else {
      Issue.record("the network must be balanced")
      return
    }
    #expect(network.buses.map(\.name) == ["1", "2"])
    #expect(network.buses[1].label == "the 'South'")
    #expect(network.loads[0].activePowerWatts == 10e6)
    #expect(network.loads[0].reactivePowerVar == -5e6)
    #expect(network.shunts[0].reactivePowerVar == -19e6)
    #expect(network.sources[0].voltagePerUnit == 1.02 && network.sources[0].angleDegrees == 10)
    #expect(abs(network.lines[0].resistanceOhm - 1.21) < 1e-12)
    #expect(abs(network.lines[0].chargingMicrosiemens - 0.04 / 121 * 1e6) < 1e-9)
    #expect(abs((network.lines[0].ratedCurrentAmperes ?? 0) - 524.8638810814779) < 1e-9)
    #expect(network.transformers[0].ratio == 0.98 && network.transformers[0].shiftDegrees == 30)
    #expect(imported.notes.count == 1)
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
      found: "mpc.bus_name = ", replacement: "if nargin > 0",
      message: "small.m:14:1: expected an assignment such as 'mpc.baseMVA = 100', but found 'if'; "
        + "other statements are not supported."),
    Fault(
      found: "2 * 50", replacement: "2 * cost(50)",
      message: "small.m:3:19: 'cost' is not known. Did you mean 'cos'?"),
    Fault(
      found: "1 2 0 0.1 0 0", replacement: "1 2 0 0.1 0",
      message: "small.m:12:1: this row has 12 numbers, but the rows before have 13."),
    Fault(
      found: "1 2 0 0.1", replacement: "1 5 0 0.1",
      message: "small.m:12:1: branch2 refers to bus 5.0, which does not exist."),
    Fault(
      found: "version = '2'", replacement: "version = '1'",
      message: "small.m:2:1: the case needs 'mpc.version = '2';', the version that is supported."),
    Fault(
      found: "mpc.gen = ", replacement: "mpc.gens = ",
      message: "small.m:1:1: the case needs the matrix 'mpc.gen'. Did you mean 'mpc.gens'?"),
    Fault(
      found: "110 1 1.1 0.9];", replacement: "110 1 1.1 0.9",
      message: "small.m:9:1: expected ']', but found 'mpc.gen'."),
  ]

  @Test("What is wrong is said with its place and, if it can be, its remedy", arguments: faults)
  func tellsFault(fault: Fault) throws {
    let text = Self.valid.replacing(fault.found, with: fault.replacement, maxReplacements: 1)
    let error = #expect(throws: NetworkFileError.self) {
      try MatpowerFile.read(Array(text.utf8), named: "small.m")
    }
    let messages = try #require(error).diagnostics.map(\.description)
    #expect(messages.contains(fault.message), "\(messages)")
  }
}
