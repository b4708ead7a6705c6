public import Markets
import Quantities
public import Testing

/// Checks the promises that every market mechanism keeps, for some orders.
///
/// A new mechanism is tested by handing it to this function, with orders that strain it.
///
/// - Returns: The clearing, for further checks.
@discardableResult
public func expectMarketPromises(
  of mechanism: any MarketMechanism,
  for orders: [Order],
  context: ClearingContext = ClearingContext(intervalOrdinal: 0),
  sourceLocation: SourceLocation = #_sourceLocation
) -> Clearing {
  var clearing = Clearing()
  mechanism.clear(orders.span, context: context, into: &clearing)
  for broken in brokenPromises(of: clearing, by: mechanism, for: orders) {
    Issue.record("\(mechanism.name): \(broken)", sourceLocation: sourceLocation)
  }
  var again = clearing
  mechanism.clear(orders.span, context: context, into: &again)
  #expect(
    outcome(of: again) == outcome(of: clearing), "the clearing depends on what it held before",
    sourceLocation: sourceLocation)
  return clearing
}

/// The promises that a clearing breaks, in words.
private func brokenPromises(
  of clearing: Clearing, by mechanism: any MarketMechanism, for orders: [Order]
) -> [String] {
  guard clearing.servedEnergy.count == orders.count else {
    return ["an order has no served energy"]
  }
  var broken: [String] = []
  var tradedEnergy = [Int128](repeating: 0, count: orders.count)
  var volume: Int128 = 0
  for trade in clearing.trades {
    guard orders.indices.contains(Int(trade.buyerOrder)),
      orders.indices.contains(Int(trade.sellerOrder))
    else { return ["a trade names an order that does not exist"] }
    let (bid, offer) = (orders[Int(trade.buyerOrder)], orders[Int(trade.sellerOrder)])
    if bid.side != .bid || offer.side != .offer { broken.append("a trade joins no bid and offer") }
    if bid.trader != trade.buyer || offer.trader != trade.seller {
      broken.append("a trade names another trader than its order")
    }
    if trade.energy <= .zero { broken.append("a trade is of no energy") }
    if mechanism.traits.isIndividuallyRational {
      if trade.buyerPrice > bid.limitPrice { broken.append("a buyer pays more than the limit") }
      if trade.sellerPrice < offer.limitPrice {
        broken.append("a seller receives less than the limit")
      }
    }
    tradedEnergy[Int(trade.buyerOrder)] += Int128(trade.energy.milliwattHours)
    tradedEnergy[Int(trade.sellerOrder)] += Int128(trade.energy.milliwattHours)
    volume += Int128(trade.energy.milliwattHours)
    if let price = clearing.price, trade.buyerPrice != price || trade.sellerPrice != price {
      broken.append("two prices at once")
    }
  }
  for (index, order) in orders.enumerated() {
    let served = clearing.servedEnergy[index]
    if tradedEnergy[index] != Int128(served.milliwattHours) {
      broken.append("the trades of order \(index) do not sum to its served energy")
    }
    if served < .zero || served > max(order.energy, .zero) {
      broken.append("order \(index) is served more than its energy")
    }
  }
  if volume != Int128(clearing.volume.milliwattHours) { broken.append("the volume is another") }
  switch mechanism.traits.budgetBalance {
  case .strong:
    if clearing.auctioneerBalance != .zero { broken.append("the auctioneer keeps money") }
  case .weak:
    if let balance = clearing.auctioneerBalance, balance < .zero {
      broken.append("the auctioneer pays money")
    }
  case .none: break
  }
  if let welfare = clearing.welfare, let greatest = clearing.greatestWelfare, welfare > greatest {
    broken.append("the welfare is greater than the greatest")
  }
  return broken
}

/// What a clearing decided, in a form that compares.
private func outcome(of clearing: Clearing) -> [AnyHashable?] {
  [
    clearing.trades, clearing.servedEnergy, clearing.volume, clearing.price, clearing.marginalBid,
    clearing.marginalOffer, clearing.lowerCompetitivePrice, clearing.upperCompetitivePrice,
    clearing.welfare, clearing.greatestWelfare, clearing.auctioneerBalance,
    clearing.sidePayments, clearing.networkFees, clearing.curtailedEnergy,
    clearing.refusedOrderCount,
  ]
}
