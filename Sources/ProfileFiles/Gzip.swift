import CDeflate

/// Decompresses gzip files (RFC 1952) by libdeflate, which checks their lengths and checksums.
package enum Gzip {
  /// Whether bytes begin as a gzip file does.
  package static func isCompressed(_ bytes: [UInt8]) -> Bool { bytes.starts(with: [0x1F, 0x8B]) }

  /// Decompresses a file of one or more members.
  ///
  /// The memory that is taken is bounded by `limit` and by what deflate can express: 1032 bytes for
  /// each compressed one.
  ///
  /// - Throws: ``ProfileFileError`` when the file is damaged, cut off or too large.
  package static func decompress(
    _ bytes: [UInt8], named name: String, limit: Int = ProfileFile.maximumUncompressedSize
  ) throws(ProfileFileError) -> [UInt8] {
    var output: [UInt8] = []
    var position = 0
    while position < bytes.count {
      // Tapes and block devices pad files with zeros.
      if position > 0, bytes[position...].allSatisfy({ $0 == 0 }) { break }
      let member = try decompressMember(
        bytes, from: position, named: name, limit: limit - output.count)
      position += member.length
      if output.isEmpty { output = member.content } else { output += member.content }
    }
    return output
  }

  private static func decompressMember(
    _ bytes: [UInt8], from start: Int, named name: String, limit: Int
  ) throws(ProfileFileError) -> (content: [UInt8], length: Int) {
    let rest = bytes.count - start
    let most = min(limit, rest <= limit / 1032 ? 1032 * rest : limit)
    // The last four bytes are the length of the last member, modulo 2³²: right as a rule, and
    // believed as far as tables shrink.
    var capacity = min(most, max(1024, min(lengthInTrailer(bytes), 64 * rest)))
    while true {
      var length = 0
      var result = LIBDEFLATE_BAD_DATA
      let content = unsafe [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
        let decompressor = unsafe libdeflate_alloc_decompressor()
        defer { unsafe libdeflate_free_decompressor(decompressor) }
        guard unsafe decompressor != nil, unsafe buffer.baseAddress != nil else { return }
        unsafe bytes.withUnsafeBytes { input in
          guard let base = input.baseAddress else { return }
          // SAFETY: `start` lies in the input, and both counts are those of the memory they
          // describe; libdeflate writes no more than it is given room for.
          result = unsafe libdeflate_gzip_decompress_ex(
            decompressor, base + start, rest, buffer.baseAddress, buffer.count, &length, &count)
        }
        if result != LIBDEFLATE_SUCCESS { count = 0 }
      }
      switch result {
      case LIBDEFLATE_SUCCESS: return (content, length)
      case LIBDEFLATE_INSUFFICIENT_SPACE where capacity < most:
        capacity = capacity > most / 2 ? most : 2 * capacity
      case LIBDEFLATE_INSUFFICIENT_SPACE where most == limit:
        throw ProfileFileError(
          file: name,
          message: """
            the compressed file holds more than \(ProfileFile.maximumUncompressedSize) bytes. \
            Split it, or leave out what is not needed.
            """)
      default:
        throw ProfileFileError(
          file: name,
          message: "the compressed file is damaged or cut off. Fetch or compress it again.")
      }
    }
  }

  private static func lengthInTrailer(_ bytes: [UInt8]) -> Int {
    bytes.suffix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
  }
}
