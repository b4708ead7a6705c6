import Agents
import Markets
import Parameters
import Quantities
import RandomStreams
import TestSupport
import Testing

/// What every strategy promises, whatever it is asked for and whatever it sees.
struct StrategyPromiseTests {
  static let names = BiddingStrategies.all.map { $0.parameterSet.name }

  static func strategy(_ name: String) throws -> any BiddingStrategy {
    let type = try #require(BiddingStrategies.all.first { $0.parameterSet.name == name })
    let defaults = type.parameterSet.parameters.compactMap { parameter in
      parameter.defaultValue.map { (parameter.name, $0) }
    }
    return try type.init(ParameterValues(Dictionary(uniqueKeysWithValues: defaults)))
  }

  @Test("The names are unique, and truth comes first")
  func uniqueNames() {
    #expect(Set(Self.names).count == Self.names.count)
    #expect(Self.names.first == "truthful")
    #expect(Self.names.count == 12)
  }

  @Test("No strategy that says so ever crosses its limit", arguments: names)
  func limits(name: String) throws {
    var strategy = try Self.strategy(name)
    let keeps = type(of: strategy).habits.contains(.keepsToLimit)
    #expect(keeps == (name != "zero-intelligence-unconstrained"))
    var generator = TestGenerator(seed: 7)
    var draws = RandomStream(seed: 7, stream: "bidding", entity: name).draws(at: 0)
    var crossings = 0
    for index in 0..<20_000 {
      // First plausible prices about one level, then of any size, then of all 64 bits.
      let magnitude: Int64? = index < 10_000 ? 400 : index < 15_000 ? 1_000_000_000 : nil
      let quote = Self.quote(magnitude, &generator)
      let price = strategy.limitPrice(for: quote, draws: &draws)
      if quote.side == .bid ? price > quote.limit : price < quote.limit { crossings += 1 }
      let event = MarketEvent(
        side: [.bid, .offer, nil][Int(generator.next() % 3)],
        price: Self.price(magnitude, &generator), isTrade: generator.next() % 2 == 0)
      strategy.observe(event, having: quote, draws: &draws)
      strategy.learn(
        from: TradingOutcome(
          quote: quote, limitPrice: price,
          energy: MeteredEnergy(milliwattHours: generator.nextInteger()),
          tradedEnergy: MeteredEnergy(milliwattHours: generator.nextInteger()),
          amount: Money(micros: generator.nextInteger())), draws: &draws)
    }
    #expect(keeps ? crossings == 0 : crossings > 0)
  }

  @Test("The same events and draws give the same prices", arguments: names)
  func determinism(name: String) throws {
    func prices() throws -> [EnergyPrice] {
      var strategy = try Self.strategy(name)
      var generator = TestGenerator(seed: 3)
      var prices: [EnergyPrice] = []
      for ordinal in 0..<500 {
        var draws = RandomStream(seed: 3, stream: "bidding", entity: name)
          .draws(at: UInt64(ordinal))
        let quote = Self.quote(400, &generator)
        prices.append(strategy.limitPrice(for: quote, draws: &draws))
        strategy.observe(
          MarketEvent(side: nil, price: Self.price(400, &generator), isTrade: true),
          having: quote, draws: &draws)
      }
      return prices
    }
    let (first, second) = (try prices(), try prices())
    #expect(first == second)
  }

  @Test("A strategy's parameters have defaults inside their own bounds", arguments: names)
  func defaults(name: String) throws {
    let type = try #require(BiddingStrategies.all.first { $0.parameterSet.name == name })
    for parameter in type.parameterSet.parameters {
      let number: Double? =
        switch parameter.defaultValue {
        case .number(let value): value
        case .integer(let value): Double(value)
        default: nil
        }
      guard let number else { continue }
      #expect(number >= parameter.minimum ?? -.infinity && number <= parameter.maximum ?? .infinity)
    }
  }

  @Test("ZIP sellers at a price of nothing still find a margin, and lose it when nobody buys")
  func zeroLimit() throws {
    var strategy = ZeroIntelligencePlusStrategy()
    var draws = RandomStream(seed: 1, stream: "bidding", entity: "a").draws(at: 0)
    let quote = QuoteRequest(
      side: .offer, limit: .zero, lowestPrice: .zero,
      highestPrice: EnergyPrice(microsPerKilowattHour: 300_000))
    let first = strategy.limitPrice(for: quote, draws: &draws)
    #expect(first > .zero)
    for _ in 0..<200 {
      strategy.observe(
        MarketEvent(side: nil, price: EnergyPrice(microsPerKilowattHour: 200_000), isTrade: true),
        having: quote, draws: &draws)
    }
    let raised = strategy.limitPrice(for: quote, draws: &draws)
    #expect(raised.microsPerKilowattHour == 200_000)
    for _ in 0..<2000 {
      let price = strategy.limitPrice(for: quote, draws: &draws)
      strategy.observe(
        MarketEvent(side: .offer, price: price, isTrade: false), having: quote, draws: &draws)
    }
    #expect(strategy.limitPrice(for: quote, draws: &draws).microsPerKilowattHour < 10_000)
  }

  @Test("Shavers better the best price by a tick, and snipers wait for the end")
  func shaverAndSniper() {
    var draws = RandomStream(seed: 1, stream: "bidding", entity: "a").draws(at: 0)
    func price(_ micros: Int64) -> EnergyPrice { EnergyPrice(microsPerKilowattHour: micros) }
    var bid = QuoteRequest(
      side: .bid, limit: price(150), lowestPrice: price(1), highestPrice: price(400),
      bestBid: price(100), bestOffer: price(180))
    let offer = QuoteRequest(
      side: .offer, limit: price(120), lowestPrice: price(1), highestPrice: price(400),
      bestBid: price(100), bestOffer: price(180))
    #expect(ShaverStrategy().limitPrice(for: bid, draws: &draws) == price(101))
    #expect(ShaverStrategy(tick: 100).limitPrice(for: bid, draws: &draws) == price(150))
    #expect(ShaverStrategy().limitPrice(for: offer, draws: &draws) == price(179))
    #expect(SniperStrategy().limitPrice(for: bid, draws: &draws) == price(1))
    bid.elapsedShare = 0.8
    #expect(SniperStrategy().limitPrice(for: bid, draws: &draws) == price(103))
    bid.elapsedShare = 1
    #expect(SniperStrategy().limitPrice(for: bid, draws: &draws) == price(150))
    bid.elapsedShare = .nan
    _ = SniperStrategy(growth: .nan).limitPrice(for: bid, draws: &draws)
    _ = LinearRampStrategy(initialShare: .nan).limitPrice(for: bid, draws: &draws)
  }

  private static func price(_ magnitude: Int64?, _ generator: inout TestGenerator) -> EnergyPrice {
    EnergyPrice(
      microsPerKilowattHour: magnitude.map { .random(in: -$0 / 4...$0, using: &generator) }
        ?? generator.nextInteger())
  }

  private static func quote(
    _ magnitude: Int64?, _ generator: inout TestGenerator
  ) -> QuoteRequest {
    QuoteRequest(
      side: generator.next() % 2 == 0 ? .bid : .offer, limit: price(magnitude, &generator),
      lowestPrice: price(magnitude, &generator), highestPrice: price(magnitude, &generator),
      bestBid: generator.next() % 2 == 0 ? nil : price(magnitude, &generator),
      bestOffer: generator.next() % 2 == 0 ? nil : price(magnitude, &generator),
      elapsedShare: Double(generator.next() % 101) / 100, isActive: generator.next() % 4 != 0)
  }
}
