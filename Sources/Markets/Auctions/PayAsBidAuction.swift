public import Parameters

/// A sealed double auction in which each pair of a bid and an offer trades at the limit of the bid.
///
/// The efficient volume is traded, and the best bid takes from the best offer until one of them is
/// through, and so on. The price of such a pair is the limit of the bid; the RationingRule decides who is
/// served among equals.
///
/// It is strongly budget balanced, individually rational, and efficient for the orders given. It is
/// not incentive compatible: a buyer gains by bidding as little as still trades.
///
/// Published tools use one name for different rules: what is called pay-as-bid settles at the bid in
/// gsy-framework, at the offer in ASSUME and at the mean of the pair in lemlab.
public struct PayAsBidAuction: MarketMechanism, Parameterized, Hashable {
  public static let parameterSet = ParameterSet(
    name: "pay-as-bid",
    "A sealed double auction in which each pair trades at the limit of the bid.",
    [RationingRule.parameter])

  /// The rationing rule.
  public var rationing: RationingRule

  /// Creates the mechanism.
  public init(rationing: RationingRule = .proRata) { self.rationing = rationing }

  public init(_ values: ParameterValues) throws(ParameterError) {
    self.init(rationing: try RationingRule(values))
  }

  public static let traits = MechanismTraits(isEfficient: true)

  public var rules: [(name: String, value: String)] {
    [("price_rule", PricingRule.perPair(.bid).description)] + rationing.rules
  }

  public func clear(
    _ orders: Span<Order>, context: ClearingContext, into clearing: inout Clearing
  ) {
    clearing.clearDoubleAuction(
      orders, context: context, pricing: .perPair(.bid), rationing: rationing)
  }
}
