/// Whether a compressor would gain next to nothing on the bytes.
///
/// Samples are taken: the bytes must be spread evenly over all values, and no four of them may
/// come back soon.
func isNoise(_ bytes: UnsafeRawBufferPointer) -> Bool {
  guard bytes.count >= 4096 else { return false }
  return unsafe isSpreadEvenly(bytes) && !hasRepeats(bytes)
}

/// Whether the collision entropy of a sample is above some 7.8 bits for each byte.
private func isSpreadEvenly(_ bytes: UnsafeRawBufferPointer) -> Bool {
  var counts = [256 of Int32](repeating: 0)
  let sampleSize = 4096
  let step = bytes.count / sampleSize
  for index in 0..<sampleSize {
    // SAFETY: The last index is below `sampleSize * step`, which is at most the count.
    counts[Int(unsafe bytes[index * step])] += 1
  }
  var collisions = 0
  for value in 0..<256 { collisions += Int(counts[value]) * Int(counts[value]) }
  let expected = sampleSize * sampleSize / 256 + sampleSize
  return collisions < expected + expected / 8
}

/// Whether sequences of four bytes come back within a window in the middle.
private func hasRepeats(_ bytes: UnsafeRawBufferPointer) -> Bool {
  let count = min(bytes.count, 16_384)
  let start = (bytes.count - count) / 2
  let last = count - 4
  return unsafe withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 4096) { table in
    unsafe table.initialize(repeating: 0)
    var repeats = 0
    for index in 0...last {
      // SAFETY: Four bytes are left at the last index; the hash has twelve bits.
      let word = unsafe bytes.loadUnaligned(fromByteOffset: start + index, as: UInt32.self)
      let slot = Int((word &* 0x9E37_79B1) >> 20)
      repeats += unsafe table[slot] == word ? 1 : 0
      unsafe table[slot] = word
    }
    return repeats > count / 64
  }
}
