public import Parameters
import Quantities

/// McAfee's double auction: the pair beyond the last one prices all trades, or else the last pair is
/// given up.
///
/// ```text
/// p0 = (b_{m+1} + a_{m+1}) / 2
/// a_m ≤ p0 ≤ b_m:  all m trade at p0;   else: trade reduction, buyers pay b_m, sellers receive a_m
/// ```
///
/// *m* counts the efficient trades, *b_{m+1}* and *a_{m+1}* are the best orders that are not served
/// at all; where a side has none, trade is reduced. With orders of one energy and one order per
/// trader nobody gains by another limit, and at most one trade of *m* is lost. It is individually
/// rational, and the auctioneer never pays.
///
/// **Unequal energies.** The rule is defined for single units. Here, if *p0* lies within, the whole
/// efficient volume is traded, the marginal level pro rata; else the marginal orders do not trade and
/// the side of more energy is served pro rata (``TradeReduction``). Incentive compatibility is
/// promised for single units only.
///
/// **Tie rule.** Equal orders stand in the order of submission. At *p0* with single units an order is
/// tied only if its trader gains nothing. **Rounding.** *p0* is compared exactly and rounded half to
/// even, to 10⁻⁶ per kilowatt-hour; so it stays within.
///
/// > R. P. McAfee. "A dominant strategy double auction." *Journal of Economic Theory* 56 (1992).
/// > [doi:10.1016/0022-0531(92)90091-U](https://doi.org/10.1016/0022-0531(92)90091-U)
///
/// - Complexity: O(*n* log *n*).
public struct McAfeeAuction: MarketMechanism, Parameterized, Hashable {
  public static let parameterSet = ParameterSet(
    name: "mcafee",
    "The pair beyond the last sets one price, or else the last pair sets two and does not trade.",
    [])

  /// Creates the mechanism.
  public init() {}

  public init(_ values: ParameterValues) throws(ParameterError) { self.init() }

  public static let traits = MechanismTraits(
    budgetBalance: .weak, incentiveCompatibility: .singleUnit)

  public var rules: [(name: String, value: String)] {
    [
      ("price_rule", "p0 = (b_{m+1} + a_{m+1})/2 within [a_m, b_m], else b_m and a_m"),
      ("volume_rule", "efficient at p0, else without the marginal orders, long side pro rata"),
      ("tie_rule", "pro rata at p0, else the later submitted of equals is marginal"),
      ("price_rounding", "half to even, 1e-6 currency/kWh"),
      ("energy_rounding", "largest remainders, 1e-6 kWh, equal remainders in rotation"),
    ]
  }

  public func clear(
    _ orders: Span<Order>, context: ClearingContext, into clearing: inout Clearing
  ) {
    clearing.begin(orders)
    guard let price = clearing.book.priceBeyondTheMargin else {
      clearing.tradeWithoutMarginalPair(of: orders, intervalOrdinal: context.intervalOrdinal)
      return
    }
    // Single units that tie at the margin are worth p0 to their traders, so sharing among them is
    // no gain for anybody.
    clearing.book.serve(
      by: .proRata, intervalOrdinal: context.intervalOrdinal, draws: context.draws)
    clearing.tradeServed(orders, buyerPrice: price, sellerPrice: price)
  }
}

extension OrderBook {
  /// The mean of the best bid and offer that are not served at all, if the last pair served accepts
  /// it.
  fileprivate var priceBeyondTheMargin: EnergyPrice? {
    guard bids.servedCount < bids.entries.count, offers.servedCount < offers.entries.count,
      let marginalBid, let marginalOffer
    else { return nil }
    let sum =
      Int128(~bids.entries[bids.servedCount].rank)
      + Int128(offers.entries[offers.servedCount].rank)
    guard 2 * Int128(marginalOffer) <= sum, sum <= 2 * Int128(marginalBid) else { return nil }
    return EnergyPrice(
      microsPerKilowattHour: Int64(truncatingIfNeeded: quotientRoundedHalfToEven(sum, by: 2)))
  }
}
