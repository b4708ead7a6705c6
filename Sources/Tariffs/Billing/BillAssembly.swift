import Quantities

/// Builds the bill of one cycle line by line.
struct BillAssembly {
  let plan: RatePlan
  let tables: BillingTables
  let cycle: BillingCycle
  let registers: CycleRegisters
  let taxes: CycleTaxes
  var state: BillingState
  var lines: [BillLine] = []
  var flow = CreditFlow()

  /// Imported energy by period after netting and credits: what is billed.
  var billed: [BilledQuantity] = []
  /// The money that exports of the cycle earn, in micro-units.
  var exportMicros: Int128 = 0
  /// What a true-up pays for credits in kWh, in micro-units; negative.
  var cashOutMicros: Int128 = 0
  /// What a true-up pays for credits in money, in micro-units; negative.
  var trueUpMicros: Int128 = 0

  init(
    _ engine: BillingEngine, _ registers: CycleRegisters, cycle: Int, state: BillingState
  ) throws(BillingError) {
    plan = engine.plan
    tables = engine.tables
    self.cycle = engine.grid.cycles[cycle]
    self.registers = registers
    taxes = engine.tables.taxes[cycle]
    self.state = state
    lines.reserveCapacity(16)
    try check()
  }

  private func check() throws(BillingError) {
    let periods = tables.prices.periodCount
    guard registers.imported.count == periods, registers.exported.count == periods else {
      throw BillingError("the registers do not have the \(periods) periods of '\(plan.name)'.")
    }
    for energy in [registers.imported, registers.exported, registers.exportedByTable]
    where energy.contains(where: { $0 < 0 }) { throw BillingError("a register is negative.") }
    guard registers.adderEnergy.count == plan.adders.count,
      registers.adderAmounts.count == plan.adders.count
    else { throw BillingError("the registers do not have the adders of '\(plan.name)'.") }
    guard registers.reactiveExcess.count == plan.reactive.count,
      registers.reactiveExcess.allSatisfy({ $0 >= 0 })
    else { throw BillingError("the registers do not have the reactive charges of '\(plan.name)'.") }
    guard registers.peaks.map(\.count) == plan.demand.map(\.schedule.names.count) else {
      throw BillingError("the registers do not have the demand charges of '\(plan.name)'.")
    }
    guard
      plan.exports.priceTable.map({
        $0.schedule.names.count == registers.exportedByTable.count
      }) ?? true
    else { throw BillingError("the registers do not have the export prices of '\(plan.name)'.") }
    guard
      state.credits.lots.allSatisfy({ $0.energy >= 0 && (0..<periods).contains($0.period) })
    else { throw BillingError("a credit lies outside the periods of '\(plan.name)'.") }
  }

  /// Adds a line of a quantity at a price.
  mutating func add(
    _ kind: BillLineKind, _ component: String, period: String = "", tier: Int? = nil,
    party: TariffParty, quantity: BilledQuantity, unit: BilledUnit, price: UnitPrice,
    factor: TaxFactor? = nil
  ) throws(BillingError) {
    var line = BillLine(
      kind: kind, component: component, period: period, tier: tier, party: party,
      quantity: quantity, unit: unit, price: price, net: .zero)
    if unit == .kilowattHour { line.quantity = try tables.arithmetic.energy(quantity) }
    try add(line, ExactAmount(line.quantity, at: price), factor)
  }

  /// Adds a line whose amount is known exactly.
  mutating func add(
    _ line: BillLine, _ amount: ExactAmount, _ factor: TaxFactor?
  ) throws(BillingError) {
    var line = line
    line.net = try tables.arithmetic.rounded(amount)
    if let factor, factor.numerator != factor.denominator {
      let gross: Money
      if let decimals = factor.priceDecimals {
        let price = try tables.arithmetic.taxed(line.price, factor, decimals: decimals)
        gross = try tables.arithmetic.rounded(ExactAmount(line.quantity, at: price))
      } else {
        gross = try tables.arithmetic.rounded(amount, factor)
      }
      let (tax, overflow) = gross.micros.subtractingReportingOverflow(line.net.micros)
      guard !overflow else { throw LineArithmetic.overflow }
      line.tax = Money(micros: tax)
    }
    lines.append(line)
  }

  /// Adds a line that moves money between bills.
  mutating func addMoney(_ component: String, micros: Int128) throws(BillingError) {
    let amount = Money(micros: try LineArithmetic.narrow(micros))
    guard amount.micros != 0 else { return }
    lines.append(
      BillLine(
        kind: .carryOver, component: component, party: .retailer, quantity: 0, unit: .none,
        price: UnitPrice(nanos: 0), net: amount))
  }

  /// The sum of the lines of some kinds without taxes, in micro-units.
  func net(of kinds: Set<BillLineKind>) -> Int128 {
    lines.reduce(Int128(0)) { $0 + (kinds.contains($1.kind) ? Int128($1.net.micros) : 0) }
  }

  func finished() throws(BillingError) -> Bill {
    let micros = lines.reduce(Int128(0)) { $0 + Int128($1.net.micros) + Int128($1.tax.micros) }
    var bill = Bill(
      cycle: cycle, lines: lines, total: Money(micros: try LineArithmetic.narrow(micros)))
    bill.creditBalance = try state.credits.lots.map(\.energy).sum()
    bill.moneyBalance = Money(micros: state.moneyMicros)
    bill.credits = flow
    return bill
  }
}
