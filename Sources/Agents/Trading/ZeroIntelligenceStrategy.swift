import Markets
public import Parameters
public import Quantities
public import RandomStreams

/// Draws limit prices evenly from those that lose the member nothing (ZI-C).
///
/// A bid lies between the export price and the willingness to pay, an offer between the willingness
/// to accept and the import price.
///
/// D. K. Gode and S. Sunder, “Allocative efficiency of markets with zero-intelligence traders”,
/// Journal of Political Economy 101 (1993), doi:10.1086/261868, traders with a budget constraint.
public struct ZeroIntelligenceStrategy: BiddingStrategy, Hashable {
  /// Creates the strategy.
  public init() {}

  public static let habits: StrategyHabits = .keepsToLimit

  public func limitPrice(for quote: QuoteRequest, draws: inout RandomDraws) -> EnergyPrice {
    QuoteRequest.drawPrice(
      from: quote.side == .bid ? quote.lowestPrice : quote.limit,
      to: quote.side == .bid ? quote.limit : quote.highestPrice, &draws) ?? quote.limit
  }
}

extension ZeroIntelligenceStrategy: Parameterized {
  public static let parameterSet = ParameterSet(
    name: "zero-intelligence",
    "Limit prices drawn evenly from those that lose the member nothing (ZI-C).", [])

  public init(_ values: ParameterValues) throws(ParameterError) { self.init() }
}
