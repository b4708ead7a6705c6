/// The exact quotient of an amount with taxes and the same without.
struct TaxFactor: Hashable, Sendable {
  var numerator: Int128 = 1
  var denominator: Int128 = 1
  /// The decimals to which a unit price with taxes is cut; `nil`: amounts are taxed.
  var priceDecimals: Int?
}

extension TaxRule {
  /// The factor of the rule.
  ///
  /// - Throws: ``BillingError`` when rates are negative or take all, or their product has too many
  ///   digits.
  func factor(for plan: RatePlan) throws(BillingError) -> TaxFactor {
    let million: Int128 = 1_000_000
    var factor = TaxFactor(priceDecimals: priceDecimals)
    if let priceDecimals, !(0...9).contains(priceDecimals) {
      throw plan.error("cuts taxed prices to \(priceDecimals) decimals; there are 0 to 9")
    }
    for tax in taxes where !(0...100_000_000).contains(tax.rateMillionths) {
      throw plan.error("has a rate of '\(tax.name)' out of range")
    }
    switch method {
    case .onTop:
      let sum = taxes.reduce(Int128(0)) { $0 + Int128($1.rateMillionths) }
      (factor.numerator, factor.denominator) = (million + sum, million)
    case .insideTogether:
      let sum = taxes.reduce(Int128(0)) { $0 + Int128($1.rateMillionths) }
      (factor.numerator, factor.denominator) = (million, million - sum)
    case .insideEach:
      for group in Set(taxes.map(\.group)).sorted() {
        let sum = taxes.reduce(Int128(0)) {
          $0 + ($1.group == group ? Int128($1.rateMillionths) : 0)
        }
        guard sum < million else { throw plan.error("has taxes of 100 % and more of the price") }
        let divisor = Self.greatestCommonDivisor(million, million - sum)
        let (numerator, high) = factor.numerator.multipliedReportingOverflow(by: million / divisor)
        let (denominator, low) = factor.denominator.multipliedReportingOverflow(
          by: (million - sum) / divisor)
        guard !high, !low, numerator < 1 << 60 else {
          throw plan.error("has too many groups of taxes")
        }
        (factor.numerator, factor.denominator) = (numerator, denominator)
      }
    }
    guard factor.denominator > 0 else {
      throw plan.error("has taxes of 100 % and more of the price")
    }
    let divisor = Self.greatestCommonDivisor(factor.numerator, factor.denominator)
    factor.numerator /= divisor
    factor.denominator /= divisor
    return factor
  }

  private static func greatestCommonDivisor(_ left: Int128, _ right: Int128) -> Int128 {
    right == 0 ? left : greatestCommonDivisor(right, left % right)
  }
}
