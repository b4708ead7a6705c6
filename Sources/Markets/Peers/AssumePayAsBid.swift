public import Parameters
import Quantities

/// The pay-as-bid of ASSUME: each seller receives its own limit price, and each buyer pays the limit
/// price of the last seller that was committed to it, for all of its energy.
///
/// The walk is that of ``AssumePayAsClear``.
///
/// Source: ASSUME (assume-framework/assume @b0a4943d), `markets/clearing_algorithms/simple.py`. It
/// clears the efficient volume.
///
/// Its fault: a bid that takes from several offers pays the dearest of them for all, more than its
/// sellers receive. What is left belongs to nobody there; here the auctioneer keeps it.
public struct AssumePayAsBid: MarketMechanism, Parameterized, Hashable {
  public static let parameterSet = ParameterSet(
    name: "assume-pay-as-bid",
    "As ASSUME clears: sellers at their own price, buyers at that of their last seller.", [])

  /// Creates the mechanism.
  public init() {}

  public init(_ values: ParameterValues) throws(ParameterError) { self.init() }

  public static let traits = MechanismTraits(
    budgetBalance: .weak, isEfficient: true, needs: .draws)

  public var rules: [(name: String, value: String)] {
    PeerRules(
      system: "ASSUME pay_as_bid", version: "b0a4943d",
      price: "seller: own limit price; buyer: limit price of the last offer it takes from",
      ties: "random", fault: "buyers pay more than sellers receive"
    ).entries
  }

  public func clear(
    _ orders: Span<Order>, context: ClearingContext, into clearing: inout Clearing
  ) {
    clearing.begin(orders)
    var draws = context.draws
    clearing.book.offers.arrangeTies(.random, &draws)
    clearing.book.bids.arrangeTies(.random, &draws)
    clearing.tradeInBookOrder(orders) { limits in limits.offer }
    // The trades of a bid stand together, and its last offer is the last of them.
    var last = clearing.trades.count - 1
    while last > 0 {
      let (later, earlier) = (clearing.trades[last], clearing.trades[last - 1])
      if later.buyerOrder == earlier.buyerOrder {
        clearing.trades[last - 1].buyerPrice = later.buyerPrice
      }
      last -= 1
    }
    clearing.conclude(orders)
  }
}
