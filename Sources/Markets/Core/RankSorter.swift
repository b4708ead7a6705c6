/// Sorts indices by rank, least first, in memory that it uses again.
///
/// Indices of one rank keep the order in which they were added.
struct RankSorter: Sendable {
  /// An index with its rank.
  struct Key: BitwiseCopyable, Sendable {
    /// The rank with its sign turned, so that it compares without it.
    var rank: UInt64
    var index: Int
  }

  private var keys: [Key] = []
  private var scratch: [Key] = []

  /// The number of indices.
  var count: Int { keys.count }

  /// The rank at a place.
  func rank(at place: Int) -> Int64 { Int64(bitPattern: keys[place].rank ^ signBit) }

  /// The index at a place.
  func index(at place: Int) -> Int { keys[place].index }

  mutating func removeAll() { keys.removeAll(keepingCapacity: true) }

  mutating func append(rank: Int64, index: Int) {
    keys.append(Key(rank: UInt64(bitPattern: rank) ^ signBit, index: index))
  }

  /// Sorts what was added.
  ///
  /// - Complexity: O(*n*) steps for each digit of six bits in which ranks differ, and for ranks that are sorted
  ///   already, as equal prices are, one step each.
  mutating func sort() {
    let range = rankRange(of: keys.span)
    guard !range.isSorted else { return }
    guard keys.count > 24 else {
      sortByInsertion(&keys)
      return
    }
    while scratch.count < keys.count { scratch.append(Key(rank: 0, index: 0)) }
    Self.sortByDigits(&keys, using: &scratch, range)
  }

  /// Sorts from the last digit to the first, back and forth between two memories, the second no
  /// shorter.
  private static func sortByDigits(
    _ keys: inout [Key], using scratch: inout [Key], _ range: RankRange
  ) {
    var keySpan = keys.mutableSpan
    var scratchSpan = scratch.mutableSpan
    var isInScratch = false
    for shift in stride(from: 0 as UInt64, to: 64, by: digitWidth) {
      guard (range.greatest - range.least) >> shift != 0 else { break }
      if isInScratch {
        distribute(scratchSpan.span, by: shift, from: range.least, into: &keySpan, keySpan.count)
      } else {
        distribute(keySpan.span, by: shift, from: range.least, into: &scratchSpan, keySpan.count)
      }
      isInScratch.toggle()
    }
    guard isInScratch else { return }
    for index in keySpan.indices { keySpan[index] = scratchSpan[index] }
  }
}

private let signBit: UInt64 = 1 << 63
