public import Quantities

/// Energy that a bid buys from an offer.
@frozen
public struct Trade: BitwiseCopyable, Hashable, Sendable {
  /// The index of the bid.
  public var buyerOrder: Int32
  /// The index of the offer.
  public var sellerOrder: Int32
  /// The trader who buys.
  public var buyer: Int32
  /// The trader who sells.
  public var seller: Int32
  /// The energy, which is positive.
  public var energy: MeteredEnergy
  /// The price that the buyer pays and the seller receives.
  public var price: EnergyPrice

  /// Creates a trade.
  @inlinable
  public init(
    buyerOrder: Int32, sellerOrder: Int32, buyer: Int32, seller: Int32,
    energy: MeteredEnergy, price: EnergyPrice
  ) {
    self.buyerOrder = buyerOrder
    self.sellerOrder = sellerOrder
    self.buyer = buyer
    self.seller = seller
    self.energy = energy
    self.price = price
  }
}
