import Quantities

extension BillLine {
  /// A line for shared energy: energy times price, rounded once by the tariff's rule, and taxed like
  /// the other lines of the tariff.
  init(
    shared component: String, period: String = "", party: TariffParty, energy: BilledQuantity,
    price: UnitPrice, plan: RatePlan, in cycle: BillingCycle, isTaxed: Bool = false
  ) throws(BillingError) {
    let arithmetic = LineArithmetic(plan.rounding)
    let quantity = try arithmetic.energy(energy)
    let amount = ExactAmount(quantity, at: price)
    let net = try arithmetic.rounded(amount)
    self.init(
      kind: .shared, component: component, period: period, party: party, quantity: quantity,
      unit: .kilowattHour, price: price, net: net)
    guard isTaxed else { return }
    let month = BillingMonth(year: cycle.year, month: cycle.month)
    let factor = try plan.taxes.rule(in: month).factor(for: plan)
    guard factor.numerator != factor.denominator else { return }
    let gross: Money
    if let decimals = factor.priceDecimals {
      let taxed = try arithmetic.taxed(price, factor, decimals: decimals)
      gross = try arithmetic.rounded(ExactAmount(quantity, at: taxed))
    } else {
      gross = try arithmetic.rounded(amount, factor)
    }
    tax = Money(
      micros: try LineArithmetic.narrow(Int128(gross.micros) - Int128(net.micros)))
  }
}
