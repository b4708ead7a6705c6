import Foundation
import TestSupport
import Testing

struct DeterminismTests {
  /// The bytes of the file that a run writes, in a new folder each time.
  private func file(
    _ yaml: String = Village.long.replacing("years: 100", with: "years: 1"), threads: Int = 2,
    environment: [String: String] = [:]
  ) throws -> Data {
    let study = try Study(yaml)
    let outcome = try study.program(
      "run", Study.scenario, "--threads", "\(threads)", environment: environment)
    try #require(outcome.code == 0, "\(outcome.errors)")
    return try bytes(of: study.output("village.h5"))
  }

  @Test("Two runs in two folders write the same bytes, with one thread, two or seven")
  func threads() throws {
    let first = try file(threads: 1)
    for threads in [1, 2, 7] {
      let isSame = try file(threads: threads) == first
      #expect(isSame, "\(threads) threads")
    }
  }

  @Test("The user's home, time zone and language leave no trace in the file")
  func environment() throws {
    let first = try file()
    for environment in [
      ["HOME": "/nonexistent", "USER": "somebody", "LOGNAME": "somebody"],
      ["TZ": "America/Sao_Paulo"], ["TZ": "Asia/Kathmandu"],
      ["LANG": "de_DE.UTF-8", "LC_ALL": "de_DE.UTF-8", "LANGUAGE": "de"],
      ["LANG": "tr_TR.UTF-8", "LC_ALL": "tr_TR.UTF-8"], ["TMPDIR": "/nonexistent"],
    ] {
      let isSame = try file(environment: environment) == first
      #expect(isSame, "\(environment)")
    }
  }

  @Test("Another name of the output file or of the folder changes nothing in it")
  func names() throws {
    let study = try Study()
    #expect(try study.program("run", Study.scenario, "-o", "a.h5").code == 0)
    #expect(try study.program("run", Study.scenario, "-o", study.output("longer.nc")).code == 0)
    let isSame = try bytes(of: study.output("a.h5")) == bytes(of: study.output("longer.nc"))
    #expect(isSame)
  }

  @Test("Another seed draws other limits and so other prices, with the same physics")
  func seeds() throws {
    let first = try shown(seed: 7)
    let second = try shown(seed: 8)
    #expect(first["total_bills"] != nil)
    for name in [
      "load_energy", "generation_energy", "grid_import", "grid_export", "network_loss",
      "minimum_voltage", "maximum_voltage", "storage_loss", "self_consumption",
    ] {
      #expect(first[name] != nil, "there is no '\(name)'")
      #expect(first[name] == second[name], "'\(name)' depends on the seed")
    }
    #expect(first["local_trade"] != second["local_trade"])
  }

  private func shown(seed: Int) throws -> [String: Double] {
    let study = try Study()
    let run = try study.program("run", Study.scenario, "--set", "seed=\(seed)")
    #expect(run.code == 0)
    return try indicators(of: study.program("show", "village.h5", "--format", "json").output)
  }
}
