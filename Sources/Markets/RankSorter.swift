/// Sorts indices by rank, least first, in memory that it uses again.
///
/// Indices of one rank come in rising order. A rank and its index are packed into one number, so no
/// two keys are equal and no order of equal keys has to be kept.
struct RankSorter: Sendable {
  /// The ranks in the upper half, their sign turned so that they compare without it, and the indices
  /// in the lower half.
  private var keys: [UInt128] = []
  private var scratch: [UInt128] = []

  /// The number of indices.
  var count: Int { keys.count }

  /// The rank at a place.
  func rank(at place: Int) -> Int64 {
    Int64(bitPattern: UInt64(truncatingIfNeeded: keys[place] >> 64) ^ signBit)
  }

  /// The index at a place.
  func index(at place: Int) -> Int { Int(truncatingIfNeeded: keys[place]) }

  mutating func removeAll() { keys.removeAll(keepingCapacity: true) }

  /// Adds an index that is not negative.
  mutating func append(rank: Int64, index: Int) {
    let upper = UInt128(UInt64(bitPattern: rank) ^ signBit) << 64
    keys.append(upper | UInt128(UInt64(bitPattern: Int64(index))))
  }

  /// Sorts what was added.
  ///
  /// - Complexity: O(*n* log *n*); O(*n*) when it is sorted already, as equal prices are.
  mutating func sort() {
    guard !isSorted(keys.span) else { return }
    let count = keys.count
    // Whole runs only: the greatest number goes to the end and is taken off again.
    while !keys.count.isMultiple(of: runLength) { keys.append(.max) }
    while scratch.count < keys.count { scratch.append(0) }
    Self.sort(&keys, using: &scratch)
    keys.removeLast(keys.count - count)
  }

  /// Sorts whole runs by going back and forth between two memories, the second no shorter.
  private static func sort(_ keys: inout [UInt128], using scratch: inout [UInt128]) {
    var keySpan = keys.mutableSpan
    var scratchSpan = scratch.mutableSpan
    let count = keySpan.count
    sortRuns(of: keySpan.span, into: &scratchSpan)
    var width = runLength
    var isInScratch = true
    while width < count {
      if isInScratch {
        mergeRuns(of: scratchSpan.span, width: width, into: &keySpan, count: count)
      } else {
        mergeRuns(of: keySpan.span, width: width, into: &scratchSpan, count: count)
      }
      isInScratch.toggle()
      width *= 2
    }
    guard isInScratch else { return }
    for index in keySpan.indices { keySpan[index] = scratchSpan[index] }
  }
}

private let signBit: UInt64 = 1 << 63
