public import Parameters
import Quantities

/// The two-sided pay-as-bid of gsy-e, which serves the dearest offers first.
///
/// Offers are visited from the *dearest*; each walks the bids from the dearest and takes every bid
/// that is not below it, but its own trader's, until it is used up. The price of each trade is that
/// of the bid. Of equal prices the last submitted comes first, on both sides.
///
/// Source: gsy-framework, `matching_algorithms/pay_as_bid_matching_algorithm.py`, without its
/// tolerance of 2·10⁻⁵ in prices and energies. Grid fees, which lower forwarded bids and raise
/// posted offers, belong to the limit prices of the orders.
///
/// Its fault: dear offers take the bids that cheap ones could have had, and cheap offers then take
/// bids that should not trade at all. The more orders there are, the closer it comes to pairing the
/// whole book at no gain: on uniform random books it trades about 1.6 times the efficient volume for
/// 44 % of the greatest welfare with 60 orders, and 1.8 times for a quarter with 240.
public struct GsyPayAsBid: MarketMechanism, Parameterized, Hashable {
  public static let parameterSet = ParameterSet(
    name: "gsy-pay-as-bid",
    "As gsy-e clears two-sided: dearest offers first, each trade at the price of its bid.", [])

  /// Creates the mechanism.
  public init() {}

  public init(_ values: ParameterValues) throws(ParameterError) { self.init() }

  public static let traits = MechanismTraits()

  public var rules: [(name: String, value: String)] {
    PeerRules(
      system: "gsy-e two-sided pay-as-bid", version: "gsy-framework",
      price: "limit price of the bid of each trade, dearest offers first",
      ties: "last submitted first", fault: "trades too much, at a fraction of the greatest welfare"
    ).entries
  }

  public func clear(
    _ orders: Span<Order>, context: ClearingContext, into clearing: inout Clearing
  ) {
    clearing.begin(orders)
    var draws = context.draws
    clearing.book.bids.arrangeTies(.reverseSubmission, &draws)
    // From the dearest, and the last submitted first: the book's order turned around.
    let offers = clearing.book.offers.entries
    clearing.book.bids.linkRuns()
    for place in stride(from: offers.count - 1, through: 0, by: -1) {
      serve(offers[place], orders, &clearing)
    }
    clearing.conclude(orders)
  }

  /// Lets an offer take bids until it is used up.
  private func serve(
    _ offer: OrderBook.Entry, _ orders: Span<Order>, _ clearing: inout Clearing
  ) {
    var place = clearing.book.bids.nextAlive(from: 0)
    while place < clearing.book.bids.entries.count {
      let bid = clearing.book.bids.entries[place]
      guard covers(bid, offer, .zero) else { return }
      if bid.trader == offer.trader {
        place = clearing.book.bids.nextAlive(from: Int(bid.served))
        continue
      }
      clearing.addTrade(
        bid: Int(bid.order), offer: Int(offer.order), of: orders, energy: maximalEnergy,
        price: bid.bidLimit)
      if clearing.energyLeft(ofOrder: Int(bid.order), orders) == .zero {
        clearing.book.bids.remove(at: place)
        place = clearing.book.bids.nextAlive(from: place)
      }
      if clearing.energyLeft(ofOrder: Int(offer.order), orders) == .zero { return }
    }
  }
}

private let maximalEnergy = MeteredEnergy(milliwattHours: .max)

/// Which bids still have energy, kept in `served`: for one that has, where the run of its trader's
/// bids ends; for one that has none, the complement of the next place to look at.
extension OrderBook.Side {
  /// Notes for each entry where the run of its trader's entries ends.
  fileprivate mutating func linkRuns() {
    var end = entries.count
    for place in entries.indices.reversed() {
      if place + 1 < entries.count, entries[place].trader != entries[place + 1].trader {
        end = place + 1
      }
      entries[place].served = Int64(end)
    }
  }

  fileprivate mutating func remove(at place: Int) { entries[place].served = ~Int64(place + 1) }

  /// The first entry from a place on that has energy; the number of entries when none has.
  ///
  /// Every entry passed is linked to what was found, so that no stretch is walked twice.
  fileprivate mutating func nextAlive(from start: Int) -> Int {
    var end = start
    while end < entries.count, entries[end].served < 0 { end = Int(~entries[end].served) }
    var place = start
    while place < end, entries[place].served < 0 {
      let next = Int(~entries[place].served)
      entries[place].served = ~Int64(end)
      place = next
    }
    return end
  }
}
