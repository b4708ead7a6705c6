import Quantities
import Tariffs
import Testing

/// Credits in kWh: `br_scee_credit_ledger.json` and `br_scee_billing.json` in general form.
struct NetMeteringTests {
  struct Vector: Decodable {
    struct GroupTwo: Decodable { var expectedByYear: [String: Double] }
    struct GroupOne: Decodable { var expected: Double }
    var fioBSchedule: [String: Double]
    var gdI: GroupOne
    var gdIi: GroupTwo
  }

  static func plan(
    minimum: MinimumCharge? = nil, retained: [RetainedShare] = []
  ) -> RatePlan {
    // The network's price is split, so that one part of it can stay due.
    var plan = RatePlan(
      name: "sample", currency: "BRL",
      components: [
        RateComponent("TE", party: .retailer),
        RateComponent("TUSD_FioB", party: .distributionCompany),
        RateComponent("TUSD", party: .distributionCompany),
      ],
      energy: [
        [
          EnergyTier(prices: [
            UnitPrice(nanos: 322_630_000), UnitPrice(nanos: 441_478_264),
            UnitPrice(nanos: 683_430_000 - 441_478_264),
          ])
        ]
      ])
    plan.exports.kind = .netMetering
    plan.exports.credits.lifeCycles = 60
    plan.exports.credits.retained = retained
    plan.minimum = minimum
    return plan
  }

  /// The bill of a month in which so many kWh were drawn and fed in.
  private func bill(
    _ plan: RatePlan, _ imported: Double, _ exported: Double, year: Int = 2026
  ) throws -> Bill {
    let grid = try BillingSamples.grid(year: year, month: 7, count: 744)
    var meter = BillingSamples.meter(Array(repeating: 0, count: 744))
    meter.imported[0] = BillingSamples.energy(imported)
    meter.exported[1] = BillingSamples.energy(exported)
    return try BillingSamples.bills(plan, meter, on: grid)[0]
  }

  private func steps() throws -> [RetainedShare] {
    try BillingSamples.vector("br_scee_billing", as: Vector.self).fioBSchedule
      .sorted { $0.key < $1.key }.map {
        RetainedShare(
          component: 1, fromYear: Int($0.key) ?? 0, millionths: BillingSamples.energy($0.value))
      }
  }

  private let minimum = BillingSamples.energy(50)

  @Test("Compensation stops where the bill reaches the minimum, and the rest stays credit")
  func minimumOfBilledEnergy() throws {
    let plan = Self.plan(minimum: .energy(minimum, appliesTo: .billed))
    let vector = try BillingSamples.vector("br_scee_billing", as: Vector.self)
    let first = try bill(plan, 350, 300)
    #expect(first.total.micros == BillingSamples.micros(vector.gdI.expected))
    let second = try bill(plan, 200, 400)
    #expect(second.total.micros == BillingSamples.micros(50 * 1.00606))
    #expect(second.credits.used == BillingSamples.energy(150))
    #expect(second.creditBalance == BillingSamples.energy(250))
  }

  @Test(
    "A share of one component stays due on compensated energy, by year", arguments: 2023...2028)
  func retainedShare(year: Int) throws {
    let plan = Self.plan(
      minimum: .energy(minimum, appliesTo: .measured), retained: try steps())
    let vector = try BillingSamples.vector("br_scee_billing", as: Vector.self)
    let expected = try #require(vector.gdIi.expectedByYear["\(year)"])
    let bill = try bill(plan, 350, 300, year: year)
    // The vector has six decimals of sums that the lines round once each.
    #expect(abs(bill.total.micros - BillingSamples.micros(expected)) <= 2)
    #expect(bill.lines.filter { $0.kind == .retained }.map(\.component) == ["TUSD_FioB"])
  }

  @Test("A minimum of measured energy is due only where less was measured")
  func minimumOfMeasuredEnergy() throws {
    var plan = Self.plan(
      minimum: .energy(minimum, appliesTo: .measured), retained: try steps())
    let literal = try bill(plan, 200, 400)
    let retained = 200 * 0.6 * 0.441478264
    #expect(literal.total.micros == BillingSamples.micros(retained))
    #expect(literal.credits.used == BillingSamples.energy(200))
    #expect(literal.creditBalance == BillingSamples.energy(200))

    let small = try bill(plan, 40, 400)
    #expect(small.total.micros == BillingSamples.micros(50 * 1.00606))
    #expect(small.creditBalance == BillingSamples.energy(400))

    // The stricter reading: 50 kWh stay billed in any case.
    plan.exports.credits.minimumBilled = minimum
    let strict = try bill(plan, 200, 400)
    #expect(
      strict.total.micros
        == BillingSamples.micros(50 * 1.00606 + 150 * 0.6 * 0.441478264))
  }

  @Test("Credits are used oldest first and leave 60 months after their own")
  func ledger() throws {
    let engine = try BillingEngine(
      Self.plan(), on: BillingSamples.grid(year: 2024, count: 24 * 366 * 5 + 24 * 100))
    var state = BillingState()
    func run(_ year: Int, _ month: Int, _ imported: Double, _ exported: Double) throws -> Bill {
      let cycle = (year - 2024) * 12 + month - 1
      var registers = CycleRegisters()
      registers.imported = [BillingSamples.energy(imported)]
      registers.exported = [BillingSamples.energy(exported)]
      return try engine.bill(registers, cycle: cycle, state: &state)
    }
    _ = try run(2024, 1, 0, 100)
    _ = try run(2024, 2, 0, 50)
    let march = try run(2024, 3, 120, 0)
    #expect(march.credits.used == BillingSamples.energy(120))
    #expect(march.creditBalance == BillingSamples.energy(30))
    #expect(
      state.credits.lots == [
        CreditLots.Lot(month: 2024 * 12 + 1, period: 0, energy: BillingSamples.energy(30))
      ])
    let before = try run(2029, 1, 0, 0)
    #expect(before.credits.expired == 0)
    #expect(before.creditBalance == BillingSamples.energy(30))
    let after = try run(2029, 2, 100, 0)
    #expect(after.credits.expired == BillingSamples.energy(30))
    #expect(after.credits.used == 0)
    #expect(after.creditBalance == 0)
    #expect(state.credits.expired == BillingSamples.energy(30))
  }

  /// Two periods at 0.20 and 0.50 for each kWh.
  private func twoPeriods(_ crossing: CreditCrossing) throws -> RatePlan {
    var plan = BillingSamples.plan(
      [[BillingSamples.tier(0.2)], [BillingSamples.tier(0.5)]],
      periods: try PeriodSchedule(
        windows: [PeriodWindow("day", minutes: 0..<720)], otherwise: "evening"))
    plan.exports.kind = .netMetering
    plan.exports.credits.crossing = crossing
    return plan
  }

  @Test(
    "Surplus of one period offsets another as the rule says",
    arguments: [
      (CreditCrossing.never, Int64(1_500_000), Int64(5_000_000)),
      (.oneForOne, 0, 2_000_000), (.byPrice, 500000, 0),
    ])
  func crossing(rule: CreditCrossing, total: Int64, balance: Int64) throws {
    // 5 kWh of surplus at day, 3 kWh drawn in the evening; by price 5 kWh are worth 2 kWh there.
    let plan = try twoPeriods(rule)
    var meter = BillingSamples.meter(Array(repeating: 0, count: 24))
    meter.exported[3] = 5_000_000
    meter.imported[20] = 3_000_000
    let bill = try BillingSamples.bills(plan, meter, on: BillingSamples.grid(count: 24))[0]
    #expect(bill.total.micros == total)
    #expect(bill.creditBalance == balance)
  }

  @Test("Credits move to other periods with the season, or are lost")
  func seasons() throws {
    var plan = try twoPeriods(.never)
    plan.exports.credits.periodTransfers = Array(repeating: [0, 1], count: 12)
    plan.exports.credits.periodTransfers[1] = [1, nil]
    var meter = BillingSamples.meter(Array(repeating: 0, count: 24 * 59))
    meter.exported[3] = 5_000_000
    meter.exported[20] = 4_000_000
    meter.imported[31 * 24 + 20] = 3_000_000
    let bills = try BillingSamples.bills(plan, meter, on: BillingSamples.grid(count: 24 * 59))
    #expect(bills[1].total.micros == 0)
    #expect(bills[1].credits.expired == 4_000_000)
    #expect(bills[1].creditBalance == 2_000_000)
  }

  @Test("Received credits are used in the cycle, and surplus that is given leaves no credit")
  func shared() throws {
    let engine = try BillingEngine(Self.plan(), on: BillingSamples.grid(count: 744))
    var registers = CycleRegisters()
    registers.imported = [100_000_000]
    registers.exported = [150_000_000]
    var giver = SharedCredits()
    giver.givesSurplus = true
    var state = BillingState()
    let given = try engine.bill(registers, cycle: 0, state: &state, shared: giver)
    #expect(given.credits.given == [50_000_000])
    #expect(given.creditBalance == 0)

    var receiver = SharedCredits()
    receiver.received = [130_000_000]
    registers.exported = [0]
    var other = BillingState()
    let received = try engine.bill(registers, cycle: 0, state: &other, shared: receiver)
    #expect(received.total == .zero)
    #expect(received.creditBalance == 30_000_000)
  }

  @Test("A flag is due on what credits leave, not on what they offset")
  func flag() throws {
    // 370 kWh drawn, 150 of them compensated, 44.63 R$/MWh on the other 220.
    var plan = Self.plan()
    var flag = EnergyAdder(
      "flag",
      times: .months([
        MonthlyPrice(
          year: 2026, month: 7, name: "Vermelha P1", price: UnitPrice(nanos: 44_630_000))
      ]))
    flag.basis = .billed
    plan.adders = [flag]
    let line = try #require(try bill(plan, 370, 150).lines.last)
    #expect(line.component == "Vermelha P1")
    #expect(line.net.micros == 9_818_600)
  }

  @Test("Offset energy may carry other taxes than consumption")
  func offsetTaxes() throws {
    var plan = Self.plan()
    plan.taxes.method = .insideEach
    plan.taxes.taxes = [Tax("ICMS", rateMillionths: 200000, group: 0)]
    plan.exports.credits.offsetTaxes = TaxRule()
    let bill = try bill(plan, 100, 100)
    let offset = bill.lines.filter { $0.kind == .compensation }
    #expect(offset.allSatisfy { $0.tax == .zero })
    // 100 kWh with 20 % inside less 100 kWh without: a quarter of 100.606 is left.
    #expect(bill.total.micros == 25_151_500)
  }
}
