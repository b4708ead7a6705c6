import Quantities

extension URDBRate {
  /// The charges that depend on time alone.
  func fixedCharges(_ options: URDBOptions) throws(URDBPlanError) -> [FixedCharge] {
    let further = Int128(furtherMeterCharge.nanos) * Int128(options.meters - 1)
    guard let total = Int64(exactly: Int128(fixedCharge.nanos) + further) else {
      throw URDBPlanError("the fixed charges are beyond 64 bits")
    }
    let (first, span) = try monthly(UnitPrice(nanos: total), fixedChargeUnit)
    guard first.nanos != 0 || furtherMeterCharge.nanos != 0 else { return [] }
    var charge = FixedCharge("fixed charge", party: energyParty, price: first, span: span)
    charge.furtherMeterPrice = try monthly(furtherMeterCharge, fixedChargeUnit).price
    return [charge]
  }

  /// The least that bills come to.
  func minimum(_ differences: inout [String]) throws(URDBPlanError) -> MinimumCharge? {
    let hasMonthly = minimumCharge.nanos > 0
    if annualMinimumCharge.nanos > 0 {
      if hasMonthly {
        differences.append(
          "'annualmincharge' is not billed: the rate has a minimum of the month besides")
      } else {
        return .amount(annualMinimumCharge, span: .year, party: energyParty)
      }
    }
    guard hasMonthly else { return nil }
    let (price, span) = try monthly(minimumCharge, minimumChargeUnit)
    return .amount(price, span: span, party: energyParty)
  }

  /// An amount for each month or year: a day's amount times 365/12.
  private func monthly(
    _ price: UnitPrice, _ unit: URDBChargeUnit
  ) throws(URDBPlanError) -> (price: UnitPrice, span: FixedCharge.Span) {
    switch unit {
    case .month: return (price, .month)
    case .year: return (price, .year)
    case .day:
      let nanos = quotientRoundedHalfToEven(Int128(price.nanos) * 365, by: 12)
      guard let nanos = Int64(exactly: nanos) else {
        throw URDBPlanError("an amount in $/day is beyond 64 bits")
      }
      return (UnitPrice(nanos: nanos), .month)
    }
  }
}
