import Markets
import Quantities
import TestSupport
import Testing

struct PermutationTests {
  static let mechanisms: [any MarketMechanism] = [
    UniformPriceDoubleAuction(), UniformPriceDoubleAuction(pricing: .marginalDemand),
    UniformPriceDoubleAuction(rationing: .random), PayAsBidAuction(), PayAsOfferAuction(),
    PairMidpointAuction(rationing: .timePriority), MidMarketRate(), SupplyDemandRatio(),
    BillSharing(),
  ]

  /// By trader, what is served and what is paid or received, before rounding.
  private func outcomes(
    _ mechanism: any MarketMechanism, _ orders: [Order]
  ) -> [Int32: [Int128]] {
    var clearing = Clearing()
    mechanism.clear(orders.span, context: ClearingContext(intervalOrdinal: 5), into: &clearing)
    var outcomes: [Int32: [Int128]] = [:]
    for trade in clearing.trades {
      let energy = Int128(trade.energy.milliwattHours)
      for (trader, price) in [(trade.buyer, trade.buyerPrice), (trade.seller, trade.sellerPrice)] {
        outcomes[trader, default: [0, 0]][0] += energy
        outcomes[trader, default: [0, 0]][1] += energy * Int128(price.microsPerKilowattHour)
      }
    }
    return outcomes
  }

  @Test(
    "Where no two limits are equal, nobody's energy or money depends on the order of submission",
    arguments: 0..<200 as Range<UInt64>)
  func distinctPrices(seed: UInt64) {
    var generator = TestGenerator(seed: seed)
    for book in 0..<60 {
      let mechanism = Self.mechanisms[book % Self.mechanisms.count]
      let isPool = book % Self.mechanisms.count >= 6
      // Bids above offers for pools, which else trade nothing. Their
      // equal remainders may go to another.
      let count = Int.random(in: 0...20, using: &generator)
      let limits = Array(1...40).shuffled(using: &generator)
      let orders = (0..<count).map { index in
        let isBid = generator.next() % 2 == 0
        return Order(
          trader: Int32(index), side: isBid ? .bid : .offer,
          energy: MeteredEnergy(milliwattHours: .random(in: 1...99, using: &generator)),
          limitPrice: EnergyPrice(
            microsPerKilowattHour: Int64(limits[index]) + (isPool && isBid ? 40 : 0)))
      }
      let shuffled = orders.shuffled(using: &generator)
      let (first, second) = (outcomes(mechanism, orders), outcomes(mechanism, shuffled))
      if !isPool {
        #expect(first == second, "\(mechanism.name)")
        continue
      }
      for trader in Int32(0)..<Int32(count) {
        let (one, other) = (first[trader]?[0] ?? 0, second[trader]?[0] ?? 0)
        #expect(abs(one - other) <= 1, "\(mechanism.name)")
      }
    }
  }
}
