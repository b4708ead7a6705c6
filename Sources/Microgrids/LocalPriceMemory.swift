import Quantities
import Scenarios

/// What members expect local energy to cost: for each interval of the day, the prices of past days,
/// the younger ones weighing more.
///
/// ```text
/// e ← e + (p − e)·0.3        with each clearing that has a price; e = p at first
/// ```
struct LocalPriceMemory {
  private static let weight = 0.3

  /// The expected price of each interval of the day, in currency units per kWh; not a number before
  /// the first price.
  private var prices: [Double]

  init(_ time: TimeSettings) {
    prices = .init(
      repeating: .nan, count: max(Int(86_400_000_000_000 / time.intervalNanoseconds), 1))
  }

  /// Learns the price of an interval.
  mutating func learn(_ price: EnergyPrice, of interval: Int) {
    let slot = interval % prices.count
    let price = price.unitsPerKilowattHour
    prices[slot] = prices[slot].isNaN ? price : prices[slot] + (price - prices[slot]) * Self.weight
  }

  /// Writes what is expected of some intervals.
  func expect(from interval: Int, count: Int, into expected: inout [Double]) {
    expected.removeAll(keepingCapacity: true)
    for ahead in 0..<count { expected.append(prices[(interval + ahead) % prices.count]) }
  }
}
