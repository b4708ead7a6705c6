public import Parameters

/// The multi-unit double auction of Huang, Scheller-Wolf and Sycara: the marginal step of each curve
/// sets a price and does not trade, and the long side is cut by the same energy for each.
///
/// ```text
/// buyers above b_K pay b_K, sellers below s_L receive s_L ≤ b_K, K and L where the curves cross
/// ```
///
/// It is individually rational and the auctioneer never pays. No trader sets its own price, so with
/// one order per trader nobody gains by another *limit*. Who overstates its *energy* is cut by less
/// than it overstates, so incentive compatibility is promised for single units only.
///
/// **Long side.** Each order that may trade loses the same energy, and one that has less is not
/// served; what it lacks is cut from the others. **Tie rule.** Equal limits are one step of the
/// curve: none of the orders at a marginal limit trades. **Rounding.** Prices are limits and exact;
/// indivisible 10⁻⁶ kWh of the cut go round with the interval.
///
/// > P. Huang, A. Scheller-Wolf, K. Sycara. "Design of a multi-unit double auction e-market."
/// > *Computational Intelligence* 18 (2002).
/// > [doi:10.1111/1467-8640.t01-1-00206](https://doi.org/10.1111/1467-8640.t01-1-00206)
///
/// - Complexity: O(*n* log *n*).
public struct HuangAuction: MarketMechanism, Parameterized, Hashable {
  public static let parameterSet = ParameterSet(
    name: "huang",
    "The marginal steps set two prices and do not trade; the long side is cut equally.", [])

  /// Creates the mechanism.
  public init() {}

  public init(_ values: ParameterValues) throws(ParameterError) { self.init() }

  public static let traits = MechanismTraits(
    budgetBalance: .weak, incentiveCompatibility: .singleUnit)

  public var rules: [(name: String, value: String)] {
    [
      ("price_rule", "buyers pay the marginal bid, sellers receive the marginal offer"),
      ("volume_rule", "orders at the marginal limits do not trade; the long side is cut equally"),
      ("tie_rule", "equal limits are one step"),
      ("price_rounding", "none"),
      ("energy_rounding", "indivisible 1e-6 kWh of the cut in rotation"),
    ]
  }

  public func clear(
    _ orders: Span<Order>, context: ClearingContext, into clearing: inout Clearing
  ) {
    clearing.begin(orders)
    guard clearing.book.volume > 0 else { return }
    clearing.tradeReduced(
      bidCount: clearing.book.bids.countBeforeMargin,
      offerCount: clearing.book.offers.countBeforeMargin,
      longSide: .equalCut, of: orders, intervalOrdinal: context.intervalOrdinal)
  }
}

extension OrderBook.Side {
  /// The number of orders that are better than the last one served.
  fileprivate var countBeforeMargin: Int {
    var count = servedCount
    while count > 0, entries[count - 1].rank == marginalRank { count -= 1 }
    return count
  }
}
