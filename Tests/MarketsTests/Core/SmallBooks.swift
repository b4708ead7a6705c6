import Markets
import Quantities
import TestSupport

/// A tiny book in whole kilowatt-hours and whole currency units, so that welfare is not rounded and
/// everything can be tried.
struct SmallBook {
  let orders: [Order]

  init(bidCount: Int, offerCount: Int, using generator: inout TestGenerator) {
    var orders: [Order] = []
    for index in 0..<(bidCount + offerCount) {
      orders.append(
        Order(
          trader: Int32(index), side: index < bidCount ? .bid : .offer,
          energy: MeteredEnergy(milliwattHours: 1_000_000 * .random(in: 1...3, using: &generator)),
          limitPrice: EnergyPrice(
            microsPerKilowattHour: 1_000_000 * .random(in: -1...7, using: &generator))))
    }
    self.orders = orders.shuffled(using: &generator)
  }

  /// The kilowatt-hours that bids ask for at a price or better, or offers give.
  func energy(_ side: Order.Side, at price: Int64, orBetterBy margin: Int64) -> Int64 {
    orders.filter { order in
      let limit = order.limitPrice.microsPerKilowattHour / 1_000_000
      guard order.side == side else { return false }
      return side == .bid ? limit >= price + margin : limit <= price - margin
    }.reduce(0) { $0 + $1.energy.milliwattHours / 1_000_000 }
  }

  /// Whether a price, in whole currency units, lets all have what they want: no more is wanted by
  /// those who gain than the others, ties included, give.
  func isCompetitive(_ price: Int64) -> Bool {
    energy(.bid, at: price, orBetterBy: 1) <= energy(.offer, at: price, orBetterBy: 0)
      && energy(.offer, at: price, orBetterBy: 1) <= energy(.bid, at: price, orBetterBy: 0)
  }

  /// The greatest volume at any one price, and the greatest welfare of any volume: each unit of
  /// energy is an item, the dearest bids meet the cheapest offers.
  var best: (volume: Int64, welfare: Int64) {
    var (volume, welfare): (Int64, Int64) = (0, 0)
    for price in -3...9 as ClosedRange<Int64> {
      volume = max(
        volume,
        min(energy(.bid, at: price, orBetterBy: 0), energy(.offer, at: price, orBetterBy: 0)))
    }
    let (bids, offers) = (units(.bid).sorted(by: >), units(.offer).sorted())
    var sum: Int64 = 0
    for (bid, offer) in zip(bids, offers) {
      sum += bid - offer
      welfare = max(welfare, sum)
    }
    return (volume, welfare)
  }

  private func units(_ side: Order.Side) -> [Int64] {
    orders.filter { $0.side == side }.flatMap { order in
      Array(
        repeating: order.limitPrice.microsPerKilowattHour / 1_000_000,
        count: Int(order.energy.milliwattHours / 1_000_000))
    }
  }
}
