import Agents
import Markets
import Quantities
import RandomStreams
import Settlement

/// What a member still wishes to trade in a session.
struct Wish {
  var member: Int32
  /// The number of the flexible response that the wish is for; −1 for the position of the member.
  var response: Int32
  /// The energy that is left.
  var left: MeteredEnergy
  /// What the member's strategy is asked for.
  var quote: QuoteRequest
  /// The random numbers of the member in this session.
  var draws = RandomDraws(key: 0, ordinal: 0)
}

/// One session of one area: rounds in which members quote what they still wish to trade, each of
/// which is cleared.
///
/// Nothing is allocated from one session to the next.
struct TradingSession {
  var wishes: [Wish] = []
  /// The orders of the present round.
  private(set) var orders: [Order] = []
  /// The wish that each order is for.
  private(set) var wishOfOrder: [Int] = []
  private(set) var clearing = Clearing()
  /// What each order paid or received in the present round.
  private var amounts: [Money] = []

  /// Takes wishes over, and leaves memory for the next ones.
  mutating func begin(_ others: inout [Wish]) {
    wishes.removeAll(keepingCapacity: true)
    swap(&wishes, &others)
  }

  /// Lets each member with energy left name a price.
  ///
  /// - Parameter arrival: The random numbers that decide the order of submission; `nil` where it
  ///   decides nothing.
  mutating func quote(
    round: Int, of roundCount: Int, by strategies: inout [any BiddingStrategy],
    arrival: RandomDraws?
  ) {
    orders.removeAll(keepingCapacity: true)
    wishOfOrder.removeAll(keepingCapacity: true)
    for wish in wishes.indices where wishes[wish].left > .zero { wishOfOrder.append(wish) }
    if var draws = arrival { draws.shuffle(&wishOfOrder) }
    let elapsed = roundCount > 1 ? Double(round) / Double(roundCount - 1) : 0
    for wish in wishOfOrder {
      wishes[wish].quote.elapsedShare = elapsed
      let quote = wishes[wish].quote
      let price = strategies[Int(wishes[wish].member)].limitPrice(
        for: quote, draws: &wishes[wish].draws)
      orders.append(
        Order(
          trader: wishes[wish].member, side: quote.side, energy: wishes[wish].left,
          limitPrice: price))
    }
  }

  /// Tells a mechanism the retail prices of the community: the lowest that anybody pays, and the
  /// highest that anybody is paid.
  func setRetailPrices(of context: inout ClearingContext) {
    for wish in wishes {
      let (highest, lowest) = (wish.quote.highestPrice, wish.quote.lowestPrice)
      context.importPrice = context.importPrice.map { min($0, highest) } ?? highest
      context.exportPrice = context.exportPrice.map { max($0, lowest) } ?? lowest
    }
  }

  mutating func clear(by mechanism: any MarketMechanism, _ context: ClearingContext) {
    clearOrders(orders, by: mechanism, context, into: &clearing)
  }

  /// Books what the round has traded.
  ///
  /// - Throws: `QuantityOverflow` when an amount leaves the range of 64 bits.
  mutating func settle(
    into contracts: inout [LocalTrade], fees: inout Money
  ) throws(QuantityOverflow) {
    amounts.removeAll(keepingCapacity: true)
    amounts.append(contentsOf: repeatElement(.zero, count: orders.count))
    for trade in clearing.trades {
      let paid = try trade.buyerPrice.cost(of: trade.energy)
      let received =
        trade.sellerPrice == trade.buyerPrice ? paid : try trade.sellerPrice.cost(of: trade.energy)
      try contracts[Int(trade.buyer)].buy(trade.energy, for: paid)
      try contracts[Int(trade.seller)].sell(trade.energy, for: received)
      if trade.networkFee != .zero {
        // A fee that is the whole difference of the prices leaves no rounding to the auctioneer.
        let isWhole = try trade.buyerPrice.subtracting(trade.sellerPrice) == trade.networkFee
        fees = try fees.adding(
          isWhole ? paid.subtracting(received) : trade.networkFee.cost(of: trade.energy))
      }
      let (bid, offer) = (Int(trade.buyerOrder), Int(trade.sellerOrder))
      amounts[bid] = try amounts[bid].adding(paid)
      amounts[offer] = try amounts[offer].adding(received)
    }
    for payment in clearing.sidePayments {
      try contracts[Int(payment.trader)].settle(sidePayment: payment.amount)
    }
    for order in orders.indices {
      let wish = wishOfOrder[order]
      wishes[wish].left = wishes[wish].left - clearing.servedEnergy[order]
    }
  }

  /// Shows members the price of the round and what their own orders brought.
  ///
  /// Where prices differ, members see their mean, weighted by energy.
  mutating func teach(_ strategies: inout [any BiddingStrategy], _ habits: [StrategyHabits]) {
    let event = indicativePrice.map {
      MarketEvent(side: nil, price: $0, isTrade: clearing.volume > .zero)
    }
    for order in orders.indices {
      let wish = wishOfOrder[order]
      let member = Int(wishes[wish].member)
      let habits = habits[member]
      var quote = wishes[wish].quote
      if habits.contains(.learns) {
        strategies[member].learn(
          from: TradingOutcome(
            quote: quote, limitPrice: orders[order].limitPrice, energy: orders[order].energy,
            tradedEnergy: clearing.servedEnergy[order], amount: amounts[order]),
          draws: &wishes[wish].draws)
      }
      guard let event, habits.contains(.observes) else { continue }
      quote.isActive = wishes[wish].left > .zero
      strategies[member].observe(event, having: quote, draws: &wishes[wish].draws)
    }
  }

  /// The price of the round; where nothing was traded, the middle of what would have met.
  private var indicativePrice: EnergyPrice? {
    if let price = meanPrice { return price }
    guard let lower = clearing.lowerCompetitivePrice, let upper = clearing.upperCompetitivePrice
    else { return nil }
    return CompetitivePricing(k: 0.5).price(from: min(lower, upper), to: max(lower, upper))
  }

  /// The price of the round, or the mean of its prices; `nil` without a trade.
  var meanPrice: EnergyPrice? {
    if let price = clearing.price { return price }
    var (sum, energy): (Int128, Int128) = (0, 0)
    for trade in clearing.trades {
      sum += Int128(trade.buyerPrice.microsPerKilowattHour) * Int128(trade.energy.milliwattHours)
      energy += Int128(trade.energy.milliwattHours)
    }
    guard energy > 0 else { return nil }
    return EnergyPrice(
      microsPerKilowattHour: Int64(clamping: quotientRoundedHalfToEven(sum, by: energy)))
  }
}

/// Clears orders; a function of its own, as a span of one property would lock all of `self`.
private func clearOrders(
  _ orders: [Order], by mechanism: any MarketMechanism, _ context: ClearingContext,
  into clearing: inout Clearing
) {
  mechanism.clear(orders.span, context: context, into: &clearing)
}
