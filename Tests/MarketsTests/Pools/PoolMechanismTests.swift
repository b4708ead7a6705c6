import Markets
import Parameters
import Quantities
import TestSupport
import Testing

struct PoolMechanismTests {
  static let pools: [any MarketMechanism] = [
    MidMarketRate(), SupplyDemandRatio(),
    SupplyDemandRatio(compensation: EnergyPrice(microsPerKilowattHour: 40_000)), BillSharing(),
  ]

  /// Six kilowatt-hours offered at 0.05, ten asked for at 0.25.
  private let community = [
    bid(4, at: 0.25, by: 0), offer(2, at: 0.05, by: 1), bid(6, at: 0.25, by: 2),
    offer(4, at: 0.05, by: 3),
  ]

  @Test("The short side trades whole, the long side pro rata, at one local price")
  func sharesTheLongSide() {
    let prices = [150_000, 73_529, 120_968, 0] as [Int64]
    for (pool, price) in zip(Self.pools, prices) {
      let clearing = expectMarketPromises(of: pool, for: community)
      #expect(clearing.price == EnergyPrice(microsPerKilowattHour: price))
      #expect(clearing.servedEnergy.map(\.kilowattHours) == [2.4, 2, 3.6, 4])
      #expect(clearing.volume.kilowattHours == 6)
    }
  }

  @Test("All pools leave the community with the same cost: they differ in who gains only")
  func sameTotals() throws {
    var totals: Set<Int64> = []
    for pool in Self.pools {
      let clearing = expectMarketPromises(of: pool, for: community)
      var cost: Int64 = 0
      for trade in clearing.trades {
        cost += trade.buyerPrice.microsPerKilowattHour * trade.energy.milliwattHours
        cost -= trade.sellerPrice.microsPerKilowattHour * trade.energy.milliwattHours
      }
      for (order, served) in zip(community, clearing.servedEnergy) {
        let rest =
          (order.energy - served).milliwattHours * order.limitPrice.microsPerKilowattHour
        cost += order.side == .bid ? rest : -rest
      }
      totals.insert(cost)
    }
    #expect(totals == [1_000_000_000_000])  // 1.00, the cost of importing 4 kWh
  }

  @Test("A bid below an offer stops the pool of all orders, not that of those that cross")
  func limitsThatContradict() {
    let orders = community + [bid(1, at: 0.04)]
    for reference in [PoolReference.orders, .crossing] {
      let clearing = expectMarketPromises(of: MidMarketRate(reference: reference), for: orders)
      #expect(clearing.trades.isEmpty == (reference == .orders))
      #expect(clearing.servedEnergy[4] == .zero)
    }
  }

  @Test("The retailer's prices are used where they are asked for, and nobody trades at a loss")
  func retailPrices() {
    let orders = community + [bid(1, at: 0.14), offer(1, at: 0.16)]
    var context = ClearingContext(intervalOrdinal: 0)
    let pool = MidMarketRate(reference: .retail)
    #expect(expectMarketPromises(of: pool, for: orders, context: context).trades.isEmpty)
    context.importPrice = EnergyPrice(microsPerKilowattHour: 250_000)
    context.exportPrice = EnergyPrice(microsPerKilowattHour: 50_000)
    let clearing = expectMarketPromises(of: pool, for: orders, context: context)
    #expect(clearing.price == EnergyPrice(microsPerKilowattHour: 150_000))
    #expect(clearing.servedEnergy.map(\.kilowattHours) == [2.4, 2, 3.6, 4, 0, 0])
  }

  @Test("Only bill sharing lets sellers lose, which is what its traits say")
  func individualRationality() {
    for pool in Self.pools {
      #expect(pool.traits.isIndividuallyRational == !(pool is BillSharing))
      #expect(pool.traits.budgetBalance == .strong)
    }
  }

  @Test("Pools keep their promises for any orders", arguments: 0..<200 as Range<UInt64>)
  func promisesHold(seed: UInt64) {
    var generator = TestGenerator(seed: seed)
    let pools =
      Self.pools + [
        MidMarketRate(reference: .crossing), MidMarketRate(reference: .retail, divisor: 3),
        SupplyDemandRatio(reference: .crossing), BillSharing(reference: .retail),
      ]
    for book in 0..<60 {
      let isExtreme = book % 4 == 0
      let orders = (0..<Int.random(in: 0...20, using: &generator)).map { index in
        let isBid = generator.next() % 2 == 0
        return Order(
          trader: Int32(truncatingIfNeeded: index - 5), side: isBid ? .bid : .offer,
          energy: MeteredEnergy(
            milliwattHours: isExtreme
              ? generator.nextInteger() : .random(in: 0...99, using: &generator)),
          limitPrice: EnergyPrice(
            microsPerKilowattHour: isExtreme
              ? generator.nextInteger()
              : .random(in: isBid ? 40...90 : 0...45, using: &generator)))
      }
      let clearing = expectMarketPromises(
        of: pools[book % pools.count], for: orders,
        context: ClearingContext(
          intervalOrdinal: generator.nextInteger(),
          importPrice: EnergyPrice(microsPerKilowattHour: 70),
          exportPrice: EnergyPrice(microsPerKilowattHour: 20)))
      guard !isExtreme, clearing.volume > .zero else { continue }
      expectProRata(clearing, orders)
    }
  }

  /// Of those who trade on one side, nobody has more than a unit beyond its share.
  private func expectProRata(_ clearing: Clearing, _ orders: [Order]) {
    for side in Order.Side.allCases {
      let places = orders.indices.filter {
        orders[$0].side == side && clearing.servedEnergy[$0] > .zero
      }
      let whole = places.reduce(0) { $0 + orders[$1].energy.milliwattHours }
      for place in places {
        let share =
          Double(clearing.volume.milliwattHours) * Double(orders[place].energy.milliwattHours)
          / Double(max(whole, 1))
        // Orders whose share was rounded to nothing are not among the places.
        let slack = 1 + Double(orders.count)
        #expect(abs(Double(clearing.servedEnergy[place].milliwattHours) - share) <= slack)
      }
    }
  }

  @Test("Parameters make the pools, and what they can't be is refused")
  func parameters() throws {
    let reference = ("reference", ParameterValue.text("crossing"))
    #expect(
      try MidMarketRate(
        ParameterValues(Dictionary(uniqueKeysWithValues: [reference, ("divisor", .number(3))])))
        == MidMarketRate(reference: .crossing, divisor: 3))
    #expect(
      try SupplyDemandRatio(
        ParameterValues(
          Dictionary(uniqueKeysWithValues: [reference, ("compensation", .number(0.04))])))
        == SupplyDemandRatio(
          reference: .crossing, compensation: EnergyPrice(microsPerKilowattHour: 40_000)))
    for compensation in [-1, .nan, 1e300] as [Double] {
      #expect(throws: ParameterError.self) {
        try SupplyDemandRatio(
          ParameterValues([
            "reference": .text("orders"), "compensation": .number(compensation),
          ]))
      }
    }
    #expect(throws: ParameterError.self) {
      try BillSharing(ParameterValues(["reference": .text("nobody")]))
    }
  }
}
