import Markets
import Quantities
import TestSupport
import Testing

struct BestResponseTests {
  private static let context = ClearingContext(intervalOrdinal: 0)

  private func improvement(
    of trader: Int32, _ orders: [Order], _ mechanism: some MarketMechanism, shares: [Double] = [1]
  ) -> Double {
    BestResponse(
      of: trader, in: orders, under: mechanism, context: Self.context, energyShares: shares
    ).improvementUnits
  }

  @Test("One seller and one buyer at the mean: each can take the other half of the gain")
  func bilateral() {
    let orders = [bid(1, at: 0.5, by: 1), offer(1, at: 0.1, by: 2)]
    let auction = UniformPriceDoubleAuction(k: 0.5)
    #expect(improvement(of: 1, orders, auction) == 0.2)
    #expect(improvement(of: 2, orders, auction) == 0.2)
    let response = BestResponse(of: 2, in: orders, under: auction, context: Self.context)
    // Half a millionth is rounded to even, so the price just below does as well.
    #expect((response.report[1]?.limitPrice.unitsPerKilowattHour ?? 0) >= 0.499_999)
    #expect(Double(response.truthfulGain) / 1e12 == 0.2)
    #expect(Double(response.gain) / 1e12 == 0.4)
  }

  @Test("A seller of a pay-as-bid market shades up to the last bid that it can win")
  func payAsOffer() {
    let orders = [bid(1, at: 0.5, by: 1), offer(1, at: 0.1, by: 2), offer(1, at: 0.3, by: 3)]
    // Sellers get their own price there, so 0.3 less nothing: just under the rival's, by chance
    // even at it.
    let gain = improvement(of: 2, orders, AssumePayAsBid())
    #expect(abs(gain - 0.2) < 2e-6)
  }

  @Test("A seller that withholds half of its energy lifts the price")
  func withholding() {
    // At 2 kWh bid 0.2 is the price; at 1 kWh the bid of 0.9 can set it.
    let orders = [
      bid(1, at: 0.9, by: 1), bid(1, at: 0.2, by: 2), offer(2, at: 0.1, by: 3),
    ]
    let auction = UniformPriceDoubleAuction(k: 0)
    #expect(improvement(of: 3, orders, auction) > 0)
    // 1 kWh at 0.2 (the best bid left) gains 0.1; 2 kWh at 0.1 gain nothing.
    let response = BestResponse(
      of: 3, in: orders, under: auction, context: Self.context, energyShares: [0.5])
    #expect(Double(response.gain) / 1e12 >= 0.1)
  }

  @Test(
    "Lies gain nothing for single units at the right end of prices, and nothing for the unserved",
    arguments: 0..<150 as Range<UInt64>)
  func singleUnits(seed: UInt64) {
    var generator = TestGenerator(seed: seed)
    let orders = randomOrders(
      count: 8, energies: 1_000_000...1_000_000, prices: 0...20, using: &generator)
    var clearing = Clearing()
    for (k, side) in [(0, Order.Side.bid), (1, .offer), (0.5, nil)] as [(Double, Order.Side?)] {
      let auction = UniformPriceDoubleAuction(k: k, rationing: .timePriority)
      auction.clear(orders.span, context: Self.context, into: &clearing)
      for order in orders {
        let isServed = clearing.servedEnergy[Int(order.trader)] > .zero
        guard order.side == side || !isServed else { continue }
        #expect(improvement(of: order.trader, orders, auction) == 0)
      }
    }
  }

  @Test(
    "The best of all prices by exhaustion is the best found", arguments: 0..<60 as Range<UInt64>)
  func exhaustive(seed: UInt64) {
    var generator = TestGenerator(seed: seed)
    let orders = randomOrders(
      count: 6, energies: 1_000_000...3_000_000, prices: 0...40, using: &generator)
    let mechanisms: [any MarketMechanism] = [
      UniformPriceDoubleAuction(k: 0.5), UniformPriceDoubleAuction(k: 0), GridLabDAuction(),
      GsyPayAsClear(), GsyPayAsBid(), PowerTacAuction(),
    ]
    for mechanism in mechanisms {
      for trader in 0..<6 as Range<Int32> {
        var best: Int128 = .min
        var lie = orders
        var clearing = Clearing()
        for price in -2...42 as ClosedRange<Int64> {
          lie[Int(trader)].limitPrice = EnergyPrice(microsPerKilowattHour: price)
          mechanism.clear(lie.span, context: Self.context, into: &clearing)
          best = max(best, TraderGains(of: clearing, for: orders.span).gain(of: trader))
        }
        let found = BestResponse(
          of: trader, in: orders, under: mechanism, context: Self.context)
        // A mean of prices may be rounded either way.
        let slack = Int128(orders[Int(trader)].energy.milliwattHours)
        #expect(found.gain >= best - slack, "\(mechanism.name)")
      }
    }
  }

  @Test("Without trade, orders or sense there is nothing to gain, and extremes don't trap")
  func extremes() {
    let orders = [bid(1, at: 0.5, by: 1), offer(1, at: 0.1, by: 2)]
    #expect(improvement(of: 1, orders, NoMarket(), shares: [0, 0.5, .nan, 7]) == 0)
    #expect(improvement(of: 9, orders, UniformPriceDoubleAuction()) == 0)
    let most = MeteredEnergy(milliwattHours: .max)
    let enormous = [
      Order(
        trader: 1, side: .bid, energy: most,
        limitPrice: EnergyPrice(microsPerKilowattHour: .max)),
      Order(
        trader: 2, side: .offer, energy: most,
        limitPrice: EnergyPrice(microsPerKilowattHour: .min)),
    ]
    let response = BestResponse(
      of: 1, in: enormous, under: UniformPriceDoubleAuction(), context: Self.context,
      energyShares: [0.5, 1])
    #expect(response.improvement > 0)
  }
}
