/// The checksum that guards the headers of HDF5 files: Bob Jenkins' lookup3 with the initial value 0.
///
/// > B. Jenkins. "lookup3.c, for hash table lookup." 2006.
/// > <https://burtleburtle.net/bob/c/lookup3.c>; the same in the HDF5 file format, version 3.0,
/// > "Disk Format: Level 0A".
func metadataChecksum(_ bytes: Span<UInt8>) -> UInt32 {
  var a = 0xDEAD_BEEF &+ UInt32(truncatingIfNeeded: bytes.count)
  var (b, c) = (a, a)
  func word(_ start: Int, _ count: Int) -> UInt32 {
    var word: UInt32 = 0
    for index in 0..<count { word |= UInt32(bytes[start + index]) << UInt32(8 * index) }
    return word
  }
  func turned(_ value: UInt32, _ count: UInt32) -> UInt32 {
    value << count | value >> (32 - count)
  }
  var start = 0
  while bytes.count - start > 12 {
    a &+= word(start, 4)
    b &+= word(start + 4, 4)
    c &+= word(start + 8, 4)
    a = (a &- c) ^ turned(c, 4)
    c &+= b
    b = (b &- a) ^ turned(a, 6)
    a &+= c
    c = (c &- b) ^ turned(b, 8)
    b &+= a
    a = (a &- c) ^ turned(c, 16)
    c &+= b
    b = (b &- a) ^ turned(a, 19)
    a &+= c
    c = (c &- b) ^ turned(b, 4)
    b &+= a
    start += 12
  }
  let rest = bytes.count - start
  guard rest > 0 else { return c }
  a &+= word(start, min(rest, 4))
  if rest > 4 { b &+= word(start + 4, min(rest - 4, 4)) }
  if rest > 8 { c &+= word(start + 8, rest - 8) }
  c = (c ^ b) &- turned(b, 14)
  a = (a ^ c) &- turned(c, 11)
  b = (b ^ a) &- turned(a, 25)
  c = (c ^ b) &- turned(b, 16)
  a = (a ^ c) &- turned(c, 4)
  b = (b ^ a) &- turned(a, 14)
  c = (c ^ b) &- turned(b, 24)
  return c
}
