import Quantities

extension OrderBook {
  /// The welfare of the energy served, in millionths of the currency, rounded once; `nil` beyond
  /// the range of money.
  ///
  /// Each side's energy is below 2⁶³ mWh and each price at most 2⁶³ in magnitude, so the sums of a
  /// side are at most 2¹²⁶ and their difference fits in 128 bits.
  var servedWelfare: Money? {
    var sum: Int128 = 0
    for entry in bids.entries where entry.served > 0 {
      sum += Int128(entry.served) * Int128(~entry.rank)
    }
    for entry in offers.entries where entry.served > 0 {
      sum -= Int128(entry.served) * Int128(entry.rank)
    }
    return Int64(exactly: quotientRoundedHalfToEven(sum, by: 1_000_000)).map(Money.init(micros:))
  }

  /// The greatest welfare that these orders allow: that of the volume at which the sides cross,
  /// whoever of equals is served.
  var crossedWelfare: Money? {
    guard volume > 0 else { return .zero }
    // Half of it, so that the sums of both sides leave room for their difference. Of prices in
    // order, the first or the last is the greatest in magnitude.
    let bound = max(bids.greatestMagnitude, offers.greatestMagnitude)
    let isNarrow =
      !volume.magnitude.multipliedReportingOverflow(by: bound).overflow
      && volume.magnitude * bound < 1 << 62
    if isNarrow {
      let sum = bids.narrowSum(complement: -1) &- offers.narrowSum(complement: 0)
      return Money(micros: quotientRoundedHalfToEven(sum, by: 1_000_000))
    }
    let sum = bids.wideSum(complement: -1) - offers.wideSum(complement: 0)
    return Int64(exactly: quotientRoundedHalfToEven(sum, by: 1_000_000)).map(Money.init(micros:))
  }
}

extension OrderBook.Side {
  /// A bound on the magnitudes of the prices of what crosses.
  fileprivate var greatestMagnitude: UInt64 {
    guard let first = entries.first?.rank, let last = marginalRank else { return 0 }
    // A complement may be larger by one.
    let greatest = max(first.magnitude, last.magnitude)
    return greatest + 1
  }

  /// The sum of energies times prices of what crosses, where it is known to fit.
  ///
  /// - Parameter complement: −1 where a rank is the complement of a price, else 0.
  fileprivate func narrowSum(complement: Int64) -> Int64 {
    guard servedCount > 0 else { return 0 }
    let served = entries.span.extracting(first: servedCount - 1)
    var sum = lastServed &* (entries[servedCount - 1].rank ^ complement)
    for place in served.indices {
      sum &+= served[place].energy &* (served[place].rank ^ complement)
    }
    return sum
  }

  /// The sum of energies times prices of what crosses.
  fileprivate func wideSum(complement: Int64) -> Int128 {
    var sum: Int128 = 0
    for place in 0..<servedCount {
      let entry = entries[place]
      let energy = place == servedCount - 1 ? lastServed : entry.energy
      sum += Int128(energy) * Int128(entry.rank ^ complement)
    }
    return sum
  }
}
