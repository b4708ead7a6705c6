import Quantities

extension BillLine {
  /// A line for shared energy: energy times price, rounded once by the tariff's rule.
  init(
    shared component: String, period: String = "", party: TariffParty, energy: BilledQuantity,
    price: UnitPrice, plan: RatePlan, isTaxed: Bool = false
  ) throws(BillingError) {
    // mWh · 10⁻⁹ of the currency for each kWh are 10⁻¹⁵ of the currency.
    let exact = Int128(energy) * Int128(price.nanos)
    let net = try plan.rounding.money(exact, of: 1_000_000_000)
    self.init(
      kind: .shared, component: component, period: period, party: party, quantity: energy,
      unit: .kilowattHour, price: price, net: net)
    if isTaxed { tax = try plan.taxes.amount(on: net, plan.rounding) }
  }
}

extension BillRounding {
  /// A number of parts of a millionth as money, rounded once.
  func money(_ exact: Int128, of parts: Int128) throws(BillingError) -> Money {
    let kept = min(max(decimals, 0), 6)
    let step = (kept..<6).reduce(Int128(1)) { product, _ in product * 10 }
    let divisor = parts * step
    let steps: Int128
    switch rule {
    case .halfToEven: steps = quotientRoundedHalfToEven(exact, by: divisor)
    case .towardZero: steps = exact / divisor
    case .halfAwayFromZero:
      let (whole, rest) = exact.magnitude.quotientAndRemainder(dividingBy: divisor.magnitude)
      let magnitude = Int128(whole) + (rest >= divisor.magnitude - rest ? 1 : 0)
      steps = exact < 0 ? -magnitude : magnitude
    }
    guard let micros = Int64(exactly: steps * step) else {
      throw BillingError("an amount for shared energy leaves the range of 64 bits")
    }
    return Money(micros: micros)
  }
}

extension TaxRule {
  /// The taxes on an amount.
  func amount(on net: Money, _ rounding: BillRounding) throws(BillingError) -> Money {
    let unit = Int128(1_000_000)
    guard !taxes.isEmpty else { return .zero }
    let sum = taxes.reduce(Int128(0)) { $0 + Int128($1.rateMillionths) }
    var factor: Double
    switch method {
    case .onTop: return try rounding.money(Int128(net.micros) * sum, of: unit)
    case .insideTogether:
      guard sum < unit else { throw BillingError("taxes come to 100 % or more") }
      return try rounding.money(Int128(net.micros) * sum, of: unit - sum)
    case .insideEach:
      factor = 1
      for group in Set(taxes.map(\.group)).sorted() {
        let rate = taxes.filter { $0.group == group }.reduce(0.0) {
          $0 + Double($1.rateMillionths) / 1e6
        }
        guard rate < 1 else { throw BillingError("taxes come to 100 % or more") }
        factor /= 1 - rate
      }
    }
    let exact = (factor - 1) * 1e12
    guard exact.magnitude < 1e18 else { throw BillingError("taxes come to 100 % or more") }
    return try rounding.money(
      Int128(net.micros) * Int128(exact.rounded(.toNearestOrEven)), of: 1_000_000_000_000)
  }
}
