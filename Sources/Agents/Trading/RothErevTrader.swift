import Markets
import Parameters
import Quantities
import RandomStreams

/// Propensities for buying and for selling, over the same grid of prices.
struct RothErevTrader: Hashable, Sendable {
  private let grid: ActionGrid
  private var buying: RothErevLearning
  private var selling: RothErevLearning

  init(_ learning: RothErevLearning) {
    grid = ActionGrid(learning.propensities.count)
    buying = learning
    selling = learning
  }

  func price(for quote: QuoteRequest, _ draws: inout RandomDraws) -> EnergyPrice {
    let learning = quote.side == .bid ? buying : selling
    return grid.price(of: ActionGrid.draw(learning.propensities, &draws), for: quote)
  }

  mutating func learn(from outcome: TradingOutcome) {
    let action = grid.action(of: outcome.limitPrice, for: outcome.quote)
    let reward = outcome.relativeProfit
    if outcome.quote.side == .bid {
      buying.learn(action, reward: reward)
    } else {
      selling.learn(action, reward: reward)
    }
  }
}

extension RothErevLearning {
  static let parameters: [Parameter] = [
    .actions,
    Parameter(
      "initialPropensity", .number, minimum: 1e-6, maximum: 1e6, default: .number(1),
      "First propensity of each price; a reward is at most 1."),
    Parameter(
      "forgetting", .fraction, minimum: 0, maximum: 1, default: .number(0.1),
      "Rate at which the past is forgotten."),
    Parameter(
      "experimentation", .fraction, minimum: 0, maximum: 1, default: .number(0.2),
      "Share of experience that goes to the prices not named."),
  ]

  init(_ values: ParameterValues, isModified: Bool) {
    self.init(
      actions: Int(clamping: values.integer("actions")),
      initialPropensity: values.number("initialPropensity"),
      forgetting: values.number("forgetting"),
      experimentation: values.number("experimentation"), isModified: isModified)
  }
}
