import Agents
import Markets
import Quantities
import RandomStreams
import Testing

/// The worked examples of the published learning rules, calculated apart from this package.
struct StrategyVectorTests {
  struct MarginCase: Sendable {
    var limit: Double
    var margin: Double
    var lastShout: Double
    var relative: Double
    var absolute: Double
    var rate: Double
    var coefficient: Double
    var momentum: Double
    var expectedMomentum: Double
    var expectedMargin: Double
    var expectedPrice: Double
  }

  @Test(
    "A ZIP margin moves towards its target with momentum",
    arguments: [
      MarginCase(
        limit: 100, margin: 0.2, lastShout: 110, relative: 0.98, absolute: -0.02, rate: 0.3,
        coefficient: 0.05, momentum: 0, expectedMomentum: -3.4827,
        expectedMargin: 0.165173, expectedPrice: 116.5173),
      MarginCase(
        limit: 100, margin: 0.1, lastShout: 130, relative: 1.02, absolute: 0.03, rate: 0.4,
        coefficient: 0.05, momentum: -1, expectedMomentum: 8.5494,
        expectedMargin: 0.185494, expectedPrice: 118.5494),
      MarginCase(
        limit: 150, margin: -0.2, lastShout: 125, relative: 1.03, absolute: 0.01, rate: 0.5,
        coefficient: 0.1, momentum: 0.5, expectedMomentum: 3.992,
        expectedMargin: -0.173386667, expectedPrice: 123.992),
    ])
  func zipMargin(example: MarginCase) {
    var margin = ZeroIntelligencePlusStrategy.Margin(
      share: example.margin, momentum: example.momentum)
    margin.move(
      example.limit * (1 + example.margin),
      toward: example.relative * example.lastShout + example.absolute,
      learningRate: example.rate, momentum: example.coefficient, limit: example.limit,
      scale: example.limit)
    #expect(abs(margin.momentum - example.expectedMomentum) < 1e-9)
    #expect(abs(margin.share - example.expectedMargin) < 1e-9)
    #expect(abs(example.limit * (1 + margin.share) - example.expectedPrice) < 1e-9)
  }

  static func exampleBeliefs() -> GjerstadDickhautBeliefs {
    var beliefs = GjerstadDickhautBeliefs(capacity: 16)
    for (price, isAccepted) in [(20, true), (22, false), (18, true), (24, false), (21, true)] {
      beliefs.add(Int64(price), side: .offer, isAccepted: isAccepted)
    }
    for (price, isAccepted) in [(19, false), (20, true), (21, true), (17, false), (18, true)] {
      beliefs.add(Int64(price), side: .bid, isAccepted: isAccepted)
    }
    return beliefs
  }

  @Test("GD beliefs follow from what was accepted and refused")
  func beliefs() {
    let beliefs = Self.exampleBeliefs()
    let third = 2.0 / 3
    let offers = [1.0, 1, 1, 1, 1, 0, 0, 0]
    let bids = [0, third, third, 1, 1, 1, 1, 1]
    for (index, price) in (17...24).enumerated() {
      #expect(beliefs.belief(.offer, at: Int64(price)) == offers[index])
      #expect(abs(beliefs.belief(.bid, at: Int64(price)) - bids[index]) < 1e-12)
    }
  }

  @Test("A GD trader names the price of the greatest expected surplus")
  func bestPrice() {
    var strategy = GjerstadDickhautStrategy(memory: 16)
    var draws = RandomStream(seed: 1, stream: "bidding", entity: "a").draws(at: 0)
    let seller = QuoteRequest(
      side: .offer, limit: price(16), lowestPrice: price(10), highestPrice: price(40))
    let buyer = QuoteRequest(
      side: .bid, limit: price(25), lowestPrice: price(10), highestPrice: price(40))
    // The history of the example as events: an accepted order is one that stood and was traded.
    for (number, isTrade) in [(22, false), (24, false)] {
      strategy.observe(
        MarketEvent(side: .offer, price: price(number), isTrade: isTrade), having: seller,
        draws: &draws)
    }
    for (number, isTrade) in [(19, false), (17, false), (18, true), (20, true), (21, true)] {
      strategy.observe(
        MarketEvent(side: .bid, price: price(number), isTrade: isTrade), having: seller,
        draws: &draws)
    }
    #expect(strategy.limitPrice(for: seller, draws: &draws) == price(21))
    #expect(strategy.limitPrice(for: buyer, draws: &draws) == price(20))
  }

  struct TargetCase: Sendable {
    var side: Order.Side
    var limit: Double
    var aggressiveness: Double
    var expected: Double
  }

  @Test(
    "AA targets lie between the boldest price and the limit",
    arguments: [
      TargetCase(side: .bid, limit: 120, aggressiveness: 0.5, expected: 114.621171573),
      TargetCase(side: .bid, limit: 120, aggressiveness: 0, expected: 100),
      TargetCase(side: .bid, limit: 120, aggressiveness: 1, expected: 120),
      TargetCase(side: .bid, limit: 80, aggressiveness: -0.5, expected: 21.51531371),
      TargetCase(side: .bid, limit: 80, aggressiveness: 0.2, expected: 80),
      TargetCase(side: .offer, limit: 80, aggressiveness: 0.5, expected: 85.378828427),
      TargetCase(side: .offer, limit: 120, aggressiveness: -0.5, expected: 178.48468629),
      TargetCase(side: .offer, limit: 80, aggressiveness: 1, expected: 80),
    ])
  func target(example: TargetCase) {
    let target = AdaptiveAggressiveTarget(
      side: example.side, limit: example.limit, equilibrium: 100, theta: -2,
      boldest: example.side == .bid ? 0 : 200)
    #expect(abs(target.price(at: example.aggressiveness) - example.expected) < 1e-8)
    if example.aggressiveness != 0.2 {
      #expect(
        abs(target.aggressiveness(at: example.expected) - example.aggressiveness) < 1e-8)
    }
  }

  @Test("AA targets have no bend where the aggressiveness is zero", arguments: -80...20)
  func smoothness(tenths: Int) {
    let theta = Double(tenths) / 10
    for side in Order.Side.allCases {
      let target = AdaptiveAggressiveTarget(
        side: side, limit: side == .bid ? 130 : 70, equilibrium: 100, theta: theta,
        boldest: side == .bid ? 1 : 399)
      let step = 1e-6
      let above = (target.price(at: step) - target.price(at: 0)) / step
      let below = (target.price(at: 0) - target.price(at: -step)) / step
      #expect(abs(above - below) < 1e-3 * max(1, abs(above)), "\(side) \(theta)")
    }
  }

  @Test("Roth–Erev propensities grow with reward, and the modified ones fall without it")
  func rothErev() {
    func learner(_ isModified: Bool) -> RothErevLearning {
      RothErevLearning(
        actions: 3, initialPropensity: 10, forgetting: 0.1, experimentation: 0.2,
        isModified: isModified)
    }
    func isClose(_ left: [Double], _ right: [Double]) -> Bool {
      zip(left, right).allSatisfy { abs($0 - $1) < 1e-9 }
    }
    var modified = learner(true)
    modified.learn(1, reward: 5)
    #expect(isClose(modified.propensities, [10, 13, 10]))
    #expect(isClose(modified.probabilities, [0.303030303, 0.393939394, 0.303030303]))
    modified.learn(0, reward: 0)
    #expect(isClose(modified.propensities, [9, 13, 10]))
    #expect(isClose(modified.probabilities, [0.28125, 0.40625, 0.3125]))

    var plain = learner(false)
    plain.learn(1, reward: 5)
    let before = plain.probabilities
    plain.learn(0, reward: 0)
    #expect(isClose(plain.propensities, [8.55, 11.7, 8.55]))
    #expect(isClose(plain.probabilities, before))

    plain.learn(0, reward: -7)
    #expect(plain.propensities.allSatisfy { $0 > 0 })
    plain.learn(9, reward: 1)
    plain.learn(0, reward: .nan)
    #expect(plain.probabilities.allSatisfy { $0.isFinite })
  }

  @Test("Q-values move towards reward and what follows, and softmax prefers the greater ones")
  func qLearning() {
    let value = QLearningStrategy.updated(
      1, reward: 2, bestNext: 3, learningRate: 0.5, discount: 0.9)
    #expect(abs(value - 2.85) < 1e-12)
    let probabilities = QLearningStrategy.softmax([1, 2], temperature: 1)
    #expect(abs(probabilities[0] - 0.268941421) < 1e-9)
    #expect(abs(probabilities[1] - 0.731058579) < 1e-9)
  }

  @Test("A linear ramp takes the steps of gsy-e, up for a bid and down for an offer")
  func ramp() {
    let bids = [
      11.0, 12.357143, 13.714286, 15.071429, 16.428571, 17.785714, 19.142857, 20.5, 21.857143,
      23.214286, 24.571429, 25.928571, 27.285714, 28.642857, 30, 30,
    ]
    let strategy = LinearRampStrategy()
    var draws = RandomStream(seed: 1, stream: "bidding", entity: "a").draws(at: 0)
    for (step, expected) in bids.enumerated() {
      let bid = LinearRampStrategy.ramp(from: 11, to: 30, step: step, of: 15)
      let offer = LinearRampStrategy.ramp(from: 30, to: 11, step: step, of: 15)
      #expect(abs(bid - expected) < 1e-6)
      #expect(abs(offer - (41 - expected)) < 1e-6)
      // As a strategy: between 11 and 30 cents, at the k-th of 15 minutes.
      let quotes = (
        QuoteRequest(
          side: .bid, limit: price(300_000), lowestPrice: price(110_000),
          highestPrice: price(300_000), elapsedShare: Double(step) / 15),
        QuoteRequest(
          side: .offer, limit: price(110_000), lowestPrice: price(110_000),
          highestPrice: price(300_000), elapsedShare: Double(step) / 15)
      )
      let named = strategy.limitPrice(for: quotes.0, draws: &draws).microsPerKilowattHour
      let asked = strategy.limitPrice(for: quotes.1, draws: &draws).microsPerKilowattHour
      #expect(abs(Double(named) - expected * 1e4) <= 0.5 + 1e-2)
      #expect(abs(Double(asked) - (41 - expected) * 1e4) <= 0.5 + 1e-2)
    }
  }

  private func price(_ micros: Int) -> EnergyPrice {
    EnergyPrice(microsPerKilowattHour: Int64(micros))
  }
}
