import Parameters
import Quantities
import Tariffs
import Testing

struct SpainCollectiveTests {
  static let names = ["A", "B", "roof"]

  static func given(_ more: [String: ParameterValue] = [:]) -> [String: ParameterValue] {
    [
      "members": SharingFixtures.members([("A", 0.6), ("B", 0.4)]), "plants": .texts(["roof"]),
    ].merging(more) { $1 }
  }

  /// Two hours: 10 and 5 kWh of generation; A needs 2 and 9, B needs 8 and 1.
  static let meters = [
    SharingFixtures.meter([2, 9], [0, 0]), SharingFixtures.meter([8, 1], [0, 0]),
    SharingFixtures.meter([0, 0], [10, 5]),
  ]

  private func totals(_ more: [String: ParameterValue]) throws -> [Int64] {
    try SharingFixtures.bills(
      Self.names, Self.meters, SharingFixtures.plan(), on: SharingFixtures.grid(2),
      sharing: [SharingFixtures.rule(SpainCollective.self, Self.given(more))]
    ).bills.bills.map { $0[0].total.micros }
  }

  @Test("Each consumer has its own surplus, which is credited in the month")
  func surplus() throws {
    // A has 6 and 3: uses 2 and 3, surplus 4 and 0, buys 0 and 6. B has 4 and 2: uses 4 and 1,
    // surplus 0 and 1, buys 4 and 0.
    let totals = try totals(["surplusPrice": .number(0.05)])
    #expect(totals == [1_900_000, 1_350_000, 0])
  }

  @Test("The compensation is no more than the value of the energy bought")
  func cap() throws {
    // 4 kWh at 0.50 are 2.00, but 6 kWh of energy at 0.20 cost 1.20; B: 0.50 of 0.80.
    #expect(
      try totals(["surplusPrice": .number(0.5)])
        == [900_000, 900_000, 0])
    // With the network's 0.10 counted as well, the cap is 1.80.
    #expect(
      try totals([
        "surplusPrice": .number(0.5), "cappedComponents": .texts(["energy", "network"]),
      ]) == [300_000, 900_000, 0])
  }

  @Test("Without a price the surplus is an export under the consumer's own tariff")
  func ownExport() throws {
    #expect(try totals([:]) == [1_780_000, 1_320_000, 0])
  }

  @Test(
    "Coefficients of the hours of a year act in civil hours, and leap days repeat the day before")
  func hourly() throws {
    var text = "A,B\n"
    for hour in 0..<8760 { text += hour % 24 == 1 ? "0,1\n" : "0.6,0.4\n" }
    var inputs = TariffInputs(currency: "EUR", zone: .utc)
    let bytes = Array(text.utf8)
    inputs.bytes = { (_) throws(ParameterError) in bytes }
    let rule = try SharingFixtures.rule(
      SpainCollective.self,
      Self.given([
        "coefficients": .text("beta.csv"),
        "members": SharingFixtures.members([("A", nil), ("B", nil)]),
      ])
    ).prepared(inputs)
    var energy = try SharedEnergy(
      meters: Self.meters, memberNames: Self.names, on: SharingFixtures.grid(2))
    try rule.share(&energy)
    #expect(energy.received[0] == [2_000_000, 0])
    #expect(energy.received[1] == [4_000_000, 1_000_000])
    #expect(energy.surplus[1] == [0, 4_000_000])
    let table = try CoefficientTable(csv: bytes, times: .hoursOfYear)
    let leap = try #require(CivilTime(parsing: "2024-02-29T01:00"))
    let last = try #require(CivilTime(parsing: "2024-12-31T23:00"))
    for time in [leap, last] {
      #expect(table.row(at: CivilTimeZone.utc.firstInstant(notBefore: time), in: .utc) != nil)
    }
    #expect(throws: BillingError.self) {
      try CoefficientTable(csv: Array("A\n1\n".utf8), times: .hoursOfYear)
    }
  }

  @Test("Coefficients that don't sum to one are refused")
  func refusal() {
    #expect(throws: ParameterError.self) {
      try SharingFixtures.rule(
        SpainCollective.self,
        Self.given(["members": SharingFixtures.members([("A", 0.6), ("B", 0.3)])]))
    }
    #expect(throws: ParameterError.self) {
      try SharingFixtures.rule(
        SpainCollective.self,
        Self.given(["members": SharingFixtures.members([("A", 0.6), ("B", nil)])]))
    }
  }
}
