import Markets
import Quantities
import TestSupport
import Testing

/// Compares the core with an exhaustive search over all allocations of tiny books.
struct ExhaustiveSearchTests {
  @Test("Volume and welfare are those of an exhaustive search", arguments: 0..<100 as Range<UInt64>)
  func isEfficient(seed: UInt64) {
    var generator = TestGenerator(seed: seed)
    for _ in 0..<30 {
      let orders = randomOrders(
        count: Int.random(in: 0...6, using: &generator), energies: 1...3, prices: 0...5,
        using: &generator
      ).map { order in
        // Whole currency units per kWh and whole kWh, so that welfare is not rounded.
        Order(
          trader: order.trader, side: order.side,
          energy: MeteredEnergy(milliwattHours: order.energy.milliwattHours * 1_000_000),
          limitPrice: EnergyPrice(
            microsPerKilowattHour: order.limitPrice.microsPerKilowattHour * 1_000_000))
      }
      var search = ExhaustiveSearch(orders: orders)
      search.run()
      let clearing = expectMarketPromises(of: UniformPriceDoubleAuction(), for: orders)
      #expect(clearing.welfare?.micros == search.bestWelfare * 1_000_000)
      #expect(clearing.volume.milliwattHours == search.bestVolume * 1_000_000)
      #expect(clearing.isEfficient)

      let withoutMarket = expectMarketPromises(of: NoMarket(), for: orders)
      #expect(withoutMarket.trades.isEmpty)
      #expect(withoutMarket.greatestWelfare == clearing.welfare)
    }
  }
}

/// Tries every whole number of kilowatt-hours for every order.
private struct ExhaustiveSearch {
  let orders: [Order]
  var bestWelfare: Int64 = 0
  /// The greatest volume among the allocations of the best welfare.
  var bestVolume: Int64 = 0

  init(orders: [Order]) { self.orders = orders }

  mutating func run() { tryOrder(0, bought: 0, sold: 0, welfare: 0) }

  private mutating func tryOrder(_ index: Int, bought: Int64, sold: Int64, welfare: Int64) {
    guard index < orders.count else {
      guard bought == sold else { return }
      if (welfare, bought) > (bestWelfare, bestVolume) {
        (bestWelfare, bestVolume) = (welfare, bought)
      }
      return
    }
    let price = orders[index].limitPrice.microsPerKilowattHour / 1_000_000
    for energy in 0...(orders[index].energy.milliwattHours / 1_000_000) {
      switch orders[index].side {
      case .bid:
        tryOrder(index + 1, bought: bought + energy, sold: sold, welfare: welfare + energy * price)
      case .offer:
        tryOrder(index + 1, bought: bought, sold: sold + energy, welfare: welfare - energy * price)
      }
    }
  }
}
