public import Parameters
import Quantities

/// The two-sided pay-as-clear of gsy-e (algorithm 1 of gsy-framework): one price, always that of a
/// bid.
///
/// ```text
/// D(r) = energy of bids at r or above         S(r) = energy of offers at r or below
/// r* = the lowest bid price r with S(r) ≥ D(r);   volume = D(r*)
/// if there is none:  r* = the highest bid price;  volume = S(r*)
/// ```
///
/// Bids from the dearest trade with offers from the cheapest until the volume is used up, all at r*.
/// Of equal bids the last submitted comes first, of equal offers the first submitted.
///
/// Source: gsy-framework, `matching_algorithms/pay_as_clear_matching_algorithm.py`, without its
/// tolerance of 10⁻⁸ in prices.
///
/// Its faults: a bid below r* that could be served in part is dropped, so that less than the
/// efficient volume is traded; the price is often above the competitive interval and favours
/// sellers.
public struct GsyPayAsClear: MarketMechanism, Parameterized, Hashable {
  public static let parameterSet = ParameterSet(
    name: "gsy-pay-as-clear",
    "As gsy-e clears two-sided: one price, that of the lowest bid whose demand is covered.", [])

  /// Creates the mechanism.
  public init() {}

  public init(_ values: ParameterValues) throws(ParameterError) { self.init() }

  public static let traits = MechanismTraits()

  public var rules: [(name: String, value: String)] {
    PeerRules(
      system: "gsy-e two-sided pay-as-clear", version: "gsy-framework, algorithm 1",
      price: "lowest bid price at which supply covers demand, else the highest bid price",
      ties: "bids: last submitted first; offers: submission",
      fault: "drops a bid that could be served in part; price often above the competitive interval"
    ).entries
  }

  public func clear(
    _ orders: Span<Order>, context: ClearingContext, into clearing: inout Clearing
  ) {
    clearing.begin(orders)
    let (price, volume) = clearingPoint(clearing.book)
    var draws = context.draws
    clearing.book.bids.arrangeTies(.reverseSubmission, &draws)
    clearing.tradeInBookOrder(orders, atMost: volume) { _ in price }
    clearing.conclude(orders)
  }

  /// The price and the volume, in milliwatt-hours.
  private func clearingPoint(_ book: borrowing OrderBook) -> (EnergyPrice, Int64) {
    let (bids, offers) = (book.bids.entries, book.offers.entries)
    // Upwards through the prices of bids: demand loses the bids below, supply gains the offers up
    // to the price.
    var (demand, supply): (Int64, Int64) = (book.bids.energy, 0)
    var (bid, offer) = (bids.count - 1, 0)
    var price = EnergyPrice.zero
    while bid >= 0 {
      price = bids[bid].bidLimit
      while offer < offers.count, offers[offer].offerLimit <= price {
        supply += offers[offer].energy
        offer += 1
      }
      if supply >= demand { return (price, demand) }
      while bid >= 0, bids[bid].bidLimit == price {
        demand -= bids[bid].energy
        bid -= 1
      }
    }
    return (price, supply)
  }
}
