import Quantities

/// An exact amount of money before it is rounded: a quotient in 10⁻¹⁵ of the currency, the product of
/// a quantity in millionths and a price in 10⁻⁹.
struct ExactAmount {
  var numerator: Int128
  var denominator: Int128 = 1

  init(_ numerator: Int128, over denominator: Int128 = 1) {
    self.numerator = numerator
    self.denominator = denominator
  }

  /// The product of a quantity and a price.
  init(_ quantity: BilledQuantity, at price: UnitPrice) {
    self.init(Int128(quantity) * Int128(price.nanos))
  }
}

/// Rounds the lines of a bill: one division for each amount.
struct LineArithmetic: Sendable {
  let rounding: BillRounding
  /// The size of a step of the rounded amount, in 10⁻¹⁵ of the currency.
  private let step: Int128
  /// The size of a step, in micro-units.
  private let microsPerStep: Int128
  /// The size of a step of energy, in millionths of a kWh.
  private let energyStep: Int128

  init(_ rounding: BillRounding) {
    self.rounding = rounding
    microsPerStep = Self.power(of: 6 - rounding.decimals)
    step = microsPerStep * 1_000_000_000
    energyStep = Self.power(of: 6 - rounding.energyDecimals)
  }

  static func power(of exponent: Int) -> Int128 {
    (0..<max(0, exponent)).reduce(Int128(1)) { product, _ in product * 10 }
  }

  /// The energy that is priced.
  func energy(_ quantity: BilledQuantity) throws(BillingError) -> BilledQuantity {
    if energyStep == 1 { return quantity }
    return try Self.narrow(
      Self.divide(Int128(quantity), by: energyStep, rounding.rule) * energyStep)
  }

  /// The amount with taxes by a factor, rounded once.
  func rounded(_ amount: ExactAmount, _ factor: TaxFactor? = nil) throws(BillingError) -> Money {
    var numerator = amount.numerator
    var (denominator, overflow) = amount.denominator.multipliedReportingOverflow(by: step)
    if let factor {
      let (product, high) = numerator.multipliedReportingOverflow(by: factor.numerator)
      let (divisor, low) = denominator.multipliedReportingOverflow(by: factor.denominator)
      overflow = overflow || high || low
      (numerator, denominator) = (product, divisor)
    }
    guard !overflow else { throw Self.overflow }
    let steps = Self.divide(numerator, by: denominator, rounding.rule)
    let (micros, high) = steps.multipliedReportingOverflow(by: microsPerStep)
    guard !high else { throw Self.overflow }
    return Money(micros: try Self.narrow(micros))
  }

  /// A unit price with taxes, cut toward zero.
  func taxed(
    _ price: UnitPrice, _ factor: TaxFactor, decimals: Int
  ) throws(BillingError) -> UnitPrice {
    let unit = Self.power(of: 9 - decimals)
    let (product, high) = Int128(price.nanos).multipliedReportingOverflow(by: factor.numerator)
    let (divisor, low) = factor.denominator.multipliedReportingOverflow(by: unit)
    guard !high, !low else { throw Self.overflow }
    return UnitPrice(nanos: try Self.narrow(product / divisor * unit))
  }

  static var overflow: BillingError {
    BillingError("an amount leaves the range of 64 bits; use smaller prices or quantities.")
  }

  static func narrow(_ wide: Int128) throws(BillingError) -> Int64 {
    guard let value = Int64(exactly: wide) else { throw overflow }
    return value
  }

  static func divide(
    _ dividend: Int128, by divisor: Int128, _ rule: BillRounding.Rule
  ) -> Int128 {
    // Nearly all amounts fit 64 bits, whose division is many times faster.
    if let narrow = Int64(exactly: dividend), let small = Int64(exactly: divisor) {
      return Int128(quotient(narrow, by: small, rule))
    }
    return quotient(dividend, by: divisor, rule)
  }

  private static func quotient<Number: FixedWidthInteger & SignedInteger>(
    _ dividend: Number, by divisor: Number, _ rule: BillRounding.Rule
  ) -> Number {
    switch rule {
    case .halfToEven: return quotientRoundedHalfToEven(dividend, by: divisor)
    case .towardZero: return dividend / divisor
    case .halfAwayFromZero:
      let (quotient, remainder) = dividend.quotientAndRemainder(dividingBy: divisor)
      let rest = divisor.magnitude - remainder.magnitude
      return remainder.magnitude >= rest ? quotient + remainder.signum() : quotient
    }
  }
}
