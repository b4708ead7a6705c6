extension EventQueue {
  /// The number of cancelled entries that may stay in the heap beside as many as are pending.
  ///
  /// With it a small queue is not cleared at every other cancellation.
  @inlinable
  static var toleratedCancellations: Int { 64 }

  /// Adds an entry to the heap.
  @inlinable
  mutating func insert(_ entry: EventEntry) {
    heap.append(entry)
    var entries = heap.mutableSpan
    entries.raise(entry, from: entries.count &- 1, notAbove: 0)
  }

  /// Removes the first entry of a heap that is not empty.
  @inlinable
  mutating func removeFirst() {
    let last = heap.removeLast()
    guard !heap.isEmpty else { return }
    var entries = heap.mutableSpan
    entries.sink(last, from: 0)
  }

  /// Removes entries whose events were cancelled until that of a pending event is the first.
  @inlinable
  mutating func removeCancelledFirst() {
    while let entry = heap.first, slots[Int(entry.slot)].order != entry.order {
      removeFirst()
      cancelledCount &-= 1
    }
  }

  /// Removes all entries whose events were cancelled.
  ///
  /// - Complexity: O(*n*) for *n* entries; since more than half of them go, O(1) for each.
  @inlinable
  mutating func removeCancelled() {
    heap.removeAll { slots[Int($0.slot)].order != $0.order }
    cancelledCount = 0
    guard heap.count > 1 else { return }
    var entries = heap.mutableSpan
    var index = (entries.count &- 2) >> 2
    while index >= 0 {
      entries.sink(entries[index], from: index)
      index &-= 1
    }
  }
}

extension MutableSpan where Element == EventEntry {
  /// Moves an entry from a place that is free towards the root, up to where it belongs.
  ///
  /// - Precondition: 0 ≤ `top` ≤ `start` < `count`, and `start` descends from `top`.
  @inlinable
  mutating func raise(_ entry: EventEntry, from start: Int, notAbove top: Int) {
    let key = entry.key
    var hole = start
    while hole > top {
      let parent = (hole &- 1) >> 2
      // SAFETY: 0 ≤ parent < hole ≤ start < count.
      let above = unsafe self[unchecked: parent]
      guard key < above.key else { break }
      unsafe self[unchecked: hole] = above
      hole = parent
    }
    // SAFETY: top ≤ hole ≤ start < count.
    unsafe self[unchecked: hole] = entry
  }

  /// Moves an entry from a place that is free towards the leaves, down to where it belongs.
  ///
  /// The hole goes all the way down along the first of each four children, and the entry rises from
  /// there: it came from the end of the heap, so it seldom rises far, and one comparison in five is
  /// saved.
  ///
  /// - Precondition: 0 ≤ `start` < `count`.
  @inlinable
  mutating func sink(_ entry: EventEntry, from start: Int) {
    var hole = start
    var child = 4 &* hole &+ 1
    while child &+ 3 < count {
      // SAFETY: 0 < child and child + 3 < count.
      unsafe hole = moveFirstOfFour(at: child, to: hole)
      child = 4 &* hole &+ 1
    }
    if child < count {
      // SAFETY: child and all that follow it, at most three, are smaller than count.
      var first = child
      var sibling = child &+ 1
      while sibling < count {
        if unsafe self[unchecked: sibling].key < self[unchecked: first].key { first = sibling }
        sibling &+= 1
      }
      unsafe self[unchecked: hole] = self[unchecked: first]
      hole = first
    }
    raise(entry, from: hole, notAbove: start)
  }

  /// Moves the first of four siblings to another place and returns where it was.
  ///
  /// - Precondition: `child` and the three places after it, and `hole`, are places of the heap.
  @unsafe
  @inlinable
  mutating func moveFirstOfFour(at child: Int, to hole: Int) -> Int {
    // SAFETY: the caller has checked the five places.
    let keys = unsafe (
      self[unchecked: child].key, self[unchecked: child &+ 1].key,
      self[unchecked: child &+ 2].key, self[unchecked: child &+ 3].key
    )
    let isSecond = keys.1 < keys.0
    let isFourth = keys.3 < keys.2
    let left = isSecond ? keys.1 : keys.0
    let right = isFourth ? keys.3 : keys.2
    let leftPlace = isSecond ? child &+ 1 : child
    let rightPlace = isFourth ? child &+ 3 : child &+ 2
    let first = right < left ? rightPlace : leftPlace
    unsafe self[unchecked: hole] = self[unchecked: first]
    return first
  }
}
