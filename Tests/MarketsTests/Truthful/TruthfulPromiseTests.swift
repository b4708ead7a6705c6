import Markets
import Parameters
import Quantities
import RandomStreams
import TestSupport
import Testing

struct TruthfulPromiseTests {
  static let types = MarketMechanisms.truthful + MarketMechanisms.continuous

  /// Each mechanism with its defaults, and with each other word of its choices.
  static let mechanisms: [any MarketMechanism] = types.flatMap { type in
    var defaults: [String: ParameterValue] = [:]
    for parameter in type.parameterSet.parameters {
      defaults[parameter.name] = parameter.defaultValue
    }
    var variants = [defaults]
    for parameter in type.parameterSet.parameters {
      guard case .choice(let words) = parameter.kind else { continue }
      for word in words where defaults[parameter.name] != .text(word) {
        variants.append(defaults.merging([parameter.name: .text(word)]) { $1 })
      }
    }
    return variants.compactMap { try? type.init(ParameterValues($0)) }
  }

  static let extremes: [Int64] = [
    .min, .min + 1, -1, 0, 1, 2, 1 << 32, 1 << 62, .max - 1, .max,
  ]

  @Test("Each mechanism can be made from its defaults and from each of its words")
  func canBeMade() {
    #expect(Self.mechanisms.count == 18)
    #expect(Set(Self.types.map { $0.parameterSet.name }).count == 9)
  }

  @Test("Promises hold for random books of traders with several orders", arguments: 0..<50)
  func promises(seed: Int) {
    var generator = TestGenerator(seed: seed)
    for round in 0..<bookCount(20) {
      var orders = randomOrders(
        count: .random(in: 0...25, using: &generator), energies: 0...9, prices: -3...9,
        using: &generator)
      for index in orders.indices { orders[index].trader = .random(in: -3...9, using: &generator) }
      for mechanism in Self.mechanisms {
        let clearing = expectMarketPromises(
          of: mechanism, for: orders, context: ClearingContext(intervalOrdinal: Int64(round)))
        if mechanism.traits.isEfficient { #expect(clearing.isEfficient) }
        let paid = payments(of: clearing).values.reduce(0, +)
        #expect(clearing.auctioneerBalance?.micros == paid)
      }
    }
  }

  @Test("Enormous prices, energies and traders trap nothing", arguments: 0..<40)
  func extremes(seed: Int) {
    var generator = TestGenerator(seed: seed)
    for _ in 0..<bookCount(40) {
      let orders = (0..<Int.random(in: 0...9, using: &generator)).map { index in
        Order(
          trader: [.min, -1, 0, .max].randomElement(using: &generator) ?? 0,
          side: index % 2 == 0 ? .bid : .offer,
          energy: MeteredEnergy(
            milliwattHours: Self.extremes.randomElement(using: &generator) ?? 0),
          limitPrice: EnergyPrice(
            microsPerKilowattHour: Self.extremes.randomElement(using: &generator) ?? 0))
      }
      let ordinal = Self.extremes.randomElement(using: &generator) ?? 0
      for mechanism in Self.mechanisms {
        expectMarketPromises(
          of: mechanism, for: orders, context: ClearingContext(intervalOrdinal: ordinal))
      }
    }
  }

  @Test("Many equal orders are cleared as well", arguments: [true, false])
  func manyEqualOrders(ofOneTrader: Bool) {
    // To pass over the orders of one trader takes a step for each of them.
    let orders = (0..<bookCount(ofOneTrader ? 4000 : 100_000)).map { index in
      Order(
        trader: ofOneTrader ? 7 : Int32(index), side: index % 2 == 0 ? .bid : .offer,
        energy: MeteredEnergy(milliwattHours: 1000),
        limitPrice: EnergyPrice(microsPerKilowattHour: 200_000))
    }
    for mechanism in Self.mechanisms { expectMarketPromises(of: mechanism, for: orders) }
  }

  @Test("Other draws are another market where chance decides, and the same one elsewhere")
  func draws() {
    var generator = TestGenerator(seed: 1)
    let orders = randomOrders(count: 40, energies: 1...9, prices: 0...9, using: &generator)
    for mechanism in Self.mechanisms {
      var volumes: Set<[MeteredEnergy]> = []
      for key in 0..<20 as Range<UInt64> {
        var clearing = Clearing()
        mechanism.clear(
          orders.span,
          context: ClearingContext(
            intervalOrdinal: 0, draws: RandomDraws(key: key, ordinal: 0)), into: &clearing)
        volumes.insert(clearing.servedEnergy)
      }
      if !mechanism.traits.needs.contains(.draws) { #expect(volumes.count == 1) }
      if mechanism.name == "muda" || mechanism.name == "random-pairing" {
        #expect(volumes.count > 10)
      }
    }
  }

  @Test(
    "Mechanisms indifferent to the order of submission trade the same whatever it is",
    arguments: 0..<50)
  func permutations(seed: Int) {
    var generator = TestGenerator(seed: seed)
    // Prices that differ, so that nothing is a tie.
    let prices = (0..<16).shuffled(using: &generator)
    let orders = prices.enumerated().map { index, price in
      Order(
        trader: Int32(index), side: index % 2 == 0 ? .bid : .offer,
        energy: MeteredEnergy(milliwattHours: 1000 * .random(in: 1...5, using: &generator)),
        limitPrice: EnergyPrice(microsPerKilowattHour: Int64(price)))
    }
    let places = orders.indices.shuffled(using: &generator)
    for mechanism in Self.mechanisms where mechanism.traits.isIndifferentToOrder {
      let one = cleared(orders, by: mechanism)
      let other = cleared(places.map { orders[$0] }, by: mechanism)
      #expect(payments(of: one) == payments(of: other), "\(mechanism.name)")
      for (place, index) in places.enumerated() {
        #expect(abs((one.servedEnergy[index] - other.servedEnergy[place]).count) <= 1)
      }
    }
  }
}
