import Reports
import StudyFiles
import TestSupport
import Testing

@Suite("Who gains and who loses")
struct GainsTests {
  /// Two arms, two seeds, four members; the last one has a plant and storage.
  static func table() -> StudyTable {
    let bills: [[Double]] = [
      [100, 50, 80, 30], [110, 60, 70, 40], [90, 55, 80, 20], [105, 61, 70, 20],
    ]
    let members = ["ana", "bia", "caio", "davi"]
    let rows = (0..<4).map {
      StudyRow(
        pointID: "p\($0)", arm: $0 / 2, cell: 0, replication: $0 % 2, levels: [], numbers: [],
        state: .done)
    }
    func column(_ name: String, _ values: [[Double]]) -> AxisColumn {
      AxisColumn(name, values.flatMap { $0 }, units: "EUR", longName: "")
    }
    // The distribution company is paid 40 whatever happens; the retailer receives the rest.
    let balances = bills.map { [$0.reduce(0, +) - 40, 40, 0, 0] + $0.map { -$0 } }
    return StudyTable(
      name: "s", title: "S", version: "", currency: "EUR", studyText: "", baseText: "",
      design: "full-factorial", arms: [StudyTableArm(name: "none"), StudyTableArm(name: "local")],
      factors: [], seeds: [1, 2], isFactorial: true, rows: rows,
      indicators: [
        AxisColumn("total_bills", bills.map { $0.reduce(0, +) }, units: "EUR", longName: "")
      ],
      tables: [
        AxisTable(
          axis: "member", labels: members,
          columns: [
            column("bill", bills),
            column("generation_energy", bills.map { _ in [0, 0, 0, 500] }),
            column("battery_capacity", bills.map { _ in [0, .nan, 0, 5] }),
            column("bought", [[0, 0, 0, 0], [0, 0, 0, 0], [3, 0, 0, 0], [4, 0, 0, 0]]),
            column("sold", [[0, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 3], [0, 0, 0, 4]]),
          ]),
        AxisTable(
          axis: "account",
          labels: ["retailer", "distribution company", "government", "auctioneer"] + members,
          columns: [column("balance", balances)]),
      ])
  }

  static func comparison(_ table: StudyTable) throws -> StudyComparison {
    try StudyComparison(table, StudyComparisonTests.options { $0.showsMembers = true })
  }

  @Test("Changes of bills are calculated by seed, by group, as by hand")
  func groups() throws {
    let members = try Self.comparison(Self.table()).members
    #expect(members.map(\.group) == [.all, .consumers, .withStorage, .nonParticipants])
    #expect(members.map(\.memberCount.mean) == [4, 3, 1, 2])
    let all = try #require(members.first)
    // −15/4 and −24/4.
    #expect(all.change.mean == -4.875)
    #expect(abs((all.change.halfWidth ?? 0) - 12.706204736174698 * 1.125) < 1e-9)
    #expect(all.median.mean == (-5 - 2.5) / 2)
    #expect(all.winners.mean == 0.5)
    #expect(all.losers.mean == 0.25)
    #expect(all.greatestGain.mean == -15)
    #expect(all.greatestLoss.mean == 3)
    #expect(abs(members[1].change.mean - -1.5) < 1e-12)
    #expect(members[2].change.mean == -15)
    #expect(members[3].change.mean == 1.5)
    #expect(members[3].winners.mean == 0)
    #expect(members[3].losers.mean == 0.5)
  }

  @Test("What one party gains another one pays")
  func parties() throws {
    let parties = try Self.comparison(Self.table()).parties
    #expect(
      parties.map(\.party) == [
        "retailer", "distribution company", "government", "auctioneer", "all members", "sum",
      ])
    #expect(parties.map(\.change.mean) == [-19.5, 0, 0, 0, 19.5, 0])
    #expect(parties.map(\.before.mean) == [230, 40, 0, 0, -270, 0])
  }

  @Test("The parties' gains sum to exactly zero, however uneven the amounts", arguments: 0..<50)
  func sums(seed: UInt64) throws {
    var generator = TestGenerator(seed: seed)
    var table = Self.table()
    for row in table.rows.indices {
      var micros = (0..<7).map { _ in
        Int64.random(in: -900_000_000_000...900_000_000_000, using: &generator)
      }
      micros.append(-micros.reduce(0, +))
      for (account, amount) in micros.enumerated() {
        table.tables[1].columns[0].values[row * 8 + account] = Double(amount) / 1e6
      }
    }
    let parties = try Self.comparison(table).parties
    let sum = try #require(parties.last)
    #expect(sum.party == "sum")
    #expect((sum.before.mean, sum.after.mean, sum.change.mean) == (0, 0, 0))
    let gains = parties.dropLast().reduce(0) { $0 + $1.change.mean }
    #expect(abs(gains) < 1e-6)
  }

  @Test("Who has other devices at the two levels is a group of its own")
  func changedDevices() throws {
    var table = Self.table()
    // Ana gets a plant in the second arm.
    for row in 2..<4 { table.tables[0].columns[1].values[row * 4] = 300 }
    let members = try Self.comparison(table).members
    #expect(members.map(\.group) == [.all, .consumers, .withStorage, .changed, .nonParticipants])
    #expect(members[3].change.mean == -7.5)
  }

  @Test("Without the columns that tell roles everybody is one group, and a note says why")
  func unknownRoles() throws {
    var table = Self.table()
    table.tables[0].columns.removeLast(4)
    let comparison = try Self.comparison(table)
    #expect(comparison.members.map(\.group) == [.all])
    #expect(comparison.report().notes.contains { $0.contains("roles are not told") })
  }

  @Test("Nobody wins or loses by what rounding adds up to")
  func rounding() throws {
    var table = Self.table()
    for row in 2..<4 {
      for member in 0..<4 {
        let place = row * 4 + member
        table.tables[0].columns[0].values[place] =
          table.tables[0].columns[0].values[place - 8] + (member == 0 ? -0.002 : 2e-6)
      }
    }
    let all = try #require(try Self.comparison(table).members.first)
    #expect((all.winners.mean, all.losers.mean) == (0.25, 0))
  }

  @Test("A member without a bill in one of the runs is left out")
  func absent() throws {
    var table = Self.table()
    table.tables[0].columns[0].values[3] = .nan
    let all = try #require(try Self.comparison(table).members.first)
    #expect(all.memberCount.mean == 3.5)
    // −5/3 and −24/4.
    #expect(abs(all.change.mean - (-5.0 / 3 - 6) / 2) < 1e-12)
  }
}
