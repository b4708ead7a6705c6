/// The last prices at which energy was traded, of which new ones replace the oldest.
struct PriceHistory: Hashable, Sendable {
  private let capacity: Int
  private var prices: [Double] = []
  private var next = 0
  /// The moving average, in which a price weighs less than the one after it.
  private(set) var average = 0.0

  /// Creates an empty history of 1 to 1000 prices.
  init(capacity: Int) {
    self.capacity = min(max(capacity, 1), 1000)
  }

  /// Whether no price is remembered.
  var isEmpty: Bool { prices.isEmpty }

  /// Remembers a price.
  mutating func add(_ price: Double) {
    if prices.count < capacity {
      if prices.isEmpty { prices.reserveCapacity(capacity) }
      prices.append(price)
    } else {
      prices[next] = price
    }
    next = next + 1 == capacity ? 0 : next + 1

    let keep = 1 - 2 / Double(capacity + 1)
    var (weight, weights, sum) = (1.0, 0.0, 0.0)
    var index = next
    for _ in prices.indices {
      index = index == 0 ? prices.count - 1 : index - 1
      sum += weight * prices[index]
      weights += weight
      weight *= keep
    }
    average = sum / weights
  }

  /// The root mean square distance of the prices from the average, as a share of the average.
  var volatility: Double {
    var squares = 0.0
    for price in prices { squares += (price - average) * (price - average) }
    return (squares / Double(max(prices.count, 1))).squareRoot() / max(average.magnitude, 1)
  }
}
