/// Counts the line breaks in bytes, eight at a time.
func lineBreakCount(in bytes: Span<UInt8>) -> Int {
  let lowBits: UInt64 = 0x7F7F_7F7F_7F7F_7F7F
  let lineBreaks = UInt64(CSVText.newline) &* 0x0101_0101_0101_0101
  // SAFETY: The raw bytes are only read.
  let raw = unsafe bytes.bytes
  var count = 0
  var index = 0
  while index &+ 8 <= bytes.count {
    // SAFETY: Eight bytes from here lie in the span, and all of their patterns are integers.
    let word = unsafe raw.unsafeLoadUnaligned(fromUncheckedByteOffset: index, as: UInt64.self)
    // A byte that is a line break becomes zero; adding to its low bits sets the high bit of all
    // others, and carries nothing into the neighbour.
    let difference = word ^ lineBreaks
    let isOther = ((difference & lowBits) &+ lowBits | difference) & ~lowBits
    count &+= 8 &- isOther.nonzeroBitCount
    index &+= 8
  }
  while index < bytes.count {
    count += bytes[index] == CSVText.newline ? 1 : 0
    index += 1
  }
  return count
}
