import CDeflate
import ProfileFiles
import Testing

@Suite("A compressed file")
struct GzipTests {
  static func compress(_ bytes: [UInt8]) -> [UInt8] {
    guard let compressor = unsafe libdeflate_alloc_compressor(6) else { return [] }
    defer { unsafe libdeflate_free_compressor(compressor) }
    // SAFETY: The room is what libdeflate asks for, and is given with the buffer.
    return unsafe [UInt8](
      unsafeUninitializedCapacity: libdeflate_gzip_compress_bound(compressor, bytes.count)
    ) { buffer, count in
      unsafe bytes.withUnsafeBytes { input in
        count = unsafe libdeflate_gzip_compress(
          compressor, input.baseAddress, input.count, buffer.baseAddress, buffer.count)
      }
    }
  }

  static let content = Array("time,a\n2016-01-01,1\n2016-01-02,2\n".utf8)

  @Test("is read as the plain one, in one member or in several, padded or not")
  func members() throws {
    let whole = Self.compress(Self.content)
    let parts = Self.compress(Array(Self.content[..<9])) + Self.compress(Array(Self.content[9...]))
    for file in [whole, parts, whole + [0, 0, 0], Self.compress([]) + whole] {
      #expect(try Gzip.decompress(file, named: "a") == Self.content)
      let table = try ProfileFile.read(file, named: "a", description: ProfileFileDescription())
      #expect(table.columns == [[1, 2]])
    }
  }

  @Test("that shrank a thousandfold is read all the same")
  func dense() throws {
    let zeros = [UInt8](repeating: 0x30, count: 5_000_000)
    #expect(try Gzip.decompress(Self.compress(zeros), named: "a") == zeros)
  }

  @Test("that would grow beyond the limit is an error")
  func bomb() {
    let bomb = Self.compress([UInt8](repeating: 0, count: 3_000_000))
    let error = #expect(throws: ProfileFileError.self) {
      try Gzip.decompress(bomb, named: "a", limit: 1_000_000)
    }
    #expect(error?.message.contains("holds more than") == true)
    #expect(throws: ProfileFileError.self) {
      try Gzip.decompress(bomb + bomb, named: "a", limit: 4_000_000)
    }
  }

  @Test("that is cut off or damaged is an error")
  func damaged() {
    let file = Self.compress(Self.content)
    for length in 2..<file.count {
      #expect(throws: ProfileFileError.self) {
        try Gzip.decompress(Array(file[..<length]), named: "a")
      }
    }
    var wrongChecksum = file
    wrongChecksum[file.count - 6] ^= 1
    #expect(throws: ProfileFileError.self) { try Gzip.decompress(wrongChecksum, named: "a") }
    #expect(throws: ProfileFileError.self) { try Gzip.decompress(file + [1, 2], named: "a") }
  }
}
