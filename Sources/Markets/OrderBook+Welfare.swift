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
}
