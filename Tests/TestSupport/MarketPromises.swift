public import Markets
import Quantities
public import Testing

/// Checks the promises that every market mechanism keeps, for some orders.
///
/// A new mechanism is tested by handing it to this function, with orders that strain it. What its
/// traits promise is checked as well: who keeps the money, and that nobody trades at a loss.
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
  let others = orders.dropFirst(orders.count / 3).reversed()
  mechanism.clear(Array(others).span, context: context, into: &again)
  mechanism.clear(orders.span, context: context, into: &again)
  if !isSame(again, clearing) {
    Issue.record(
      "\(mechanism.name): the clearing depends on what it held before",
      sourceLocation: sourceLocation)
  }
  return clearing
}

/// The promises that a clearing breaks, in words.
private func brokenPromises(
  of clearing: Clearing, by mechanism: any MarketMechanism, for orders: [Order]
) -> [String] {
  guard clearing.servedEnergy.count == orders.count else {
    return ["an order has no served energy"]
  }
  for trade in clearing.trades {
    guard orders.indices.contains(Int(trade.buyerOrder)),
      orders.indices.contains(Int(trade.sellerOrder))
    else { return ["a trade names an order that does not exist"] }
  }
  let traits = mechanism.traits
  var broken = brokenTrades(of: clearing, orders, isRational: traits.isIndividuallyRational)
  broken += brokenEnergies(of: clearing, orders, conserves: traits.conservesEnergy)
  broken += brokenAccounts(of: clearing, orders)
  switch traits.budgetBalance {
  case .strong:
    if let balance = clearing.auctioneerBalance, balance != .zero {
      broken.append("the auctioneer keeps \(balance.micros) millionths")
    }
  case .weak:
    if let balance = clearing.auctioneerBalance, balance < .zero {
      broken.append("the auctioneer pays \(-balance.micros) millionths")
    }
  case .none: break
  }
  return broken
}

/// What is wrong with single trades.
private func brokenTrades(
  of clearing: Clearing, _ orders: [Order], isRational: Bool
) -> [String] {
  var broken: [String] = []
  for trade in clearing.trades {
    let (bid, offer) = (orders[Int(trade.buyerOrder)], orders[Int(trade.sellerOrder)])
    if bid.side != .bid || offer.side != .offer { broken.append("a trade joins no bid and offer") }
    if bid.trader != trade.buyer || offer.trader != trade.seller {
      broken.append("a trade names another trader than its order")
    }
    if trade.energy <= .zero { broken.append("a trade is of no energy") }
    if isRational {
      if trade.buyerPrice > bid.limitPrice { broken.append("a buyer pays more than the limit") }
      if trade.sellerPrice < offer.limitPrice {
        broken.append("a seller receives less than the limit")
      }
    }
    if let price = clearing.price, trade.buyerPrice != price || trade.sellerPrice != price {
      broken.append("two prices at once")
    }
  }
  if clearing.trades.isEmpty {
    if clearing.price != nil { broken.append("there is a price without a trade") }
    if clearing.welfare != .zero { broken.append("there is welfare without a trade") }
    if clearing.networkFees != .zero { broken.append("there are network fees without a trade") }
  }
  return broken
}

/// What is wrong with the energies of orders and of the whole.
private func brokenEnergies(
  of clearing: Clearing, _ orders: [Order], conserves: Bool
) -> [String] {
  var broken: [String] = []
  var tradedEnergy = [Int128](repeating: 0, count: orders.count)
  var volume: Int128 = 0
  for trade in clearing.trades {
    tradedEnergy[Int(trade.buyerOrder)] += Int128(trade.energy.milliwattHours)
    tradedEnergy[Int(trade.sellerOrder)] += Int128(trade.energy.milliwattHours)
    volume += Int128(trade.energy.milliwattHours)
  }
  for (index, order) in orders.enumerated() {
    let served = clearing.servedEnergy[index]
    if tradedEnergy[index] != Int128(served.milliwattHours) {
      broken.append("the trades of order \(index) do not sum to its served energy")
    }
    if served < .zero || conserves && served > max(order.energy, .zero) {
      broken.append("order \(index) is served more than its energy")
    }
  }
  if volume != Int128(clearing.volume.milliwattHours) { broken.append("the volume is another") }
  if !clearing.curtailedEnergy.isEmpty, clearing.curtailedEnergy.count != orders.count {
    broken.append("an order has no curtailed energy")
  }
  for (order, curtailed) in zip(orders, clearing.curtailedEnergy)
  where curtailed < .zero || curtailed > max(order.energy, .zero) {
    broken.append("more energy of an order is curtailed than it has")
  }
  return broken
}

/// What is wrong with the sums of money, reckoned here anew.
private func brokenAccounts(of clearing: Clearing, _ orders: [Order]) -> [String] {
  var broken: [String] = []
  var welfare: Int128 = 0
  var fees: Int128? = 0
  var balance: Int128? = 0
  for trade in clearing.trades {
    let gain =
      Int128(orders[Int(trade.buyerOrder)].limitPrice.microsPerKilowattHour)
      - Int128(orders[Int(trade.sellerOrder)].limitPrice.microsPerKilowattHour)
    welfare += gain * Int128(trade.energy.milliwattHours)
    guard trade.buyerPrice != trade.sellerPrice else { continue }
    let paid = try? trade.buyerPrice.cost(of: trade.energy)
    let received = try? trade.sellerPrice.cost(of: trade.energy)
    let difference: Int128? =
      if let paid, let received { Int128(paid.micros) - Int128(received.micros) } else { nil }
    let margin =
      Int128(trade.buyerPrice.microsPerKilowattHour)
      - Int128(trade.sellerPrice.microsPerKilowattHour)
    let fee: Int128? =
      margin == Int128(trade.networkFee.microsPerKilowattHour)
      ? difference : (try? trade.networkFee.cost(of: trade.energy)).map { Int128($0.micros) }
    fees = if let sum = fees, let fee { sum + fee } else { nil }
    // A fee that is the whole difference leaves nothing, whatever its amount.
    if margin == Int128(trade.networkFee.microsPerKilowattHour) { continue }
    balance =
      if let sum = balance, let difference, let fee { sum + difference - fee } else { nil }
  }
  for payment in clearing.sidePayments {
    balance = balance.map { $0 + Int128(payment.amount.micros) }
  }
  if let stated = clearing.networkFees, Int128(stated.micros) != fees {
    broken.append("the network fees are others")
  }
  if let stated = clearing.auctioneerBalance, Int128(stated.micros) != balance {
    broken.append("the auctioneer keeps another amount than is left")
  }
  if let stated = clearing.welfare {
    // One rounding of the exact sum.
    if (Int128(stated.micros) * 1_000_000 - welfare).magnitude > 500_000 {
      broken.append("the welfare is another")
    }
    if let greatest = clearing.greatestWelfare, stated > greatest {
      broken.append("the welfare is greater than the greatest")
    }
  }
  return broken
}

/// Whether two clearings decided the same.
private func isSame(_ left: Clearing, _ right: Clearing) -> Bool {
  left.trades == right.trades && left.servedEnergy == right.servedEnergy
    && left.volume == right.volume && left.price == right.price
    && left.marginalBid == right.marginalBid && left.marginalOffer == right.marginalOffer
    && left.lowerCompetitivePrice == right.lowerCompetitivePrice
    && left.upperCompetitivePrice == right.upperCompetitivePrice
    && left.welfare == right.welfare && left.greatestWelfare == right.greatestWelfare
    && left.auctioneerBalance == right.auctioneerBalance
    && left.sidePayments == right.sidePayments && left.networkFees == right.networkFees
    && left.curtailedEnergy == right.curtailedEnergy
    && left.refusedOrderCount == right.refusedOrderCount
    && left.iterationCount == right.iterationCount && left.hasConverged == right.hasConverged
}
