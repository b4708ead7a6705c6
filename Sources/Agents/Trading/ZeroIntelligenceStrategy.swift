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

  public func limitPrice(for quote: QuoteRequest, draws: inout RandomDraws) -> EnergyPrice {
    switch quote.side {
    case .bid: draw(from: quote.lowestPrice, to: quote.limit, &draws) ?? quote.limit
    case .offer: draw(from: quote.limit, to: quote.highestPrice, &draws) ?? quote.limit
    }
  }

  /// Draws a price; `nil` when the range is empty, so that the caller falls back on its limit.
  private func draw(
    from lowest: EnergyPrice, to highest: EnergyPrice, _ draws: inout RandomDraws
  ) -> EnergyPrice? {
    guard lowest <= highest else { return nil }
    let width = UInt64(highest.microsPerKilowattHour - lowest.microsPerKilowattHour) + 1
    return EnergyPrice(
      microsPerKilowattHour: lowest.microsPerKilowattHour
        + Int64(draws.uniformInteger(below: width)))
  }
}

extension ZeroIntelligenceStrategy: Parameterized {
  public static let parameterSet = ParameterSet(
    name: "zero-intelligence",
    "Limit prices drawn evenly from those that lose the member nothing (ZI-C).", [])

  public init(_ values: ParameterValues) throws(ParameterError) { self.init() }
}
