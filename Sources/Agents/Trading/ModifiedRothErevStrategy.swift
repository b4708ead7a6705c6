import Markets
public import Parameters
public import Quantities
public import RandomStreams

/// Chooses among prices with the modified propensities of Nicolaisen, Petrov and Tesfatsion.
///
/// It differs from ``RothErevStrategy`` in that orders without profit make their price less likely;
/// ``RothErevLearning`` has both rules.
public struct ModifiedRothErevStrategy: BiddingStrategy, Hashable {
  private var learner: RothErevTrader

  /// Creates the strategy.
  public init(
    actions: Int = 21, initialPropensity: Double = 1, forgetting: Double = 0.1,
    experimentation: Double = 0.2
  ) {
    learner = RothErevTrader(
      RothErevLearning(
        actions: actions, initialPropensity: initialPropensity, forgetting: forgetting,
        experimentation: experimentation, isModified: true))
  }

  public static let habits: StrategyHabits = [.keepsToLimit, .learns]

  public func limitPrice(for quote: QuoteRequest, draws: inout RandomDraws) -> EnergyPrice {
    learner.price(for: quote, &draws)
  }

  public mutating func learn(from outcome: TradingOutcome, draws: inout RandomDraws) {
    learner.learn(from: outcome)
  }
}

extension ModifiedRothErevStrategy: Parameterized {
  public static let parameterSet = ParameterSet(
    name: "modified-roth-erev",
    "Limit prices chosen by propensities that also fall without profit (modified Roth–Erev).",
    RothErevLearning.parameters)

  public init(_ values: ParameterValues) throws(ParameterError) {
    learner = RothErevTrader(RothErevLearning(values, isModified: true))
  }
}
