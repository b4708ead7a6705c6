import Quantities
import Tariffs
import Testing

/// The worked examples of `export_schemes.json`, among them a year that PySAM 7.1.1 billed.
struct ExportSchemeTests {
  struct Vector: Decodable {
    struct Profile: Decodable {
      var loadKwh: [Double]
      var generationKwh: [Double]
      var retail: Double
      var export: Double
      var fitGross: Double
    }
    struct Expected: Decodable { var expectedCost: Double }
    struct Year: Decodable {
      var retail: Double
      var sell: Double
      var fixedMonthly: Double
      var expectedMonthlyBill: [String: [String: [Double]]]
    }
    var profile: Profile
    var importKwh: [Double]
    var exportKwh: [Double]
    var netPurchaseAndSaleInstant: Expected
    var netBilling2HWindow: Expected
    var netMeteringPeriod: Expected
    var buyAllSellAll: Expected
    var pysam8760: Year
  }

  let vector: Vector

  init() throws { vector = try BillingSamples.vector("export_schemes", as: Vector.self) }

  private func cost(
    export: Double? = nil, _ change: (inout ExportScheme) -> Void
  ) throws -> Int64 {
    var plan = BillingSamples.flat(
      vector.profile.retail, export: export ?? vector.profile.export)
    change(&plan.exports)
    var meter = BillingSamples.meter(vector.importKwh, vector.exportKwh)
    meter.load = vector.profile.loadKwh.map(BillingSamples.energy)
    meter.generation = vector.profile.generationKwh.map(BillingSamples.energy)
    return try BillingSamples.total(plan, meter, on: BillingSamples.grid(count: 4))
  }

  @Test("One profile costs what each scheme says")
  func schemes() throws {
    let purchaseAndSale = try cost { _ in }
    #expect(
      purchaseAndSale
        == BillingSamples.micros(vector.netPurchaseAndSaleInstant.expectedCost))
    let billing = try cost {
      $0.kind = .netBilling
      $0.window = .minutes(120)
    }
    #expect(billing == BillingSamples.micros(vector.netBilling2HWindow.expectedCost))
    let metering = try cost { $0.kind = .netMetering }
    #expect(metering == BillingSamples.micros(vector.netMeteringPeriod.expectedCost))
    let all = try cost(export: vector.profile.fitGross) { $0.kind = .buyAllSellAll }
    #expect(all == BillingSamples.micros(vector.buyAllSellAll.expectedCost))
  }

  /// The scheme that an option of the System Advisor Model stands for.
  static func scheme(ofOption option: Int) -> ExportScheme {
    var scheme = ExportScheme()
    scheme.moneyOffsets = .energy
    switch option {
    case 0:
      scheme.kind = .netMetering
      scheme.window = .cycleByPeriod
      scheme.credits.crossing = .never
      scheme.credits.cashOutPrice = UnitPrice(nanos: 0)
    case 1:
      scheme.kind = .netBilling
      scheme.window = .cycleByPeriod
      scheme.money = .carried
    case 2: scheme.kind = .netBilling
    case 3:
      scheme.kind = .netBilling
      scheme.money = .creditedNextMonth
    default: scheme.kind = .buyAllSellAll
    }
    return scheme
  }

  @Test("A year's bills are those of PySAM under all five options", arguments: 0..<5, [2.5, 6])
  func year(option: Int, generation: Double) throws {
    let year = vector.pysam8760
    var plan = BillingSamples.flat(year.retail, export: year.sell)
    plan.fixed = [FixedCharge("fixed", price: BillingSamples.price(year.fixedMonthly))]
    plan.exports = Self.scheme(ofOption: option)
    let made = (0..<8760).map { (9..<15).contains($0 % 24) ? generation : 0 }
    var meter = BillingSamples.meter(made.map { max(0, 1 - $0) }, made.map { max(0, $0 - 1) })
    meter.load = Array(repeating: 1_000_000, count: 8760)
    meter.generation = made.map(BillingSamples.energy)
    let bills = try BillingSamples.bills(plan, meter, on: BillingSamples.grid(count: 8760))
    let name = generation == 6 ? "gen6" : "gen2.5"
    let expected = try #require(year.expectedMonthlyBill["\(option)"]?[name])
    #expect(bills.map(\.total.micros) == expected.map(BillingSamples.micros))
  }

  /// Exports from March to May and from November, bills as PySAM 7.1.1 calculated them.
  @Test(
    "Credits of money and energy run over the months as in PySAM",
    arguments: [
      [205.3, 186.4, 10.0, 10.0, 10.0, 10.0, 63.1, 205.3, 199.0, 205.3, 10.0, 10.0],
      [205.3, 186.4, 10.0, 10.0, 10.0, 88.6, 205.3, 205.3, 199.0, 205.3, 10.0, -63.2],
      [205.3, 186.4, 84.4, 82.0, 84.4, 199.0, 205.3, 205.3, 199.0, 205.3, 82.0, 84.4],
      [205.3, 186.4, 177.4, 79.0, 87.4, 106.0, 205.3, 205.3, 199.0, 205.3, 172.0, -5.6],
      [223.9, 203.2, 121.6, 118.0, 121.6, 217.0, 223.9, 223.9, 217.0, 223.9, 118.0, 121.6],
    ].enumerated().map { ($0, $1) })
  func seasons(option: Int, expected: [Double]) throws {
    var plan = BillingSamples.flat(0.3, export: 0.1)
    plan.fixed = [FixedCharge("fixed", price: BillingSamples.price(10))]
    plan.exports = Self.scheme(ofOption: option)
    let grid = try BillingSamples.grid(count: 8760)
    var made: [Double] = []
    for cycle in grid.cycles {
      let peak = [3, 4, 5, 11, 12].contains(cycle.month) ? 6 : 0.5
      made += cycle.intervals.map { (9..<15).contains($0 % 24) ? peak : 0 }
    }
    var meter = BillingSamples.meter(made.map { max(0, 1 - $0) }, made.map { max(0, $0 - 1) })
    meter.load = Array(repeating: 1_000_000, count: 8760)
    meter.generation = made.map(BillingSamples.energy)
    let bills = try BillingSamples.bills(plan, meter, on: grid)
    #expect(bills.map(\.total.micros) == expected.map(BillingSamples.micros))
  }

  @Test("Credits in kWh are paid at the true-up at their price")
  func cashOut() throws {
    var plan = BillingSamples.flat(0.3)
    plan.exports = Self.scheme(ofOption: 0)
    plan.exports.credits.cashOutPrice = BillingSamples.price(0.05)
    plan.exports.trueUpMonth = 1
    let bills = try BillingSamples.bills(
      plan, BillingSamples.meter([2, 0], [0, 5]), on: BillingSamples.grid(count: 2))
    #expect(bills[0].total.micros == -150000)
    #expect(bills[0].credits.cashedOut == 3_000_000)
    #expect(bills[0].creditBalance == 0)
  }

  @Test("Exports may be sold at prices of a schedule of their own")
  func priceTable() throws {
    var plan = BillingSamples.flat(0.3, export: 0.1)
    let schedule = try PeriodSchedule(
      windows: [PeriodWindow("evening", minutes: 60..<1440)], otherwise: "night")
    plan.exports.priceTable = ExportPriceTable(
      schedule: schedule, prices: [BillingSamples.price(0.5), BillingSamples.price(0.02)])
    let bills = try BillingSamples.bills(
      plan, BillingSamples.meter([1, 0, 0], [0, 1, 1]), on: BillingSamples.grid(count: 3))
    #expect(bills[0].total.micros == 300000 - 1_000_000)
    let night = try BillingSamples.bills(
      plan, BillingSamples.meter([0, 0, 0], [1, 0, 0]), on: BillingSamples.grid(count: 3))
    #expect(night[0].total.micros == -20000)
  }

  @Test("A premium pays what is generated and used at once")
  func premium() throws {
    var plan = BillingSamples.flat(0.3, export: 0.1)
    plan.exports.selfConsumptionPremium = BillingSamples.price(0.05)
    var meter = BillingSamples.meter([1, 0, 0, 3], [0, 1, 1, 0])
    meter.load = [1, 2, 1, 3].map(BillingSamples.energy)
    meter.generation = [0, 3, 2, 0].map(BillingSamples.energy)
    let bill = try BillingSamples.bills(plan, meter, on: BillingSamples.grid(count: 4))[0]
    #expect(bill.total.micros == 1_000_000 - 150000)
  }
}
