public import Parameters
public import Quantities

/// The double auction of TESP, which is GridLAB-D's in Python.
///
/// It clears as ``GridLabDAuction`` does; its labels of the marginal side differ where nothing
/// depends on them.
///
/// Source: TESP, `tesp_support/simple_auction.py`. Its fault besides those of GridLAB-D's auction:
/// sellers that respond to no price are recognised at the price cap rather than at its negative.
/// There a seller asks for the highest price allowed, so only its label is wrong; it is served as
/// other offers are.
public struct TespAuction: MarketMechanism, Parameterized, Hashable {
  public static let parameterSet = ParameterSet(
    name: "tesp", "As TESP's simple auction clears: GridLAB-D's rule in Python.",
    GridLabDRule.parameters)

  private let rule: GridLabDRule

  /// Creates the mechanism with the settings of ``GridLabDAuction``.
  public init(
    priceCap: EnergyPrice = EnergyPrice(microsPerKilowattHour: 9_999_000_000),
    bidOffset: EnergyPrice = EnergyPrice(microsPerKilowattHour: 100)
  ) {
    rule = GridLabDAuction(priceCap: priceCap, bidOffset: bidOffset).rule
  }

  public init(_ values: ParameterValues) throws(ParameterError) { rule = GridLabDRule(values) }

  public static let traits = MechanismTraits(isEfficient: true)

  public var rules: [(name: String, value: String)] {
    PeerRules(
      system: "TESP simple_auction", version: "tesp_support/simple_auction.py",
      price: "order served in part, else the mean of the last pair kept off orders not served",
      ties: "pro rata at the price", priceRounding: "half to even, 1e-6 currency/kWh",
      energyRounding: "largest remainders, 1e-6 kWh, equal remainders in rotation",
      fault: "may leave the competitive interval by the bid offset"
    ).entries + rule.entries
  }

  public func clear(
    _ orders: Span<Order>, context: ClearingContext, into clearing: inout Clearing
  ) {
    clearing.begin(orders)
    let posting = rule.posting(of: clearing.book)
    clearing.book.serve(
      by: .proRata, intervalOrdinal: context.intervalOrdinal, draws: context.draws)
    clearing.tradeServed(orders, volume: clearing.book.volume, at: posting.price)
    clearing.conclude(orders)
  }
}
