/// Sorts the bytes of elements by their significance: first the lowest byte of all elements, then
/// the next one, as the shuffle filter of HDF5 does.
///
/// - Precondition: Both buffers have the same size, a multiple of the size of an element.
func shuffleBytes(
  _ source: UnsafeRawBufferPointer, elementSize: Int, into target: UnsafeMutableRawBufferPointer
) {
  switch elementSize {
  case 4: unsafe shuffle(source, as: UInt32.self, into: target)
  case 8: unsafe shuffle(source, as: UInt64.self, into: target)
  default: unsafe target.copyMemory(from: source)
  }
}

@inline(__always)
private func shuffle<Word: FixedWidthInteger & UnsignedInteger>(
  _ source: UnsafeRawBufferPointer, as word: Word.Type, into target: UnsafeMutableRawBufferPointer
) {
  let size = MemoryLayout<Word>.size
  let count = source.count / size
  // SAFETY: Each plane has `count` bytes, and there are `size` of them in the target; the source
  // is read only below `count` words.
  unsafe source.withMemoryRebound(to: Word.self) { words in
    for plane in 0..<size {
      let bytes = unsafe UnsafeMutableRawBufferPointer(
        rebasing: target[plane * count..<(plane + 1) * count])
      let shift = Word(truncatingIfNeeded: 8 * plane)
      unsafe bytes.withMemoryRebound(to: UInt8.self) { bytes in
        for index in 0..<count {
          unsafe bytes[index] = UInt8(truncatingIfNeeded: words[index] &>> shift)
        }
      }
    }
  }
}
