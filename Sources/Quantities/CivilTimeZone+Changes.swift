import Foundation

extension CivilTimeZone {
  /// Computes the changes of a zone's offset in a range of time and two years around it.
  ///
  /// The offset is read once a day, and a change between two readings is found by bisection to the
  /// second. Foundation's own list of transitions is not used, because it is one of daylight saving
  /// time and may pass over a change of the standard offset.
  static func changes(
    of zone: TimeZone, covering: Range<Instant>
  ) -> (changes: [Int64], offsets: [Int32]) {
    let margin: Int64 = 2 * 366 * 86_400
    let first = max(
      covering.lowerBound.secondsRoundedDown - margin, Int64.min / 1_000_000_000)
    let last = min(
      covering.upperBound.secondsRoundedDown + margin, Int64.max / 1_000_000_000)
    var offset = zone.offset(atSecond: first)
    var changes: [Int64] = []
    var offsets = [offset]
    var reading = first
    while reading < last {
      let next = min(reading + 86_400, last)
      // Two changes within a day leave the second reading equal to neither the first nor, perhaps,
      // the offset between; the search is therefore repeated until the reading is reached.
      while zone.offset(atSecond: next) != offset {
        let change = zone.firstChange(after: reading, upTo: next, from: offset)
        offset = zone.offset(atSecond: change)
        changes.append(change * 1_000_000_000)
        offsets.append(offset)
        reading = change
      }
      reading = next
    }
    return (changes, offsets)
  }
}

extension TimeZone {
  fileprivate func offset(atSecond second: Int64) -> Int32 {
    let offset = secondsFromGMT(for: Date(timeIntervalSince1970: Double(second)))
    return Int32(min(max(offset, CivilTimeZone.offsetRange.lowerBound), 64_800))
  }

  /// The second of a change, by bisection between a reading of an offset and one of another.
  fileprivate func firstChange(after start: Int64, upTo end: Int64, from offset: Int32) -> Int64 {
    var before = start
    var after = end
    while after - before > 1 {
      let middle = before + (after - before) / 2
      if self.offset(atSecond: middle) == offset { before = middle } else { after = middle }
    }
    return after
  }
}
