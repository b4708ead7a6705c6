/// The number of bits by which words are sorted at a time: few, because for a hundred words it
/// costs more to go through many places than to go through the words once more.
private let digitBits: UInt64 = 7

/// Where the words of each digit go.
private typealias Places = [128 of Int32]

/// Sorts words.
///
/// If few words share their first digit, they are distributed by it, and insertion does the rest;
/// else they are distributed by each digit, the last one first. Which of both it is says a bound on
/// the steps of the insertion, so that no words are slow.
///
/// - Precondition: Both memories hold `count` words.
/// - Returns: Whether the sorted words are in the second memory.
func sortWords(
  _ memory: inout [UInt64], _ scratch: inout [UInt64], _ count: Int, _ numberBits: UInt64
) -> Bool {
  var words = memory.mutableSpan
  var sorted = scratch.mutableSpan
  let range = wordRange(words.span.extracting(first: count))
  guard !range.isSorted else { return false }
  let width = UInt64(UInt64.bitWidth - (range.greatest &- range.least).leadingZeroBitCount)
  let shift = width > digitBits ? width - digitBits : 0
  var places = Places(repeating: 0)
  if countDigits(words.span, count, range.least, shift, &places) <= 4 * count {
    distribute(words.span, count, range.least, shift, &places, into: &sorted)
    sortByInsertion(&sorted, count)
    return true
  }
  return sortByDigits(&words, &sorted, count, range.least, numberBits, width)
}

private func wordRange(
  _ words: Span<UInt64>
) -> (least: UInt64, greatest: UInt64, isSorted: Bool) {
  var (least, greatest): (UInt64, UInt64) = (.max, 0)
  var last: UInt64 = 0
  var fallCount = 0
  for place in words.indices {
    let word = words[place]
    least = min(least, word)
    greatest = max(greatest, word)
    fallCount &+= word < last ? 1 : 0
    last = word
  }
  return (least, greatest, fallCount == 0)
}

/// Counts how many words have each digit of the distance from the least word.
///
/// - Returns: The number of pairs of words that share their digit.
private func countDigits(
  _ words: Span<UInt64>, _ count: Int, _ least: UInt64, _ shift: UInt64, _ places: inout Places
) -> Int {
  precondition(words.count >= count, "the memory must hold all words")
  var pairCount = 0
  var place = 0
  while place < count {
    // SAFETY: place lies in 0..<count, which the span holds, and a digit in 0..<128.
    let digit = unsafe Int(
      truncatingIfNeeded: (words[unchecked: place] &- least) &>> shift & 127)
    let before = unsafe places[unchecked: digit]
    unsafe places[unchecked: digit] = before &+ 1
    pairCount &+= Int(before)
    place &+= 1
  }
  return pairCount
}

/// Sorts words by one digit that was counted; words of which it is equal keep their order.
///
/// - Precondition: The digits that were counted are those of these words.
private func distribute(
  _ words: Span<UInt64>, _ count: Int, _ least: UInt64, _ shift: UInt64, _ places: inout Places,
  into sorted: inout MutableSpan<UInt64>
) {
  precondition(words.count >= count && sorted.count >= count, "both sides must hold all words")
  // SAFETY: place lies in 0..<count, a digit in 0..<128. After the first loop, the number at a digit
  // is where its first word goes; it rises by one with each word, so that in total every place in
  // 0..<count is written once.
  var sum: Int32 = 0
  var digit = 0
  while digit < 128 {
    let size = unsafe places[unchecked: digit]
    unsafe places[unchecked: digit] = sum
    sum &+= size
    digit &+= 1
  }
  var place = 0
  while place < count {
    let word = unsafe words[unchecked: place]
    let digit = Int(truncatingIfNeeded: (word &- least) &>> shift & 127)
    let target = unsafe places[unchecked: digit]
    unsafe sorted[unchecked: Int(target)] = word
    unsafe places[unchecked: digit] = target &+ 1
    place &+= 1
  }
}

/// Sorts words that are nearly sorted.
private func sortByInsertion(_ words: inout MutableSpan<UInt64>, _ count: Int) {
  precondition(words.count >= count, "the memory must hold all words")
  guard count > 0 else { return }
  // SAFETY: 0 ≤ place ≤ next < count, and place is positive where the one before it is read.
  var greatest = unsafe words[unchecked: 0]
  var next = 1
  while next < count {
    let word = unsafe words[unchecked: next]
    if word >= greatest {
      greatest = word
      next &+= 1
      continue
    }
    var place = next
    repeat {
      unsafe words[unchecked: place] = words[unchecked: place &- 1]
      place &-= 1
    } while unsafe place > 0 && words[unchecked: place &- 1] > word
    unsafe words[unchecked: place] = word
    next &+= 1
  }
}

/// Sorts words by their digits, the last one first, back and forth between two memories; digits
/// that are the same of all words are left out.
///
/// - Returns: Whether the sorted words are in the second memory.
private func sortByDigits(
  _ words: inout MutableSpan<UInt64>, _ scratch: inout MutableSpan<UInt64>, _ count: Int,
  _ least: UInt64, _ numberBits: UInt64, _ width: UInt64
) -> Bool {
  // The least word may have a number, which must not be borrowed from the bits above.
  let least = (least &>> numberBits) &<< numberBits
  var isInScratch = false
  for shift in stride(from: numberBits, to: min(width + 1, 64), by: Int(digitBits)) {
    var places = Places(repeating: 0)
    let pairCount =
      isInScratch
      ? countDigits(scratch.span, count, least, shift, &places)
      : countDigits(words.span, count, least, shift, &places)
    guard pairCount < count * (count - 1) / 2 else { continue }
    if isInScratch {
      distribute(scratch.span, count, least, shift, &places, into: &words)
    } else {
      distribute(words.span, count, least, shift, &places, into: &scratch)
    }
    isInScratch.toggle()
  }
  return isInScratch
}
