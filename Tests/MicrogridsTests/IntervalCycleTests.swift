import HDF5
import Microgrids
import Reports
import ResultFiles
import TestSupport
import Testing

struct IntervalCycleTests {
  /// Runs a day, checks the file, and gives it to a body.
  static func run(
    _ microgrid: SmallMicrogrid, _ body: (RunSummary, borrowing ResultFileReader) throws -> Void
  ) throws {
    let folder = try TemporaryFolder()
    let summary = try microgrid.run(into: folder.file("day.h5"))
    let reader = try ResultFileReader(opening: folder.file("day.h5"))
    for check in try ResultAudit.run(reader) {
      #expect(check.passed, "\(check.property): \(check.finding)")
    }
    try body(summary, reader)
  }

  /// The sum of a series over all intervals and members.
  static func sum(_ name: String, _ reader: borrowing ResultFileReader) throws -> Double {
    try reader.numbers(of: name).reduce(0, +)
  }

  @Test("A battery that meets a limit within an interval adds a power flow there")
  func limitsAreEvents() throws {
    try Self.run(SmallMicrogrid()) { summary, reader in
      // It fills once and empties once.
      #expect(summary.powerFlows == 96 + 2)
      let charge = try reader.numbers(of: "member_state_of_charge")
      #expect(charge.filter { !$0.isNaN }.max() == 1)
    }
    try Self.run(SmallMicrogrid(battery: "")) { summary, _ in #expect(summary.powerFlows == 96) }
  }

  @Test("Longer settlement intervals leave physics and energies as they are")
  func intervalDoesNotMatter() throws {
    var losses: [Double] = []
    var stored: [Double] = []
    for interval in ["15 min", "30 min", "1 h"] {
      try Self.run(SmallMicrogrid(interval: interval)) { _, reader in
        losses.append(try Self.sum("network_loss", reader))
        stored.append(try Self.sum("storage_change", reader))
      }
    }
    for index in 1...2 {
      #expect(abs(losses[index] - losses[0]) < 1e-9 * losses[0])
      #expect(abs(stored[index] - stored[0]) < 1e-9)
    }
  }

  @Test("Profiles finer than the interval change powers within it")
  func finerProfile() throws {
    let fine = SmallMicrogrid(profile: SmallMicrogrid.profile(stepMinutes: 5), battery: "")
    try Self.run(fine) { summary, reader in
      #expect(summary.powerFlows == 288)
      // The mean of three steps, kilowatts of the first interval with sun.
      let generation = try reader.numbers(of: "member_generation")
      let expected: Double = 5 * (0.5 + 5.0 / 960)
      #expect(abs(generation[2 * 32] - expected) < 1e-6)
    }
  }

  @Test("Profiles coarser than the interval hold their value")
  func coarserProfile() throws {
    let coarse = SmallMicrogrid(profile: SmallMicrogrid.profile(stepMinutes: 60), battery: "")
    try Self.run(coarse) { _, reader in
      let generation = try reader.numbers(of: "member_generation")
      #expect(generation[2 * 33] == generation[2 * 32])
    }
  }

  @Test("With perfect forecasts a gate that closes earlier changes only the first intervals")
  func gateClosureLead() throws {
    var bought: [[Double]] = []
    for lead in ["0 min", "45 min"] {
      let market = "kind: uniform-price-double-auction, gateClosureLead: \(lead)"
      try Self.run(SmallMicrogrid(market: market)) { _, reader in
        bought.append(try reader.numbers(of: "member_bought"))
      }
    }
    #expect(bought[0].reduce(0, +) > 1)
    for (early, late) in zip(bought[0], bought[1]) { #expect(abs(early - late) <= 2e-6) }
  }

  @Test("With persistence what was traded and not delivered is settled with the supplier")
  func persistence() throws {
    let market = "kind: uniform-price-double-auction, forecast: persistence"
    try Self.run(SmallMicrogrid(market: market, battery: "")) { _, reader in
      let sold = try reader.numbers(of: "member_sold")
      let exported = try reader.numbers(of: "member_export")
      // The sun sets at 16:00 (interval 64): what it gave before is sold once more.
      #expect(exported[2 * 64] == 0)
      #expect(sold[2 * 64] > 0)
      let cost = try reader.numbers(of: "member_cost")
      let imported = try reader.numbers(of: "member_import")[2 * 64]
      // Alice is paid for what she sold and buys it, with her own load, at the import price.
      let price = try reader.numbers(of: "market/local/clearings/price")[64]
      let expected: Double = 0.30 * (imported + sold[2 * 64]) - price * sold[2 * 64]
      #expect(abs(cost[2 * 64] - expected) < 2e-6)
    }
  }

  @Test("Without a network the point of common coupling sees the sum of the members")
  func withoutNetwork() throws {
    try Self.run(SmallMicrogrid(hasNetwork: false)) { summary, reader in
      #expect(summary.powerFlows == 0)
      let exchanged = try Self.sum("grid_import", reader) - Self.sum("grid_export", reader)
      let metered = try Self.sum("member_import", reader) - Self.sum("member_export", reader)
      #expect(abs(exchanged - metered) < 1e-4)
      #expect(try reader.variables().allSatisfy { !$0.path.hasPrefix("bus") })
    }
  }

  @Test("Profiles from an HDF5 file give the same bytes of results but for the input's hash")
  func profilesFromHDF5() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("day.h5")
    let file = try HDF5File(creatingAt: path)
    let rows = SmallMicrogrid.profile(stepMinutes: 15).split(separator: "\n").dropFirst()
      .map { $0.split(separator: ",") }
    let time = try file.createDataset("time", of: .float64, shape: [rows.count])
    try time.write(rows.indices.map { Double($0) * 15 })
    try time.setAttribute("units", to: "minutes since 2016-01-01T00:00:00Z")
    for (column, name) in ["load", "sun"].enumerated() {
      try file.createDataset(name, of: .float64, shape: [rows.count])
        .write(rows.map { Double($0[column + 1]) ?? .nan })
    }
    try file.close()
    let fromHDF5 = SmallMicrogrid(profileFile: "day.h5", profileBytes: Array(try bytes(of: path)))
    var costs: [[Double]] = []
    for microgrid in [SmallMicrogrid(), fromHDF5] {
      try Self.run(microgrid) { _, reader in
        costs.append(try reader.numbers(of: "member_cost"))
      }
    }
    #expect(costs[0] == costs[1])
  }
}
