import Markets
import Quantities
import RandomStreams

/// Days of one sealed auction.
extension SessionFloor {
  /// Where an order of a call market comes from, and what it brings.
  private struct Submission {
    var trader: Int
    var quote: QuoteRequest
    var amount: Int64 = 0
  }

  /// Lets a mechanism clear one order for each unit.
  mutating func tradeByCall(_ mechanism: any MarketMechanism, day number: Int) {
    var order = Array(traders.indices)
    turns.shuffle(&order)
    var orders: [Order] = []
    var submissions: [Submission] = []
    for index in order {
      for unit in units[index] {
        traders[index].limit = EnergyPrice(microsPerKilowattHour: unit)
        let quote = quote(of: index)
        let price = strategies[index].limitPrice(for: quote, draws: &draws[index])
        orders.append(
          Order(
            trader: Int32(index), side: quote.side,
            energy: MeteredEnergy(milliwattHours: 1_000_000), limitPrice: price))
        submissions.append(Submission(trader: index, quote: quote))
      }
    }
    day.quoteCount = orders.count
    let context = ClearingContext(intervalOrdinal: Int64(number), draws: turns)
    mechanism.clear(orders.span, context: context, into: &clearing)
    settleCall(&submissions)
    learnFromCall(orders, submissions)
    announceCall(orders, submissions)
  }

  private mutating func settleCall(_ submissions: inout [Submission]) {
    for trade in clearing.trades {
      let (bid, offer) = (Int(trade.buyerOrder), Int(trade.sellerOrder))
      let quantity = trade.energy.kilowattHours
      let paid = Double(trade.buyerPrice.microsPerKilowattHour)
      let received = Double(trade.sellerPrice.microsPerKilowattHour)
      let value = submissions[bid].quote.limitNumber
      let cost = submissions[offer].quote.limitNumber
      count(quantity, value: value, cost: cost, price: paid / 2 + received / 2)
      traders[submissions[bid].trader].profit += quantity * (value - paid)
      traders[submissions[offer].trader].profit += quantity * (received - cost)
      submissions[bid].amount = sum(
        submissions[bid].amount, whole((quantity * paid).rounded(.toNearestOrEven)))
      submissions[offer].amount = sum(
        submissions[offer].amount, whole((quantity * received).rounded(.toNearestOrEven)))
    }
    for payment in clearing.sidePayments {
      let trader = Int(payment.trader)
      guard traders.indices.contains(trader) else { continue }
      traders[trader].profit -= Double(payment.amount.micros)
      // A trader's first order bears what is not for any of its orders alone.
      guard let first = submissions.firstIndex(where: { $0.trader == trader }) else { continue }
      let paid = max(payment.amount.micros, -.max)
      submissions[first].amount = sum(
        submissions[first].amount, submissions[first].quote.side == .bid ? paid : -paid)
    }
  }

  private mutating func learnFromCall(_ orders: [Order], _ submissions: [Submission]) {
    for (place, submission) in submissions.enumerated() {
      let index = submission.trader
      guard traders[index].habits.contains(.learns) else { continue }
      strategies[index].learn(
        from: TradingOutcome(
          quote: submission.quote, limitPrice: orders[place].limitPrice,
          energy: orders[place].energy, tradedEnergy: clearing.servedEnergy[place],
          amount: Money(micros: submission.amount)), draws: &draws[index])
    }
  }

  /// Publishes the price: the mean one where trades have several, and where there is no trade the
  /// middle between the best bid and the best offer.
  private mutating func announceCall(_ orders: [Order], _ submissions: [Submission]) {
    guard !observers.isEmpty else { return }
    for index in traders.indices { traders[index].isActive = false }
    for (place, submission) in submissions.enumerated()
    where clearing.servedEnergy[place] < orders[place].energy {
      // The first unit that was not served is the one to do better with.
      guard !traders[submission.trader].isActive else { continue }
      traders[submission.trader].isActive = true
      traders[submission.trader].limit = submission.quote.limit
    }
    let isTrade = day.quantity > 0
    let price: Double
    if isTrade {
      price = priceSum / day.quantity
    } else if let bid = clearing.lowerCompetitivePrice, let offer = clearing.upperCompetitivePrice {
      price = Double(bid.microsPerKilowattHour) / 2 + Double(offer.microsPerKilowattHour) / 2
    } else {
      return
    }
    announce(
      MarketEvent(
        side: nil, price: EnergyPrice(microsPerKilowattHour: whole(price.rounded())),
        isTrade: isTrade))
  }
}
