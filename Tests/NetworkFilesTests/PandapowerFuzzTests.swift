import NetworkFiles
import PowerFlow
import TestSupport
import Testing

/// Whatever the bytes are, the importers end with a network or an error.
struct PandapowerFuzzTests {
  static let samples = [
    "asymmetric_dyn5.pandapower.json", "example_simple.pandapower.json", "sym.pgm.json",
    "asym_dyn5.pgm.json", "case33bw_ohms.matpower.txt",
  ]

  @Test(
    "Changed files never trap, and what is still valid can be solved or is refused",
    arguments: samples)
  func mutations(name: String) throws {
    let original = try ImportAnswer.bytes(name)
    var random = TestGenerator(seed: 33)
    var accepted = 0
    for round in 0..<2000 {
      var bytes = original
      for _ in 0..<Int.random(in: 1...3, using: &random) { mutate(&bytes, &random) }
      let options = ImportOptions(ignoresUnsupported: round % 2 == 0)
      guard
        let imported = try? read(bytes, named: name, options: options)
      else { continue }
      accepted += 1
      guard round % 10 == 0, case .balanced(let network) = imported.network,
        var solver = try? NewtonRaphsonSolver(network, islands: .solveRest)
      else { continue }
      let (active, reactive) = network.nominalInjections()
      _ = solver.solve(activePowerWatts: active.span, reactivePowerVar: reactive.span)
    }
    #expect(accepted > 20)
  }

  private func read(
    _ bytes: [UInt8], named name: String, options: ImportOptions = ImportOptions()
  ) throws(NetworkFileError) -> ImportedNetwork {
    if name.hasSuffix(".m") || name.hasSuffix(".txt") {
      try MatpowerFile.read(bytes, named: name, options: options)
    } else if name.hasSuffix(".pgm.json") {
      try PowerGridModelFile.read(bytes, named: name, options: options)
    } else {
      try PandapowerFile.read(bytes, named: name, options: options)
    }
  }

  private func mutate(_ bytes: inout [UInt8], _ random: inout TestGenerator) {
    let index = Int.random(in: 0..<bytes.count, using: &random)
    switch Int.random(in: 0..<7, using: &random) {
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

  @Test("A file that ends too early is refused", arguments: samples)
  func truncations(name: String) throws {
    let original = try ImportAnswer.bytes(name)
    for count in stride(from: 0, to: original.count - 3, by: max(1, original.count / 97)) {
      let bytes = Array(original[..<count])
      // The rest of a MATPOWER file is only arithmetic, which may be missing.
      if let imported = try? read(bytes, named: name) {
        #expect(name.hasSuffix(".txt") && imported.network.name == "mpc")
      }
    }
  }

  @Test("Random bytes are refused", arguments: ["noise.json", "noise.pgm.json", "noise.m"])
  func randomBytes(name: String) {
    var random = TestGenerator(seed: 7)
    for _ in 0..<3000 {
      let count = Int.random(in: 0...200, using: &random)
      let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
      #expect(throws: NetworkFileError.self) {
        try read(bytes, named: name)
      }
    }
  }

  @Test("Megabytes of nonsense are refused in seconds, whatever shape they have")
  func large() {
    let size = NetworkFileFuzzTests.largeSize
    func repeated(_ text: String, after start: String, _ end: String = "") -> [UInt8] {
      let piece = Array(text.utf8)
      return Array(start.utf8) + (0..<size).map { piece[$0 % piece.count] } + Array(end.utf8)
    }
    let start = #"{"_class":"pandapowerNet","_object":{"bus":{"_class":"DataFrame","_object":""#
    let pgm = #"{"version":"1.0","type":"input","is_batch":false,"data":{"node":["#
    let samples: [(String, [UInt8])] = [
      ("a.json", repeated("[1,2],", after: start + "[", #"1]"}}}"#)),
      ("a.json", repeated(#"\u0031,"#, after: start + "[", #"1]"}}}"#)),
      ("b.pgm.json", repeated(#"{"id":1},"#, after: pgm, "")),
      ("b.pgm.json", repeated("[[],", after: pgm, "")),
      ("c.m", repeated("1 2 3\n", after: "mpc.bus = [")),
      ("c.m", repeated("(", after: "mpc.bus = ")), ("c.m", repeated("-", after: "mpc.bus = ")),
      ("c.m", repeated("%{\n", after: "")), ("c.m", repeated("a", after: "")),
      ("c.m", repeated("'", after: "x = 1")), ("c.m", repeated("x=[1 2];\n", after: "")),
    ]
    for (name, bytes) in samples {
      let time = ContinuousClock().measure {
        #expect(throws: NetworkFileError.self) {
          try read(bytes, named: name)
        }
      }
      #expect(time < .seconds(10), "\(String(decoding: bytes.prefix(90), as: UTF8.self))")
    }
  }
}
