import Markets
public import Parameters
public import Quantities
public import RandomStreams

/// Learns by Q-learning which price brings most, and mostly names that one.
///
/// ```text
/// Q(s, a) ← Q(s, a) + α·(r + γ·max Q(s′, ·) − Q(s, a))
/// softmax:         P(a) = exp(Q(s, a)/T) / Σ exp(Q(s, ·)/T)
/// epsilon-greedy:  with probability ε any action, otherwise the best one
/// ```
///
/// The state says whether the trader's last order on that side was served at all; buying and selling
/// are learned apart. The reward is the profit as a share of what the energy would gain over the whole
/// range of prices. With γ = 0, the default, each order is an end in itself. Among equally good actions
/// the one nearest to the limit is the best.
///
/// C. J. C. H. Watkins and P. Dayan, “Q-learning”, Machine Learning 8 (1992),
/// doi:10.1007/BF00992698.
public struct QLearningStrategy: BiddingStrategy, Hashable {
  /// How an action is chosen.
  public enum Exploration: String, CaseIterable, Hashable, Sendable {
    /// With a probability that grows with its value.
    case softmax
    /// The best one but for a share of random choices.
    case epsilonGreedy = "epsilon-greedy"
  }

  /// How an action is chosen.
  public let exploration: Exploration
  /// The rate α.
  public let learningRate: Double
  /// The discount γ of what follows.
  public let discount: Double
  /// The temperature T of softmax, as a share of the greatest reward.
  public let temperature: Double
  /// The share ε of random choices.
  public let randomShare: Double

  private let grid: ActionGrid
  /// The values: by side, by state, by action.
  private var values: [Double]
  /// Whether the last bid was served.
  private var hasBought = false
  /// Whether the last offer was served.
  private var hasSold = false
  private var weights: [Double]

  /// Creates the strategy; what lies outside its range is moved into it.
  public init(
    actions: Int = 21, exploration: Exploration = .softmax, learningRate: Double = 0.2,
    discount: Double = 0, temperature: Double = 0.05, randomShare: Double = 0.1
  ) {
    grid = ActionGrid(actions)
    self.exploration = exploration
    self.learningRate = limited(learningRate, 0, 1)
    self.discount = limited(discount, 0, 0.999)
    self.temperature = limited(temperature, 1e-6, 1e6)
    self.randomShare = limited(randomShare, 0, 1)
    values = Array(repeating: 0, count: 4 * grid.count)
    weights = Array(repeating: 0, count: grid.count)
  }

  public static let habits: StrategyHabits = [.keepsToLimit, .learns]

  /// The value of an action after its reward was seen.
  ///
  /// - Parameters:
  ///   - value: The value before.
  ///   - reward: The reward.
  ///   - bestNext: The greatest value in the state that follows.
  ///   - learningRate: The rate α.
  ///   - discount: The discount γ.
  public static func updated(
    _ value: Double, reward: Double, bestNext: Double, learningRate: Double, discount: Double
  ) -> Double {
    value + learningRate * (reward + discount * bestNext - value)
  }

  /// The probabilities of actions at a temperature.
  public static func softmax(_ values: [Double], temperature: Double) -> [Double] {
    let greatest = values.max() ?? 0
    let weights = values.map { exponential(($0 - greatest) / temperature) }
    let total = weights.reduce(0, +)
    return weights.map { $0 / total }
  }

  public mutating func limitPrice(
    for quote: QuoteRequest, draws: inout RandomDraws
  ) -> EnergyPrice {
    let start = firstIndex(of: quote.side)
    return grid.price(of: choose(start, &draws), for: quote)
  }

  public mutating func learn(from outcome: TradingOutcome, draws: inout RandomDraws) {
    let side = outcome.quote.side
    let place =
      firstIndex(of: side) + grid.action(of: outcome.limitPrice, for: outcome.quote)
    let isServed = outcome.tradedEnergy > .zero
    if side == .bid { hasBought = isServed } else { hasSold = isServed }
    let next = firstIndex(of: side)
    values[place] = Self.updated(
      values[place], reward: outcome.relativeProfit, bestNext: values[best(next)],
      learningRate: learningRate, discount: discount)
  }

  private func firstIndex(of side: Order.Side) -> Int {
    let state = side == .bid ? (hasBought ? 1 : 0) : (hasSold ? 3 : 2)
    return state * grid.count
  }

  /// The index of the greatest of the values of a state.
  private func best(_ start: Int) -> Int {
    var best = start
    for index in start..<start + grid.count where values[index] > values[best] { best = index }
    return best
  }

  private mutating func choose(_ start: Int, _ draws: inout RandomDraws) -> Int {
    switch exploration {
    case .epsilonGreedy:
      if draws.bernoulli(probability: randomShare) {
        return Int(truncatingIfNeeded: draws.uniformInteger(below: UInt64(grid.count)))
      }
      return best(start) - start
    case .softmax:
      let greatest = values[best(start)]
      for index in weights.indices {
        weights[index] = exponential((values[start + index] - greatest) / temperature)
      }
      return ActionGrid.draw(weights, &draws)
    }
  }
}

extension QLearningStrategy: Parameterized {
  public static let parameterSet = ParameterSet(
    name: "q-learning", "Limit prices learned by Q-learning from the profit they brought.",
    [
      .actions,
      Parameter(
        "exploration", .choice(Exploration.allCases.map(\.rawValue)),
        default: .text(Exploration.softmax.rawValue), "How a price is chosen."),
      Parameter(
        "learningRate", .fraction, minimum: 0, maximum: 1, default: .number(0.2),
        "Share of the difference to what was seen that is learned."),
      Parameter(
        "discount", .fraction, minimum: 0, maximum: 0.999, default: .number(0),
        "What the next reward is worth today."),
      Parameter(
        "temperature", .number, minimum: 1e-6, maximum: 1e6, default: .number(0.05),
        "How evenly softmax chooses, beside a greatest reward of 1."),
      Parameter(
        "randomShare", .fraction, minimum: 0, maximum: 1, default: .number(0.1),
        "Share of random choices of epsilon-greedy."),
    ])

  public init(_ values: ParameterValues) throws(ParameterError) {
    guard let exploration = Exploration(rawValue: values.text("exploration")) else {
      let names = Exploration.allCases.map(\.rawValue).joined(separator: "' or '")
      throw ParameterError("exploration", "'exploration' must be '\(names)'")
    }
    self.init(
      actions: Int(clamping: values.integer("actions")), exploration: exploration,
      learningRate: values.number("learningRate"), discount: values.number("discount"),
      temperature: values.number("temperature"), randomShare: values.number("randomShare"))
  }
}
