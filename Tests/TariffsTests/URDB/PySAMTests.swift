import Foundation
import Quantities
import Tariffs
import TestSupport
import Testing

/// Bills against NREL's System Advisor Model, module Utilityrate5 of PySAM 7.1.1.
struct PySAMTests {
  /// A relative difference beyond this is a disagreement; lines are rounded to millionths.
  static let tolerance = 1e-6

  static let frozen = Result { try OracleCase.read(URDBYear.data("urdb-pysam.json")) }

  @Test("The bills of frozen random rates are those of SAM", arguments: 0..<40)
  func frozenRates(index: Int) throws {
    let cases = try Self.frozen.get()
    try #require(cases.count == 40)
    let error = try cases[index].greatestError()
    #expect(error.share <= Self.tolerance, "\(cases[index]): \(error.months)")
  }

  @Test(
    "The bills of fresh random rates are those of SAM, where PySAM is installed",
    .enabled(if: PySAM.python != nil, "no Python imports PySAM; set MGSIM_PYSAM_PYTHON"))
  func freshRates() throws {
    let python = try #require(PySAM.python)
    let environment = ProcessInfo.processInfo.environment
    let seed = environment["MGSIM_PYSAM_SEED"].flatMap(UInt32.init) ?? 20_261_123
    let count = environment["MGSIM_PYSAM_COUNT"].flatMap(Int.init) ?? 60
    let cases = try OracleCase.read(PySAM.output(of: python, arguments: ["\(seed)", "\(count)"]))
    #expect(cases.count == count)
    for one in cases {
      let error = try one.greatestError()
      #expect(error.share <= Self.tolerance, "seed \(seed), \(one): \(error.months)")
    }
  }
}

/// A Python that imports PySAM.
enum PySAM {
  static let python: String? = {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let candidates = [
      ProcessInfo.processInfo.environment["MGSIM_PYSAM_PYTHON"],
      root.appending(path: ".venv/bin/python").path(percentEncoded: false),
      "/usr/bin/python3",
    ]
    return candidates.compactMap(\.self).first { candidate in
      guard FileManager.default.isExecutableFile(atPath: candidate) else { return false }
      let check = try? ChildProcess(candidate, ["-c", "import PySAM.Utilityrate5"]).outcome()
      return check?.code == 0
    }
  }()

  /// What the oracle's script writes.
  static func output(of python: String, arguments: [String]) throws -> [UInt8] {
    let script = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Data/pysam_oracle.py").path(percentEncoded: false)
    let outcome = try ChildProcess(python, ["-B", script] + arguments)
      .outcome(within: .seconds(600))
    try #require(outcome.code == 0, "\(outcome.errors)")
    return [UInt8](outcome.output.utf8)
  }
}
