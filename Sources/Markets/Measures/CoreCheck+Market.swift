public import Quantities
public import RandomStreams

extension CoreCheck {
  /// Checks what a clearing gives the traders, by the game of their market.
  ///
  /// What an auctioneer keeps is missing from what traders share, so that all together would leave.
  ///
  /// - Parameters:
  ///   - clearing: The clearing.
  ///   - orders: The orders with the true limit prices.
  ///   - tolerance: The gain, in 10⁻¹² of the currency, up to which a coalition stays; side
  ///     payments are rounded to 10⁶ of that.
  ///   - samples: The number of random coalitions from which to search among many members.
  ///   - draws: The random numbers to search with.
  public init(
    _ clearing: Clearing, for orders: Span<Order>, tolerance: Int128 = 0, samples: Int = 64,
    draws: RandomDraws
  ) {
    let game = MarketGame(orders)
    let gains = TraderGains(of: clearing, for: orders)
    self.init(
      payoffs: game.traders.map { gains.gain(of: $0) }, ofMarket: game, tolerance: tolerance,
      samples: samples, draws: draws)
  }

  /// Checks payoffs of the game of a market, for many members first by a price that supports them.
  public init(
    payoffs: [Int128], ofMarket game: MarketGame, tolerance: Int128 = 0, samples: Int = 64,
    draws: RandomDraws
  ) {
    precondition(payoffs.count == game.memberCount, "each member has a payoff")
    let sum = payoffs.reduce(0, saturatingSum)
    if game.memberCount > Self.greatestExactCount, sum <= game.grandWorth,
      game.supportingPrice(of: payoffs) != nil
    {
      self.init(verdict: .inside)
    } else {
      self.init(
        payoffs: payoffs, of: game, tolerance: tolerance, samples: samples, draws: draws)
    }
  }

  private init(verdict: Verdict) { self.verdict = verdict }
}

extension MarketGame {
  /// A price at which no member would gain more than its payoff; `nil` when there is none in whole
  /// millionths.
  ///
  /// It exists exactly when the payoffs are at least those of a competitive outcome, so that they lie
  /// in the core if they are no more than there is.
  ///
  /// - Precondition: There is one payoff for each member.
  public func supportingPrice(of payoffs: [Int128]) -> EnergyPrice? {
    precondition(payoffs.count == memberCount, "each member has a payoff")
    // All gains together are least in the competitive interval, so a price that suits all lies in it;
    // and no limit price lies inside of it, so each member's gain is a straight line there.
    let range = competitiveRange
    let base = gains(at: range.lowerBound)
    let slopes = slopes(above: range.lowerBound)
    var low: Int128 = 0
    var high = range.upperBound.less(range.lowerBound)
    for member in 0..<memberCount {
      let room = saturatingDifference(payoffs[member], base[member])
      let slope = slopes[member]
      if slope == 0 {
        guard room >= 0 else { return nil }
      } else if slope > 0 {
        high = min(high, flooredQuotient(room, slope))
      } else {
        low = max(low, saturatingDifference(0, flooredQuotient(room, -slope)))
      }
    }
    guard low <= high else { return nil }
    return EnergyPrice(
      microsPerKilowattHour: Int64(
        truncatingIfNeeded: Int128(range.lowerBound.microsPerKilowattHour) + low))
  }

  /// The prices at which all that gain can trade; one price where a side sets no end.
  private var competitiveRange: ClosedRange<EnergyPrice> {
    var book = CompetitiveEnds()
    book.sweep(bids, offers)
    let lower = book.lower ?? book.upper ?? .zero
    return lower...max(lower, book.upper ?? lower)
  }

  /// What each member would gain at a price if all its wishes came true.
  private func gains(at price: EnergyPrice) -> [Int128] {
    var gains = [Int128](repeating: 0, count: memberCount)
    for bid in bids where bid.limit > price {
      gains[bid.member] = saturatingSum(
        gains[bid.member], Int128(bid.energy) * bid.limit.less(price))
    }
    for offer in offers where offer.limit < price {
      gains[offer.member] = saturatingSum(
        gains[offer.member], Int128(offer.energy) * price.less(offer.limit))
    }
    return gains
  }

  /// How much each member's gain rises with the price, up to the next limit price.
  private func slopes(above price: EnergyPrice) -> [Int128] {
    var slopes = [Int128](repeating: 0, count: memberCount)
    for bid in bids where bid.limit > price { slopes[bid.member] -= Int128(bid.energy) }
    for offer in offers where offer.limit <= price { slopes[offer.member] += Int128(offer.energy) }
    return slopes
  }
}

/// The ends of the competitive interval.
private struct CompetitiveEnds {
  var lower: EnergyPrice?
  var upper: EnergyPrice?

  mutating func sweep(_ bids: [MarketGame.Entry], _ offers: [MarketGame.Entry]) {
    var (bid, offer) = (0, 0)
    var (bidUsed, offerUsed): (Int64, Int64) = (0, 0)
    while bid < bids.count, offer < offers.count, bids[bid].limit >= offers[offer].limit {
      let energy = min(bids[bid].energy - bidUsed, offers[offer].energy - offerUsed)
      lower = offers[offer].limit
      upper = bids[bid].limit
      bidUsed += energy
      offerUsed += energy
      if bidUsed == bids[bid].energy { (bid, bidUsed) = (bid + 1, 0) }
      if offerUsed == offers[offer].energy { (offer, offerUsed) = (offer + 1, 0) }
    }
    if bid < bids.count { lower = max(lower ?? bids[bid].limit, bids[bid].limit) }
    if offer < offers.count { upper = min(upper ?? offers[offer].limit, offers[offer].limit) }
  }
}

/// A quotient rounded down.
///
/// - Precondition: The divisor is positive.
private func flooredQuotient(_ dividend: Int128, _ divisor: Int128) -> Int128 {
  let (quotient, remainder) = dividend.quotientAndRemainder(dividingBy: divisor)
  return remainder < 0 ? quotient - 1 : quotient
}
