/// The least and the greatest rank of some keys, and whether they need no sorting.
struct RankRange {
  var least: UInt64 = .max
  var greatest: UInt64 = 0
  var isSorted = true
}

func rankRange(of keys: Span<RankSorter.Key>) -> RankRange {
  var range = RankRange()
  var last: UInt64 = 0
  for place in keys.indices {
    let rank = keys[place].rank
    range.least = min(range.least, rank)
    range.greatest = max(range.greatest, rank)
    if rank < last { range.isSorted = false }
    last = rank
  }
  return range
}

/// Sorts a few keys; keys of one rank keep their order.
func sortByInsertion(_ keys: inout [RankSorter.Key]) {
  var span = keys.mutableSpan
  for next in 0..<span.count {
    let key = span[next]
    var place = next
    while place > 0, span[place - 1].rank > key.rank {
      span[place] = span[place - 1]
      place -= 1
    }
    span[place] = key
  }
}

/// The number of bits by which keys are sorted at a time: few, because for a hundred keys it costs
/// more to go through many places than to go through the keys once more.
let digitWidth = 6

/// Sorts keys by one digit of the distance of their ranks from the least; keys of which that digit is
/// equal keep their order.
///
/// - Precondition: Both memories hold as many keys as are counted.
func distribute(
  _ keys: Span<RankSorter.Key>, by shift: UInt64, from least: UInt64,
  into sorted: inout MutableSpan<RankSorter.Key>, _ count: Int
) {
  precondition(keys.count >= count && sorted.count >= count, "both sides must hold all keys")
  var places: [64 of Int] = .init(repeating: 0)
  var place = 0
  // SAFETY: place lies in 0..<count, a digit in 0..<64. After the second loop, the number at a digit
  // is where its first key goes; it rises by one with each key, so that in total every place in
  // 0..<count is written once.
  while place < count {
    let digit = unsafe Int(
      truncatingIfNeeded: (keys[unchecked: place].rank &- least) &>> shift & 63)
    unsafe places[unchecked: digit] &+= 1
    place &+= 1
  }
  var sum = 0
  var digit = 0
  while digit < 64 {
    let size = unsafe places[unchecked: digit]
    unsafe places[unchecked: digit] = sum
    sum &+= size
    digit &+= 1
  }
  place = 0
  while place < count {
    let key = unsafe keys[unchecked: place]
    let digit = Int(truncatingIfNeeded: (key.rank &- least) &>> shift & 63)
    unsafe sorted[unchecked: places[unchecked: digit]] = key
    unsafe places[unchecked: digit] &+= 1
    place &+= 1
  }
}
