/// The places around one of them that have something in common.
func level(around place: Int, of count: Int, where belongs: (Int) -> Bool) -> Range<Int> {
  var (start, end) = (place, place + 1)
  while start > 0, belongs(start - 1) { start -= 1 }
  while end < count, belongs(end) { end += 1 }
  return start..<end
}

/// Serves some orders the same share of their energy, rounded by the largest remainders
/// (``RationingRule/proRata``).
///
/// - Parameters:
///   - volume: What they are served together, at most the energy of all.
///   - level: The places of the orders.
func serveProRata(
  _ volume: Int64, among level: Range<Int>, of entries: inout [OrderBook.Entry],
  intervalOrdinal: Int64, remainders: inout RankSorter
) {
  // The energies of a side sum to 64 bits, and each share is below the energy of its order.
  var energy: Int64 = 0
  for index in level { energy += entries[index].energy }
  guard energy > 0 else { return }
  shareDown(volume, of: energy, among: level, of: &entries, &remainders)
  var unitCount = volume
  for index in level { unitCount -= entries[index].served }
  guard unitCount > 0 else { return }
  // Less than one unit for each order of the level, so it is a count.
  remainders.sort()
  giveUnits(Int(unitCount), to: remainders, of: &entries, intervalOrdinal: intervalOrdinal)
}

/// Serves each order ⌊part · energy / whole⌋ and notes what is cut off, largest first by rank.
private func shareDown(
  _ part: Int64, of whole: Int64, among level: Range<Int>,
  of entries: inout [OrderBook.Entry], _ remainders: inout RankSorter
) {
  remainders.removeAll()
  for index in level {
    let energy = entries[index].energy
    let (product, overflows) = part.multipliedReportingOverflow(by: energy)
    let share: (quotient: Int64, remainder: Int64) =
      overflows
      ? whole.dividingFullWidth(part.multipliedFullWidth(by: energy))
      : product.quotientAndRemainder(dividingBy: whole)
    entries[index].served = share.quotient
    remainders.append(rank: -share.remainder, index: index)
  }
}

/// Gives one milliwatt-hour each to the first of the sorted remainders, going round among those
/// that are as large as the last one.
private func giveUnits(
  _ count: Int, to remainders: RankSorter, of entries: inout [OrderBook.Entry],
  intervalOrdinal: Int64
) {
  let tied = level(around: count - 1, of: remainders.count) { place in
    remainders.rank(at: place) == remainders.rank(at: count - 1)
  }
  for place in 0..<tied.lowerBound { entries[remainders.index(at: place)].served += 1 }
  let unitCount = count - tied.lowerBound
  let first = firstTurn(ofInterval: intervalOrdinal, among: tied.count, units: unitCount)
  for unit in 0..<unitCount {
    let place = tied.lowerBound + (first + unit) % tied.count
    entries[remainders.index(at: place)].served += 1
  }
}

/// Who of some equals is served first in an interval, each interval serving some of them.
///
/// Within a round of as many intervals as there are equals, turns follow one another. Where a round
/// begins is scattered by the multiples of the golden ratio, which meet every place alike whichever
/// rounds, at whatever distance, are looked at: without it, equals that meet at noon of every day
/// would find the same one in turn for ever.
private func firstTurn(ofInterval ordinal: Int64, among count: Int, units: Int) -> Int {
  let period = Int64(count)
  var (round, turn) = ordinal.quotientAndRemainder(dividingBy: period)
  if turn < 0 { (round, turn) = (round - 1, turn + period) }
  let scattered = UInt64(bitPattern: round) &* 0x9E37_79B9_7F4A_7C15
  let start = Int(truncatingIfNeeded: scattered.multipliedFullWidth(by: UInt64(count)).high)
  // All of these are below 2³¹, and so their products below 2⁶².
  return (start + Int(turn) * units % count) % count
}
