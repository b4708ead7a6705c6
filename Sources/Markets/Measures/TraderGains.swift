import Quantities

/// What each trader gains by a clearing, exactly.
///
/// ```text
/// gain = Σ energy · (bid limit − price paid) + Σ energy · (price received − offer limit) − side payments
/// ```
///
/// Gains count in 10⁻¹² of the currency: a millionth per kilowatt-hour times a milliwatt-hour. So
/// nothing is rounded; only sums beyond the range of 128 bits, which no earthly market reaches, stay
/// at its end.
public struct TraderGains: Hashable, Sendable {
  /// The traders who have an order, or pay or receive something, in rising order.
  public let traders: [Int32]
  /// The gain of each of them, in 10⁻¹² of the currency.
  public let trillionths: [Int128]

  /// Creates gains; traders must rise and have a gain each.
  init(traders: [Int32], trillionths: [Int128]) {
    self.traders = traders
    self.trillionths = trillionths
  }

  /// Calculates the gains of a clearing.
  ///
  /// - Parameters:
  ///   - clearing: The clearing.
  ///   - orders: The orders with the true limit prices, as many as were cleared.
  public init(of clearing: Clearing, for orders: Span<Order>) {
    var all: [Int32] = clearing.sidePayments.map(\.trader)
    for index in orders.indices { all.append(orders[index].trader) }
    traders = distinct(all)
    var gains = [Int128](repeating: 0, count: traders.count)
    for trade in clearing.trades {
      let energy = Int128(trade.energy.milliwattHours)
      if orders.indices.contains(Int(trade.buyerOrder)) {
        let limit = orders[Int(trade.buyerOrder)].limitPrice
        gains.add(energy * limit.less(trade.buyerPrice), to: traders.place(of: trade.buyer))
      }
      if orders.indices.contains(Int(trade.sellerOrder)) {
        let limit = orders[Int(trade.sellerOrder)].limitPrice
        gains.add(energy * trade.sellerPrice.less(limit), to: traders.place(of: trade.seller))
      }
    }
    for payment in clearing.sidePayments {
      gains.add(-Int128(payment.amount.micros) * 1_000_000, to: traders.place(of: payment.trader))
    }
    trillionths = gains
  }

  /// What a trader gains; 0 for one who has no order.
  public func gain(of trader: Int32) -> Int128 {
    traders.place(of: trader).map { trillionths[$0] } ?? 0
  }

  /// The gains in units of the currency, for display and for files.
  public var units: [Double] { trillionths.map { Double($0) / 1e12 } }
}

extension EnergyPrice {
  /// A difference of prices, which may need 65 bits.
  func less(_ other: EnergyPrice) -> Int128 {
    Int128(microsPerKilowattHour) - Int128(other.microsPerKilowattHour)
  }
}

extension [Int128] {
  fileprivate mutating func add(_ amount: Int128, to place: Int?) {
    if let place { self[place] = saturatingSum(self[place], amount) }
  }
}

extension [Int32] {
  /// Where a number stands among rising numbers; `nil` when it does not.
  func place(of number: Int32) -> Int? {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if self[middle] < number { low = middle + 1 } else { high = middle }
    }
    return low < count && self[low] == number ? low : nil
  }
}

/// Numbers without their repetitions, rising.
func distinct(_ numbers: [Int32]) -> [Int32] {
  var distinct: [Int32] = []
  for number in numbers.sorted() where distinct.last != number { distinct.append(number) }
  return distinct
}

/// A sum, or the end of the range that it passes.
func saturatingSum(_ left: Int128, _ right: Int128) -> Int128 {
  let (sum, overflows) = left.addingReportingOverflow(right)
  return overflows ? (left < 0 ? .min : .max) : sum
}

/// A difference, or the end of the range that it passes.
func saturatingDifference(_ left: Int128, _ right: Int128) -> Int128 {
  let (difference, overflows) = left.subtractingReportingOverflow(right)
  return overflows ? (left < 0 ? .min : .max) : difference
}
