import Quantities
import Settlement
import Tariffs
import Testing

struct FairnessStudyTests {
  static let designs: [FairnessStudy.Design] = [
    FairnessStudy.Design("volumetric", .volumetric),
    FairnessStudy.Design(
      "capacity",
      .capacitySubscription(
        pricePerKilowatt: FairnessFixtures.price(5), excessMultiple: 2, subscribed: .quantile(0.9))),
    FairnessStudy.Design("local", .reducedLocalUse(share: 0.5)),
  ]

  @Test("Every design collects the same, and what some save others pay", arguments: 0..<5)
  func neutral(seed: Int) throws {
    var study = try FairnessFixtures.study(seed: seed)
    let peaks = try NetworkTariffDesign.peakHours(of: study.meters, on: study.grid)
    study.designs =
      Self.designs + [
        FairnessStudy.Design(
          "coincident",
          .coincidentPeak(pricePerKilowatt: FairnessFixtures.price(5), hours: peaks))
      ]
    let report = try study.report()
    #expect(report.results.count == 4)
    for result in report.results {
      #expect(abs(result.scaling.ratio - 1) < 1e-8, "\(result.name)")
      #expect(result.change.gap == 0)
      #expect(result.change.cost == .zero)
      #expect(result.costShift.rows.map(\.memberCount) == [2, 1])
      #expect(
        result.costShift.rows.reduce(0) { $0 + $1.after.micros }
          == result.parties.members.reduce(0) { $0 + $1.micros })
    }
    // The tariff as it is needs no factor and shifts nothing.
    #expect(report.results[0].scaling.factor == 1)
    #expect(report.results[0].costShift.rows.allSatisfy { $0.change == 0 })
  }

  @Test("A coincident peak charges the import of the system's peak hour, by hand")
  func coincident() throws {
    let grid = try BillingGrid(
      start: Instant(seconds: 1_717_200_000), intervalNanoseconds: 1_800_000_000_000, count: 6)
    let meters = [
      MeterSeries(
        imported: [1, 1, 4, 2, 0, 0].map { $0 * 1_000_000 }, exported: [0, 0, 0, 0, 0, 0]),
      MeterSeries(
        imported: [2, 2, 1, 0, 0, 0].map { $0 * 1_000_000 }, exported: [0, 0, 0, 0, 3_000_000, 0]),
    ]
    let hours = try NetworkTariffDesign.peakHours(of: meters, on: grid)
    // The second hour: 6 + 1 kWh.
    #expect(hours.map(\.lowerBound.nanoseconds) == [1_717_203_600_000_000_000])
    let design = NetworkTariffDesign.coincidentPeak(
      pricePerKilowatt: FairnessFixtures.price(10), hours: hours)
    let study = FairnessStudy(
      memberNames: ["A", "B"], plans: [FairnessFixtures.plan()], planOfMember: [0, 0], grid: grid,
      meters: meters)
    let network = try study.bills(design, factor: 1).map { bills in
      bills[0].lines.filter { $0.party == .distributionCompany }.map(\.net.micros).reduce(0, +)
    }
    #expect(network == [60_000_000, 10_000_000])
  }

  @Test("A subscription charges its power, and what is above it at a multiple, by hand")
  func subscription() throws {
    let grid = try FairnessFixtures.grid(30)
    var imported = [Int64](repeating: 1_000_000, count: grid.count)
    imported[5] = 6_000_000
    let meter = MeterSeries(
      imported: imported, exported: [Int64](repeating: 0, count: grid.count))
    let design = NetworkTariffDesign.capacitySubscription(
      pricePerKilowatt: FairnessFixtures.price(5), excessMultiple: 2,
      subscribed: .given([4_000_000]))
    let study = FairnessStudy(
      memberNames: ["A"], plans: [FairnessFixtures.plan()], planOfMember: [0], grid: grid,
      meters: [meter])
    let bill = try study.bills(design, factor: 1)[0][0]
    let network = bill.lines.filter { $0.party == .distributionCompany }
    // 4 kW at 5, and 2 kW above at 10.
    #expect(network.map(\.net.micros).reduce(0, +) == 40_000_000)
    let quantile = NetworkTariffDesign.capacitySubscription(
      pricePerKilowatt: FairnessFixtures.price(5), excessMultiple: 2, subscribed: .quantile(0.98))
    let plan = try quantile.plan(FairnessFixtures.plan(), member: 0, meter: meter, on: grid)
    #expect(plan.demand[0].contracted == [1_000_000])
    #expect(throws: BillingError.self) {
      try NetworkTariffDesign.capacitySubscription(
        pricePerKilowatt: FairnessFixtures.price(5), excessMultiple: 2, subscribed: .given([])
      ).plan(FairnessFixtures.plan(), member: 0, meter: meter, on: grid)
    }
  }

  @Test("A cost shift is the change of each group's bills, for each kWh and customer")
  func costShift() throws {
    let shift = try CostShift(
      before: [10, 20, 30].map { Money(micros: $0 * 1_000_000) },
      after: [12, 23, 25].map { Money(micros: $0 * 1_000_000) },
      imported: [20_000_000, 30_000_000, 0], groupOfMember: [0, 0, 1],
      groups: CostShift.generationGroups)
    #expect(shift.rows[0].change == 5)
    #expect(shift.rows[0].changePerKilowattHour == 0.1)
    #expect(shift.rows[0].changePerMember == 2.5)
    #expect(shift.rows[1].change == -5)
    #expect(shift.rows[1].changePerKilowattHour == nil)
    #expect(throws: BillingError.self) {
      try CostShift(before: [], after: [.zero], imported: [], groupOfMember: [], groups: [])
    }
  }

  @Test("Emissions follow imports, and exports count by choice")
  func carbon() throws {
    let grid = try BillingGrid(
      start: Instant(seconds: 1_717_200_000), intervalNanoseconds: 3_600_000_000_000, count: 3)
    let meters = [MeterSeries(imported: [2_000_000, 0, 1_000_000], exported: [0, 4_000_000, 0])]
    let constant = CarbonIntensity(constant: 0.5)
    #expect(try constant.emissions(of: meters, on: grid) == [[1.5]])
    let series = CarbonIntensity(
      [0.5, 0.25, 0.1], from: grid.start, intervalNanoseconds: 3_600_000_000_000, exportCredit: 1)
    // 1 − 1 + 0.1
    #expect(abs(try series.emissions(of: meters, on: grid)[0][0] - 0.1) < 1e-12)
    let short = CarbonIntensity(
      [0.5], from: grid.start, intervalNanoseconds: 3_600_000_000_000)
    #expect(throws: BillingError.self) { try short.emissions(of: meters, on: grid) }
  }
}
