public import Quantities

/// What one member has traded locally for one interval.
@frozen
public struct LocalTrade: Hashable, Sendable {
  /// The energy bought.
  public private(set) var bought: MeteredEnergy = .zero
  /// The energy sold.
  public private(set) var sold: MeteredEnergy = .zero
  /// What is paid for the energy bought.
  public private(set) var paid: Money = .zero
  /// What is received for the energy sold.
  public private(set) var received: Money = .zero

  /// No trade.
  public static let none = LocalTrade()

  private init() {}

  /// Adds a purchase.
  ///
  /// - Throws: `QuantityOverflow` when the energy or the amount leaves the range of 64 bits.
  public mutating func buy(
    _ energy: MeteredEnergy, for amount: Money
  ) throws(QuantityOverflow) {
    bought = try bought.adding(energy)
    paid = try paid.adding(amount)
  }

  /// Adds what the trader pays the auctioneer beside its trades, or, if negative, is paid.
  ///
  /// - Throws: `QuantityOverflow` when the amount leaves the range of 64 bits.
  public mutating func settle(sidePayment amount: Money) throws(QuantityOverflow) {
    if amount < .zero {
      received = try received.subtracting(amount)
    } else {
      paid = try paid.adding(amount)
    }
  }

  /// Adds a sale.
  ///
  /// - Throws: `QuantityOverflow` when the energy or the amount leaves the range of 64 bits.
  public mutating func sell(
    _ energy: MeteredEnergy, for amount: Money
  ) throws(QuantityOverflow) {
    sold = try sold.adding(energy)
    received = try received.adding(amount)
  }
}
