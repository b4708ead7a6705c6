import Foundation
import Microgrids
import Reports
import ResultFiles
import Scenarios
import TestSupport
import Testing

/// The scenario that `make run` plays, over its whole year.
struct CommunityYearTests {
  static let scenario = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "scenarios/simbench-lv-rural/community.yaml").path()

  static func run(
    _ overrides: [String] = [], in folder: borrowing TemporaryFolder, named name: String,
    threads: Int = 2
  ) throws -> (path: String, summary: RunSummary) {
    let path = folder.file(name)
    let summary = try Microgrid(try Scenario.read(path: scenario, overrides: overrides)).run(
      writing: path, options: WriterOptions(threads: threads))
    return (path, summary)
  }

  @Test("Energy balances in every interval, the ledger sums to zero, the journal is unchanged")
  func checksPass() throws {
    let folder = try TemporaryFolder()
    let run = try Self.run(in: folder, named: "a.h5")
    let checks = try ResultAudit.run(ResultFileReader(opening: run.path))
    #expect(checks.count == 9)
    for check in checks { #expect(check.passed, "\(check.property): \(check.finding)") }
    #expect(run.summary.intervals == 35_136)
    #expect(run.summary.trades > 10_000)
    #expect(run.summary.powerFlowsNotConverged == 0)
  }

  @Test("The same scenario gives the same bytes, with one thread or two")
  func sameBytes() throws {
    let folder = try TemporaryFolder()
    let first = try Self.run(in: folder, named: "a.h5", threads: 1)
    let second = try Self.run(in: folder, named: "b.h5", threads: 2)
    #expect(try bytes(of: first.path) == bytes(of: second.path))
  }

  @Test("Another seed draws other prices, and the physics stay the same")
  func otherSeed() throws {
    let folder = try TemporaryFolder()
    let first = try ResultFileReader(opening: Self.run(in: folder, named: "a.h5").path)
    let second = try ResultFileReader(
      opening: Self.run(["seed=7"], in: folder, named: "b.h5").path)
    for signal in ["bus_voltage", "member_battery", "network_loss", "member_import"] {
      #expect(try first.numbers(of: signal) == second.numbers(of: signal), "\(signal)")
    }
    let prices = "market/local/clearings/price"
    let pairs = zip(try first.numbers(of: prices), try second.numbers(of: prices))
    #expect(pairs.count { $0 != $1 && !$0.isNaN && !$1.isNaN } > 1000)
  }

  @Test("No member pays more with the local market than without it")
  func individualRationality() throws {
    let folder = try TemporaryFolder()
    let with = try ResultFileReader(opening: Self.run(in: folder, named: "a.h5").path)
    let without = try ResultFileReader(
      opening: Self.run(["market=none"], in: folder, named: "b.h5").path)
    let bill = "indicators/by_member/bill"
    for (traded, alone) in zip(try with.numbers(of: bill), try without.numbers(of: bill)) {
      #expect(traded <= alone + 0.01)
    }
    #expect(try with.numbers(of: "bus_voltage") == without.numbers(of: "bus_voltage"))
  }

  @Test("A full ledger comes to the same balances as one posting for each billing period")
  func fullLedger() throws {
    let folder = try TemporaryFolder()
    let month = ["time.end=2016-03-01", "contract.calls=[]"]
    let brief = try Self.run(month, in: folder, named: "a.h5")
    let full = try Self.run(month + ["recording.ledger=full"], in: folder, named: "b.h5")
    let briefReader = try ResultFileReader(opening: brief.path)
    let fullReader = try ResultFileReader(opening: full.path)
    let balance = "indicators/by_account/balance"
    #expect(try briefReader.numbers(of: balance) == fullReader.numbers(of: balance))
    let counts = try (
      briefReader.numbers(of: "ledger/amount").count, fullReader.numbers(of: "ledger/amount").count
    )
    #expect(counts.1 > 50 * counts.0)
    for check in try ResultAudit.run(fullReader) {
      #expect(check.passed, "\(check.property): \(check.finding)")
    }
  }
}
