import Quantities

extension OrderBook {
  /// The welfare of the energy served, in millionths of the currency, rounded once; `nil` beyond
  /// the range of money.
  ///
  /// Each side's energy is below 2⁶³ mWh and each price below 2⁶³ in magnitude, so the sums of a
  /// side are below 2¹²⁶ and their difference fits in 128 bits.
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
    let sum = sumOfRanks(bids, complement: true) - sumOfRanks(offers, complement: false)
    return Int64(exactly: quotientRoundedHalfToEven(sum, by: 1_000_000)).map(Money.init(micros:))
  }
}

/// The sum of energies times prices of what crosses, best orders first.
private func sumOfRanks(_ side: OrderBook.Side, complement: Bool) -> Int128 {
  var sum: Int128 = 0
  for place in 0..<side.servedCount {
    let entry = side.entries[place]
    let energy = place == side.servedCount - 1 ? side.lastServed : entry.energy
    sum += Int128(energy) * Int128(complement ? ~entry.rank : entry.rank)
  }
  return sum
}
