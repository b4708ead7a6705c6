import Markets
import Quantities
import TestSupport
import Testing

struct ConsensusSolverTests {
  @Test("Peers reach the common price 100/19 in about a hundred iterations")
  func published() throws {
    let solver = try #require(
      ConsensusSolver(CentralOptimumTests.published, penalty: 1, tolerance: 1e-4))
    let outcome = solver.solve()
    #expect(outcome.hasConverged)
    #expect((60...160).contains(outcome.iterationCount), "\(outcome.iterationCount)")
    #expect(outcome.prices.allSatisfy { abs($0 - 100.0 / 19) < 1e-3 })
    let powers = [22.631579, 16.315789, -27.368421, -11.578947]
    #expect(zip(outcome.powers, powers).allSatisfy { abs($0 - $1) < 1e-2 })
  }

  @Test("Preferences for those nearby decide who trades with whom, and at which prices")
  func preferences() throws {
    let solver = try #require(
      ConsensusSolver(CentralOptimumTests.published, penalty: 1, tolerance: 1e-7) {
        seller, buyer in 0.4 * (buyer - seller == 2 ? 1 : 2) / 2
      })
    let outcome = solver.solve()
    #expect(outcome.hasConverged)
    #expect(zip(outcome.trades, [22, 0, 2, 12]).allSatisfy { abs($0 - $1) < 1e-3 })
    #expect(zip(outcome.powers, [22, 14, -24, -12]).allSatisfy { abs($0 - $1) < 1e-3 })
    // The pair that does not trade may disagree about the price.
    for (place, price) in [(0, 5.4), (2, 5.2), (3, 5.0)] {
      #expect(abs(outcome.prices[place] - price) < 1e-4)
    }
  }

  @Test("Agreement costs what the central optimum costs", arguments: 0..<100)
  func central(seed: Int) throws {
    var generator = TestGenerator(seed: seed)
    for round in 0..<10 {
      let members = randomMembers(
        sellers: 1 + round % 4, buyers: 1 + round % 3, using: &generator)
      let optimum = try #require(CentralOptimum(members))
      let outcome = try #require(ConsensusSolver(members, tolerance: 1e-9)).solve()
      #expect(outcome.hasConverged)
      let cost = zip(members, outcome.powers).reduce(0) { $0 + $1.0.cost(of: $1.1) }
      #expect(abs(cost - optimum.cost) <= 1e-6 * max(1e-3, abs(optimum.cost)))
      #expect(abs(outcome.powers.reduce(0, +)) < 1e-6)
    }
  }
}

struct ConsensusPeerToPeerTests {
  @Test("Orders with slopes trade as the community pool trades them", arguments: 0..<50)
  func pool(seed: Int) throws {
    var generator = TestGenerator(seed: seed)
    let orders = randomOrders(
      count: 8, energies: 100_000...5_000_000, prices: 50_000...400_000, using: &generator)
    let context = ClearingContext(
      intervalOrdinal: 0, importPrice: EnergyPrice(microsPerKilowattHour: 10_000_000),
      exportPrice: EnergyPrice(microsPerKilowattHour: -10_000_000),
      slopes: orders.map { _ in .random(in: 0.01...0.1, using: &generator) })
    let peers = expectMarketPromises(of: ConsensusPeerToPeer(), for: orders, context: context)
    let pool = expectMarketPromises(of: CommunityPool(), for: orders, context: context)
    #expect(peers.hasConverged)
    #expect(abs(value(of: peers, orders, context) - value(of: pool, orders, context)) < 2e-6)
    for (one, other) in zip(peers.servedEnergy, pool.servedEnergy) {
      #expect(abs(one.milliwattHours - other.milliwattHours) < 100)
    }
    let optimum = try #require(centralOptimum(orders, context))
    #expect(
      abs(value(of: pool, orders, context) + optimum.cost) <= 1e-6 * max(1, abs(optimum.cost)))
    for trade in pool.trades {
      #expect(abs(trade.buyerPrice.unitsPerKilowattHour - optimum.price) < 1e-6)
    }
  }

  /// What the served energy is worth, slopes included.
  private func value(
    of clearing: Clearing, _ orders: [Order], _ context: ClearingContext
  ) -> Double {
    orders.indices.reduce(0) { sum, index in
      let energy = clearing.servedEnergy[index].kilowattHours
      let sign: Double = orders[index].side == .bid ? 1 : -1
      return sum + sign * orders[index].limitPrice.unitsPerKilowattHour * energy
        - context.slopes[index] * energy * energy / 2
    }
  }

  private func centralOptimum(
    _ orders: [Order], _ context: ClearingContext
  ) -> CentralOptimum? {
    CentralOptimum(
      orders.enumerated().map { index, order in
        let energy = order.energy.kilowattHours
        return CentralOptimum.Member(
          slope: context.slopes[index], price: order.limitPrice.unitsPerKilowattHour,
          minimum: order.side == .bid ? -energy : 0, maximum: order.side == .bid ? 0 : energy)
      })
  }

  @Test("Constant limits are served to the greatest welfare", arguments: 0..<50)
  func constantLimits(seed: Int) {
    var generator = TestGenerator(seed: seed)
    let orders = randomOrders(
      count: 10, energies: 100_000...2_000_000, prices: 50_000...400_000, using: &generator)
    let clearing = expectMarketPromises(of: ConsensusPeerToPeer(), for: orders)
    #expect(clearing.hasConverged)
    #expect(clearing.iterationCount > 0 || clearing.greatestWelfare == .zero)
    if let welfare = clearing.welfare, let greatest = clearing.greatestWelfare {
      #expect(greatest.micros - welfare.micros < 5)
    }
  }

  @Test("Each side pays half of the preference fee to the network")
  func preferenceFee() {
    let network = MarketNetwork(
      busOfTrader: [0, 1], busCount: 2, distances: [0, 2, 2, 0])
    let clearing = expectMarketPromises(
      of: ConsensusPeerToPeer(preferenceFee: EnergyPrice(microsPerKilowattHour: 10_000)),
      for: [offer(1, at: 0.10, by: 0), bid(1, at: 0.20, by: 1)],
      context: ClearingContext(intervalOrdinal: 0, network: network))
    #expect(clearing.volume.kilowattHours == 1)
    #expect(clearing.networkFees == Money(micros: 20_000))
  }
}
