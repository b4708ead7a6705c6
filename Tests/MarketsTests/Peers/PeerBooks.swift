import Foundation
import Markets
import Quantities
import TestSupport

/// What the tests of the peers share.
enum PeerBooks {
  /// Numbers that other systems publish; they may be read where they are but not copied.
  static let vectors = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "../shared/vectors/markets").standardized

  static func has(_ name: String) -> Bool {
    FileManager.default.fileExists(atPath: vectors.appending(path: name).path)
  }

  static func read<Content: Decodable>(_ name: String, as type: Content.Type) throws -> Content {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(type, from: Data(contentsOf: vectors.appending(path: name)))
  }

  /// Small books with many ties in one half of them, and some orders without energy in a third.
  static func forEachBook(
    seed: UInt64, count: Int = 60, orders: ClosedRange<Int> = 0...14,
    _ body: ([Order], Int) -> Void
  ) {
    var generator = TestGenerator(seed: seed)
    for book in 0..<count {
      let prices: ClosedRange<Int64> = book % 2 == 0 ? -2...6 : -50_000...400_000
      let energies: ClosedRange<Int64> = book % 3 == 0 ? -1...3 : 0...5_000_000
      var orders = randomOrders(
        count: Int.random(in: orders, using: &generator), energies: energies, prices: prices,
        using: &generator)
      // Some traders have several orders, on both sides.
      if book % 5 == 0 {
        for index in orders.indices { orders[index].trader = Int32(index % 4) - 1 }
      }
      body(orders, book)
    }
  }

  static func clear(
    _ orders: [Order], by mechanism: some MarketMechanism, _ ordinal: Int64 = 0
  ) -> Clearing {
    var clearing = Clearing()
    mechanism.clear(
      orders.span,
      context: ClearingContext(
        intervalOrdinal: ordinal, importPrice: EnergyPrice(microsPerKilowattHour: 5)),
      into: &clearing)
    return clearing
  }

  /// The book of which seven systems make seven prices.
  static let priceRules: [Order] = [
    bid(10, at: 0.30, by: 1), bid(5, at: 0.25, by: 2), bid(8, at: 0.20, by: 3),
    bid(4, at: 0.12, by: 4), offer(6, at: 0.08, by: 5), offer(6, at: 0.14, by: 6),
    offer(8, at: 0.18, by: 7), offer(10, at: 0.26, by: 8),
  ]
}

extension Clearing {
  /// What buyers pay in all, in 10⁻¹² of the currency.
  var paid: Int128 {
    trades.reduce(0) {
      $0 + Int128($1.energy.milliwattHours) * Int128($1.buyerPrice.microsPerKilowattHour)
    }
  }

  /// What sellers receive in all, in 10⁻¹² of the currency.
  var received: Int128 {
    trades.reduce(0) {
      $0 + Int128($1.energy.milliwattHours) * Int128($1.sellerPrice.microsPerKilowattHour)
    }
  }
}
