import Markets
public import Parameters
public import Quantities
public import RandomStreams

/// Chooses among prices with the propensities of Roth and Erev.
///
/// The reward of an order is its profit as a share of what its energy would gain over the whole range
/// of prices, so it lies from 0 to 1 for a strategy that keeps to its limit. An order that was not
/// served brings 0. Buying and selling are learned apart; ``RothErevLearning`` has the rule.
public struct RothErevStrategy: BiddingStrategy, Hashable {
  private var learner: RothErevTrader

  /// Creates the strategy.
  public init(
    actions: Int = 21, initialPropensity: Double = 1, forgetting: Double = 0.1,
    experimentation: Double = 0.2
  ) {
    learner = RothErevTrader(
      RothErevLearning(
        actions: actions, initialPropensity: initialPropensity, forgetting: forgetting,
        experimentation: experimentation, isModified: false))
  }

  public static let habits: StrategyHabits = [.keepsToLimit, .learns]

  public func limitPrice(for quote: QuoteRequest, draws: inout RandomDraws) -> EnergyPrice {
    learner.price(for: quote, &draws)
  }

  public mutating func learn(from outcome: TradingOutcome, draws: inout RandomDraws) {
    learner.learn(from: outcome)
  }
}

extension RothErevStrategy: Parameterized {
  public static let parameterSet = ParameterSet(
    name: "roth-erev",
    "Limit prices chosen by propensities that grow with the profit they brought (Roth–Erev).",
    RothErevLearning.parameters)

  public init(_ values: ParameterValues) throws(ParameterError) {
    learner = RothErevTrader(RothErevLearning(values, isModified: false))
  }
}
