extension [UInt8] {
  /// Writes a number over the bytes at a place, the highest byte first.
  @inline(__always)
  mutating func store<Number: FixedWidthInteger & BitwiseCopyable>(
    _ number: Number, at place: Int
  ) {
    precondition(
      place >= 0 && place <= count - number.bitWidth / 8, "there is no room for the number")
    // SAFETY: the number lies within the array, which was just checked.
    unsafe withUnsafeMutableBytes { bytes in
      unsafe bytes.storeBytes(of: number.bigEndian, toByteOffset: place, as: Number.self)
    }
  }

  /// Writes bytes over those at a place.
  @inline(__always)
  mutating func store(_ field: some Collection<UInt8>, at place: Int) {
    let length = field.count
    precondition(place >= 0 && place <= count - length, "there is no room for the bytes")
    // SAFETY: the bytes lie within the array, which was just checked.
    unsafe withUnsafeMutableBufferPointer { bytes in
      _ = unsafe UnsafeMutableBufferPointer(rebasing: bytes[place..<place + length])
        .initialize(from: field)
    }
  }
}
