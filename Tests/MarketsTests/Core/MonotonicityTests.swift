import Markets
import Quantities
import TestSupport
import Testing

/// Raising a bid's limit or energy only adds to demand at every price, so both ends of the
/// competitive interval, and with them the price at any *k*, stay or rise; offers likewise.
struct MonotonicityTests {
  private func cleared(_ mechanism: UniformPriceDoubleAuction, _ orders: [Order]) -> Clearing {
    var clearing = Clearing()
    mechanism.clear(orders.span, context: ClearingContext(intervalOrdinal: 0), into: &clearing)
    return clearing
  }

  @Test(
    "More demand never lowers the price in the competitive interval, more supply never raises it",
    arguments: 0..<200 as Range<UInt64>)
  func competitivePriceIsMonotone(seed: UInt64) {
    var generator = TestGenerator(seed: seed)
    for book in 0..<60 {
      let prices: ClosedRange<Int64> = book % 2 == 0 ? 0...8 : 0...400_000
      let orders = randomOrders(
        count: .random(in: 2...20, using: &generator), energies: 1...9, prices: prices,
        using: &generator)
      var changed = orders
      let index = Int.random(in: orders.indices, using: &generator)
      let isBid = orders[index].side == .bid
      let step = EnergyPrice(microsPerKilowattHour: .random(in: prices, using: &generator))
      if book % 3 == 0 {
        changed[index].energy.milliwattHours += .random(in: 1...9, using: &generator)
      } else {
        changed[index].limitPrice =
          isBid ? orders[index].limitPrice + step : orders[index].limitPrice - step
      }
      for k in [0, 0.3, 0.5, 1] {
        let mechanism = UniformPriceDoubleAuction(k: k)
        let (before, after) = (cleared(mechanism, orders), cleared(mechanism, changed))
        #expect(before.volume <= after.volume)
        guard let old = before.price, let new = after.price else {
          // What traded before still does.
          #expect(before.price == nil)
          continue
        }
        #expect(isBid ? old <= new : old >= new)
      }
    }
  }

  @Test("At the last bid served, a higher bid can lower the price")
  func marginalDemandIsNotMonotone() {
    let orders = [bid(1, at: 5), bid(1, at: 3), offer(1, at: 1), offer(1, at: 4)]
    var raised = orders
    raised[1] = bid(1, at: 4)
    let mechanism = UniformPriceDoubleAuction(pricing: .marginalDemand)
    #expect(cleared(mechanism, orders).price?.unitsPerKilowattHour == 5)
    #expect(cleared(mechanism, raised).price?.unitsPerKilowattHour == 4)
  }
}
