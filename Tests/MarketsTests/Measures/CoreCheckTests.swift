import Markets
import Quantities
import RandomStreams
import TestSupport
import Testing

struct CoreCheckTests {
  private static let draws = RandomDraws(key: 5, ordinal: 0)
  private static let unit: Int128 = 1_000_000_000_000

  @Test("The glove game: only all for the single glove is in the core")
  func gloves() {
    let orders = [bid(1, at: 1, by: 1), offer(1, at: 0, by: 2), offer(1, at: 0, by: 3)]
    let game = MarketGame(orders.span)
    func check(_ payoffs: [Int128]) -> CoreCheck {
      CoreCheck(payoffs: payoffs, ofMarket: game, draws: Self.draws)
    }
    #expect(check([Self.unit, 0, 0]).verdict == .inside)
    let fair = check([Self.unit * 8 / 10, Self.unit / 10, Self.unit / 10])
    #expect(fair.verdict == .outside)
    #expect(fair.blockingCoalition == [0, 1] || fair.blockingCoalition == [0, 2])
    #expect(fair.excess == Self.unit / 10)
    let generous = check([Self.unit, 0, 1])
    #expect(generous.verdict == .outside && generous.deficit == 1)
    #expect(generous.blockingCoalition.isEmpty)
    let stingy = check([Self.unit - 1, 0, 0])
    #expect(stingy.verdict == .outside && stingy.excess == 1)
    let tolerant = CoreCheck(
      payoffs: [Self.unit - 1, 0, 0], ofMarket: game, tolerance: 1, draws: Self.draws)
    #expect(tolerant.verdict == .inside)
  }

  @Test("One buyer and one seller: any division of the gain is in the core")
  func bilateral() {
    let orders = [bid(1, at: 0.5, by: 1), offer(1, at: 0.1, by: 2)]
    let game = MarketGame(orders.span)
    for part in 0...4 as ClosedRange<Int128> {
      let payoffs = [Self.unit / 10 * part, Self.unit / 10 * (4 - part)]
      #expect(CoreCheck(payoffs: payoffs, ofMarket: game, draws: Self.draws).verdict == .inside)
    }
    let outside = CoreCheck(
      payoffs: [Self.unit / 2, -Self.unit / 10], ofMarket: game, draws: Self.draws)
    #expect(outside.verdict == .outside && outside.blockingCoalition == [1])
  }

  @Test(
    "Competitive outcomes lie in the core, among few and among many",
    arguments: 0..<100 as Range<UInt64>)
  func competitiveOutcomes(seed: UInt64) {
    var generator = TestGenerator(seed: seed)
    for count in [7, 60] {
      let orders = randomOrders(
        count: count, energies: 0...3_000_000, prices: 0...(seed % 2 == 0 ? 9 : 400_000),
        using: &generator)
      for k in [0, 0.5, 1] {
        let clearing = PeerBooks.clear(orders, by: UniformPriceDoubleAuction(k: k))
        let check = CoreCheck(clearing, for: orders.span, draws: Self.draws)
        #expect(check.verdict == .inside)
        #expect(check.excess == 0 && check.blockingCoalition.isEmpty)
      }
    }
  }

  @Test(
    "Peers that waste welfare leave the core, and all together are a reason",
    arguments: 0..<50 as Range<UInt64>)
  func wastefulOutcomes(seed: UInt64) {
    var generator = TestGenerator(seed: seed)
    let orders = randomOrders(
      count: 40, energies: 100_000...3_000_000, prices: 0...400_000, using: &generator)
    let clearing = PeerBooks.clear(orders, by: GsyPayAsBid())
    let check = CoreCheck(clearing, for: orders.span, draws: Self.draws)
    #expect(check.verdict == .outside)
    let lost = WelfareLoss(of: clearing).loss?.micros ?? .max
    #expect(check.excess / 1_000_000 + 1 >= Int128(lost))
  }

  @Test("What a blocking coalition is said to gain, it gains", arguments: 0..<100 as Range<UInt64>)
  func excessIsReal(seed: UInt64) {
    var generator = TestGenerator(seed: seed)
    let orders = randomOrders(
      count: seed % 2 == 0 ? 8 : 30, energies: 1...3_000_000, prices: 0...400_000,
      using: &generator)
    let clearing = PeerBooks.clear(orders, by: LemlabDiscriminatory())
    let check = CoreCheck(clearing, for: orders.span, draws: Self.draws)
    guard check.verdict == .outside else { return }
    let game = MarketGame(orders.span)
    let gains = TraderGains(of: clearing, for: orders.span)
    var coalition = [Bool](repeating: false, count: game.memberCount)
    for member in check.blockingCoalition { coalition[member] = true }
    let has = check.blockingCoalition.reduce(0) { $0 + gains.gain(of: game.traders[$1]) }
    #expect(game.worth(of: coalition) - has == check.excess)
    #expect(check.excess > 0)
  }

  @Test(
    "A supporting price exists exactly for payoffs of competitive outcomes",
    arguments: 0..<200 as Range<UInt64>)
  func supportingPrice(seed: UInt64) {
    var generator = TestGenerator(seed: seed)
    let orders = randomOrders(
      count: 9, energies: 1...5, prices: 0...12, using: &generator)
    let game = MarketGame(orders.span)
    // A little more or less than a competitive outcome, for some member.
    let clearing = PeerBooks.clear(orders, by: UniformPriceDoubleAuction(k: 0.5))
    let gains = TraderGains(of: clearing, for: orders.span)
    var payoffs = game.traders.map { gains.gain(of: $0) }
    #expect(game.supportingPrice(of: payoffs) != nil)
    payoffs[Int(seed) % payoffs.count] += Int128(seed % 7) - 3
    // By trying every price there could be.
    let isSupported = (-2...14 as ClosedRange<Int64>).contains { price in
      game.traders.indices.allSatisfy { member in
        let wish = orders.filter { $0.trader == game.traders[member] }.reduce(0 as Int128) {
          let gain = $1.limitPrice.microsPerKilowattHour - price
          return $0
            + Int128($1.energy.milliwattHours) * Int128(max($1.side == .bid ? gain : -gain, 0))
        }
        return payoffs[member] >= wish
      }
    }
    // The search keeps to prices of the competitive interval, the only ones when there is no more
    // to share than there is.
    if game.supportingPrice(of: payoffs) != nil { #expect(isSupported) }
    if payoffs.reduce(0, +) <= game.grandWorth {
      #expect((game.supportingPrice(of: payoffs) != nil) == isSupported)
    }
  }

  @Test("The climb among many finds what looking at all finds", arguments: 0..<100 as Range<UInt64>)
  func climbing(seed: UInt64) {
    var generator = TestGenerator(seed: seed)
    let few = randomOrders(
      count: 10, energies: 1...3_000_000, prices: 0...400_000, using: &generator)
    // Ten traders who would never trade make it a game of many.
    let idle = (10..<20).map { offer(1, at: 9, by: Int32($0)) }
    let all = few + idle
    // A competitive outcome in which one member gave another something: all together have no reason
    // to leave, but some may.
    let clearing = PeerBooks.clear(few, by: UniformPriceDoubleAuction())
    let gains = TraderGains(of: clearing, for: few.span)
    var payoffs = gains.trillionths
    let gift = Int128.random(in: 0...200_000_000_000, using: &generator)
    payoffs[Int.random(in: 0..<10, using: &generator)] -= gift
    payoffs[Int.random(in: 0..<10, using: &generator)] += gift
    let exact = CoreCheck(
      payoffs: payoffs, ofMarket: MarketGame(few.span), draws: Self.draws)
    let climbed = CoreCheck(
      payoffs: payoffs + [Int128](repeating: 0, count: 10),
      ofMarket: MarketGame(all.span), samples: 8, draws: Self.draws)
    #expect((climbed.verdict == .outside) == (exact.verdict == .outside))
    #expect(climbed.excess == exact.excess)
  }

  @Test("Enormous payoffs and orders don't trap")
  func extremes() {
    let most = MeteredEnergy(milliwattHours: .max)
    let orders = [
      Order(
        trader: .max, side: .bid, energy: most,
        limitPrice: EnergyPrice(microsPerKilowattHour: .max)),
      Order(
        trader: .min, side: .offer, energy: most,
        limitPrice: EnergyPrice(microsPerKilowattHour: .min)),
    ]
    let game = MarketGame(orders.span)
    for left in [Int128.min, -1, 0, .max] {
      for right in [Int128.min, 1, .max] {
        let check = CoreCheck(payoffs: [left, right], ofMarket: game, draws: Self.draws)
        #expect(check.verdict == .outside)
        _ = game.supportingPrice(of: [left, right])
      }
    }
    let nobody: [Order] = []
    let empty = CoreCheck(payoffs: [], ofMarket: MarketGame(nobody.span), draws: Self.draws)
    #expect(empty.verdict == .inside)
  }
}
