import Quantities
import Tariffs
import Testing

/// Plans and meters that contradict themselves are refused, and the place is named.
struct PlanErrorTests {
  private func message(
    count: Int = 24, _ change: (inout RatePlan) throws -> Void
  ) throws -> String {
    var plan = BillingSamples.plan([
      [BillingSamples.tier(0.1, upTo: 100), BillingSamples.tier(0.2)]
    ])
    try change(&plan)
    let grid = try BillingSamples.grid(count: count)
    let error = #expect(throws: BillingError.self) { try BillingEngine(plan, on: grid) }
    return error?.description ?? ""
  }

  @Test("Tiers out of order are named")
  func tiers() throws {
    let order = try message {
      $0.energy[0].insert(BillingSamples.tier(0.15, upTo: 80), at: 1)
    }
    #expect(order.contains("tier 2") && order.contains("'all hours'"))
    #expect(try message { $0.energy[0].removeLast() }.contains("last tier"))
    #expect(try message { $0.energy[0] = [] }.contains("no tiers"))
    #expect(try message { $0.energy = [] }.contains("0 periods"))
    #expect(
      try message { $0.energy[0].insert(BillingSamples.tier(0.15), at: 0) }.contains("tier 1"))
    #expect(try message { $0.energy[0][0].prices = [] }.contains("0 prices"))
  }

  @Test("A tariff that ends within the bills is named with its day")
  func validity() throws {
    #expect(
      try message(count: 48) { $0.validUntil = BillingSamples.date(2018, 1, 2) }
        .contains("2018-01-02"))
    #expect(
      try message { $0.validFrom = BillingSamples.date(2018, 1, 2) }.contains("2018-01-02"))
    var plan = BillingSamples.flat(1)
    plan.validFrom = BillingSamples.date(2018, 1, 1)
    plan.validUntil = BillingSamples.date(2018, 1, 2)
    _ = try BillingEngine(plan, on: BillingSamples.grid(count: 24))
  }

  @Test("Arrays and shares that do not fit are named")
  func others() throws {
    #expect(
      try message { $0.monthlyAdjustments = [UnitPrice(nanos: 1)] }.contains("adjustments"))
    #expect(
      try message {
        $0.exports.credits.retained = [RetainedShare(component: 4, fromYear: 2023, millionths: 1)]
      }.contains("component 4"))
    #expect(
      try message {
        $0.exports.credits.retained = [
          RetainedShare(component: 0, fromYear: 2025, millionths: 1_500_000)
        ]
      }.contains("2025"))
    #expect(
      try message {
        $0.taxes.method = .insideEach
        $0.taxes.taxes = [Tax("ICMS", rateMillionths: 1_000_000, group: 0)]
      }.contains("100 %"))
    #expect(
      try message {
        $0.demand = [DemandCharge("power", tiers: [])]
      }.contains("power"))
    #expect(
      try message {
        $0.exports.priceTable = ExportPriceTable(schedule: .always(), prices: [])
      }.contains("export prices"))
    #expect(try message { $0.exports.trueUpMonth = 13 }.contains("13"))
  }

  @Test("Prices that end before the bills do are refused")
  func series() throws {
    let text = try message {
      $0.adders = [
        EnergyAdder(
          "spot",
          times: .series(
            PriceSeries(
              start: Instant(seconds: 1_514_764_800), intervalNanoseconds: 3_600_000_000_000,
              prices: [UnitPrice(nanos: 1)])))
      ]
    }
    #expect(text.contains("spot"))
  }

  @Test("A window of netting that a period cuts is refused")
  func netting() throws {
    let text = try message {
      $0.periods = try PeriodSchedule(
        windows: [PeriodWindow("odd", minutes: 60..<120)], otherwise: "rest")
      $0.energy.append($0.energy[0])
      $0.exports.kind = .netBilling
      $0.exports.window = .minutes(120)
    }
    #expect(text.contains("01:00"))
  }

  @Test("A meter with missing or negative values is refused with the interval")
  func meters() throws {
    let engine = try BillingEngine(BillingSamples.flat(1), on: BillingSamples.grid(count: 24))
    func message(_ meter: MeterSeries) -> String {
      var state = BillingState()
      let error = #expect(throws: BillingError.self) {
        try engine.bills(for: meter, state: &state)
      }
      return error?.description ?? ""
    }
    #expect(message(BillingSamples.meter(Array(repeating: 1, count: 23))).contains("23 values"))
    var negative = BillingSamples.meter(Array(repeating: 1, count: 24))
    negative.imported[7] = -1
    #expect(message(negative).contains("interval 7"))
  }
}
