import RandomStreams

/// Who is served when more energy is bid or offered at the marginal price than can be traded.
///
/// Orders better than the marginal price are served whole under every rule.
public enum RationingRule: String, CaseIterable, Hashable, Sendable {
  /// Each order at the marginal price is served the same share of its energy.
  ///
  /// Shares are rounded down to milliwatt-hours; those that are left go one each to the largest
  /// remainders. Equal remainders take turns by the ordinal of the interval: with *t* of them and
  /// *u* units, each is served *u* times in the *t* intervals from *j·t* on, for any whole *j*, and
  /// where these rounds begin is scattered, so that nobody is favoured either when only every
  /// second, or every ninety-sixth, interval is rationed.
  case proRata = "pro-rata"
  /// Orders at the marginal price are served in the order of submission.
  case timePriority = "time-priority"
  /// Orders at the marginal price are served in an order that is drawn, all orders being equally
  /// likely.
  case random
}

extension RationingRule {
  /// Decides what each order of a side is served of the volume at which the sides crossed.
  func serve(
    _ side: inout OrderBook.Side, intervalOrdinal: Int64,
    draws: inout RandomDraws, remainders: inout RankSorter
  ) {
    serveInOrder(&side)
    guard self != .timePriority, let marginalRank = side.marginalRank,
      side.bestRankLeft == marginalRank
    else { return }
    let level = level(around: side.servedCount - 1, of: side.entries.count) { place in
      side.entries[place].rank == marginalRank
    }
    var left: Int64 = 0
    for index in level { left += side.entries[index].served }
    switch self {
    case .proRata:
      serveProRata(
        left, among: level, of: &side.entries, intervalOrdinal: intervalOrdinal,
        remainders: &remainders)
    case .timePriority: break
    case .random:
      serveAtRandom(left, among: level, of: &side.entries, &draws, places: &remainders)
    }
  }

  /// How energies are rounded, as results store it.
  var roundingRule: String {
    switch self {
    case .proRata: "largest remainders, 1e-6 kWh, equal remainders in rotation"
    case .timePriority, .random: "none"
    }
  }
}

/// Serves the orders that cross, the last of them with what is left.
private func serveInOrder(_ side: inout OrderBook.Side) {
  let (count, last) = (side.servedCount, side.lastServed)
  guard count > 0 else { return }
  var entries = side.entries.mutableSpan
  for place in 0..<count { entries[place].served = entries[place].energy }
  entries[count - 1].served = last
}

/// Serves orders one after the other, in an order that is drawn.
private func serveAtRandom(
  _ volume: Int64, among level: Range<Int>, of entries: inout [OrderBook.Entry],
  _ draws: inout RandomDraws, places: inout RankSorter
) {
  places.removeAll()
  for index in level { places.append(rank: Int64(bitPattern: draws.next()), index: index) }
  places.sort()
  var left = volume
  for place in 0..<places.count {
    let index = places.index(at: place)
    let served = min(left, entries[index].energy)
    entries[index].served = served
    left -= served
  }
}
