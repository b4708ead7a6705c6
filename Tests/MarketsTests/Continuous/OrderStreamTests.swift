import Markets
import Quantities
import TestSupport
import Testing

/// Random streams of messages, against a book that is written as its rules read.
struct OrderStreamTests {
  @Test("Any stream of messages trades as the rules read", arguments: 0..<100)
  func streams(seed: Int) {
    var generator = TestGenerator(seed: seed)
    for stream in 0..<bookCount(100) {
      let prevention = LimitOrderBook.SelfTradePrevention.allCases[stream % 4]
      var book = LimitOrderBook(selfTradePrevention: prevention)
      var reference = ReferenceOrderBook(prevention: prevention)
      // Few prices make queues, many make levels.
      let prices: ClosedRange<Int64> = stream % 3 == 0 ? -2...2 : -50...50
      let traderCount = Int32.random(in: 1...6, using: &generator)
      var time: Int64 = 0
      var cash: [Int32: Int64] = [:]
      for _ in 0..<Int.random(in: 1...60, using: &generator) {
        let identifier = Int64.random(in: -20...20, using: &generator)
        switch Int.random(in: 0..<10, using: &generator) {
        case 0, 1:
          #expect(book.cancel(identifier)?.milliwattHours == reference.cancel(identifier))
        case 2:
          time += .random(in: 0...3, using: &generator)
          #expect(book.expire(at: Instant(nanoseconds: time)) == reference.expire(at: time))
        default:
          let order = ReferenceOrderBook.Resting(
            identifier: identifier, trader: .random(in: 0..<traderCount, using: &generator),
            side: generator.next() % 2 == 0 ? .bid : .offer,
            price: .random(in: prices, using: &generator),
            energy: .random(in: 0...9, using: &generator),
            expiry: generator.next() % 3 == 0
              ? time + .random(in: 1...6, using: &generator) : nil)
          let outcome = book.submit(
            order.identifier, trader: order.trader, side: order.side,
            price: EnergyPrice(microsPerKilowattHour: order.price),
            energy: MeteredEnergy(milliwattHours: order.energy),
            expiry: order.expiry.map(Instant.init(nanoseconds:)))
          #expect(outcome == reference.submit(order))
          #expect(book.fills == reference.fills || outcome == .refused)
          for fill in book.fills {
            let paid = fill.energy.milliwattHours * fill.price.microsPerKilowattHour
            let sign: Int64 = fill.incomingSide == .bid ? 1 : -1
            cash[fill.incomingTrader, default: 0] -= sign * paid
            cash[fill.restingTrader, default: 0] += sign * paid
          }
        }
        if prevention != .skip, let bid = book.bestBid, let offer = book.bestOffer {
          #expect(bid < offer)
        }
      }
      #expect(cash.values.reduce(0, +) == 0)
      for side in Order.Side.allCases {
        let (resting, expected) = (book.orders(of: side), reference.orders(of: side))
        #expect(resting.map(\.identifier) == expected.map(\.identifier))
        #expect(resting.map(\.energy.milliwattHours) == expected.map(\.energy))
        #expect(
          book.depth(of: side).map(\.energy.milliwattHours).reduce(0, +)
            == expected.map(\.energy).reduce(0, +))
      }
      #expect(book.orderCount == reference.resting.count)
    }
  }

  @Test("Enormous numbers and any identifiers trap nothing", arguments: 0..<50)
  func extremes(seed: Int) {
    var generator = TestGenerator(seed: seed)
    let extremes = TruthfulPromiseTests.extremes
    func any() -> Int64 { extremes.randomElement(using: &generator) ?? 0 }
    var book = LimitOrderBook()
    for _ in 0..<bookCount(20_000) {
      book.selfTradePrevention =
        LimitOrderBook.SelfTradePrevention.allCases.randomElement(using: &generator) ?? .none
      switch generator.next() % 8 {
      case 0: book.cancel(any() &+ any())
      case 1: book.expire(at: Instant(nanoseconds: any() / 2))
      case 2 where generator.next() % 200 == 0: book.removeAll()
      default:
        book.submit(
          any() &+ any(), trader: Int32(truncatingIfNeeded: any()),
          side: generator.next() % 2 == 0 ? .bid : .offer,
          price: EnergyPrice(microsPerKilowattHour: any()),
          energy: MeteredEnergy(milliwattHours: any()),
          expiry: generator.next() % 2 == 0 ? Instant(nanoseconds: any()) : nil)
      }
    }
    let counted = Order.Side.allCases.flatMap { book.depth(of: $0) }.map(\.orderCount)
    #expect(counted.reduce(0, +) == book.orderCount)
  }

  @Test("Cancelled and reused identifiers leave a large book whole")
  func largeBook() {
    var generator = TestGenerator(seed: 9)
    var book = LimitOrderBook()
    var live: [Int64] = []
    for identifier in 0..<Int64(bookCount(100_000)) {
      let side = generator.next() % 2 == 0 ? Order.Side.bid : .offer
      // Bids below, offers above, so that nothing trades.
      let distance = Int64.random(in: 1...2000, using: &generator)
      book.submit(
        identifier &* 4096, trader: 0, side: side,
        price: EnergyPrice(microsPerKilowattHour: side == .bid ? -distance : distance),
        energy: MeteredEnergy(milliwattHours: 1))
      live.append(identifier &* 4096)
      if live.count > 500 {
        let place = Int.random(in: live.indices, using: &generator)
        #expect(book.cancel(live[place]) != nil)
        live.swapAt(place, live.count - 1)
        live.removeLast()
      }
    }
    #expect(book.orderCount == live.count)
    #expect(live.allSatisfy { book.order($0) != nil })
    for identifier in live { book.cancel(identifier) }
    #expect(book.depth(of: .bid).isEmpty && book.depth(of: .offer).isEmpty)
  }
}
