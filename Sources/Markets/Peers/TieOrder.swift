import RandomStreams

/// In which order orders of one price are visited.
enum TieOrder: Sendable {
  /// As they were submitted; this is how the book holds them.
  case submission
  /// The last submitted first.
  case reverseSubmission
  /// In random order.
  case random
  /// The greatest energy first, then as submitted.
  case energyDescending
  /// The least energy first, then as submitted.
  case energyAscending
}

extension OrderBook.Side {
  /// Puts orders of one price into another order than that of submission.
  mutating func arrangeTies(_ ties: TieOrder, _ draws: inout RandomDraws) {
    switch ties {
    case .submission: return
    case .energyDescending:
      entries.sort { ($0.rank, $1.energy, $0.order) < ($1.rank, $0.energy, $1.order) }
      return
    case .energyAscending:
      entries.sort { ($0.rank, $0.energy, $0.order) < ($1.rank, $1.energy, $1.order) }
      return
    case .reverseSubmission, .random: break
    }
    var start = 0
    while start < entries.count {
      var end = start + 1
      while end < entries.count, entries[end].rank == entries[start].rank { end += 1 }
      if ties == .random { shuffle(start..<end, &draws) } else { reverse(start..<end) }
      start = end
    }
  }

  /// Puts orders into random order (Fisher and Yates).
  mutating func shuffle(_ range: Range<Int>, _ draws: inout RandomDraws) {
    var end = range.upperBound
    while end - range.lowerBound > 1 {
      let count = UInt64(end - range.lowerBound)
      end -= 1
      entries.swapAt(
        range.lowerBound + Int(truncatingIfNeeded: draws.uniformInteger(below: count)), end)
    }
  }

  /// Puts orders into the opposite order.
  mutating func reverse(_ range: Range<Int>) {
    var (first, last) = (range.lowerBound, range.upperBound - 1)
    while first < last {
      entries.swapAt(first, last)
      (first, last) = (first + 1, last - 1)
    }
  }
}
