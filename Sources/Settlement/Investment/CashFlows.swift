/// What an investment pays and earns, year by year.
///
/// ```text
/// NPV(r) = Σₜ Fₜ/(1 + r)ᵗ              t = 0, 1, 2 … whole years, F₀ at the beginning
/// IRR    : NPV(IRR) = 0
/// ```
public struct CashFlows: Hashable, Sendable {
  /// The flows at the ends of years 0, 1, 2 …, in currency units; what is paid is negative.
  public var flows: [Double]

  /// Creates flows.
  public init(_ flows: [Double]) { self.flows = flows }

  /// What the flows are worth at their beginning; not a number for a rate of −1 or less.
  public func netPresentValue(at rate: Double) -> Double {
    Settlement.netPresentValue(rate: rate, flows: flows)
  }

  /// The time after which the flows have paid the first one back, in years, without interest; within
  /// a year they come evenly.
  ///
  /// - Returns: 0 when the first flow pays nothing, infinity when the others don't suffice.
  public var paybackYears: Double { discountedPaybackYears(at: 0) }

  /// The time after which the discounted flows have paid the first one back, in years.
  ///
  /// - Returns: 0 when the first flow pays nothing, infinity when the others don't suffice, not a
  ///   number for a rate of −1 or less.
  public func discountedPaybackYears(at rate: Double) -> Double {
    guard rate > -1 else { return .nan }
    var factor = 1.0
    let discounted = flows.dropFirst().map { flow in
      factor /= 1 + rate
      return flow * factor
    }
    return Settlement.paybackYears(
      investment: -(flows.first ?? 0), yearlySavings: Array(discounted))
  }

  /// The rate at which the flows are worth nothing.
  public var internalRateOfReturn: RateOfReturn { RateOfReturn(of: flows) }
}
