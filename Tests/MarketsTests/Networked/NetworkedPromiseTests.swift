import Markets
import Parameters
import Quantities
import TestSupport
import Testing

/// All mechanisms of the folder, with orders and contexts that strain them.
struct NetworkedPromiseTests {
  static let mechanisms: [any MarketMechanism] = [
    NetworkFeePeerToPeer(fee: EnergyPrice(microsPerKilowattHour: 2)),
    NetworkFeePeerToPeer(fee: EnergyPrice(microsPerKilowattHour: 2), kind: .electricalDistance),
    NetworkFeePeerToPeer(fee: EnergyPrice(microsPerKilowattHour: 2), kind: .zonal, k: 1),
    CommunityPool(communityFee: EnergyPrice(microsPerKilowattHour: 1)),
    ConsensusPeerToPeer(iterationLimit: 20),
    ConsensusPeerToPeer(iterationLimit: 20, preferenceFee: EnergyPrice(microsPerKilowattHour: 1)),
    StackelbergPricing(), DistributionLocationalPricing(), QuotaSharing(),
    QuotaSharing(rule: .dynamic, price: EnergyPrice(microsPerKilowattHour: .max)),
    QuotaSharing(rule: .redistribution, price: EnergyPrice(microsPerKilowattHour: .min)),
  ]

  private func context(_ generator: inout TestGenerator, isWild: Bool) -> ClearingContext {
    func price(_ generator: inout TestGenerator) -> EnergyPrice {
      EnergyPrice(
        microsPerKilowattHour: isWild
          ? generator.nextInteger() : .random(in: -10...30, using: &generator))
    }
    func number(_ generator: inout TestGenerator) -> Double {
      isWild && Bool.random(using: &generator)
        ? [.nan, .infinity, -1, 1e300, 0][Int.random(in: 0..<5, using: &generator)]
        : .random(in: 0...5, using: &generator)
    }
    let feeder = randomFeeder(&generator)
    let busCount = feeder.parents.count
    let prices = [price(&generator), price(&generator)].sorted()
    return ClearingContext(
      intervalOrdinal: generator.nextInteger(), importPrice: prices[1], exportPrice: prices[0],
      slopes: Bool.random(using: &generator)
        ? [] : (0..<12).map { _ in number(&generator) },
      quotaShares: Bool.random(using: &generator) ? [] : (0..<9).map { _ in number(&generator) },
      network: MarketNetwork(
        busOfTrader: (0..<9).map { _ in
          Int32.random(in: (isWild ? -1 : 0)..<Int32(busCount), using: &generator)
        }, busCount: busCount,
        zoneOfBus: (0..<busCount).map { _ in .random(in: 0...2, using: &generator) },
        distances: (0..<(busCount * busCount)).map { _ in number(&generator) },
        feeder: feeder))
  }

  @Test("They keep their promises on random books", arguments: 0..<40)
  func randomBooks(seed: Int) {
    var generator = TestGenerator(seed: seed)
    for _ in 0..<25 {
      let orders = randomOrders(
        count: 10, energies: -2...30, prices: -20...40, using: &generator)
      let context = context(&generator, isWild: false)
      for mechanism in Self.mechanisms {
        expectMarketPromises(of: mechanism, for: orders, context: context)
      }
    }
  }

  @Test("They keep their promises on extreme books", arguments: 0..<40)
  func extremeBooks(seed: Int) {
    var generator = TestGenerator(seed: seed)
    for round in 0..<25 {
      var orders = (0..<Int.random(in: 0...12, using: &generator)).map { _ in
        Order(
          trader: Int32(truncatingIfNeeded: generator.nextInteger()),
          side: Bool.random(using: &generator) ? .bid : .offer,
          energy: MeteredEnergy(milliwattHours: generator.nextInteger()),
          limitPrice: EnergyPrice(microsPerKilowattHour: generator.nextInteger()))
      }
      for index in orders.indices where Bool.random(using: &generator) {
        orders[index].trader = .random(in: -1...9, using: &generator)
        let edges: [Int64] = [.min, .max, 0, 1, -1, .max / 2]
        orders[index].limitPrice = EnergyPrice(
          microsPerKilowattHour: edges[Int.random(in: 0..<6, using: &generator)])
        orders[index].energy = MeteredEnergy(
          milliwattHours: edges[Int.random(in: 0..<6, using: &generator)])
      }
      let context = context(&generator, isWild: round % 2 == 0)
      for mechanism in Self.mechanisms {
        expectMarketPromises(of: mechanism, for: orders, context: context)
      }
    }
  }

  @Test("They end on a hundred thousand equal orders", .timeLimit(.minutes(5)))
  func manyEqualOrders() {
    var generator = TestGenerator(seed: 0)
    let orders = (0..<100_000).map { index in
      Order(
        trader: Int32(index % 9), side: index % 2 == 0 ? .bid : .offer,
        energy: MeteredEnergy(milliwattHours: 5),
        limitPrice: EnergyPrice(microsPerKilowattHour: 7))
    }
    let context = context(&generator, isWild: false)
    for mechanism in Self.mechanisms {
      var clearing = Clearing()
      mechanism.clear(orders.span, context: context, into: &clearing)
      #expect(clearing.servedEnergy.count == orders.count)
    }
  }

  @Test("Each is made from its parameters' defaults, and names its rules")
  func defaults() throws {
    for type in MarketMechanisms.networked {
      let values = type.parameterSet.parameters.reduce(into: [String: ParameterValue]()) {
        $0[$1.name] = $1.defaultValue
      }
      let mechanism = try type.init(ParameterValues(values))
      #expect(mechanism.rules.contains { $0.name == "price_rule" })
      #expect(mechanism.name == type.parameterSet.name)
    }
  }
}
