import Markets
public import Parameters
public import Quantities
public import RandomStreams

/// Betters the best price that stands by one tick, and goes no further than its limit (SHVR).
///
/// A bid is one tick above the best bid, an offer one below the best offer. Where none stands, or
/// where orders are not seen as in a sealed auction, it names the boldest price of all.
///
/// It is one of the robots of the Bristol Stock Exchange; D. Cliff, “An open-source limit-order-book
/// exchange for teaching and research”, IEEE SSCI (2018), doi:10.1109/SSCI.2018.8628760.
public struct ShaverStrategy: BiddingStrategy, Hashable {
  /// The step, in millionths of the currency unit per kilowatt-hour.
  public var tick: Int64

  /// Creates the strategy; the tick is at least one.
  public init(tick: Int64 = 1) { self.tick = max(tick, 1) }

  public static let habits: StrategyHabits = .keepsToLimit

  public func limitPrice(for quote: QuoteRequest, draws: inout RandomDraws) -> EnergyPrice {
    quote.shaved(by: tick)
  }
}

extension QuoteRequest {
  /// A price that betters the best one of the same side by a number of units, within the limit.
  func shaved(by units: Int64) -> EnergyPrice {
    switch side {
    case .bid:
      guard let bestBid else { return boldestPrice }
      return min(max(bestBid.raised(by: units), floor), ceiling)
    case .offer:
      guard let bestOffer else { return boldestPrice }
      return min(max(bestOffer.raised(by: -units), floor), ceiling)
    }
  }
}

extension ShaverStrategy: Parameterized {
  public static let parameterSet = ParameterSet(
    name: "shaver", "Limit prices one tick better than the best one that stands (SHVR).", [.tick])

  public init(_ values: ParameterValues) throws(ParameterError) { self.init(tick: values.tick) }
}
