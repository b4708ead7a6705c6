/// Who is served when more energy is bid or offered at the marginal price than can be traded.
///
/// Orders better than the marginal price are served whole under every rule.
public enum RationingRule: String, CaseIterable, Hashable, Sendable {
  /// Each order at the marginal price is served the same share of its energy.
  ///
  /// Shares are rounded down to milliwatt-hours; those that are left go one each to the largest
  /// remainders. Among equal remainders they go round: with *t* equal remainders and *u* units for
  /// them, interval *i* serves the orders from number *i·u* mod *t* on, so that in *t* intervals
  /// each is served *u* times.
  case proRata = "pro-rata"
  /// Orders at the marginal price are served in the order of submission.
  case timePriority = "time-priority"
}

extension RationingRule {
  /// Decides what each order of a side is served of the volume at which the sides crossed.
  func serve(
    _ volume: Int64, of side: inout OrderBook.Side, intervalOrdinal: Int64,
    remainders: inout [OrderBook.Entry], scratch: inout [OrderBook.Entry]
  ) {
    serveInOrder(volume, of: &side.entries)
    guard self == .proRata, let marginalRank = side.marginalRank,
      side.bestRankLeft == marginalRank
    else { return }
    let level = level(at: marginalRank, around: side.servedCount - 1, in: side.entries)
    var (left, energy): (Int64, Int64) = (0, 0)
    for index in level {
      left += side.entries[index].served
      energy += side.entries[index].energy
    }
    sharePart(left, of: energy, among: level, of: &side.entries, &remainders)
    var unitCount = left
    for index in level { unitCount -= side.entries[index].served }
    guard unitCount > 0 else { return }
    // Less than one unit for each order of the level, so it is a count.
    sortByRank(&remainders, scratch: &scratch)
    giveUnits(
      Int(unitCount), to: remainders, of: &side.entries, intervalOrdinal: intervalOrdinal)
  }
}

/// Serves the best orders first.
private func serveInOrder(_ volume: Int64, of entries: inout [OrderBook.Entry]) {
  var left = volume
  for index in entries.indices {
    guard left > 0 else { return }
    let served = min(left, entries[index].energy)
    entries[index].served = served
    left -= served
  }
}

/// The indices of the orders with the same rank as one of them.
private func level(
  at rank: Int64, around index: Int, in entries: [OrderBook.Entry]
) -> Range<Int> {
  var (start, end) = (index, index + 1)
  while start > 0, entries[start - 1].rank == rank { start -= 1 }
  while end < entries.count, entries[end].rank == rank { end += 1 }
  return start..<end
}

/// Serves each order ⌊part · energy / whole⌋ and notes what is cut off, largest first by rank.
private func sharePart(
  _ part: Int64, of whole: Int64, among level: Range<Int>,
  of entries: inout [OrderBook.Entry], _ remainders: inout [OrderBook.Entry]
) {
  remainders.removeAll(keepingCapacity: true)
  for index in level {
    let energy = entries[index].energy
    let (product, overflows) = part.multipliedReportingOverflow(by: energy)
    let share: (quotient: Int64, remainder: Int64) =
      overflows
      ? whole.dividingFullWidth(part.multipliedFullWidth(by: energy))
      : product.quotientAndRemainder(dividingBy: whole)
    entries[index].served = share.quotient
    var remainder = entries[index]
    remainder.rank = -share.remainder
    remainder.order = Int32(truncatingIfNeeded: index)
    remainders.append(remainder)
  }
}

/// Gives one milliwatt-hour each to the first of the sorted remainders, going round among those
/// that are as large as the last one.
private func giveUnits(
  _ count: Int, to remainders: [OrderBook.Entry], of entries: inout [OrderBook.Entry],
  intervalOrdinal: Int64
) {
  let tied = level(at: remainders[count - 1].rank, around: count - 1, in: remainders)
  for place in 0..<tied.lowerBound { entries[Int(remainders[place].order)].served += 1 }
  let unitCount = count - tied.lowerBound
  let period = Int64(tied.count)
  // Both factors are below 2³¹.
  let turn = (intervalOrdinal % period + period) % period
  let first = Int(turn * Int64(unitCount) % period)
  for unit in 0..<unitCount {
    let place = tied.lowerBound + (first + unit) % tied.count
    entries[Int(remainders[place].order)].served += 1
  }
}
