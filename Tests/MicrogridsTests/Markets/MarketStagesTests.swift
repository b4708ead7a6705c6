import Markets
import Microgrids
import Reports
import ResultFiles
import TestSupport
import Testing

/// The stages of a market, and what deviations cost, on a day of two members.
struct MarketStagesTests {
  static func run(
    _ market: String, _ body: (RunSummary, borrowing ResultFileReader) throws -> Void
  ) throws {
    try IntervalCycleTests.run(SmallMicrogrid(market: market, battery: ""), body)
  }

  static func total(_ name: String, _ reader: borrowing ResultFileReader) throws -> Double {
    try reader.numbers(of: name).filter { !$0.isNaN }.reduce(0, +)
  }

  @Test("Every mechanism runs by its word, and everything adds up", arguments: MarketWords.all)
  func everyMechanism(kind: String) throws {
    let isLocational = kind == "distribution-locational"
    let keys = isLocational ? ", constraints: {policy: locational}" : ""
    let microgrid = SmallMicrogrid(market: "kind: \(kind)", battery: "", networkKeys: keys)
    try IntervalCycleTests.run(microgrid) { summary, reader in
      #expect(try Self.total("member_bought", reader) >= 0)
      let bought = try Self.total("member_bought", reader)
      #expect(abs(bought - (try Self.total("member_sold", reader))) < 1e-9)
      #expect(try reader.numbers(of: "market/local/clearings/lost_welfare").allSatisfy { $0 >= 0 })
      _ = summary
    }
  }

  @Test("What a stage ahead has traded is not traded again")
  func dayAhead() throws {
    let auction = "kind: uniform-price-double-auction"
    try Self.run(auction) { _, alone in
      let boughtAlone = try Self.total("member_bought", alone)
      let ahead = "stages: [{name: intraday, \(auction), gateClosureLead: 1 h}]"
      try Self.run("\(auction), \(ahead)") { _, reader in
        // With perfect forecasts everything is traded ahead, but for the first hour.
        let spot = try Self.total("market/local/clearings/energy", reader)
        let intraday = try Self.total("market/intraday/clearings/energy", reader)
        #expect(intraday > 1)
        #expect(spot < 1e-5)
        #expect(abs(try Self.total("member_bought", reader) - boughtAlone) < 1e-3)
      }
    }
  }

  @Test("A stage after delivery trades what forecasts have missed")
  func settlement() throws {
    let auction = "kind: uniform-price-double-auction"
    let late = "\(auction), forecast: persistence"
    try Self.run(auction) { _, perfect in
      try Self.run("\(late), settlement: {\(auction)}") { _, reader in
        let spot = try Self.total("market/local/clearings/energy", reader)
        let after = try Self.total("market/settlement/clearings/energy", reader)
        #expect(spot > 0.1)
        #expect(after > 0.01)
        // Net positions after both stages are what a perfect forecast would have traded, but where
        // nobody has what a forecast had sold: at sunset there is nobody to buy it back from.
        let (actual, expected) = (try net(of: reader), try net(of: perfect))
        for row in actual.indices where row / 2 != 64 {
          #expect(abs(actual[row] - expected[row]) < 3e-6)
        }
        #expect(abs(actual[128] + actual[129]) < 1e-9)
        #expect(actual[129] > 0.1)
      }
    }
  }

  @Test("After delivery alone, a market trades what was metered whatever the forecast")
  func exPostAlone() throws {
    try Self.run("kind: uniform-price-double-auction") { _, perfect in
      let market = "kind: none, forecast: persistence, settlement: {kind: mid-market-rate}"
      try Self.run(market) { _, reader in
        for (actual, expected) in zip(try net(of: reader), try net(of: perfect)) {
          #expect(abs(actual - expected) < 2e-6)
        }
      }
    }
  }

  private func net(of reader: borrowing ResultFileReader) throws -> [Double] {
    zip(
      try reader.numbers(of: "member_bought"), try reader.numbers(of: "member_sold")
    ).map { $0 - $1 }
  }

  @Test("A penalty is due on what differs from the announced position, either way")
  func penalty() throws {
    let late = "kind: uniform-price-double-auction, forecast: persistence"
    try Self.run(late) { plain, before in
      try Self.run("\(late), imbalance: {kind: penalty, price: 0.10 EUR/kWh}") { _, reader in
        let imported = try reader.numbers(of: "member_import")
        let exported = try reader.numbers(of: "member_export")
        let costs = try reader.numbers(of: "member_cost")
        let plain = try before.numbers(of: "member_cost")
        for row in costs.indices {
          // Persistence announces what the interval before the last gate brought.
          let announced = row < 2 ? 0 : exported[row - 2] - imported[row - 2]
          let deviation = abs(exported[row] - imported[row] - announced)
          #expect(abs(costs[row] - plain[row] - 0.10 * deviation) < 1.1e-6)
        }
        #expect(costs.reduce(0, +) > plain.reduce(0, +) + 0.01)
      }
      _ = plain
    }
  }

  @Test("Deviations are settled at the import price while all are short, at the export price else")
  func marginal() throws {
    let late = "kind: none, forecast: persistence, imbalance: {kind: marginal}"
    try Self.run(late) { _, reader in
      let imported = try reader.numbers(of: "member_import")
      let exported = try reader.numbers(of: "member_export")
      let costs = try reader.numbers(of: "member_cost")
      for interval in 0..<96 {
        let rows = [2 * interval, 2 * interval + 1]
        let nets = rows.map { exported[$0] - imported[$0] }
        let announced = rows.map { $0 < 2 ? 0 : exported[$0 - 2] - imported[$0 - 2] }
        let deviations = zip(nets, announced).map { $0 - $1 }
        let price = deviations.reduce(0, +) < 0 ? 0.30 : 0.08
        for (index, row) in rows.enumerated() {
          let planned = -announced[index]
          let expected = (planned > 0 ? 0.30 : 0.08) * planned - price * deviations[index]
          #expect(abs(costs[row] - expected) < 2e-6, "interval \(interval), member \(index)")
        }
      }
    }
  }

  @Test("More rounds trade what is left of the round before")
  func rounds() throws {
    var energies: [Double] = []
    for rounds in [1, 3] {
      let market = "kind: continuous-double-auction, rounds: \(rounds)"
      try Self.run(market) { _, reader in
        energies.append(try Self.total("market/local/clearings/energy", reader))
      }
    }
    #expect(energies[1] >= energies[0])
    #expect(energies[0] > 1)
  }

  @Test("Pools give one community total and differ only in who gains")
  func pools() throws {
    var totals: [Double] = []
    var costs: [[Double]] = []
    for kind in ["mid-market-rate", "supply-demand-ratio", "bill-sharing", "none"] {
      try Self.run("kind: \(kind)") { _, reader in
        let all = try reader.numbers(of: "member_cost")
        totals.append(all.reduce(0, +))
        costs.append(
          (0..<2).map { member in
            stride(from: member, to: all.count, by: 2).reduce(0) { $0 + all[$1] }
          })
      }
    }
    #expect(abs(totals[1] - totals[0]) < 1e-4)
    #expect(abs(totals[2] - totals[0]) < 1e-4)
    #expect(totals[3] > totals[0] + 0.1)
    #expect(abs(costs[1][0] - costs[0][0]) > 0.01)
    #expect(abs(costs[2][0] - costs[0][0]) > 0.01)
  }
}

/// The words of all mechanisms.
enum MarketWords {
  static let all = MarketMechanisms.all.map { $0.name }
}
