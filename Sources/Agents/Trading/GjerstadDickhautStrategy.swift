import Markets
public import Parameters
public import Quantities
public import RandomStreams

/// Names the price that promises the greatest expected surplus, by beliefs from recent history (GD).
///
/// The candidates are the prices of the history and, where orders stand, the best price of the other
/// side and the one a unit better than the best of the trader's own side; none crosses the limit or
/// fails to better the best price of the trader's own side:
///
/// ```text
/// offer at a:  (a − limit)·q(a)              bid at b:  (limit − b)·p(b)
/// ```
///
/// ``GjerstadDickhautBeliefs`` has q and p. The original rule also looks between the prices of the
/// history, with cubic splines; left out here. An order that meets the best price of the other side is
/// believed to be accepted. Among equally good candidates the one nearest to the limit is named. Before
/// anything was seen, a price is drawn as by ``ZeroIntelligenceStrategy``; where no candidate promises
/// a surplus, the limit is named.
///
/// A trade counts as an accepted bid and an accepted offer at its price. In sealed auctions, where
/// orders are not seen, the trader remembers the prices and those of its own orders that were refused.
///
/// S. Gjerstad and J. Dickhaut, “Price formation in double auctions”, Games and Economic Behavior 22
/// (1998), doi:10.1006/game.1997.0576.
public struct GjerstadDickhautStrategy: BiddingStrategy, Hashable {
  private var beliefs: GjerstadDickhautBeliefs
  private var isSealed = false

  /// Creates the strategy.
  ///
  /// - Parameter memory: The number of bids, and that of offers, that it remembers, from 1 to 1000.
  public init(memory: Int = 32) {
    beliefs = GjerstadDickhautBeliefs(capacity: memory)
  }

  public static let habits: StrategyHabits = [.keepsToLimit, .observes, .learns]

  public func limitPrice(for quote: QuoteRequest, draws: inout RandomDraws) -> EnergyPrice {
    guard !beliefs.isEmpty else {
      return QuoteRequest.drawPrice(from: quote.floor, to: quote.ceiling, &draws) ?? quote.limit
    }
    return beliefs.bestPrice(for: quote) ?? quote.limit
  }

  public mutating func observe(
    _ event: MarketEvent, having quote: QuoteRequest, draws: inout RandomDraws
  ) {
    isSealed = event.side == nil
    let price = event.price.microsPerKilowattHour
    if event.isTrade {
      beliefs.addTrade(at: price)
    } else if let side = event.side {
      beliefs.add(price, side: side, isAccepted: false)
    }
  }

  public mutating func learn(from outcome: TradingOutcome, draws: inout RandomDraws) {
    // Where orders are seen, the trader's own was among them.
    guard isSealed, outcome.tradedEnergy <= .zero else { return }
    beliefs.add(
      outcome.limitPrice.microsPerKilowattHour, side: outcome.quote.side, isAccepted: false)
  }
}

extension GjerstadDickhautStrategy: Parameterized {
  public static let parameterSet = ParameterSet(
    name: "gjerstad-dickhaut",
    "Limit prices of the greatest expected surplus, by beliefs from recent history (GD).",
    [
      Parameter(
        "memory", .integer, minimum: 1, maximum: 1000, default: .integer(32),
        "Number of bids, and of offers, that are remembered.")
    ])

  public init(_ values: ParameterValues) throws(ParameterError) {
    self.init(memory: Int(clamping: values.integer("memory")))
  }
}
