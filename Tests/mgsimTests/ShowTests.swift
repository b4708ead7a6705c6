import Foundation
import TestSupport
import Testing

struct ShowTests {
  /// A study that has been run.
  private func finishedStudy() throws -> Study {
    let study = try Study()
    try #require(try study.program("run", Study.scenario, "-o", "day.h5").code == 0)
    return study
  }

  @Test("What is shown of a file names its run and its indicators")
  func overview() throws {
    let study = try finishedStudy()
    let outcome = try study.program("show", "day.h5")
    #expect(outcome.code == 0)
    #expect(outcome.errors == "")
    #expect(outcome.output.hasPrefix("A village for a day\n"))
    for text in [
      "mgsim_seed              7\n", "status                  complete\n", "network_loss",
    ] {
      #expect(outcome.output.contains(text))
    }
    #expect(!outcome.output.contains("member_load("))
  }

  @Test("All variables are listed with their shapes and units")
  func variables() throws {
    let study = try finishedStudy()
    let outcome = try study.program("show", "day.h5", "--variables")
    #expect(outcome.code == 0)
    for text in [
      "  member_load(time=96, member=4) kW\n", "  bus_voltage(time=96, bus=3) 1\n",
      "  branch_loss(time=96, branch=2) kW\n", "  contract/journal/record(record=3)",
    ] {
      #expect(outcome.output.contains(text))
    }
  }

  @Test("Every check of a finished run passes")
  func check() throws {
    let study = try finishedStudy()
    let outcome = try study.program("show", "day.h5", "--check")
    #expect(outcome.code == 0)
    #expect(outcome.output.contains("passed  the ledger's balances sum to exactly zero"))
    #expect(
      outcome.output.contains("passed  the contract's journal is whole, unchanged and signed"))
    #expect(!outcome.output.contains("FAILED"))
  }

  @Test("JSON holds what is shown, with sorted keys")
  func json() throws {
    let study = try finishedStudy()
    let outcome = try study.program("show", "day.h5", "--format", "json", "--check")
    #expect(outcome.code == 0)
    #expect(try unsortedKeys(of: outcome.output) == [])
    let shown = try #require(try parse(outcome.output) as? [String: Any])
    let checks = try #require(shown["checks"] as? [[String: Any]])
    #expect(!checks.isEmpty)
    #expect(checks.allSatisfy { $0["passed"] as? Bool == true })
    #expect(try attributes(of: outcome.output)["title"] == "A village for a day")
    #expect(try indicators(of: outcome.output)["network_loss"] ?? 0 > 0)
  }

  @Test("A file names no folder, host or user")
  func noTrace() throws {
    let study = try finishedStudy()
    let file = try bytes(of: study.output("day.h5"))
    let home = ProcessInfo.processInfo.environment["HOME"] ?? "/root"
    for text in [
      NSTemporaryDirectory(), study.outputFolder, ProcessInfo.processInfo.hostName + "\0",
      home + "/",
    ]
    where text.utf8.count > 3 {
      #expect(file.range(of: Data(text.utf8)) == nil, "the file contains '\(text)'")
    }
  }

  @Test("What is no result file is refused with 2, and the reason")
  func noResultFile() throws {
    let study = try Study()
    try study.add("noise.h5", (0..<4096).map { UInt8($0 * 167 % 251) })
    try study.add("empty.h5", [])
    for (path, reason) in [
      ("missing.h5", "No such file"), (Study.scenario, "not an HDF5 file"),
      ("../input", "Is a directory"), ("../input/noise.h5", "not an HDF5 file"),
      ("../input/empty.h5", "not an HDF5 file"),
    ] {
      for option in ["--quiet", "--check", "--variables"] {
        let outcome = try study.program("show", path, option)
        #expect(outcome.code == 2)
        #expect(outcome.output == "")
        #expect(outcome.errors.hasPrefix("mgsim: can't read '\(path)': "), "\(outcome.errors)")
        #expect(outcome.errors.contains(reason), "\(outcome.errors)")
      }
    }
  }

  @Test("A result file that was cut off anywhere is refused with 2")
  func cutOff() throws {
    let study = try finishedStudy()
    let whole = try bytes(of: study.output("day.h5"))
    for share in [0.0001, 0.003, 0.02, 0.1, 0.25, 0.5, 0.75, 0.95, 0.99, 0.9999] {
      try whole.prefix(Int(Double(whole.count) * share))
        .write(to: URL(filePath: study.output("cut.h5")))
      for option in ["--check", "--variables"] {
        let outcome = try study.program("show", "cut.h5", option)
        #expect(outcome.code == 2, "\(share)")
        #expect(outcome.errors.hasPrefix("mgsim: can't read 'cut.h5': "), "\(share)")
        #expect(outcome.output == "", "\(share)")
      }
    }
  }

  @Test(
    "Changed bytes of a result file give a result, a failed check or an error", arguments: 0..<4)
  func changedBytes(seed: UInt64) throws {
    let study = try finishedStudy()
    let whole = Array(try bytes(of: study.output("day.h5")))
    var generator = TestGenerator(seed: seed)
    for round in 0..<16 {
      var changed = whole
      for _ in 0..<[1, 1, 4, 20][round % 4] {
        // Half of the changes hit the front, where the structure is.
        let end = Bool.random(using: &generator) ? min(8000, whole.count) : whole.count
        changed[.random(in: 0..<end, using: &generator)] = .random(in: 0...255, using: &generator)
      }
      try Data(changed).write(to: URL(filePath: study.output("changed.h5")))
      let outcome = try study.program(
        "show", "changed.h5", "--check", "--variables", timeout: .seconds(20))
      #expect(outcome.signal == nil, "seed \(seed), round \(round)")
      if let code = outcome.code { #expect((0...2).contains(code)) }
    }
  }
}
