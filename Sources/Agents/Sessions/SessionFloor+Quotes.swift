import Markets
import Quantities
import RandomStreams

/// Days of quotes, one trader after another.
extension SessionFloor {
  /// Trades with one bid and one offer that stand, each to be bettered or met.
  mutating func tradeByQuotes() {
    var standing: (bidder: Int, offerer: Int) = (0, 0)
    var idle = 0
    var goesOn = canTrade
    while goesOn, idle < patience, day.quoteCount < quoteLimit {
      let index = drawTurn()
      let price = name(index)
      day.quoteCount += 1
      idle += 1
      switch traders[index].side {
      case .bid:
        if let offer = bestOffer, price >= offer {
          trade(index, with: standing.offerer, at: offer, named: (price, offer))
          idle = 0
          goesOn = canTrade
          continue
        }
        traders[index].named = price
        if let bid = bestBid, price <= bid { continue }
        bestBid = price
        standing.bidder = index
      case .offer:
        if let bid = bestBid, price <= bid {
          trade(index, with: standing.bidder, at: bid, named: (price, bid))
          idle = 0
          goesOn = canTrade
          continue
        }
        traders[index].named = price
        if let offer = bestOffer, price >= offer { continue }
        bestOffer = price
        standing.offerer = index
      }
      announce(MarketEvent(side: traders[index].side, price: price, isTrade: false))
    }
    concludeQuotes()
  }

  /// Trades with shouts that one of the other side accepts at once, or nobody.
  mutating func tradeByOutcry() {
    var idle = 0
    var goesOn = canTrade
    while goesOn, idle < patience, day.quoteCount < quoteLimit {
      let index = drawTurn()
      let price = name(index)
      day.quoteCount += 1
      idle += 1
      if let taker = drawTaker(of: price, from: traders[index].side) {
        trade(index, with: taker.index, at: price, named: (price, taker.price))
        idle = 0
        goesOn = canTrade
      } else {
        traders[index].named = price
        announce(MarketEvent(side: traders[index].side, price: price, isTrade: false))
      }
    }
    concludeQuotes()
  }

  /// Draws one of those who would accept a shout, with the price that it would name itself.
  private mutating func drawTaker(
    of price: EnergyPrice, from side: Order.Side
  ) -> (index: Int, price: EnergyPrice)? {
    if side == .bid { bestBid = price } else { bestOffer = price }
    defer { (bestBid, bestOffer) = (nil, nil) }
    var taker: (Int, EnergyPrice)?
    var willing: UInt64 = 0
    for index in active where traders[index].side != side {
      let named = name(index)
      guard side == .bid ? named <= price : named >= price else { continue }
      willing += 1
      // The k-th of those who are willing takes the place of the one before with probability 1/k.
      if willing == 1 || turns.uniformInteger(below: willing) == 0 { taker = (index, named) }
    }
    return taker
  }
}
