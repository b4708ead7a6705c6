import Foundation
import Quantities
import Tariffs
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
    let seed = UInt32.random(in: 0...UInt32.max)
    let count = ProcessInfo.processInfo.environment["MGSIM_PYSAM_COUNT"].flatMap(Int.init) ?? 40
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
      root.appending(path: ".venv-pysam/bin/python").path(percentEncoded: false),
      "/usr/bin/python3",
    ]
    return candidates.compactMap(\.self).first { candidate in
      guard FileManager.default.isExecutableFile(atPath: candidate) else { return false }
      let process = Process()
      process.executableURL = URL(filePath: candidate)
      process.arguments = ["-c", "import PySAM.Utilityrate5"]
      process.standardError = FileHandle.nullDevice
      guard (try? process.run()) != nil else { return false }
      process.waitUntilExit()
      return process.terminationStatus == 0
    }
  }()

  /// What the oracle's script writes.
  static func output(of python: String, arguments: [String]) throws -> [UInt8] {
    let script = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Data/pysam_oracle.py").path(percentEncoded: false)
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(filePath: python)
    process.arguments = ["-B", script] + arguments
    process.standardOutput = pipe
    try process.run()
    let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
    return [UInt8](data)
  }
}
