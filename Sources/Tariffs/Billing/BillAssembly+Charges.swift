import Quantities

extension BillAssembly {
  /// Adds the charges that depend on time alone.
  mutating func addFixedCharges() throws(BillingError) {
    for charge in plan.fixed {
      let further =
        Int128(charge.furtherMeterPrice.nanos) * Int128(max(0, registers.meterCount - 1))
      let price = Int128(charge.price.nanos) + further
      let (quantity, unit, divisor) = span(charge.span)
      // A share of a month is rounded on the bill only.
      let (exact, scale) =
        charge.span == .day ? (quantity, 1) : (cycle.monthParts, cycle.monthDivisor)
      let (amount, overflow) = price.multipliedReportingOverflow(by: Int128(exact))
      guard !overflow else { throw LineArithmetic.overflow }
      let shown = UnitPrice(
        nanos: try LineArithmetic.narrow(quotientRoundedHalfToEven(price, by: divisor)))
      let line = BillLine(
        kind: charge.isLevy ? .levy : .fixed, component: charge.name, party: charge.party,
        quantity: quantity, unit: unit, price: shown, net: .zero)
      try add(
        line, ExactAmount(amount, over: divisor * Int128(scale)),
        charge.isTaxed ? taxes.billed : nil)
    }
  }

  /// How much of a span the cycle has, and by what its price is divided.
  private func span(_ span: FixedCharge.Span) -> (BilledQuantity, BilledUnit, Int128) {
    switch span {
    case .day: (cycle.days, .day, 1)
    case .month: (cycle.monthShare, .month, 1)
    case .year: (cycle.monthShare, .month, 12)
    }
  }

  /// Adds tariff flags, critical peaks, rebates and series of prices.
  mutating func addAdders() throws(BillingError) {
    for (index, adder) in plan.adders.enumerated() {
      let factor = adder.isTaxed ? taxes.billed : nil
      let energy = try due(registers.adderEnergy[index], on: adder)
      switch adder.times {
      case .months(let months):
        for month in months where month.year == cycle.year && month.month == cycle.month {
          guard energy != 0 else { continue }
          try add(
            .adder, month.name.isEmpty ? adder.name : month.name, party: adder.party,
            quantity: energy, unit: .kilowattHour, price: month.price, factor: factor)
        }
      case .events(_, let price):
        guard energy != 0 else { continue }
        let isRebate = adder.basis == .belowBaseline
        try add(
          isRebate ? .rebate : .adder, adder.name, party: adder.party,
          quantity: isRebate ? -energy : energy, unit: .kilowattHour, price: price, factor: factor)
      case .series:
        guard energy != 0 else { continue }
        try addSeries(adder, index: index, energy: energy, factor)
      }
    }
  }

  private mutating func addSeries(
    _ adder: EnergyAdder, index: Int, energy: BilledQuantity, _ factor: TaxFactor?
  ) throws(BillingError) {
    let measured = Int128(registers.adderEnergy[index])
    var amount = registers.adderAmounts[index]
    let mean = try LineArithmetic.narrow(LineArithmetic.divide(amount, by: measured, .halfToEven))
    if Int128(energy) != measured {
      let (product, overflow) = amount.multipliedReportingOverflow(by: Int128(energy))
      guard !overflow else { throw LineArithmetic.overflow }
      amount = LineArithmetic.divide(product, by: measured, .halfToEven)
    }
    let line = BillLine(
      kind: .adder, component: adder.name, party: adder.party, quantity: energy,
      unit: .kilowattHour, price: UnitPrice(nanos: mean), net: .zero)
    try add(line, ExactAmount(amount), factor)
  }

  /// The energy that an adder is due on: with ``EnergyAdder/Basis/billed`` what credits and netting
  /// leave, in proportion where it is due in some hours only.
  private func due(
    _ measured: BilledQuantity, on adder: EnergyAdder
  ) throws(BillingError) -> BilledQuantity {
    guard adder.basis == .billed else { return max(0, measured) }
    let left = try billed.sum()
    if case .months = adder.times { return left }
    let whole = try registers.imported.sum()
    guard whole > 0 else { return 0 }
    return try LineArithmetic.narrow(
      quotientRoundedHalfToEven(Int128(measured) * Int128(left), by: Int128(whole)))
  }
}
