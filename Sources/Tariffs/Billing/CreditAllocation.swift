import Quantities

/// Offsets the consumption of one cycle by exports of the cycle and credits of earlier ones.
///
/// The order is: the credits that expire leave first; then exports of the cycle offset consumption of
/// their own period, then of the others; then earlier credits do, oldest first, again of their own
/// period first. What is left becomes credits of the cycle.
struct CreditAllocation {
  let rules: CreditRules
  let cycle: BillingCycle
  let prices: PriceTable
  var ledger: CreditLots
  /// Whether exports of the cycle offset all periods one for one, whatever the rule for credits.
  var netsAcrossPeriods = false
  /// The energy that is offset in each period.
  private(set) var offset: [Int64] = []
  private(set) var flow = CreditFlow()

  private var open: [Int64] = []
  private var budget: Int64 = 0

  init(rules: CreditRules, cycle: BillingCycle, prices: PriceTable, lots: CreditLots) {
    self.rules = rules
    self.cycle = cycle
    self.prices = prices
    ledger = lots
  }

  private var month: Int { cycle.year * 12 + cycle.month - 1 }

  mutating func allocate(
    consumption: [Int64], own: [Int64], received: [Int64], keptInFull: Int64, givesSurplus: Bool
  ) throws(BillingError) {
    try expire()
    try moveWithTheSeason()
    open = consumption
    offset = Array(repeating: 0, count: consumption.count)
    let total = try consumption.sum()
    budget = total - min(total, keptInFull)
    flow.earned = try own.sum()
    flow.received = try received.sum()

    var own = own
    var received = received
    let crossing = netsAcrossPeriods ? .oneForOne : rules.crossing
    for period in own.indices {
      own[period] -= try use(own[period], of: period, in: period, crossing)
      received[period] -= try use(received[period], of: period, in: period, crossing)
    }
    for period in own.indices {
      own[period] -= try useElsewhere(own[period], of: period, crossing)
      received[period] -= try useElsewhere(received[period], of: period, crossing)
    }
    for index in ledger.lots.indices {
      let lot = ledger.lots[index]
      let spent = try use(lot.energy, of: lot.period, in: lot.period, rules.crossing)
      ledger.lots[index].energy -= spent
    }
    for index in ledger.lots.indices {
      let lot = ledger.lots[index]
      let spent = try useElsewhere(lot.energy, of: lot.period, rules.crossing)
      ledger.lots[index].energy -= spent
    }
    ledger.lots.removeAll { $0.energy == 0 }
    if givesSurplus {
      flow.given = own
    } else {
      for (period, energy) in own.enumerated() { try keep(energy, period: period) }
    }
    for (period, energy) in received.enumerated() { try keep(energy, period: period) }
  }

  /// Removes the credits whose life is over.
  private mutating func expire() throws(BillingError) {
    guard let life = rules.lifeCycles else { return }
    for lot in ledger.lots {
      // A month comes from outside; a difference that leaves 64 bits is old or new beyond doubt.
      let (age, overflow) = month.subtractingReportingOverflow(lot.month)
      if overflow ? lot.month < 0 : age >= life { try lose(lot.energy) }
    }
    let month = month
    ledger.lots.removeAll { lot in
      let (age, overflow) = month.subtractingReportingOverflow(lot.month)
      return overflow ? lot.month < 0 : age >= life
    }
  }

  /// Moves credits to the periods of the month.
  private mutating func moveWithTheSeason() throws(BillingError) {
    guard !rules.periodTransfers.isEmpty else { return }
    let targets = rules.periodTransfers[cycle.month - 1]
    var lots: [CreditLots.Lot] = []
    for lot in ledger.lots {
      if let target = targets[lot.period] {
        lots.append(CreditLots.Lot(month: lot.month, period: target, energy: lot.energy))
      } else {
        try lose(lot.energy)
      }
    }
    ledger.lots = lots
  }

  private mutating func lose(_ energy: Int64) throws(BillingError) {
    flow.expired = try [flow.expired, energy].sum()
    ledger.expired = try [ledger.expired, energy].sum()
  }

  private mutating func keep(_ energy: Int64, period: Int) throws(BillingError) {
    guard energy > 0 else { return }
    if let index = ledger.lots.firstIndex(where: { $0.month == month && $0.period == period }) {
      ledger.lots[index].energy = try [ledger.lots[index].energy, energy].sum()
    } else {
      ledger.lots.append(CreditLots.Lot(month: month, period: period, energy: energy))
    }
  }

  /// Offsets consumption of the other periods by a credit; the credit that it takes.
  private mutating func useElsewhere(
    _ credit: Int64, of period: Int, _ crossing: CreditCrossing
  ) throws(BillingError) -> Int64 {
    guard crossing != .never else { return 0 }
    var spent: Int64 = 0
    for target in open.indices where target != period {
      spent += try use(credit - spent, of: period, in: target, crossing)
    }
    return spent
  }

  /// Offsets consumption of one period by a credit of another or the same; the credit that it takes.
  private mutating func use(
    _ credit: Int64, of source: Int, in target: Int, _ crossing: CreditCrossing
  ) throws(BillingError) -> Int64 {
    guard credit > 0, open[target] > 0, budget > 0 else { return 0 }
    var energy = min(credit, open[target], budget)
    var spent = energy
    if source != target, crossing == .byPrice {
      let worth = (price(source), price(target))
      guard worth.0 > 0, worth.1 > 0 else { return 0 }
      let most = Int64(clamping: Int128(credit) * worth.0 / worth.1)
      energy = min(most, open[target], budget)
      // Rounded up, so that a credit never offsets more than it is worth.
      spent = min(credit, Int64(clamping: (Int128(energy) * worth.1 + worth.0 - 1) / worth.0))
      guard energy > 0 else { return 0 }
    }
    open[target] -= energy
    budget -= energy
    offset[target] += energy
    flow.used = try [flow.used, spent].sum()
    return spent
  }

  private func price(_ period: Int) -> Int128 {
    let price = prices.wholePrice(
      month: cycle.month, period: period, component: rules.crossingComponent)
    // Bounded, so that its product with an energy fits 128 bits.
    return min(price, Int128(Int64.max))
  }
}
