import Quantities
import RandomStreams
import Tariffs

/// Rate plans with every structure that there is, drawn at random.
struct RandomRatePlan {
  private var draws: RandomDraws

  init(seed: Int) {
    draws = RandomStream(seed: UInt64(seed), stream: "plans", entity: "plan").draws(at: 0)
  }

  mutating func below(_ bound: Int) -> Int { Int(draws.uniformInteger(below: UInt64(bound))) }
  private mutating func coin() -> Bool { below(2) == 0 }
  private mutating func integer(_ range: ClosedRange<Int64>) -> Int64 {
    range.lowerBound
      + Int64(draws.uniformInteger(below: UInt64(range.upperBound - range.lowerBound) + 1))
  }
  private mutating func choice<Element>(_ elements: [Element]) -> Element {
    elements[below(elements.count)]
  }
  private mutating func price(_ greatest: Int64 = 1_000_000_000_000) -> UnitPrice {
    UnitPrice(nanos: integer(-greatest...greatest) / choice([1, 1000, 1_000_000, 1_000_000_000]))
  }
  private mutating func energy() -> BilledQuantity {
    integer(0...1_000_000_000_000) / choice([1, 1000, 1_000_000])
  }
  private mutating func share() -> Int64 { integer(0...999_999) }
  private mutating func party() -> TariffParty { choice(TariffParty.allCases) }
  private mutating func text() -> String {
    choice([
      "peak", "off-peak", "Ponta 17:30", "a: b", "# no comment", "- dash", "null", "true", "0123",
      "1e5", "über", "\"quoted\" \\ back", "two\nlines", "tab\there", " space ", "{flow}", "[x]",
      "*star", "&and", "!tag", "%", "@", "🙂", "R$", "",
    ]) + "\(below(1000))"
  }
  private mutating func date() -> CivilDate {
    CivilDate(daysSinceEpoch: below(30_000)) ?? .first
  }

  mutating func plan() throws -> RatePlan {
    let components = (0..<(1 + below(3))).map { index in component(index) }
    let periods = try schedule()
    var plan = RatePlan(
      name: text(), currency: choice(["EUR", "BRL", "USD"]), components: components,
      periods: periods, energy: periods.names.map { _ in tiers(components.count) })
    if coin() { plan.provider = text() }
    if coin() { plan.source = text() }
    if coin() { plan.validFrom = date() }
    if coin() { plan.validUntil = (plan.validFrom ?? .first).adding(days: 1 + below(5000)) }
    plan.tierBasis = choice(TierBasis.allCases)
    if coin() { plan.monthlyAdjustments = (0..<12).map { _ in price() } }
    if coin() { plan.exports = try exports(plan) }
    plan.demand = try (0..<below(3)).map { _ in try demand() }
    plan.fixed = (0..<below(3)).map { _ in fixed() }
    if coin() { plan.minimum = minimum() }
    if case .energy = plan.minimum { plan.minimumEnergyPeriod = below(periods.names.count) }
    plan.adders = (0..<below(3)).map { _ in adder() }
    plan.levies = (0..<below(3)).map { _ in levy() }
    plan.reactive = (0..<below(2)).map { _ in reactive() }
    if coin() { plan.taxes = taxes() }
    plan.rounding.decimals = below(7)
    plan.rounding.rule = choice(BillRounding.Rule.allCases)
    plan.rounding.energyDecimals = below(7)
    plan.metadata = (0..<below(4)).map { _ in
      MetadataEntry(text(), coin() ? "" : String(repeating: text(), count: 1 + below(900)))
    }
    return plan
  }

  private mutating func component(_ index: Int) -> RateComponent {
    var component = RateComponent("\(text())-\(index)", party: party())
    component.isTaxed = coin()
    component.localTradeShare = Double(below(101)) / 100
    return component
  }

  private mutating func schedule() throws -> PeriodSchedule {
    if below(3) == 0 { return coin() ? .always() : .always(text()) }
    let names = (0..<choice([2, 3, 5, 40, 70])).map { "\(text())-\($0)" }
    let columns = choice([1, 2, 24, 48, 96])
    let sameMonths = coin()
    var weekdays: [[Int]] = []
    var weekends: [[Int]] = []
    for month in 0..<12 {
      let copies = sameMonths && month > 0
      weekdays.append(copies ? weekdays[0] : (0..<columns).map { _ in below(names.count) })
      weekends.append(copies ? weekends[0] : (0..<columns).map { _ in below(names.count) })
    }
    return try PeriodSchedule(
      weekday: weekdays, weekend: coin() ? weekdays : weekends, names: names,
      holidays: coin() ? .weekday : .weekend)
  }

  private mutating func limits() -> [BilledQuantity?] {
    var limits: [BilledQuantity?] = []
    var last: Int64 = 0
    for _ in 0..<below(4) {
      last += 1 + energy()
      limits.append(last)
    }
    return limits + [nil]
  }

  private mutating func tiers(_ count: Int) -> [EnergyTier] {
    limits().map { limit in
      EnergyTier(
        limit: limit, prices: (0..<count).map { _ in price() },
        exportPrice: below(3) == 0 ? nil : price())
    }
  }

  private mutating func taxes() -> TaxRule {
    var rule = TaxRule()
    rule.method = choice(TaxRule.Method.allCases)
    if coin() { rule.priceDecimals = below(10) }
    rule.taxes = (0..<below(4)).map { _ in
      Tax(text(), rateMillionths: share(), group: below(5) - 2)
    }
    rule.changes = (0..<below(3)).map { index in
      TaxChange(
        from: BillingMonth(year: 2020 + index, month: 1 + below(12)),
        rates: rule.taxes.map { _ in share() })
    }
    return rule
  }

  private mutating func exports(_ plan: RatePlan) throws -> ExportScheme {
    var scheme = ExportScheme()
    scheme.kind = choice(ExportScheme.Kind.allCases)
    scheme.window = choice([.interval, .cycle, .cycleByPeriod, .minutes(60), .minutes(15)])
    scheme.money = choice(ExportScheme.MoneyRule.allCases)
    scheme.moneyOffsets = choice(MoneyOffset.allCases)
    scheme.trueUpMonth = 1 + below(12)
    scheme.selfConsumptionPremium = price()
    if coin() {
      let schedule = try schedule()
      scheme.priceTable = ExportPriceTable(
        schedule: schedule, prices: schedule.names.map { _ in price() })
    }
    if coin() { scheme.credits.lifeCycles = 1 + below(100) }
    scheme.credits.crossing = choice(CreditCrossing.allCases)
    if coin() { scheme.credits.crossingComponent = below(plan.components.count) }
    scheme.credits.retained = (0..<below(3)).map { _ in
      var share = RetainedShare(
        component: below(plan.components.count), fromYear: below(3000), millionths: share())
      share.isTaxed = coin()
      return share
    }
    if coin() { scheme.credits.offsetTaxes = taxes() }
    if coin() {
      scheme.credits.offsetTaxesByComponent = plan.components.map { _ in taxes() }
    }
    scheme.credits.minimumBilled = energy()
    if coin() { scheme.credits.cashOutPrice = price() }
    if coin() {
      let count = plan.periods.names.count
      scheme.credits.periodTransfers = (0..<12).map { _ in
        (0..<count).map { _ in coin() ? below(count) : nil }
      }
    }
    return scheme
  }

  private mutating func demand() throws -> DemandCharge {
    let schedule = try schedule()
    var charge = DemandCharge(
      text(), party: party(), schedule: schedule,
      tiers: schedule.names.map { _ in
        limits().map { DemandTier(limit: $0, price: price()) }
      })
    charge.isTaxed = coin()
    charge.unit = choice([.kilowatt, .kilovoltAmpere, .kilovar])
    if coin() { charge.windowMinutes = choice([15, 30, 60]) }
    charge.basis = choice(DemandCharge.Basis.allCases)
    charge.isDaily = coin()
    charge.unmeasured = Set((0..<below(3)).map { _ in below(schedule.names.count) })
    if coin() {
      var ratchet = DemandRatchet(share: share(), lookbackCycles: below(13))
      if coin() { ratchet.shares = (0..<12).map { _ in coin() ? 0 : share() } }
      if coin() { ratchet.months = (0..<12).map { _ in below(4) == 0 } }
      ratchet.sharesOfOrigin = coin()
      ratchet.floor = energy()
      charge.ratchet = ratchet
    }
    if coin() {
      charge.contracted = schedule.names.map { _ in energy() }
      charge.billing = choice(DemandCharge.Billing.allCases)
    }
    charge.overrunTolerance = share()
    charge.overrunMultiple = share() * 3
    return charge
  }

  private mutating func fixed() -> FixedCharge {
    var charge = FixedCharge(
      text(), party: party(), price: price(), span: choice(FixedCharge.Span.allCases))
    charge.isTaxed = coin()
    charge.isLevy = coin()
    charge.furtherMeterPrice = price()
    return charge
  }

  private mutating func minimum() -> MinimumCharge {
    switch below(3) {
    case 0: .amount(price(), span: choice(FixedCharge.Span.allCases), party: party())
    case 1: .energyAmount(price(), span: choice(FixedCharge.Span.allCases), party: party())
    default: .energy(energy(), appliesTo: choice(MinimumEnergyBasis.allCases))
    }
  }

  private mutating func adder() -> EnergyAdder {
    let name = text()
    let start = Instant(nanoseconds: integer(0...2_000_000_000_000_000_000))
    let times: EnergyAdder.Times =
      switch below(3) {
      case 0:
        .months(
          (0..<below(5)).map { index in
            MonthlyPrice(
              year: 2026, month: 1 + index, name: coin() ? name : text(), price: price())
          })
      case 1:
        .events(
          (0..<below(3)).map { index in
            let day = Int64(index) * 86_400_000_000_000
            let from = Instant(nanoseconds: start.nanoseconds + day)
            return from..<Instant(nanoseconds: from.nanoseconds + integer(1...day + 1))
          }, price: price())
      default:
        .series(
          PriceSeries(
            start: start, intervalNanoseconds: choice([900, 3600, 1]) * 1_000_000_000,
            prices: (0..<below(50)).map { _ in price() }))
      }
    var adder = EnergyAdder(name, party: party(), times: times)
    adder.isTaxed = coin()
    adder.basis = choice(EnergyAdder.Basis.allCases)
    if adder.basis == .belowBaseline, coin() { adder.baseline = .priorDays(1 + below(30)) }
    return adder
  }

  private mutating func levy() -> Levy {
    Levy(
      text(), party: party(),
      bands: limits().map {
        LevyBand(limit: $0, amount: Money(micros: integer(-1_000_000_000...1_000_000_000)))
      }, month: coin() ? BillingMonth(year: 2026, month: 1 + below(12)) : nil)
  }

  private mutating func reactive() -> ReactiveCharge {
    var charge = ReactiveCharge(
      text(), party: party(), price: price(), referencePowerFactor: integer(1...1_000_000),
      windowMinutes: choice([15, 60, 1440]))
    charge.isTaxed = coin()
    return charge
  }
}
