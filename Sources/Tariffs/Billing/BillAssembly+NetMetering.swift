import Quantities

extension BillAssembly {
  /// Adds consumption in full, what credits offset of it, and what stays due on that.
  mutating func addNetMetering(_ shared: SharedCredits) throws(BillingError) {
    let periods = tables.prices.periodCount
    guard shared.received.isEmpty || shared.received.count == periods,
      shared.received.allSatisfy({ $0 >= 0 })
    else { throw plan.error("receives credits that do not match its \(periods) periods") }
    var allocation = CreditAllocation(
      rules: plan.exports.credits, cycle: cycle, prices: tables.prices, lots: state.credits)
    if plan.exports.window == .cycle { allocation.netsAcrossPeriods = true }
    try allocation.allocate(
      consumption: registers.imported, own: registers.exported,
      received: shared.received.isEmpty ? Array(repeating: 0, count: periods) : shared.received,
      keptInFull: try energyKeptInFull(), givesSurplus: shared.givesSurplus)
    state.credits = allocation.ledger
    flow = allocation.flow
    billed = zip(registers.imported, allocation.offset).map { $0 - $1 }

    let gross = try tiers(of: registers.imported, measured: [])
    let net = try tiers(of: billed, measured: [])
    let offset = zip(gross, net).map { zip($0, $1).map { $0 - $1 } }
    try addImports(gross)
    try addComponents(.compensation, offset, sign: -1, factors: taxes.offset)
    try addRetained(offset)
    try addCashOut()
  }

  /// The consumption that credits may not offset.
  private func energyKeptInFull() throws(BillingError) -> BilledQuantity {
    var energy = plan.exports.credits.minimumBilled
    switch plan.minimum {
    case .energy(let least, .billed): energy = max(energy, least)
    case .energy(let least, .measured):
      // What is below the minimum is billed at it, so that credits would be used for nothing.
      if try registers.imported.sum() < least { energy = max(energy, least) }
    case .amount, .energyAmount, nil: break
    }
    return energy
  }

  /// Adds the share of components that stays due on energy which credits offset.
  private mutating func addRetained(_ offset: [[Int64]]) throws(BillingError) {
    for (index, component) in plan.components.enumerated() {
      let steps = plan.exports.credits.retained.filter {
        $0.component == index && $0.fromYear <= cycle.year
      }
      guard let share = steps.max(by: { $0.fromYear < $1.fromYear }), share.millionths > 0 else {
        continue
      }
      for (period, energies) in offset.enumerated() {
        for (tier, energy) in energies.enumerated() where energy != 0 {
          let quantity = try tables.arithmetic.energy(energy)
          let price = tables.prices.price(
            month: cycle.month, period: period, tier: tier, component: index)
          let exactPrice = Int128(price.nanos) * Int128(share.millionths)
          let (amount, overflow) = exactPrice.multipliedReportingOverflow(by: Int128(quantity))
          guard !overflow else { throw LineArithmetic.overflow }
          let shown = UnitPrice(
            nanos: try LineArithmetic.narrow(
              quotientRoundedHalfToEven(exactPrice, by: 1_000_000)))
          let line = BillLine(
            kind: .retained, component: component.name, period: plan.periods.names[period],
            tier: plan.energy[period].count > 1 ? tier + 1 : nil, party: component.party,
            quantity: quantity, unit: .kilowattHour, price: shown, net: .zero)
          try add(
            line, ExactAmount(amount, over: 1_000_000), share.isTaxed ? taxes.billed : nil)
        }
      }
    }
  }

  /// Pays out the credits that are left when the year closes.
  private mutating func addCashOut() throws(BillingError) {
    guard let price = plan.exports.credits.cashOutPrice, cycle.month == plan.exports.trueUpMonth
    else { return }
    let left = try state.credits.lots.map(\.energy).sum()
    state.credits.lots = []
    guard left > 0 else { return }
    if price.nanos == 0 {
      flow.expired = try [flow.expired, left].sum()
      state.credits.expired = try [state.credits.expired, left].sum()
      return
    }
    flow.cashedOut = left
    let first = lines.count
    try add(
      .export, "credits", party: .retailer, quantity: -left, unit: .kilowattHour, price: price)
    cashOutMicros = Int128(lines[first].net.micros)
  }

  /// Bills a minimum of energy where less was billed.
  mutating func addMinimumEnergy() throws(BillingError) {
    guard case .energy(let least, let basis) = plan.minimum else { return }
    let compared = basis == .billed ? try billed.sum() : try registers.imported.sum()
    guard compared < least else { return }
    let period = plan.minimumEnergyPeriod
    let missing = least - (try billed.sum())
    guard missing > 0 else { return }
    for (index, component) in plan.components.enumerated() {
      try add(
        .minimum, component.name, period: plan.periods.names[period], party: component.party,
        quantity: missing, unit: .kilowattHour,
        price: tables.prices.price(month: cycle.month, period: period, tier: 0, component: index),
        factor: component.isTaxed ? taxes.billed : nil)
    }
    try billed.add(missing, at: period)
  }
}
