import Agents
import Quantities

/// What each tariff makes energy worth in the intervals ahead, and what members who plan expect to pay
/// and to earn.
///
/// Intervals are looked up once, as time goes on; members of one tariff share their prices.
struct PriceOutlook {
  /// The interval with which everything begins.
  private var first = 0
  private var tariffCount = 0
  /// The values of each tariff, interval by interval.
  private var valuations: [Valuation] = []
  private var minutes: [Int] = []
  /// The prices that members of each tariff expect, where they were asked for; reused.
  private var prices: [MemberDevices.ExpectedPrices] = []
  private var isKnown: [Bool] = []

  /// The number of intervals that are known.
  private var count: Int { minutes.count }

  /// Goes on to an interval.
  mutating func begin(at interval: Int, tariffCount: Int) {
    let passed = min(max(interval - first, 0), count)
    valuations.removeFirst(passed * self.tariffCount)
    minutes.removeFirst(passed)
    if interval != first + passed || tariffCount != self.tariffCount {
      valuations.removeAll(keepingCapacity: true)
      minutes.removeAll(keepingCapacity: true)
    }
    first = interval
    self.tariffCount = tariffCount
    if prices.count != tariffCount {
      prices = Array(repeating: MemberDevices.ExpectedPrices(), count: tariffCount)
      isKnown = Array(repeating: false, count: tariffCount)
    }
    for tariff in isKnown.indices { isKnown[tariff] = false }
  }

  /// Looks some intervals up.
  ///
  /// - Parameters:
  ///   - count: The number of intervals that must be known, from the present one on.
  ///   - clock: Tells the values of an interval.
  ///   - start: The beginning of an interval.
  ///   - minute: The minute of the civil day at an instant.
  mutating func extend(
    to count: Int, _ clock: inout TariffClock, start: (Int) -> Instant,
    minute: (Instant) -> Int
  ) {
    while self.count < count {
      let start = start(first + self.count)
      clock.turn(to: start)
      valuations += clock.valuations
      minutes.append(minute(start))
    }
  }

  /// What members of a tariff expect.
  ///
  /// - Parameters:
  ///   - tariff: The tariff.
  ///   - count: The number of intervals, which must be known.
  ///   - local: What local energy is expected to cost; not a number where nothing is known.
  mutating func expected(
    tariff: Int, count: Int, local: [Double]
  ) -> MemberDevices.ExpectedPrices {
    if isKnown[tariff], prices[tariff].buying.count == count { return prices[tariff] }
    var expected = MemberDevices.ExpectedPrices()
    expected.minutesOfDay = Array(minutes.prefix(count))
    expected.buying.reserveCapacity(count)
    expected.selling.reserveCapacity(count)
    for index in 0..<count {
      let valuation = valuations[index * tariffCount + tariff]
      var buying = valuation.importPrice.unitsPerKilowattHour
      var selling = valuation.exportPrice.unitsPerKilowattHour
      if index < local.count, local[index].isFinite {
        // Local energy is taken where it is better than the retailer's.
        buying = min(buying, local[index] + valuation.localCharges.unitsPerKilowattHour)
        selling = max(selling, local[index])
      }
      expected.buying.append(buying)
      expected.selling.append(selling)
    }
    prices[tariff] = expected
    isKnown[tariff] = true
    return expected
  }
}
