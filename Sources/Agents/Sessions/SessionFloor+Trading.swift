import Markets
import Quantities
import RandomStreams

/// What the ways to meet have in common.
extension SessionFloor {
  /// What a trader is asked for now.
  func quote(of index: Int) -> QuoteRequest {
    let trader = traders[index]
    return QuoteRequest(
      side: trader.side, limit: trader.limit, lowestPrice: lowestPrice,
      highestPrice: highestPrice, bestBid: bestBid, bestOffer: bestOffer,
      elapsedShare: quoteLimit > 0 ? Double(day.quoteCount) / Double(quoteLimit) : 0,
      isActive: trader.isActive)
  }

  /// The price that a trader names now.
  mutating func name(_ index: Int) -> EnergyPrice {
    strategies[index].limitPrice(for: quote(of: index), draws: &draws[index])
  }

  /// Draws the trader whose turn it is.
  mutating func drawTurn() -> Int {
    active[Int(truncatingIfNeeded: turns.uniformInteger(below: UInt64(active.count)))]
  }

  /// Whether a trade is possible that no trader would refuse.
  var canTrade: Bool {
    var (value, cost) = (EnergyPrice?.none, EnergyPrice?.none)
    for index in active {
      let limit = traders[index].limit
      if traders[index].side == .bid {
        value = value.map { max($0, limit) } ?? limit
      } else {
        cost = cost.map { min($0, limit) } ?? limit
      }
    }
    guard let value, let cost else { return false }
    return !allKeepToLimits || value >= cost
  }

  /// Tells those who listen what happened.
  mutating func announce(_ event: MarketEvent) {
    for index in observers {
      strategies[index].observe(event, having: quote(of: index), draws: &draws[index])
    }
  }

  /// Trades a unit, cancels what stands, and tells everybody.
  ///
  /// - Parameters:
  ///   - speaker: The trader who met a price that stood, or whose shout was accepted.
  ///   - other: The trader on the other side.
  ///   - price: The price.
  ///   - named: The prices that the two named themselves.
  mutating func trade(
    _ speaker: Int, with other: Int, at price: EnergyPrice,
    named: (speaker: EnergyPrice, other: EnergyPrice)
  ) {
    let side = traders[speaker].side
    let (buyer, seller) = side == .bid ? (speaker, other) : (other, speaker)
    let quotes = (quote(of: speaker), quote(of: other))
    let paid = Double(price.microsPerKilowattHour)
    let value = Double(traders[buyer].limit.microsPerKilowattHour)
    let cost = Double(traders[seller].limit.microsPerKilowattHour)
    count(1, value: value, cost: cost, price: paid)
    traders[buyer].profit += value - paid
    traders[seller].profit += paid - cost
    bestBid = nil
    bestOffer = nil
    advance(buyer)
    advance(seller)
    learn(speaker, quotes.0, named.speaker, paid: price)
    learn(other, quotes.1, named.other, paid: price)
    announce(MarketEvent(side: side, price: price, isTrade: true))
  }

  /// Counts energy that was traded, in units.
  mutating func count(_ quantity: Double, value: Double, cost: Double, price: Double) {
    day.quantity += quantity
    day.tradeCount += 1
    surplus += quantity * (value - cost)
    priceSum += quantity * price
    let distance = price - (session.equilibrium?.price ?? price)
    squareSum += quantity * distance * distance
  }

  /// Lets everybody learn who named a price and has not traded at it.
  mutating func concludeQuotes() {
    for index in traders.indices {
      guard traders[index].isActive, let named = traders[index].named else { continue }
      learn(index, quote(of: index), named, paid: nil)
    }
  }

  private mutating func advance(_ index: Int) {
    traders[index].traded += 1
    traders[index].named = nil
    if traders[index].traded < units[index].count {
      traders[index].limit = EnergyPrice(
        microsPerKilowattHour: units[index][traders[index].traded])
      return
    }
    traders[index].isActive = false
    if let place = active.firstIndex(of: index) {
      active.swapAt(place, active.count - 1)
      active.removeLast()
    }
  }

  private mutating func learn(
    _ index: Int, _ quote: QuoteRequest, _ named: EnergyPrice, paid: EnergyPrice?
  ) {
    guard traders[index].habits.contains(.learns) else { return }
    let unit = MeteredEnergy(milliwattHours: 1_000_000)
    strategies[index].learn(
      from: TradingOutcome(
        quote: quote, limitPrice: named, energy: unit, tradedEnergy: paid == nil ? .zero : unit,
        amount: Money(micros: paid?.microsPerKilowattHour ?? 0)),
      draws: &draws[index])
  }
}
