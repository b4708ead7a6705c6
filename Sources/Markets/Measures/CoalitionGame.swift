import Quantities

/// A game in which each group of members has a worth that it can share out as it likes.
public protocol CoalitionGame: Sendable {
  /// The number of members.
  var memberCount: Int { get }

  /// What a coalition is worth, in 10⁻¹² of the currency; nothing when it is empty.
  ///
  /// - Parameter coalition: By the index of the member, whether it belongs to it.
  func worth(of coalition: [Bool]) -> Int128
}

extension CoalitionGame {
  /// What all members together are worth, in 10⁻¹² of the currency.
  public var grandWorth: Int128 { worth(of: [Bool](repeating: true, count: memberCount)) }
}

/// The game of a market: a coalition is worth the greatest welfare of its members' orders.
///
/// > L. S. Shapley and M. Shubik. "The assignment game I: the core." *International Journal of Game
/// > Theory* 1 (1971). [doi:10.1007/BF01753437](https://doi.org/10.1007/BF01753437)
///
/// The orders are sorted once; a coalition is then worth one sweep.
public struct MarketGame: CoalitionGame, Hashable {
  struct Entry: Hashable {
    var limit: EnergyPrice
    var energy: Int64
    var member: Int
  }

  /// The trader that each member is, in rising order.
  public let traders: [Int32]
  /// The bids, dearest first.
  let bids: [Entry]
  /// The offers, cheapest first.
  let offers: [Entry]

  /// Creates the game of the traders who have an order. Orders that a clearing refuses are left out.
  public init(_ orders: Span<Order>) {
    var book = OrderBook()
    _ = book.load(orders)
    var all: [Int32] = []
    for index in orders.indices { all.append(orders[index].trader) }
    let traders = distinct(all)
    self.traders = traders
    bids = book.bids.entries.compactMap { entry in
      traders.place(of: entry.trader).map {
        Entry(limit: entry.bidLimit, energy: entry.energy, member: $0)
      }
    }
    offers = book.offers.entries.compactMap { entry in
      traders.place(of: entry.trader).map {
        Entry(limit: entry.offerLimit, energy: entry.energy, member: $0)
      }
    }
  }

  public var memberCount: Int { traders.count }

  /// What a coalition is worth.
  ///
  /// - Precondition: The coalition says of each member whether it belongs.
  /// - Complexity: O(*n*) for *n* orders.
  public func worth(of coalition: [Bool]) -> Int128 {
    precondition(coalition.count == memberCount, "a coalition says of each member if it belongs")
    var worth: Int128 = 0
    var (bid, offer) = (0, 0)
    var (bidUsed, offerUsed): (Int64, Int64) = (0, 0)
    while bid < bids.count, offer < offers.count {
      let (buyer, seller) = (bids[bid], offers[offer])
      guard coalition[buyer.member] else {
        bid += 1
        continue
      }
      guard coalition[seller.member] else {
        offer += 1
        continue
      }
      guard buyer.limit > seller.limit else { break }
      let energy = min(buyer.energy - bidUsed, seller.energy - offerUsed)
      // In total below 2⁶³ mWh times a difference below 2⁶⁴, so below 2¹²⁷.
      worth += Int128(energy) * buyer.limit.less(seller.limit)
      bidUsed += energy
      offerUsed += energy
      if bidUsed == buyer.energy { (bid, bidUsed) = (bid + 1, 0) }
      if offerUsed == seller.energy { (offer, offerUsed) = (offer + 1, 0) }
    }
    return worth
  }
}

/// The game of a mechanism: a coalition is worth the welfare that the mechanism reaches with its
/// members' orders alone.
public struct MechanismGame: CoalitionGame {
  /// The trader that each member is, in rising order.
  public let traders: [Int32]
  private let orders: [Order]
  private let members: [Int]
  private let mechanism: any MarketMechanism
  private let context: ClearingContext

  /// Creates the game of the traders who have an order.
  ///
  /// - Parameters:
  ///   - orders: The orders with the true limit prices.
  ///   - mechanism: The rule.
  ///   - context: What the mechanism may know; what it says by the index of an order must be left
  ///     out, as coalitions have fewer orders.
  public init(_ orders: [Order], under mechanism: any MarketMechanism, context: ClearingContext) {
    let traders = distinct(orders.map(\.trader))
    self.traders = traders
    self.orders = orders
    members = orders.map { traders.place(of: $0.trader) ?? 0 }
    self.mechanism = mechanism
    self.context = context
  }

  public var memberCount: Int { traders.count }

  /// What a coalition is worth.
  ///
  /// - Precondition: The coalition says of each member whether it belongs.
  public func worth(of coalition: [Bool]) -> Int128 {
    precondition(coalition.count == memberCount, "a coalition says of each member if it belongs")
    let own = orders.indices.filter { coalition[members[$0]] }.map { orders[$0] }
    var clearing = Clearing()
    mechanism.clear(own.span, context: context, into: &clearing)
    return clearing.trades.reduce(0) { sum, trade in
      let limit = own[Int(trade.buyerOrder)].limitPrice
      let gain =
        Int128(trade.energy.milliwattHours) * limit.less(own[Int(trade.sellerOrder)].limitPrice)
      return saturatingSum(sum, gain)
    }
  }
}
