import Markets
import Quantities
import RandomStreams
import TestSupport
import Testing

struct ShapleyValueTests {
  private func isClose(_ values: [Double], _ expected: [Double]) -> Bool {
    values.count == expected.count && zip(values, expected).allSatisfy { abs($0 - $1) < 1e-9 }
  }

  @Test("The glove game: one left glove and two right ones are worth 2/3, 1/6 and 1/6")
  func gloves() {
    let orders = [bid(1, at: 1, by: 1), offer(1, at: 0, by: 2), offer(1, at: 0, by: 3)]
    let value = ShapleyValue(exactly: MarketGame(orders.span))
    #expect(isClose(value.values, [2.0 / 3, 1.0 / 6, 1.0 / 6]))
    #expect(value.isExact && value.standardErrors == [0, 0, 0])
  }

  @Test("Two buyers and two sellers by hand")
  func twoByTwo() {
    // Worths: 13 → 5, 14 → 4, 23 → 3, 24 → 2; of three: {1,2,3} 5, {1,2,4} 4, {1,3,4} 5, {2,3,4} 3;
    // of four 5 + 2 = 7.
    let orders = [
      bid(1, at: 6, by: 1), bid(1, at: 4, by: 2), offer(1, at: 1, by: 3), offer(1, at: 2, by: 4),
    ]
    let game = MarketGame(orders.span)
    #expect(game.grandWorth == 7_000_000_000_000)
    // By the formula, in twelfths: member 1 has (5 + 4)/12 + (2 + 2 + 5)/12 + (7 − 3)/4.
    #expect(
      isClose(ShapleyValue(exactly: game).values, [2.5, 1.166_666_666_667, 2, 1.333_333_333_333]))
  }

  @Test(
    "Values sum to the worth of all, equals have equals, idlers nothing",
    arguments: 0..<60 as Range<UInt64>)
  func axioms(seed: UInt64) {
    var generator = TestGenerator(seed: seed)
    var orders = randomOrders(
      count: 7, energies: 1...3_000_000, prices: 0...400_000, using: &generator)
    // Trader 7 is trader 0's twin; trader 8 asks for more than anybody pays.
    orders.append(orders[0])
    orders[7].trader = 7
    orders.append(offer(1, at: 9, by: 8))
    let game = MarketGame(orders.span)
    let values = ShapleyValue(exactly: game).values
    #expect(abs(values.reduce(0, +) - Double(game.grandWorth) / 1e12) < 1e-9)
    #expect(abs(values[0] - values[7]) < 1e-12)
    #expect(values[8] == 0)
    #expect(values.allSatisfy { $0 >= 0 })
  }

  @Test(
    "Sampled values are the exact ones within five standard errors",
    arguments: 0..<20 as Range<UInt64>)
  func sampling(seed: UInt64) {
    var generator = TestGenerator(seed: seed)
    let orders = randomOrders(
      count: 9, energies: 1...3_000_000, prices: 0...400_000, using: &generator)
    let game = MarketGame(orders.span)
    let exact = ShapleyValue(exactly: game)
    let sampled = ShapleyValue(
      sampling: game, pairs: 500, draws: RandomDraws(key: seed, ordinal: 1))
    #expect(!sampled.isExact)
    #expect(
      abs(sampled.values.reduce(0, +) - exact.values.reduce(0, +)) < 1e-9,
      "each order of joining sums")
    for member in exact.values.indices {
      let error = abs(sampled.values[member] - exact.values[member])
      #expect(error <= 5 * sampled.standardErrors[member] + 1e-9)
    }
  }

  @Test("Standard errors fall with the root of the samples, and one sample has none to show")
  func errors() {
    var generator = TestGenerator(seed: 3)
    let orders = randomOrders(
      count: 40, energies: 1...3_000_000, prices: 0...400_000, using: &generator)
    let game = MarketGame(orders.span)
    func error(_ pairs: Int) -> Double {
      ShapleyValue(of: game, pairs: pairs, draws: RandomDraws(key: 1, ordinal: 1))
        .standardErrors.reduce(0, +)
    }
    #expect((1.6...2.4).contains(error(50) / error(200)))
    #expect(error(1) == .infinity)
  }

  @Test("The game of a mechanism that wastes welfare is worth less")
  func mechanismGame() {
    let orders = [
      bid(1, at: 0.5, by: 1), bid(1, at: 0.2, by: 2), offer(1, at: 0.1, by: 3),
      offer(1, at: 0.4, by: 4),
    ]
    let context = ClearingContext(intervalOrdinal: 0)
    let wasteful = MechanismGame(orders, under: GsyPayAsBid(), context: context)
    #expect(wasteful.grandWorth == 200_000_000_000)
    let efficient = MechanismGame(orders, under: UniformPriceDoubleAuction(), context: context)
    let values = ShapleyValue(exactly: efficient).values
    #expect(isClose(values, ShapleyValue(exactly: MarketGame(orders.span)).values))
    let nobody: [Order] = []
    let none = ShapleyValue(
      of: MarketGame(nobody.span), draws: RandomDraws(key: 0, ordinal: 0))
    #expect(none.values.isEmpty)
  }

  @Test("A coalition is worth what its own market would reach", arguments: 0..<200 as Range<UInt64>)
  func worthIsWelfare(seed: UInt64) {
    PeerBooks.forEachBook(seed: seed) { orders, book in
      let game = MarketGame(orders.span)
      var generator = TestGenerator(seed: seed &* 61 &+ UInt64(book))
      let coalition = game.traders.map { _ in generator.next() % 2 == 0 }
      let own = orders.filter { order in
        zip(game.traders, coalition).contains { $0.0 == order.trader && $0.1 }
      }
      var worth: Int128 = 0
      let clearing = PeerBooks.clear(own, by: UniformPriceDoubleAuction())
      for trade in clearing.trades {
        let (bid, offer) = (own[Int(trade.buyerOrder)], own[Int(trade.sellerOrder)])
        worth +=
          Int128(trade.energy.milliwattHours)
          * Int128((bid.limitPrice - offer.limitPrice).microsPerKilowattHour)
      }
      #expect(game.worth(of: coalition) == worth)
    }
  }
}
