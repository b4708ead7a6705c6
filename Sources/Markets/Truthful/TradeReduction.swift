public import Parameters

/// Trade reduction: the last pair that would trade sets two prices and does not trade.
///
/// ```text
/// buyers before the marginal bid pay b_m, sellers before the marginal offer receive a_m ≤ b_m
/// ```
///
/// No trader sets its own price, so with orders of one energy and one order per trader nobody gains
/// by another limit. It is individually rational, and the auctioneer keeps *b_m − a_m* for each
/// kilowatt-hour. The trades that gain least are lost.
///
/// **Unequal energies.** The rule is defined for single units. Here the marginal *orders* do not
/// trade, the last bid and the last offer that would be served even partly; of the rest, the side of
/// more energy is served pro rata. Incentive compatibility is promised for single units only.
///
/// **Tie rule.** Of equal orders the later submitted is the marginal one. **Rounding.** Prices are
/// limits and exact; energy goes by largest remainders to 10⁻⁶ kWh, equal ones in rotation.
///
/// > R. P. McAfee. "A dominant strategy double auction." *Journal of Economic Theory* 56 (1992).
/// > [doi:10.1016/0022-0531(92)90091-U](https://doi.org/10.1016/0022-0531(92)90091-U); M. Babaioff
/// > and N. Nisan, *Journal of Artificial Intelligence Research* 21 (2004).
///
/// - Complexity: O(*n* log *n*).
public struct TradeReduction: MarketMechanism, Parameterized, Hashable {
  public static let parameterSet = ParameterSet(
    name: "trade-reduction",
    "The last pair that would trade sets a price for each side and does not trade.", [])

  /// Creates the mechanism.
  public init() {}

  public init(_ values: ParameterValues) throws(ParameterError) { self.init() }

  public static let traits = MechanismTraits(
    budgetBalance: .weak, incentiveCompatibility: .singleUnit)

  public var rules: [(name: String, value: String)] {
    [
      ("price_rule", "buyers pay the marginal bid, sellers receive the marginal offer"),
      ("volume_rule", "the marginal bid and offer do not trade; the long side is served pro rata"),
      ("tie_rule", "the later submitted of equals is marginal"),
      ("price_rounding", "none"),
      ("energy_rounding", "largest remainders, 1e-6 kWh, equal remainders in rotation"),
    ]
  }

  public func clear(
    _ orders: Span<Order>, context: ClearingContext, into clearing: inout Clearing
  ) {
    clearing.begin(orders)
    clearing.tradeWithoutMarginalPair(of: orders, intervalOrdinal: context.intervalOrdinal)
  }
}
