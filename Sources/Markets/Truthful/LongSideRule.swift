/// Who is served how much when the orders that may trade offer or ask for more than the other side.
enum LongSideRule: Sendable {
  /// Each order is served the same share of its energy; what rounding down leaves over goes, 1 mWh
  /// each, to the largest remainders, equal ones in rotation.
  case proRata
  /// Each order is cut by the same energy, and one that has less is not served at all; indivisible
  /// milliwatt-hours of the cut go round.
  case equalCut

  /// Serves the first orders of a side a volume, which is no more than they have; all others nothing.
  ///
  /// - Parameter keys: Memory to sort in.
  func serve(
    _ volume: Int64, ofFirst count: Int, of side: inout OrderBook.Side, intervalOrdinal: Int64,
    keys: inout RankSorter
  ) {
    var energy: Int64 = 0
    for place in 0..<count {
      side.entries[place].served = side.entries[place].energy
      energy += side.entries[place].energy
    }
    for place in count..<side.entries.count { side.entries[place].served = 0 }
    guard volume < energy else { return }
    switch self {
    case .proRata: share(volume, of: energy, count, &side.entries, intervalOrdinal, &keys)
    case .equalCut: cut(energy - volume, count, &side.entries, intervalOrdinal, &keys)
    }
  }
}

/// Serves each order ⌊volume · energy / whole⌋ and one unit more to the largest remainders.
private func share(
  _ volume: Int64, of whole: Int64, _ count: Int, _ entries: inout [OrderBook.Entry],
  _ intervalOrdinal: Int64, _ keys: inout RankSorter
) {
  keys.removeAll()
  var left = volume
  for place in 0..<count {
    // The volume is less than the whole, so the quotient is less than the order's energy.
    let (quotient, remainder) = whole.dividingFullWidth(
      volume.multipliedFullWidth(by: entries[place].energy))
    entries[place].served = quotient
    left -= quotient
    keys.append(rank: -remainder, index: place)
  }
  guard left > 0 else { return }
  keys.sort()
  // Fewer units than orders are left; those before the last rank that gets one get one each.
  let last = keys.rank(at: Int(left) - 1)
  var (start, end) = (Int(left) - 1, Int(left))
  while start > 0, keys.rank(at: start - 1) == last { start -= 1 }
  while end < keys.count, keys.rank(at: end) == last { end += 1 }
  for place in 0..<start { entries[keys.index(at: place)].served += 1 }
  let units = Int(left) - start
  let first = rotation(intervalOrdinal, by: units, of: end - start)
  for unit in 0..<units {
    entries[keys.index(at: start + (first + unit) % (end - start))].served += 1
  }
}

/// Cuts each order by the same energy, the least first, so that those that have less drop out.
private func cut(
  _ gap: Int64, _ count: Int, _ entries: inout [OrderBook.Entry], _ intervalOrdinal: Int64,
  _ keys: inout RankSorter
) {
  keys.removeAll()
  for place in 0..<count { keys.append(rank: entries[place].energy, index: place) }
  keys.sort()
  var (place, left) = (0, gap)
  while place < count, keys.rank(at: place) <= left / Int64(count - place) {
    left -= keys.rank(at: place)
    entries[keys.index(at: place)].served = 0
    place += 1
  }
  guard place < count else { return }
  // Every order left has more than the quotient, so it can lose a unit of the remainder as well.
  // Who loses it goes by the order of submission, which no limit price can change.
  let (each, extra) = left.quotientAndRemainder(dividingBy: Int64(count - place))
  keys.removeAll()
  for place in 0..<count where entries[place].served > 0 {
    keys.append(rank: Int64(entries[place].order), index: place)
  }
  keys.sort()
  let first = rotation(intervalOrdinal, by: Int(extra), of: keys.count)
  for turn in 0..<keys.count {
    let cut = turn < Int(extra) ? each + 1 : each
    entries[keys.index(at: (first + turn) % keys.count)].served -= cut
  }
}

/// Who of several equals comes first in an interval, so that over time all lose and gain alike.
private func rotation(_ intervalOrdinal: Int64, by units: Int, of count: Int) -> Int {
  let period = Int64(count)
  // Both factors are numbers of orders, below 2³².
  let turn = (intervalOrdinal % period + period) % period
  return Int(turn * Int64(units) % period)
}
