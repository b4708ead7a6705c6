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
    remainders: inout RankSorter
  ) {
    serveInOrder(volume, of: &side.entries)
    guard self == .proRata, let marginalRank = side.marginalRank,
      side.bestRankLeft == marginalRank
    else { return }
    let level = level(around: side.servedCount - 1, of: side.entries.count) { place in
      side.entries[place].rank == marginalRank
    }
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
    remainders.sort()
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

/// The places around one of them that have something in common.
private func level(
  around place: Int, of count: Int, where belongs: (Int) -> Bool
) -> Range<Int> {
  var (start, end) = (place, place + 1)
  while start > 0, belongs(start - 1) { start -= 1 }
  while end < count, belongs(end) { end += 1 }
  return start..<end
}

/// Serves each order ⌊part · energy / whole⌋ and notes what is cut off, largest first by rank.
private func sharePart(
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
  let period = Int64(tied.count)
  // Both factors are below 2³¹.
  let turn = (intervalOrdinal % period + period) % period
  let first = Int(turn * Int64(unitCount) % period)
  for unit in 0..<unitCount {
    let place = tied.lowerBound + (first + unit) % tied.count
    entries[remainders.index(at: place)].served += 1
  }
}
