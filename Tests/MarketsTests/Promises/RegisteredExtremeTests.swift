import Markets
import Quantities
import RandomStreams
import TestSupport
import Testing

/// What nobody would order: no mechanism traps, and none breaks a promise.
struct RegisteredExtremeTests {
  static let extremes: [Int64] = [
    .min, .min + 1, -(1 << 40), -1, 0, 1, 2, 1_000_000, 1 << 32, 1 << 53, 1 << 62, .max - 1, .max,
  ]

  @Test(
    "Enormous and negative prices and energies break no promise",
    arguments: RegisteredMechanism.all, 0..<10 as Range<UInt64>)
  func extremes(registered: RegisteredMechanism, seed: UInt64) {
    var generator = TestGenerator(seed: seed)
    func extreme() -> Int64 { Self.extremes.randomElement(using: &generator) ?? 0 }
    for _ in 0..<(registered.isSlow ? 10 : 100) {
      let orders = (0..<Int.random(in: 0...10, using: &generator)).map { index in
        Order(
          trader: Int32(index), side: generator.next() % 2 == 0 ? .bid : .offer,
          energy: MeteredEnergy(milliwattHours: extreme()),
          limitPrice: EnergyPrice(microsPerKilowattHour: extreme()))
      }
      var context = ClearingContext(intervalOrdinal: extreme())
      context.importPrice = EnergyPrice(microsPerKilowattHour: extreme())
      context.exportPrice = EnergyPrice(microsPerKilowattHour: extreme())
      context.quotaShares = orders.map { _ in
        [0, 1, -1, 1e308, .infinity, .nan].randomElement(using: &generator) ?? 0
      }
      context.network = PromiseBook.network(traderCount: orders.count, using: &generator)
      expectMarketPromises(of: registered.mechanism, for: orders, context: context)
    }
  }

  @Test(
    "Traders of any number, also such as no network, share or slope knows, break no promise",
    arguments: RegisteredMechanism.all)
  func strangers(registered: RegisteredMechanism) {
    var generator = TestGenerator(seed: 7)
    for number in 0..<40 {
      var book = PromiseBook(number: number, using: &generator)
      for index in book.orders.indices {
        book.orders[index].trader =
          [.min, -1, 0, 3, 1_000_000, .max].randomElement(using: &generator) ?? 0
      }
      if number % 3 == 0 { book.context.slopes = [0.1] }
      if number % 3 == 1 { book.context.network = nil }
      expectMarketPromises(of: registered.mechanism, for: book.orders, context: book.context)
    }
  }

  @Test(
    "Without anything that it needs, a mechanism trades what it can and breaks no promise",
    arguments: RegisteredMechanism.all)
  func nothingKnown(registered: RegisteredMechanism) {
    var generator = TestGenerator(seed: 8)
    for number in 0..<40 {
      let book = PromiseBook(number: number, using: &generator)
      expectMarketPromises(of: registered.mechanism, for: book.orders)
    }
  }

  @Test(
    "A thousand identical orders are served alike where their order does not matter",
    arguments: RegisteredMechanism.all)
  func identicalOrders(registered: RegisteredMechanism) {
    var generator = TestGenerator(seed: 9)
    var context = PromiseBook(number: 1, orderCount: 1...1, using: &generator).context
    // One place for all, and equal shares; a program with a thousand orders is for other tests.
    let count = registered.isSlow ? 60 : 1000
    context.quotaShares = []
    context.network?.busOfTrader = Array(repeating: 1, count: count)
    let orders = (0..<count).map { index in
      Order(
        trader: Int32(index), side: index % 10 < 3 ? .bid : .offer,
        energy: MeteredEnergy(milliwattHours: 1000),
        limitPrice: EnergyPrice(microsPerKilowattHour: 150_000))
    }
    let clearing = expectMarketPromises(of: registered.mechanism, for: orders, context: context)
    guard registered.mechanism.traits.isEfficient else { return }
    #expect(clearing.welfare == .zero)
    let volume = clearing.volume.milliwattHours
    #expect(volume == 0 || volume == Int64(count) * 300)
  }

  @Test(
    "A one-sided or empty book trades nothing, costs nothing and has no price",
    arguments: RegisteredMechanism.all)
  func oneSided(registered: RegisteredMechanism) {
    var generator = TestGenerator(seed: 10)
    for number in 0..<60 {
      var book = PromiseBook(number: number, using: &generator)
      let side: Order.Side? = [.bid, .offer, nil][number % 3]
      book.orders.removeAll { $0.side != side }
      book.context.slopes = []
      let clearing = expectMarketPromises(
        of: registered.mechanism, for: book.orders, context: book.context)
      #expect(clearing.trades.isEmpty)
      #expect(clearing.price == nil)
      #expect(clearing.volume == .zero)
      #expect(clearing.welfare == .zero)
      #expect(clearing.greatestWelfare == .zero)
      #expect(clearing.auctioneerBalance == .zero)
      #expect(clearing.networkFees == .zero)
    }
  }
}
