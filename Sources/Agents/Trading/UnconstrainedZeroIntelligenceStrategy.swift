import Markets
public import Parameters
public import Quantities
public import RandomStreams

/// Draws limit prices evenly from all that anybody would name, whatever the energy is worth (ZI-U).
///
/// It is the only strategy that crosses its limit: it measures what the budget constraint of
/// ``ZeroIntelligenceStrategy`` is worth.
///
/// D. K. Gode and S. Sunder, “Allocative efficiency of markets with zero-intelligence traders”,
/// Journal of Political Economy 101 (1993), doi:10.1086/261868, traders without a constraint.
public struct UnconstrainedZeroIntelligenceStrategy: BiddingStrategy, Hashable {
  /// Creates the strategy.
  public init() {}

  public static let habits: StrategyHabits = []

  public func limitPrice(for quote: QuoteRequest, draws: inout RandomDraws) -> EnergyPrice {
    QuoteRequest.drawPrice(from: quote.lowestPrice, to: quote.highestPrice, &draws) ?? quote.limit
  }
}

extension UnconstrainedZeroIntelligenceStrategy: Parameterized {
  public static let parameterSet = ParameterSet(
    name: "zero-intelligence-unconstrained",
    "Limit prices drawn evenly between the lowest and the highest price, even at a loss (ZI-U).",
    [])

  public init(_ values: ParameterValues) throws(ParameterError) { self.init() }
}
