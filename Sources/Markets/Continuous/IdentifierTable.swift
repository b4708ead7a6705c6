/// Where the order of an identifier is: a hash table with open addressing.
///
/// Places are probed one after another; a removed entry is filled by those behind it, so nothing is
/// left to skip and the table never grows because of what has gone. At most half of it is in use.
struct IdentifierTable: Sendable {
  private struct Entry: BitwiseCopyable, Sendable {
    var identifier: Int64
    /// The slot of the order; −1 where there is none.
    var slot: Int32
  }

  private var entries = [Entry](repeating: Entry(identifier: 0, slot: -1), count: 16)
  private var count = 0
  /// How far a hash is shifted to be a place.
  private var shift: UInt64 = 60

  /// The slot of an identifier; −1 when there is none.
  func slot(of identifier: Int64) -> Int32 {
    let mask = entries.count - 1
    var place = place(of: identifier)
    while entries[place].slot >= 0 {
      if entries[place].identifier == identifier { return entries[place].slot }
      place = (place + 1) & mask
    }
    return -1
  }

  /// Adds an identifier that is not in the table.
  mutating func insert(_ identifier: Int64, slot: Int32) {
    if 2 * (count + 1) > entries.count { grow() }
    let mask = entries.count - 1
    var place = place(of: identifier)
    while entries[place].slot >= 0 { place = (place + 1) & mask }
    entries[place] = Entry(identifier: identifier, slot: slot)
    count += 1
  }

  /// Removes an identifier that is in the table.
  mutating func remove(_ identifier: Int64) {
    let mask = entries.count - 1
    var hole = place(of: identifier)
    while entries[hole].identifier != identifier || entries[hole].slot < 0 {
      guard entries[hole].slot >= 0 else { return }
      hole = (hole + 1) & mask
    }
    var next = (hole + 1) & mask
    while entries[next].slot >= 0 {
      // An entry may move back to the hole unless that is before its own place.
      let own = place(of: entries[next].identifier)
      if (next - own) & mask >= (next - hole) & mask {
        entries[hole] = entries[next]
        hole = next
      }
      next = (next + 1) & mask
    }
    entries[hole].slot = -1
    count -= 1
  }

  /// Removes all identifiers.
  ///
  /// - Complexity: O(the most that it ever held).
  mutating func removeAll() {
    guard count > 0 else { return }
    for place in entries.indices { entries[place].slot = -1 }
    count = 0
  }

  private mutating func grow() {
    let old = entries
    entries = [Entry](repeating: Entry(identifier: 0, slot: -1), count: 2 * old.count)
    shift -= 1
    count = 0
    for entry in old where entry.slot >= 0 { insert(entry.identifier, slot: entry.slot) }
  }

  /// Multiplies by 2⁶⁴ / φ, which spreads numbers in sequence as far as it can.
  private func place(of identifier: Int64) -> Int {
    Int(truncatingIfNeeded: (UInt64(bitPattern: identifier) &* 0x9E37_79B9_7F4A_7C15) >> shift)
  }
}
