import Quantities
import Tariffs
import TestSupport
import Testing

struct BillPropertyTests {
  private static let dayCount = 45

  /// A household with a plant; hourly.
  private static func household(_ random: inout TestGenerator) -> MeterSeries {
    let load = Int64.random(in: 0...2_000_000, using: &random)
    let sun = Int64.random(in: 0...4_000_000, using: &random)
    var meter = MeterSeries(imported: [], exported: [])
    for hour in 0..<dayCount * 24 {
      let used = load == 0 ? 0 : Int64.random(in: 0...load, using: &random)
      let isLight = (8..<17).contains(hour % 24)
      let made = isLight && sun > 0 ? Int64.random(in: 0...sun, using: &random) : 0
      meter.imported.append(max(0, used - made))
      meter.exported.append(max(0, made - used))
      meter.load.append(used)
      meter.generation.append(made)
    }
    return meter
  }

  @Test(
    "Longer netting windows cost no more where exports earn no more than imports cost",
    arguments: 0..<100)
  func ordering(seed: Int) throws {
    var random = TestGenerator(seed: seed)
    let grid = try BillingSamples.grid(count: Self.dayCount * 24)
    let retail = Int64.random(in: 0...600_000_000, using: &random)
    let sell = Int64.random(in: 0...max(retail, 1), using: &random)
    func engine(_ change: (inout ExportScheme) -> Void) throws -> BillingEngine {
      var plan = BillingSamples.flat(0)
      plan.energy = [
        [
          EnergyTier(
            prices: [UnitPrice(nanos: retail)], exportPrice: UnitPrice(nanos: min(sell, retail)))
        ]
      ]
      change(&plan.exports)
      return try BillingEngine(plan, on: grid)
    }
    let engines = [
      try engine { $0.kind = .netMetering },
      try engine {
        $0.kind = .netBilling
        $0.window = .cycle
      },
      try engine {
        $0.kind = .netBilling
        $0.window = .minutes(1440)
      },
      try engine {
        $0.kind = .netBilling
        $0.window = .minutes(240)
      },
      try engine { $0.kind = .netPurchaseAndSale },
    ]
    for _ in 0..<100 {
      let meter = Self.household(&random)
      var costs: [Int64] = []
      for engine in engines {
        var state = BillingState()
        costs.append(
          try engine.bills(for: meter, state: &state).reduce(0) { $0 + $1.total.micros })
      }
      let isNetConsumer =
        meter.generation.reduce(0, +) <= meter.load.reduce(0, +)
      // Each line is rounded by half a millionth at most.
      let slack: Int64 = 4
      if isNetConsumer, try !leavesCredit(engines[0], meter) {
        #expect(costs[0] <= costs[1] + slack)
      }
      #expect(costs[1] <= costs[2] + slack)
      #expect(costs[2] <= costs[3] + slack)
      #expect(costs[3] <= costs[4] + slack)
    }
  }

  /// Whether credits are left at the end: they were not worth anything yet.
  private func leavesCredit(_ engine: BillingEngine, _ meter: MeterSeries) throws -> Bool {
    var state = BillingState()
    return try engine.bills(for: meter, state: &state).last?.creditBalance ?? 0 > 0
  }

  /// A plan drawn at random over all structures.
  private static func plan(_ random: inout TestGenerator) throws -> RatePlan {
    func price() -> UnitPrice {
      UnitPrice(nanos: Int64.random(in: -50_000_000...900_000_000, using: &random))
    }
    let edge = Int.random(in: 1..<24, using: &random) * 60
    var plan = RatePlan(
      name: "random", currency: "EUR",
      components: [
        RateComponent("energy", party: .retailer),
        RateComponent("network", party: .distributionCompany),
      ],
      periods: try PeriodSchedule(
        windows: [PeriodWindow("early", days: [.working], minutes: 0..<edge)], otherwise: "late"),
      energy: (0..<2).map { _ in
        let limits: [Int64?] = [40_000_000, 400_000_000, nil]
        return limits.suffix(Int.random(in: 1...3, using: &random)).map {
          EnergyTier(limit: $0, prices: [price(), price()], exportPrice: price())
        }
      })
    plan.tierBasis = TierBasis.allCases.randomElement(using: &random) ?? .energyOfMonth
    plan.exports.kind = ExportScheme.Kind.allCases.randomElement(using: &random) ?? .netBilling
    plan.exports.window =
      [.interval, .minutes(60), .cycle, .cycleByPeriod].randomElement(using: &random) ?? .interval
    plan.exports.money = ExportScheme.MoneyRule.allCases.randomElement(using: &random) ?? .paid
    plan.exports.moneyOffsets = MoneyOffset.allCases.randomElement(using: &random) ?? .bill
    plan.exports.trueUpMonth = Int.random(in: 1...12, using: &random)
    plan.exports.credits.lifeCycles = [nil, 1, 2, 60].randomElement(using: &random) ?? nil
    plan.exports.credits.crossing = CreditCrossing.allCases.randomElement(using: &random) ?? .never
    plan.exports.credits.minimumBilled = Int64.random(in: 0...50_000_000, using: &random)
    plan.exports.credits.cashOutPrice =
      [nil, UnitPrice(nanos: 0), price()].randomElement(using: &random) ?? nil
    plan.exports.credits.retained = [
      RetainedShare(
        component: 1, fromYear: 2018, millionths: Int64.random(in: 0...1_000_000, using: &random))
    ]
    plan.demand = [
      DemandCharge(
        "demand", schedule: plan.periods,
        tiers: [
          [DemandTier(limit: 2_000_000, price: price()), DemandTier(price: price())],
          [DemandTier(price: price())],
        ])
    ]
    plan.demand[0].isDaily = Bool.random(using: &random)
    plan.demand[0].basis = DemandCharge.Basis.allCases.randomElement(using: &random) ?? .imported
    plan.demand[0].ratchet = DemandRatchet(share: 800_000, lookbackCycles: 2)
    plan.fixed = [FixedCharge("fixed", price: price())]
    plan.minimum =
      [
        nil, .amount(price(), span: .month, party: .retailer),
        .energyAmount(price(), span: .year, party: .retailer),
        .energy(60_000_000, appliesTo: .billed), .energy(60_000_000, appliesTo: .measured),
      ].randomElement(using: &random) ?? nil
    plan.taxes.method = TaxRule.Method.allCases.randomElement(using: &random) ?? .onTop
    plan.taxes.taxes = [
      Tax("a", rateMillionths: 190_000, group: 0), Tax("b", rateMillionths: 92_500, group: 1),
    ]
    plan.rounding.decimals = Int.random(in: 0...6, using: &random)
    return plan
  }

  @Test("Lines add up to the bill, and no credit is lost or made", arguments: 0..<200)
  func invariants(seed: Int) throws {
    var random = TestGenerator(seed: seed)
    let plan = try Self.plan(&random)
    let grid = try BillingSamples.grid(month: 11, count: Self.dayCount * 24)
    let engine = try BillingEngine(plan, on: grid)
    let meter = Self.household(&random)
    var state = BillingState()
    var balance: Int64 = 0
    var netted: Int64 = 0
    for (cycle, bill) in try engine.bills(for: meter, state: &state).enumerated() {
      let sum = bill.lines.reduce(0) { $0 + $1.amount.micros }
      #expect(sum == bill.total.micros)
      let flow = bill.credits
      balance += flow.earned + flow.received - flow.used - flow.expired - flow.cashedOut
      balance -= flow.given.reduce(0, +)
      #expect(balance == bill.creditBalance)

      let registers = try engine.registers(ofCycle: cycle, for: meter)
      let energy = bill.lines.filter {
        $0.component == "energy" && ($0.kind == .energy || $0.kind == .export)
      }
      netted += energy.reduce(0) { $0 + $1.quantity }
      if plan.exports.kind == .buyAllSellAll || plan.exports.kind == .netPurchaseAndSale {
        let billed = energy.reduce(0) { $0 + $1.quantity }
        #expect(billed == registers.imported.reduce(0, +))
        let sold = bill.lines.filter { $0.kind == .export }.reduce(0) { $0 - $1.quantity }
        #expect(sold == registers.exported.reduce(0, +))
      }
      for (tiers, whole) in zip(registers.importedTiers, registers.imported) {
        #expect(tiers.reduce(0, +) == whole)
      }
      if plan.exports.kind == .netBilling {
        let sold = bill.lines.filter { $0.kind == .export }.reduce(0) { $0 - $1.quantity }
        let bought = energy.reduce(0) { $0 + $1.quantity }
        let net = registers.imported.reduce(0, +) - registers.exported.reduce(0, +)
        #expect(bought - sold == net)
      }
    }
  }

  @Test("Money that is carried is neither lost nor made", arguments: 0..<60)
  func carriedMoney(seed: Int) throws {
    var random = TestGenerator(seed: seed)
    var plan = try Self.plan(&random)
    plan.exports.kind = .netBilling
    plan.minimum = nil
    let grid = try BillingSamples.grid(month: 2, count: Self.dayCount * 48)
    let meter: MeterSeries = {
      let first = Self.household(&random)
      let second = Self.household(&random)
      return MeterSeries(
        imported: first.imported + second.imported, exported: first.exported + second.exported)
    }()
    func run(_ money: ExportScheme.MoneyRule) throws -> (total: Int64, left: Int64) {
      plan.exports.money = money
      plan.exports.trueUpMonth = 12
      var state = BillingState()
      let bills = try BillingEngine(plan, on: grid).bills(for: meter, state: &state)
      return (bills.reduce(0) { $0 + $1.total.micros }, state.moneyMicros)
    }
    let paid = try run(.paid).total
    for rule in [ExportScheme.MoneyRule.carried, .carriedThenLapses, .creditedNextMonth] {
      let (total, left) = try run(rule)
      #expect(total - left == paid)
    }
    #expect(try run(.lapses).total >= paid)
  }

  @Test("Twice the energy at half the price costs the same", arguments: 0..<50)
  func scaling(seed: Int) throws {
    var random = TestGenerator(seed: seed)
    var plan = try Self.plan(&random)
    (plan.minimum, plan.taxes, plan.fixed, plan.demand) = (nil, TaxRule(), [], [])
    plan.exports.credits = CreditRules()
    plan.tierBasis = .energyOfMonth
    plan.rounding = BillRounding()
    for period in plan.energy.indices {
      for tier in plan.energy[period].indices {
        plan.energy[period][tier].prices = [
          UnitPrice(nanos: Int64.random(in: 0...400, using: &random) * 1_000_000),
          UnitPrice(nanos: Int64.random(in: 0...400, using: &random) * 1_000_000),
        ]
        plan.energy[period][tier].exportPrice = UnitPrice(
          nanos: Int64.random(in: 0...200, using: &random) * 1_000_000)
      }
    }
    let grid = try BillingSamples.grid(count: Self.dayCount * 24)
    var meter = Self.household(&random)
    let once = try BillingSamples.bills(plan, meter, on: grid).map(\.total.micros)
    for path in [\MeterSeries.imported, \.exported, \.load, \.generation] {
      meter[keyPath: path] = meter[keyPath: path].map { $0 * 2 }
    }
    for period in plan.energy.indices {
      for tier in plan.energy[period].indices {
        plan.energy[period][tier].limit = plan.energy[period][tier].limit.map { $0 * 2 }
        plan.energy[period][tier].prices = plan.energy[period][tier].prices.map {
          UnitPrice(nanos: $0.nanos / 2)
        }
        plan.energy[period][tier].exportPrice = plan.energy[period][tier].exportPrice.map {
          UnitPrice(nanos: $0.nanos / 2)
        }
      }
    }
    let twice = try BillingSamples.bills(plan, meter, on: grid).map(\.total.micros)
    for (left, right) in zip(once, twice) { #expect(abs(left - right) <= 20) }
  }

  @Test("Whatever the numbers are, a bill is made or refused", arguments: 0..<300)
  func extremes(seed: Int) throws {
    var random = TestGenerator(seed: seed)
    var plan = try Self.plan(&random)
    let isPriceExtreme = Bool.random(using: &random)
    func price() -> UnitPrice { UnitPrice(nanos: random.nextInteger()) }
    if isPriceExtreme {
      for period in plan.energy.indices {
        for tier in plan.energy[period].indices {
          plan.energy[period][tier].prices = [price(), price()]
          plan.energy[period][tier].exportPrice = Bool.random(using: &random) ? price() : nil
        }
      }
      plan.fixed[0].price = price()
      plan.fixed[0].furtherMeterPrice = price()
      plan.exports.selfConsumptionPremium = price()
      plan.demand[0].contracted = [random.nextInteger(), random.nextInteger()].map(\.magnitude)
        .map { Int64(clamping: $0) }
      plan.demand[0].overrunMultiple = 1_000_000_000
      plan.demand[0].tiers[1][0].price = price()
      plan.exports.credits.minimumBilled = Int64(clamping: random.nextInteger().magnitude)
      plan.minimum = .amount(price(), span: .year, party: .retailer)
    }
    let count = 24 * 40
    let grid = try BillingSamples.grid(month: 12, count: count)
    guard let engine = try? BillingEngine(plan, on: grid) else { return }
    func series() -> [Int64] {
      (0..<count).map { _ in
        Int.random(in: 0..<50, using: &random) == 0
          ? Int64(clamping: random.nextInteger().magnitude) : 1000
      }
    }
    var meter = MeterSeries(imported: series(), exported: series())
    meter.load = series()
    meter.generation = series()
    if seed % 3 == 0 { meter.imported[seed] = random.nextInteger() }
    meter.meterCount = seed % 5 == 0 ? .max : 1
    var state = BillingState()
    state.moneyMicros = seed % 2 == 0 ? random.nextInteger() : 0
    state.yearMicros = state.moneyMicros
    state.yearMonths = random.nextInteger()
    state.credits.lots = [
      CreditLots.Lot(
        month: Int(random.nextInteger()), period: 0,
        energy: Int64(clamping: random.nextInteger().magnitude))
    ]
    state.credits.expired = random.nextInteger()
    _ = try? engine.bills(for: meter, state: &state)
    // A bill from registers of outside, too.
    var registers = CycleRegisters()
    registers.imported = [random.nextInteger(), random.nextInteger()]
    registers.exported = [random.nextInteger(), random.nextInteger()]
    registers.peaks = [[random.nextInteger(), random.nextInteger()]]
    registers.dailyPeaks = [[[random.nextInteger()], [random.nextInteger()]]]
    registers.peak = random.nextInteger()
    _ = try? engine.bill(registers, cycle: 0, state: &state)
  }
}
