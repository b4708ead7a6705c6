import Foundation
import Markets
import Quantities
import TestSupport

/// A published or independently calculated example, read where it is shared.
struct TruthfulVector {
  let content: [String: Any]

  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "shared/vectors")

  /// Whether the examples are here.
  static let areShared = FileManager.default.fileExists(atPath: folder.path)

  init(_ path: String) throws {
    let data = try Data(contentsOf: Self.folder.appending(path: path))
    content = (try JSONSerialization.jsonObject(with: data) as? [String: Any]) ?? [:]
  }

  /// A member found by the keys that lead to it.
  subscript(_ keys: String...) -> Any? {
    keys.reduce(content as Any?) { value, key in (value as? [String: Any])?[key] }
  }
}

func numbers(_ value: Any?) -> [Double] { value as? [Double] ?? [] }

func money(_ units: Double) -> Int64 { Int64((units * 1e6).rounded()) }

/// What each trader pays in all, in millionths; what it receives is negative.
func payments(of clearing: Clearing) -> [Int32: Int64] {
  var paid: [Int32: Int64] = [:]
  for trade in clearing.trades {
    paid[trade.buyer, default: 0] += (try? trade.buyerPrice.cost(of: trade.energy).micros) ?? 0
    paid[trade.seller, default: 0] -= (try? trade.sellerPrice.cost(of: trade.energy).micros) ?? 0
  }
  for payment in clearing.sidePayments { paid[payment.trader, default: 0] += payment.amount.micros }
  return paid
}

/// Clears orders without a network or a retailer.
func cleared(
  _ orders: [Order], by mechanism: any MarketMechanism, intervalOrdinal: Int64 = 0
) -> Clearing {
  var clearing = Clearing()
  mechanism.clear(
    orders.span, context: ClearingContext(intervalOrdinal: intervalOrdinal), into: &clearing)
  return clearing
}

/// The number of random books of a search: fewer in debug builds, which are slow.
func bookCount(_ count: Int) -> Int {
  #if DEBUG
    count / 20
  #else
    count
  #endif
}
