public import Quantities

/// What a mechanism decided for one delivery interval.
///
/// One clearing is made per market and used again for every interval: a mechanism replaces what it
/// holds and keeps its memory, so a clearing allocates only while the number of orders still grows.
public struct Clearing: Sendable {
  /// The trades, in falling order of the bid's price and rising order of the offer's.
  public internal(set) var trades: [Trade] = []
  /// The energy that each order trades, by the index of the order.
  public internal(set) var servedEnergy: [MeteredEnergy] = []
  /// The energy of all trades.
  public internal(set) var volume = MeteredEnergy.zero
  /// The price of all trades, for buyers and sellers alike; `nil` when nothing is traded or prices
  /// differ.
  public internal(set) var price: EnergyPrice?
  /// The limit price of the last bid that gains from trade, even partly.
  public internal(set) var marginalBid: EnergyPrice?
  /// The limit price of the last offer that gains from trade, even partly.
  public internal(set) var marginalOffer: EnergyPrice?
  /// The lowest price that supports the efficient volume; `nil` when no order bounds it.
  ///
  /// ```text
  /// lower = max(o*, B1)    o*: last offer served,  B1: best bid with energy left
  /// upper = min(b*, O1)    b*: last bid served,    O1: best offer with energy left
  /// ```
  ///
  /// Any one price from `lower` to `upper` lets each trader have what the trader wants at that
  /// price, ties aside. It is known also when nothing is traded.
  public internal(set) var lowerCompetitivePrice: EnergyPrice?
  /// The highest price that supports the efficient volume; `nil` when no order bounds it.
  public internal(set) var upperCompetitivePrice: EnergyPrice?
  /// What the bids served are worth to their traders beyond what the offers served ask for: the
  /// sum of limit prices times energies, rounded once; `nil` beyond the range of money.
  public internal(set) var welfare: Money? = .zero
  /// The greatest welfare that any mechanism could reach with these orders; `nil` beyond the range
  /// of money.
  public internal(set) var greatestWelfare: Money? = .zero
  /// What traders pay the auctioneer beside the cost of their trades.
  public internal(set) var sidePayments: [SidePayment] = []
  /// What the owner of the network receives; `nil` beyond the range of money.
  public internal(set) var networkFees: Money? = .zero
  /// What the auctioneer keeps: what buyers pay, and side payments, less what sellers and the owner
  /// of the network receive; negative when the auctioneer pays; `nil` beyond the range of money.
  public internal(set) var auctioneerBalance: Money? = .zero
  /// By the index of the order, the energy that its trader must neither draw nor inject, because the
  /// network can't carry it; empty when the mechanism knows no network.
  public internal(set) var curtailedEnergy: [MeteredEnergy] = []
  /// The number of iterations of a mechanism that iterates; 0 for one that does not.
  public internal(set) var iterationCount = 0
  /// Whether a mechanism that iterates came to its end; `true` for one that does not.
  public internal(set) var hasConverged = true
  /// The number of orders that were refused because of their energy: not positive, or more than
  /// what is left of 2⁶³ − 1 mWh on their side.
  public internal(set) var refusedOrderCount = 0
  /// The orders with energy that were refused.
  var refusedOrders: [Int32] = []

  /// The orders by side and price, and the memory to sort them.
  var book = OrderBook()
  /// The memory of mechanisms that reckon by trader or draw an order of arrival.
  var traderMemory = TraderMemory()
  /// The book of the continuous double auction.
  var limitBook = LimitOrderBook()

  /// Creates a clearing that holds nothing.
  public init() {}

  /// The welfare that these orders would have allowed beyond what they were served; `nil` beyond the
  /// range of money.
  public var lostWelfare: Money? {
    guard let welfare, let greatestWelfare else { return nil }
    return try? greatestWelfare.subtracting(welfare)
  }

  /// Whether every trade that gains is made, so that no welfare is lost.
  public var isEfficient: Bool { welfare == greatestWelfare }

  /// Forgets the last clearing: no order is served, nothing is known.
  mutating func reset(_ orders: Span<Order>) {
    trades.removeAll(keepingCapacity: true)
    servedEnergy.removeAll(keepingCapacity: true)
    servedEnergy.append(contentsOf: repeatElement(.zero, count: orders.count))
    volume = .zero
    price = nil
    marginalBid = nil
    marginalOffer = nil
    lowerCompetitivePrice = nil
    upperCompetitivePrice = nil
    welfare = .zero
    greatestWelfare = .zero
    sidePayments.removeAll(keepingCapacity: true)
    networkFees = .zero
    auctioneerBalance = .zero
    curtailedEnergy.removeAll(keepingCapacity: true)
    iterationCount = 0
    hasConverged = true
    refusedOrderCount = 0
    refusedOrders.removeAll(keepingCapacity: true)
  }
}
