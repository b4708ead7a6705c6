public import Parameters
import Quantities

/// The pay-as-clear of ASSUME: all trades at the price of the dearest offer served.
///
/// Offers from the cheapest, bids from the dearest; each bid takes offers that are not dearer than
/// it until it is covered. Orders of one price are visited in random order; who of them is served
/// is left to it.
///
/// Source: ASSUME (assume-framework/assume @b0a4943d), `markets/clearing_algorithms/simple.py`. Its
/// block, linked and minimum-acceptance orders are left out. It clears the efficient volume.
///
/// Its fault: when bids are the rationed side, the price of the marginal offer lies below the
/// competitive interval, and bids that would gladly pay it go unserved. So sellers receive less
/// than the scarcity is worth.
public struct AssumePayAsClear: MarketMechanism, Parameterized, Hashable {
  public static let parameterSet = ParameterSet(
    name: "assume-pay-as-clear",
    "As ASSUME clears: one price, that of the dearest offer served, ties by chance.", [])

  /// Creates the mechanism.
  public init() {}

  public init(_ values: ParameterValues) throws(ParameterError) { self.init() }

  public static let traits = MechanismTraits(isEfficient: true, needs: .draws)

  public var rules: [(name: String, value: String)] {
    PeerRules(
      system: "ASSUME pay_as_clear", version: "b0a4943d",
      price: "limit price of the dearest offer served", ties: "random",
      fault: "below the competitive interval when bids are rationed"
    ).entries
  }

  public func clear(
    _ orders: Span<Order>, context: ClearingContext, into clearing: inout Clearing
  ) {
    clearing.begin(orders)
    var draws = context.draws
    clearing.book.offers.arrangeTies(.random, &draws)
    clearing.book.bids.arrangeTies(.random, &draws)
    if let price = clearing.marginalOffer {
      clearing.tradeInBookOrder(orders) { _ in price }
    }
    clearing.conclude(orders)
  }
}
