public import Parameters
public import Quantities
public import RandomStreams

/// Bids and offers exactly what the energy is worth.
public struct TruthfulStrategy: BiddingStrategy, Hashable {
  /// Creates the strategy.
  public init() {}

  public static let habits: StrategyHabits = .keepsToLimit

  public func limitPrice(for quote: QuoteRequest, draws: inout RandomDraws) -> EnergyPrice {
    quote.limit
  }
}

extension TruthfulStrategy: Parameterized {
  public static let parameterSet = ParameterSet(
    name: "truthful", "Limit prices equal to the member's marginal values.", [])

  public init(_ values: ParameterValues) throws(ParameterError) { self.init() }
}
