/// The number of keys that are sorted by counting before runs are merged.
let runLength = 8

/// Whether no key is less than the one before it.
func isSorted(_ keys: Span<UInt128>) -> Bool {
  var index = 1
  while index < keys.count {
    // SAFETY: index lies from 1 to the last one.
    guard unsafe keys[unchecked: index - 1] < keys[unchecked: index] else { return false }
    index &+= 1
  }
  return true
}

/// Sorts each run of ``runLength`` keys by counting for each key those that are less, which takes no
/// branch that a processor could mispredict.
///
/// - Precondition: The number of keys is a multiple of the length of a run, and the result has room
///   for all of them.
func sortRuns(of keys: Span<UInt128>, into sorted: inout MutableSpan<UInt128>) {
  precondition(keys.count.isMultiple(of: runLength), "the keys must be whole runs")
  precondition(sorted.count >= keys.count, "the result must have room for all keys")
  var start = 0
  while start < keys.count {
    // SAFETY: start and start + 7 lie within the keys, which are whole runs, and so within the
    // result. A key is not less than itself, so at most 7 keys of its run are less.
    var index = start
    while index < start &+ runLength {
      let key = unsafe keys[unchecked: index]
      var place = start
      var other = 0
      while other < runLength {
        place &+= unsafe keys[unchecked: start &+ other] < key ? 1 : 0
        other &+= 1
      }
      unsafe sorted[unchecked: place] = key
      index &+= 1
    }
    start &+= runLength
  }
}

/// Merges each two neighbouring sorted runs of a width.
///
/// - Precondition: Both memories hold as many keys as are counted.
func mergeRuns(
  of keys: Span<UInt128>, width: Int, into merged: inout MutableSpan<UInt128>, count: Int
) {
  precondition(keys.count >= count && merged.count >= count, "both sides must hold all keys")
  var start = 0
  while start < count {
    let middle = min(start &+ width, count)
    let end = min(middle &+ width, count)
    var (left, right, place) = (start, middle, start)
    // SAFETY: left < middle and right < end hold before each read, so both lie within the keys, and
    // place = left + right − middle < end lies within the result.
    while left < middle && right < end {
      let leftKey = unsafe keys[unchecked: left]
      let rightKey = unsafe keys[unchecked: right]
      let takesRight = rightKey < leftKey
      unsafe merged[unchecked: place] = takesRight ? rightKey : leftKey
      right &+= takesRight ? 1 : 0
      left &+= takesRight ? 0 : 1
      place &+= 1
    }
    while left < middle {
      unsafe merged[unchecked: place] = keys[unchecked: left]
      left &+= 1
      place &+= 1
    }
    while right < end {
      unsafe merged[unchecked: place] = keys[unchecked: right]
      right &+= 1
      place &+= 1
    }
    start = end
  }
}
