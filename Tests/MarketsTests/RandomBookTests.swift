import Markets
import Quantities
import TestSupport
import Testing

/// Properties over random order books: 200 seeds with 60 books each.
struct RandomBookTests {
  static let seeds: Range<UInt64> = 0..<200
  static let booksPerSeed = 60

  private static let mechanisms = [
    UniformPriceDoubleAuction(), UniformPriceDoubleAuction(k: 0, rationing: .timePriority),
    UniformPriceDoubleAuction(k: 1), UniformPriceDoubleAuction(k: 0.3),
  ]

  private func forEachBook(seed: UInt64, _ body: ([Order], Int, inout TestGenerator) -> Void) {
    var generator = TestGenerator(seed: seed)
    for book in 0..<Self.booksPerSeed {
      // Few prices in one half of the books, so that ties are common.
      let prices: ClosedRange<Int64> = book % 2 == 0 ? -2...6 : -50_000...400_000
      let energies: ClosedRange<Int64> = book % 3 == 0 ? -1...3 : 0...5_000_000
      let orders = randomOrders(
        count: Int.random(in: 0...40, using: &generator), energies: energies, prices: prices,
        using: &generator)
      body(orders, book, &generator)
    }
  }

  @Test("The promises of a market hold", arguments: seeds)
  func keepsPromises(seed: UInt64) {
    forEachBook(seed: seed) { orders, book, _ in
      expectMarketPromises(
        of: Self.mechanisms[book % Self.mechanisms.count], for: orders,
        context: ClearingContext(intervalOrdinal: Int64(book) - 30))
    }
  }

  @Test("The price lies in the competitive interval, and the interval is exact", arguments: seeds)
  func priceIsCompetitive(seed: UInt64) {
    forEachBook(seed: seed) { orders, book, _ in
      var clearing = Clearing()
      let mechanism = Self.mechanisms[book % Self.mechanisms.count]
      mechanism.clear(orders.span, context: ClearingContext(intervalOrdinal: 0), into: &clearing)
      guard let price = clearing.price, let lower = clearing.lowerCompetitivePrice,
        let upper = clearing.upperCompetitivePrice
      else { return }
      let step = EnergyPrice(microsPerKilowattHour: 1)
      #expect(lower <= price && price <= upper)
      #expect(supports(price, clearing, orders))
      #expect(supports(lower, clearing, orders))
      #expect(supports(upper, clearing, orders))
      #expect(!supports(lower - step, clearing, orders))
      #expect(!supports(upper + step, clearing, orders))
    }
  }

  /// Whether each trader has what the trader wants at a price, ties aside.
  private func supports(_ price: EnergyPrice, _ clearing: Clearing, _ orders: [Order]) -> Bool {
    orders.indices.allSatisfy { index in
      let (order, served) = (orders[index], clearing.servedEnergy[index])
      let gain =
        order.side == .bid ? order.limitPrice - price : price - order.limitPrice
      if gain > .zero { return served == max(order.energy, .zero) }
      return gain == .zero || served == .zero
    }
  }

  @Test("Pro rata, the order of submission decides over remainders only", arguments: seeds)
  func submissionOrderDoesNotMatter(seed: UInt64) {
    forEachBook(seed: seed) { orders, _, generator in
      let permutation = orders.indices.shuffled(using: &generator)
      let permuted = permutation.map { orders[$0] }
      var (first, second) = (Clearing(), Clearing())
      let context = ClearingContext(intervalOrdinal: 7)
      UniformPriceDoubleAuction().clear(orders.span, context: context, into: &first)
      UniformPriceDoubleAuction().clear(permuted.span, context: context, into: &second)
      #expect(first.price == second.price)
      #expect(first.volume == second.volume)
      #expect(first.welfare == second.welfare)
      let differs = permutation.indices.contains { place in
        let left = first.servedEnergy[permutation[place]].milliwattHours
        return abs(left - second.servedEnergy[place].milliwattHours) > 1
      }
      #expect(!differs)
    }
  }
}
