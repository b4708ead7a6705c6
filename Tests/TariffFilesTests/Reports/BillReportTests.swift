import Quantities
import TariffFiles
import Tariffs
import TestSupport
import Testing

struct BillReportTests {
  /// 150 kWh imported in January and 30 kWh in February by one member, a quarter of each by the other.
  static func report(plans: [RatePlan]) throws -> BillReport {
    let start = Instant(seconds: 1_767_225_600)
    let count = 59 * 24
    func series(_ january: Int64, _ february: Int64) -> MeterSeries {
      var imported = [Int64](repeating: 0, count: count)
      imported[12] = january
      imported[31 * 24 + 12] = february
      return MeterSeries(imported: imported, exported: [Int64](repeating: 0, count: count))
    }
    let meters = MeterFile(
      start: start, intervalNanoseconds: 3_600_000_000_000, count: count,
      members: [
        MeterFile.Member(name: "alice", meterNames: [""], series: series(150_000_000, 30_000_000)),
        MeterFile.Member(name: "b&b", meterNames: [""], series: series(37_500_000, 7_500_000)),
      ])
    return try BillReport(billing: meters, under: plans, zone: .utc)
  }

  static func blocks() -> RatePlan {
    var plan = RatePlan(
      name: "blocks", currency: "EUR", components: [RateComponent("energy", party: .retailer)],
      energy: [
        [
          EnergyTier(limit: 100_000_000, prices: [UnitPrice(nanos: 100_000_000)]),
          EnergyTier(prices: [UnitPrice(nanos: 200_000_000)]),
        ]
      ])
    plan.fixed = [FixedCharge("standing charge", price: UnitPrice(nanos: 5_000_000_000))]
    plan.taxes.taxes = [Tax("VAT", rateMillionths: 190_000, group: 0)]
    plan.provider = "Stadtwerke"
    return plan
  }

  static func flat() -> RatePlan {
    RatePlan(
      name: "flat | 1", currency: "EUR", components: [RateComponent("energy", party: .retailer)],
      energy: [[EnergyTier(prices: [UnitPrice(nanos: 123_456_789)])]])
  }

  /// Expects a text to be that of a golden file among the data of the tests.
  static func expect(_ text: String, named name: String, testFile: String = #filePath) throws {
    let tests = testFile.split(separator: "/", omittingEmptySubsequences: false).dropLast(2)
    try expectGolden(
      text, named: name, testFile: tests.joined(separator: "/") + "/Data/BillReportTests.swift")
  }

  @Test("A report says each line with its period, tier, quantity, price, tax and amount")
  func oneTariff() throws {
    let report = try Self.report(plans: [Self.blocks()])
    // January of alice: (100·0.10 + 50·0.20 + 5)·1.19 = 29.75; February: (30·0.10 + 5)·1.19 = 9.52.
    #expect(report.tariffs[0].members[0].bills.map(\.total.micros) == [29_750_000, 9_520_000])
    #expect(report.tariffs[0].members[0].totalMicros == 39_270_000)
    try Self.expect(report.text(), named: "bills.txt")
    try Self.expect(report.json(), named: "bills.json")
    try Self.expect(report.csv(), named: "bills.csv")
  }

  @Test("Several tariffs are compared by their totals, for terminals, Markdown and LaTeX")
  func comparison() throws {
    let report = try Self.report(plans: [Self.blocks(), Self.flat()])
    try Self.expect(report.text(), named: "totals.txt")
    try Self.expect(report.comparison().markdown(), named: "totals.md")
    try Self.expect(report.comparison().latex(), named: "totals.tex")
  }

  @Test("What members carry on is read back from a report")
  func states() throws {
    var plan = Self.flat()
    plan.demand = [DemandCharge("peak", tiers: [[DemandTier(price: UnitPrice(nanos: 1))]])]
    plan.demand[0].ratchet = DemandRatchet(share: 500_000, lookbackCycles: 11)
    var report = try Self.report(plans: [plan])
    report.tariffs[0].members[0].state.credits.lots = [
      CreditLots.Lot(month: 24_312, period: 2, energy: 12_345_678)
    ]
    report.tariffs[0].members[0].state.moneyMicros = -5
    let states = try BillReport.states(bytes: Array(report.json().utf8), path: "report.json")
    #expect(states["alice"] == report.tariffs[0].members[0].state)
    #expect(states["b&b"] == report.tariffs[0].members[1].state)
  }

  @Test(
    "A report that is none is refused with its place",
    arguments: [
      ("{", "report.json:1:2: "), ("[]", "report.json:1:1: the list 'tariffs' is missing"),
      (#"{"tariffs": []}"#, "report.json:1:1: there is no tariff in the report"),
      (
        #"{"tariffs": [{"members": [{"member": "a", "state": {"credits": 1}}]}]}"#,
        "report.json:1:52: the list 'credits' is missing"
      ),
    ])
  func refusing(text: String, message: String) throws {
    let error = #expect(throws: TariffFileError.self) {
      try BillReport.states(bytes: Array(text.utf8), path: "report.json")
    }
    #expect(error?.description.hasPrefix(message) == true, "\(error?.description ?? "")")
  }

  @Test(
    "Whole numbers of steps become exact decimals",
    arguments: [
      (0, "0.00"), (1, "0.000001"), (-1, "-0.000001"), (1_500_000, "1.50"), (-25_000_000, "-25.00"),
      (123_456_789, "123.456789"), (Int128(Int64.min), "-9223372036854.775808"),
    ] as [(Int128, String)])
  func decimals(count: Int128, text: String) {
    #expect(ReportNumbers.money(count) == text)
  }
}
