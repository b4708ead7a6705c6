public import Accounting
public import Quantities
import Tariffs

/// One line of a member's bill while its billing period lasts: an energy, its price, and who is
/// owed the amount.
///
/// The amount grows by whole millionths with each interval, and what is less than a millionth is
/// carried on. At the period's end the sum of the intervals' amounts therefore is the product of
/// the whole energy and its prices, rounded once.
public struct ChargeLine: Hashable, Sendable {
  /// What the line is for.
  public let kind: PostingKind
  /// The tariff component, or another name that the bill shows.
  public let component: String
  /// The tariff's period.
  public let period: String
  /// Who pays; with a negative amount, who is paid.
  public let payer: AccountID
  /// Who is owed the amount.
  public let payee: AccountID
  /// The energy so far in this billing period.
  public private(set) var energy: MeteredEnergy = .zero
  /// The amount so far in this billing period.
  public private(set) var amount: Money = .zero
  /// What is less than a millionth, in 10⁻⁹ of one, between −500,000,000 and 500,000,000.
  private var carried: Int64 = 0

  /// Creates a line that holds nothing yet.
  public init(
    kind: PostingKind, component: String, period: String, payer: AccountID, payee: AccountID
  ) {
    self.kind = kind
    self.component = component
    self.period = period
    self.payer = payer
    self.payee = payee
  }

  /// Adds energy at a price.
  ///
  /// - Returns: What the amount grows by.
  /// - Throws: `QuantityOverflow` when the energy or the amount leaves the range of 64 bits; nothing
  ///   has changed then.
  @inline(__always)
  mutating func charge(
    _ moreEnergy: MeteredEnergy, at price: UnitPrice
  ) throws(QuantityOverflow) -> Money {
    let (product, overflow) = price.nanos.multipliedReportingOverflow(
      by: moreEnergy.milliwattHours)
    let (total, overflowsTotal) = product.addingReportingOverflow(carried)
    let whole = quotientRoundedHalfToEven(total, by: 1_000_000_000)
    let (newAmount, overflowsAmount) = amount.micros.addingReportingOverflow(whole)
    let (newEnergy, overflowsEnergy) = energy.milliwattHours.addingReportingOverflow(
      moreEnergy.milliwattHours)
    // One check for all of them, which hardly ever fails.
    guard !(overflow || overflowsTotal || overflowsAmount || overflowsEnergy) else {
      return try chargeWide(moreEnergy, at: price)
    }
    carried = total &- whole &* 1_000_000_000
    amount = Money(micros: newAmount)
    energy = MeteredEnergy(milliwattHours: newEnergy)
    return Money(micros: whole)
  }

  /// Adds energy whose price leaves the range of 64 bits before it is rounded.
  @inline(never)
  private mutating func chargeWide(
    _ moreEnergy: MeteredEnergy, at price: UnitPrice
  ) throws(QuantityOverflow) -> Money {
    let exact =
      Int128(price.nanos) * Int128(moreEnergy.milliwattHours) + Int128(carried)
    let whole = quotientRoundedHalfToEven(exact, by: 1_000_000_000)
    guard let micros = Int64(exactly: whole) else {
      throw QuantityOverflow(calculation: "the cost of energy")
    }
    try add(moreEnergy, Money(micros: micros))
    carried = Int64(exact - whole * 1_000_000_000)
    return Money(micros: micros)
  }

  /// Adds energy together with its amount, which somebody else has rounded.
  ///
  /// - Throws: `QuantityOverflow` when the energy or the amount leaves the range of 64 bits; nothing
  ///   has changed then.
  mutating func add(
    _ moreEnergy: MeteredEnergy, _ moreMoney: Money
  ) throws(QuantityOverflow) {
    (energy, amount) = (try energy.adding(moreEnergy), try amount.adding(moreMoney))
  }

  /// Sets the amount of a line that no energy is charged on.
  mutating func setAmount(_ amount: Money) { self.amount = amount }

  /// Empties the line for the next billing period; a fraction of a millionth lapses.
  mutating func close() {
    (energy, amount, carried) = (.zero, .zero, 0)
  }
}
