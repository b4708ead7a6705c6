public import Quantities

/// Energy that a bid buys from an offer.
///
/// What the buyer pays beyond what the seller receives and the network fee is the auctioneer's:
///
/// ```text
/// auctioneer = buyerPrice − sellerPrice − networkFee      per kilowatt-hour
/// ```
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
  /// The price that the buyer pays, all fees included.
  public var buyerPrice: EnergyPrice
  /// The price that the seller receives.
  public var sellerPrice: EnergyPrice
  /// The part of the buyer's price that the owner of the network receives.
  public var networkFee: EnergyPrice

  /// Creates a trade.
  @inlinable
  public init(
    buyerOrder: Int32, sellerOrder: Int32, buyer: Int32, seller: Int32, energy: MeteredEnergy,
    buyerPrice: EnergyPrice, sellerPrice: EnergyPrice, networkFee: EnergyPrice = .zero
  ) {
    self.buyerOrder = buyerOrder
    self.sellerOrder = sellerOrder
    self.buyer = buyer
    self.seller = seller
    self.energy = energy
    self.buyerPrice = buyerPrice
    self.sellerPrice = sellerPrice
    self.networkFee = networkFee
  }

  /// Creates a trade at one price for both.
  @inlinable
  public init(
    buyerOrder: Int32, sellerOrder: Int32, buyer: Int32, seller: Int32, energy: MeteredEnergy,
    price: EnergyPrice
  ) {
    self.init(
      buyerOrder: buyerOrder, sellerOrder: sellerOrder, buyer: buyer, seller: seller,
      energy: energy, buyerPrice: price, sellerPrice: price)
  }
}

/// Money that a trader owes the auctioneer beside what its trades cost, such as a Clarke payment.
@frozen
public struct SidePayment: BitwiseCopyable, Hashable, Sendable {
  /// The trader who pays.
  public var trader: Int32
  /// What the trader pays; negative when the auctioneer pays the trader.
  public var amount: Money

  /// Creates a payment.
  @inlinable
  public init(trader: Int32, amount: Money) {
    self.trader = trader
    self.amount = amount
  }
}
