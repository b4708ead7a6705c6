import Markets
import Quantities
import TestSupport
import Testing

/// Prices on which a sort could stumble: all ways in which a book sorts give the same clearing.
struct BookSortingTests {
  /// Distributions of prices: equal, few, apart, far apart, one outlier, multiples, bits of all
  /// lengths.
  private func price(_ kind: Int, _ generator: inout TestGenerator) -> Int64 {
    switch kind {
    case 0: 7
    case 1: .random(in: 0...2, using: &generator)
    case 2: .random(in: 50_000...400_000, using: &generator)
    case 3: .random(in: .min ... .max, using: &generator)
    case 4: generator.next() % 50 == 0 ? 1 << 50 : .random(in: 0...1000, using: &generator)
    case 5: .random(in: -9...9, using: &generator) * 1_000_000_000
    default: generator.nextInteger()
    }
  }

  @Test(
    "Time priority serves by price, then by submission, whatever the prices are",
    arguments: 0..<140 as Range<UInt64>)
  func servesInOrder(seed: UInt64) {
    var generator = TestGenerator(seed: seed)
    for count in [30, 100, 400] {
      let kind = Int(seed) % 7
      let bids = (0..<count).map { index in
        Order(
          trader: Int32(index), side: .bid, energy: MeteredEnergy(milliwattHours: 1),
          limitPrice: EnergyPrice(microsPerKilowattHour: price(kind, &generator)))
      }
      let demanded = Int.random(in: 1...count, using: &generator)
      let supply = Order(
        trader: -7, side: .offer, energy: MeteredEnergy(milliwattHours: Int64(demanded)),
        limitPrice: EnergyPrice(microsPerKilowattHour: .min))
      var clearing = Clearing()
      UniformPriceDoubleAuction(rationing: .timePriority).clear(
        ([supply] + bids).span, context: ClearingContext(intervalOrdinal: 0), into: &clearing)
      let expected = bids.indices.sorted { left, right in
        (bids[right].limitPrice, left) < (bids[left].limitPrice, right)
      }.prefix(demanded)
      #expect(clearing.trades.map { Int($0.buyer) } == Array(expected))
    }
  }

  @Test("A hundred thousand equal orders clear, and so do as many at random prices")
  func manyOrders() {
    var generator = TestGenerator(seed: 1)
    for prices in [5...5, 0...1_000_000] as [ClosedRange<Int64>] {
      let orders = randomOrders(
        count: 100_000, energies: 1...9, prices: prices, using: &generator)
      let clearing = expectMarketPromises(of: UniformPriceDoubleAuction(), for: orders)
      #expect(clearing.isEfficient)
      #expect(clearing.volume > .zero)
    }
  }
}
