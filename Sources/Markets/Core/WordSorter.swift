/// Sorts words of 64 bits, least first, in memory that it uses again.
struct WordSorter: Sendable {
  /// The words, followed by memory that was used before.
  private(set) var memory: [UInt64] = []
  /// As many words again, to sort with.
  private var scratch: [UInt64] = []
  /// The number of words.
  private(set) var count = 0

  /// Lets a function write words instead of those that are there, and say how many.
  ///
  /// - Parameter capacity: The number of places that the function is given at least.
  mutating func replaceWords(capacity: Int, by write: (inout MutableSpan<UInt64>) -> Int) {
    grow(&memory, to: capacity)
    grow(&scratch, to: capacity)
    var span = memory.mutableSpan
    count = min(max(write(&span), 0), span.count)
  }

  /// Sorts the words, whose lowest bits number them: of two words that only differ in these, the
  /// lesser stands before the other already.
  ///
  /// - Complexity: O(*n*) steps where words are sorted already or lie apart as random ones do, and
  ///   else for each digit of seven bits in which they differ.
  mutating func sort(numberBits: Int64) {
    guard sortWords(&memory, &scratch, count, UInt64(numberBits)) else { return }
    swap(&memory, &scratch)
  }
}

/// Makes memory at least that long.
private func grow(_ memory: inout [UInt64], to count: Int) {
  guard memory.count < count else { return }
  memory.append(contentsOf: repeatElement(0, count: count - memory.count))
}
