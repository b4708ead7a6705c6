import Markets
import Quantities
import TestSupport
import Testing

struct RationingRuleTests {
  private func served(
    _ orders: [Order], _ rationing: RationingRule = .proRata, interval: Int64 = 0
  ) -> [Int64] {
    expectMarketPromises(
      of: UniformPriceDoubleAuction(rationing: rationing), for: orders,
      context: ClearingContext(intervalOrdinal: interval)
    ).servedEnergy.map(\.milliwattHours)
  }

  private func order(_ side: Order.Side, _ milliwattHours: Int64, _ micros: Int64) -> Order {
    Order(
      trader: 0, side: side, energy: MeteredEnergy(milliwattHours: milliwattHours),
      limitPrice: EnergyPrice(microsPerKilowattHour: micros))
  }

  @Test("Pro rata serves equal prices the same share, better prices whole")
  func proRataShares() {
    let orders = [
      order(.bid, 100, 9), order(.bid, 10, 5), order(.bid, 30, 5), order(.bid, 40, 4),
      order(.offer, 120, 1),
    ]
    #expect(served(orders) == [100, 5, 15, 0, 120])
  }

  @Test("Pro rata shares the long side of the offers alike")
  func proRataOffers() {
    let orders = [order(.offer, 30, 2), order(.bid, 20, 5), order(.offer, 10, 2)]
    #expect(served(orders) == [15, 20, 5])
  }

  @Test("Time priority serves equal prices in the order of submission")
  func timePriority() {
    let orders = [
      order(.bid, 10, 5), order(.bid, 30, 5), order(.bid, 20, 6), order(.offer, 35, 1),
    ]
    #expect(served(orders, .timePriority) == [10, 5, 20, 35])
  }

  @Test("What is left after rounding down goes to the largest remainders")
  func largestRemainders() {
    // 10 of 21: 5 · 10/21 = 2.38, 6 · 10/21 = 2.86, 10 · 10/21 = 4.76.
    let orders = [order(.bid, 5, 3), order(.bid, 6, 3), order(.bid, 10, 3), order(.offer, 10, 1)]
    #expect(served(orders) == [2, 3, 5, 10])
  }

  @Test("Equal remainders go round with the interval, so that nobody is favoured")
  func remaindersGoRound() {
    let orders = Array(repeating: order(.bid, 1, 3), count: 7) + [order(.offer, 3, 1)]
    var totals = [Int64](repeating: 0, count: 8)
    for interval in -7..<7 {
      let energies = served(orders, interval: Int64(interval))
      for index in energies.indices { totals[index] += energies[index] }
    }
    #expect(totals == [6, 6, 6, 6, 6, 6, 6, 42])
    #expect(served(orders, interval: 0) != served(orders, interval: 1))
    #expect(served(orders, interval: .max).reduce(0, +) == 6)
    #expect(served(orders, interval: .min).reduce(0, +) == 6)
  }

  @Test("A thousand identical bids share, no two by more than one milliwatt-hour")
  func thousandIdenticalOrders() {
    let orders = Array(repeating: order(.bid, 999, 3), count: 1000) + [order(.offer, 123_456, 1)]
    let energies = served(orders).dropLast()
    #expect(energies.reduce(0, +) == 123_456)
    #expect(energies.allSatisfy { $0 == 123 || $0 == 124 })
  }

  @Test("A thousand identical bids meet a thousand identical offers")
  func thousandOnBothSides() {
    let orders =
      Array(repeating: order(.bid, 7, 3), count: 1000)
      + Array(repeating: order(.offer, 7, 3), count: 1000)
    #expect(served(orders).allSatisfy { $0 == 7 })
  }
}
