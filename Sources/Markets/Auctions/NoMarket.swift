public import Parameters

/// The absence of a local market: no order is served, and everybody trades with the retailer.
///
/// If orders are given all the same, the clearing reports the competitive prices and the welfare
/// that a market would have reached.
public struct NoMarket: MarketMechanism, Parameterized, Hashable {
  public static let parameterSet = ParameterSet(
    name: "none", "No local market: all energy is settled with the retailer.", [])

  /// Creates the mechanism.
  public init() {}

  public init(_ values: ParameterValues) throws(ParameterError) { self.init() }

  public static let traits = MechanismTraits()

  public var rules: [(name: String, value: String)] { [] }

  public func clear(
    _ orders: Span<Order>, context: ClearingContext, into clearing: inout Clearing
  ) {
    clearing.begin(orders)
  }
}
