public import Parameters
import Quantities
import RandomStreams

/// The one-sided market of gsy-e: offers are posted, and consumers who come in random order take
/// the cheapest.
///
/// Each bid in turn takes the cheapest offer, one of the equally cheapest by chance, while the offer
/// is not dearer than the bid's limit price, until its need is met. What it leaves of an offer stays
/// posted. Each trade has the price of the offer.
///
/// Source: gsy-e, `models/market/one_sided.py`, `models/strategy/load_hours.py`, without the
/// tolerance of 2·10⁻⁵ in prices. There consumers come once per tick and raise what they accept over
/// time; here each comes once, with the limit price of its order. A trader's own offer is not
/// skipped, as consumers there have none.
///
/// Its faults: who comes first, not who values energy most, is served; so less welfare than possible
/// is reached, and the same orders give other prices by chance.
public struct GsyOneSided: MarketMechanism, Parameterized, Hashable {
  public static let parameterSet = ParameterSet(
    name: "gsy-one-sided",
    "As gsy-e clears one-sided: consumers in random order take the cheapest offers.", [])

  /// Creates the mechanism.
  public init() {}

  public init(_ values: ParameterValues) throws(ParameterError) { self.init() }

  public static let traits = MechanismTraits(needs: .draws)

  public var rules: [(name: String, value: String)] {
    PeerRules(
      system: "gsy-e one-sided", version: "models/market/one_sided.py",
      price: "limit price of the offer of each trade", ties: "random, bids come in random order",
      fault: "chance, not value, decides who is served"
    ).entries
  }

  public func clear(
    _ orders: Span<Order>, context: ClearingContext, into clearing: inout Clearing
  ) {
    clearing.begin(orders)
    var draws = context.draws
    clearing.book.bids.shuffle(0..<clearing.book.bids.entries.count, &draws)
    var level = OfferLevel(clearing.book.offers)
    var place = 0
    while place < clearing.book.bids.entries.count {
      let bid = clearing.book.bids.entries[place]
      serve(bid, from: &level, &draws, orders, &clearing)
      place += 1
    }
    clearing.conclude(orders)
  }

  private func serve(
    _ bid: OrderBook.Entry, from level: inout OfferLevel, _ draws: inout RandomDraws,
    _ orders: Span<Order>, _ clearing: inout Clearing
  ) {
    while let first = level.first(in: clearing.book.offers),
      covers(bid, first, .zero),
      clearing.energyLeft(ofOrder: Int(bid.order), orders) > .zero
    {
      let count = UInt64(level.end - level.start)
      let chosen = level.start + Int(truncatingIfNeeded: draws.uniformInteger(below: count))
      let offer = clearing.book.offers.entries[chosen]
      clearing.addTrade(
        bid: Int(bid.order), offer: Int(offer.order), of: orders,
        energy: MeteredEnergy(milliwattHours: .max), price: offer.offerLimit)
      if clearing.energyLeft(ofOrder: Int(offer.order), orders) == .zero {
        clearing.book.offers.entries.swapAt(chosen, level.start)
        level.removeFirst(in: clearing.book.offers)
      }
    }
  }
}

/// The places of the cheapest offers that still have energy.
private struct OfferLevel {
  var start = 0
  var end = 0

  init(_ offers: borrowing OrderBook.Side) { findEnd(offers) }

  func first(in offers: borrowing OrderBook.Side) -> OrderBook.Entry? {
    start < offers.entries.count ? offers.entries[start] : nil
  }

  mutating func removeFirst(in offers: borrowing OrderBook.Side) {
    start += 1
    if start == end { findEnd(offers) }
  }

  private mutating func findEnd(_ offers: borrowing OrderBook.Side) {
    end = start
    while end < offers.entries.count, offers.entries[end].rank == offers.entries[start].rank {
      end += 1
    }
  }
}
