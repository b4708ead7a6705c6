extension EventQueue {
  /// The number of cancelled entries that may stay in the heap beside as many as are pending.
  ///
  /// With it a small queue is not cleared at every other cancellation.
  @inlinable
  static var toleratedCancellations: Int { 64 }

  /// Adds an entry to the heap.
  @inlinable
  @inline(__always)
  mutating func insert(_ entry: EventEntry) {
    heap.append(entry)
    var entries = heap.mutableSpan
    entries.raise(entry, from: entries.count &- 1, notAbove: 0)
  }

  /// Removes the first entry of a heap that is not empty.
  @inlinable
  @inline(__always)
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
  @inline(__always)
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
  /// The hole goes all the way down along the first of each four siblings, and the entry rises from
  /// there: it came from the end of the heap, so it seldom rises far, and one comparison in five is
  /// saved.
  ///
  /// - Precondition: 0 ≤ `start` < `count`.
  @inlinable
  @inline(__always)
  mutating func sink(_ entry: EventEntry, from start: Int) {
    let nearEnd = Swift.min(count, Self.nearCount)
    var hole = start
    var child = 4 &* hole &+ 1
    while child &+ 3 < nearEnd {
      // SAFETY: 0 ≤ hole < child and child + 3 < nearEnd ≤ count.
      let first = unsafe firstOfFourNear(child)
      unsafe self[unchecked: hole] = self[unchecked: first]
      hole = first
      child = 4 &* hole &+ 1
    }
    while child &+ 3 < count {
      // SAFETY: 0 ≤ hole < child and child + 3 < count.
      let first = unsafe firstOfFourFar(child)
      unsafe self[unchecked: hole] = self[unchecked: first]
      hole = first
      child = 4 &* hole &+ 1
    }
    if child < count {
      // At most three siblings are left, and only at the end of the heap.
      var first = child
      for sibling in child &+ 1..<count where self[sibling].key < self[first].key {
        first = sibling
      }
      self[hole] = self[first]
      hole = first
    }
    raise(entry, from: hole, notAbove: start)
  }

  /// The number of entries that are as good as always in the caches of a core.
  @inlinable
  static var nearCount: Int { 4096 }

  /// The place of the first of four siblings that are in a cache, found without a branch.
  ///
  /// Which one is the first cannot be foreseen, so branches would often be mispredicted.
  ///
  /// - Precondition: `child` and the three places after it are places of the heap.
  @unsafe
  @inlinable
  @inline(__always)
  func firstOfFourNear(_ child: Int) -> Int {
    // SAFETY: the caller has checked the four places.
    let keys = unsafe (
      self[unchecked: child].key, self[unchecked: child &+ 1].key,
      self[unchecked: child &+ 2].key, self[unchecked: child &+ 3].key
    )
    let isSecond = keys.1 < keys.0
    let isFourth = keys.3 < keys.2
    let left = isSecond ? keys.1 : keys.0
    let right = isFourth ? keys.3 : keys.2
    return right < left
      ? (isFourth ? child &+ 3 : child &+ 2) : (isSecond ? child &+ 1 : child)
  }

  /// The place of the first of four siblings that may come from memory, found with branches.
  ///
  /// A wrong guess costs less than waiting: the processor meanwhile reads on below the sibling that
  /// it guesses. With a million entries this takes a third less time than no branch.
  ///
  /// - Precondition: `child` and the three places after it are places of the heap.
  @unsafe
  @inlinable
  @inline(__always)
  func firstOfFourFar(_ child: Int) -> Int {
    var first = child
    // SAFETY: the caller has checked the four places.
    if unsafe precedes(child &+ 1, first) { first = child &+ 1 }
    if unsafe precedes(child &+ 2, first) { first = child &+ 2 }
    if unsafe precedes(child &+ 3, first) { first = child &+ 3 }
    return first
  }

  /// Whether the entry at one place leaves before that at another; reads the orders only if it must.
  ///
  /// - Precondition: Both are places of the heap.
  @unsafe
  @inlinable
  @inline(__always)
  func precedes(_ left: Int, _ right: Int) -> Bool {
    // SAFETY: the caller has checked the two places.
    let leftTime = unsafe self[unchecked: left].time
    let rightTime = unsafe self[unchecked: right].time
    if leftTime != rightTime { return leftTime < rightTime }
    return unsafe self[unchecked: left].order < self[unchecked: right].order
  }
}
