import Markets
import Quantities
import TestSupport
import Testing

struct StackelbergPricingTests {
  private func context(_ exportPrice: Double, _ importPrice: Double) -> ClearingContext {
    ClearingContext(
      intervalOrdinal: 0,
      importPrice: EnergyPrice(microsPerKilowattHour: Int64(importPrice * 1e6)),
      exportPrice: EnergyPrice(microsPerKilowattHour: Int64(exportPrice * 1e6)))
  }

  private let published = [
    bid(50, at: 2, by: 0), bid(50, at: 3, by: 1), bid(50, at: 4, by: 2),
    offer(100, at: 0.75, by: 3),
  ]

  @Test("The leader of three followers asks for √(0.75·9/3) = 1.5 and earns 2.25")
  func publishedGame() {
    let clearing = expectMarketPromises(
      of: StackelbergPricing(), for: published, context: context(0, 10))
    #expect(clearing.price == EnergyPrice(microsPerKilowattHour: 1_500_000))
    #expect(
      clearing.servedEnergy.map(\.milliwattHours) == [333_333, 1_000_000, 1_666_667, 3_000_000])
  }

  @Test("The retailer's prices bound the leader's")
  func retailer() {
    let low = expectMarketPromises(
      of: StackelbergPricing(), for: published, context: context(0, 1.2))
    #expect(low.price == EnergyPrice(microsPerKilowattHour: 1_200_000))
    let high = expectMarketPromises(
      of: StackelbergPricing(), for: published, context: context(1.8, 10))
    #expect(high.price == EnergyPrice(microsPerKilowattHour: 1_800_000))
    #expect(expectMarketPromises(of: StackelbergPricing(), for: published).trades.isEmpty)
  }

  @Test("No other price earns more", arguments: 0..<50)
  func gridSearch(seed: Int) {
    var generator = TestGenerator(seed: seed)
    let orders = randomOrders(
      count: 8, energies: 100_000...3_000_000, prices: 100_000...3_000_000, using: &generator)
    let clearing = expectMarketPromises(
      of: StackelbergPricing(), for: orders, context: context(0.05, 4))
    let found = clearing.trades.reduce(0.0) { sum, trade in
      let cost = orders[Int(trade.sellerOrder)].limitPrice.unitsPerKilowattHour
      return sum + trade.energy.kilowattHours * (trade.sellerPrice.unitsPerKilowattHour - cost)
    }
    for step in 0...4000 {
      let price = 0.05 + Double(step) * 3.95 / 4000
      #expect(profit(of: orders, at: price) <= found + 1e-5)
    }
  }

  private func profit(of orders: [Order], at price: Double) -> Double {
    var left = orders.filter { $0.side == .bid }.reduce(0.0) { sum, bid in
      sum + min(max(bid.limitPrice.unitsPerKilowattHour / price - 1, 0), bid.energy.kilowattHours)
    }
    var profit = 0.0
    for offer in orders.filter({ $0.side == .offer }).sorted(by: { $0.limitPrice < $1.limitPrice })
    where offer.limitPrice.unitsPerKilowattHour <= price {
      let sold = min(left, offer.energy.kilowattHours)
      profit += sold * (price - offer.limitPrice.unitsPerKilowattHour)
      left -= sold
    }
    return profit
  }
}
