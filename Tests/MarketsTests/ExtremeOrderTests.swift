import Markets
import Quantities
import TestSupport
import Testing

struct ExtremeOrderTests {
  static let extremes: [Int64] = [
    .min, .min + 1, -1, 0, 1, 2, 1 << 32, 1 << 62, .max - 1, .max,
  ]

  @Test("Enormous prices and energies break no promise", arguments: 0..<200 as Range<UInt64>)
  func extremesDoNotTrap(seed: UInt64) {
    var generator = TestGenerator(seed: seed)
    for _ in 0..<20 {
      let orders = (0..<Int.random(in: 0...12, using: &generator)).map { index in
        Order(
          trader: Int32(index), side: generator.next() % 2 == 0 ? .bid : .offer,
          energy: MeteredEnergy(
            milliwattHours: Self.extremes.randomElement(using: &generator) ?? 0),
          limitPrice: EnergyPrice(
            microsPerKilowattHour: Self.extremes.randomElement(using: &generator) ?? 0))
      }
      for mechanism in [
        UniformPriceDoubleAuction(k: 0.37), UniformPriceDoubleAuction(rationing: .timePriority),
      ] {
        expectMarketPromises(
          of: mechanism, for: orders,
          context: ClearingContext(
            intervalOrdinal: Self.extremes.randomElement(using: &generator) ?? 0))
      }
    }
  }

  @Test("Energy beyond the range of a side is refused, not wrapped")
  func refusesBeyondTheRange() {
    let most = MeteredEnergy(milliwattHours: .max)
    let price = EnergyPrice(microsPerKilowattHour: 1)
    let orders = [
      Order(trader: 0, side: .bid, energy: most, limitPrice: price),
      Order(trader: 1, side: .bid, energy: most, limitPrice: price),
      Order(trader: 2, side: .offer, energy: most, limitPrice: price),
    ]
    let clearing = expectMarketPromises(of: UniformPriceDoubleAuction(), for: orders)
    #expect(clearing.refusedOrderCount == 1)
    #expect(clearing.volume == most)
  }

  @Test("Welfare beyond the range of money is unknown, not wrong")
  func welfareBeyondTheRange() {
    let orders = [
      Order(
        trader: 0, side: .bid, energy: MeteredEnergy(milliwattHours: .max),
        limitPrice: EnergyPrice(microsPerKilowattHour: .max)),
      Order(
        trader: 1, side: .offer, energy: MeteredEnergy(milliwattHours: .max),
        limitPrice: EnergyPrice(microsPerKilowattHour: .min)),
    ]
    let clearing = expectMarketPromises(of: UniformPriceDoubleAuction(), for: orders)
    #expect(clearing.welfare == nil)
    // The mean of −2⁶³ and 2⁶³ − 1 is −1/2, which rounds to the even 0.
    #expect(clearing.price == .zero)
  }
}
