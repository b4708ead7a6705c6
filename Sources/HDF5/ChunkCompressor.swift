import CDeflate

/// Passes chunks through the filters of HDF5 outside of the library, which is several times faster
/// than within it and needs no lock.
///
/// The result is what the declared filters (shuffle, then deflate) undo. It depends on the chunk
/// alone, not on the compressor's past.
@safe
public struct ChunkCompressor: ~Copyable {
  private let compressor: OpaquePointer
  private var shuffled: [UInt8] = []
  private var compressed: [UInt8] = []

  /// The version of the compression library.
  public static var libraryVersion: String { LIBDEFLATE_VERSION_STRING }

  /// Creates a compressor.
  ///
  /// - Parameter level: From 1 (fast) to 12 (small); other levels become the nearest one.
  /// - Throws: ``HDF5Error`` when there is no memory for it.
  public init(level: Int = 1) throws(HDF5Error) {
    // SAFETY: The compressor is owned by this value alone, and freed when it goes.
    guard
      let compressor = unsafe libdeflate_alloc_compressor(Int32(min(max(level, 1), 12)))
    else { throw HDF5Error(attempt: "compress", causes: ["there is no memory for it"]) }
    unsafe self.compressor = compressor
  }

  deinit { unsafe libdeflate_free_compressor(compressor) }

  /// Compresses a chunk.
  ///
  /// - Parameters:
  ///   - chunk: The bytes of its elements, one element after the other.
  ///   - elementSize: The size of an element, in bytes.
  ///   - shuffles: Whether the dataset declares the shuffle filter.
  /// - Returns: A stream of the zlib format.
  public mutating func compress(
    _ chunk: [UInt8], elementSize: Int, shuffles: Bool
  ) -> [UInt8] {
    // SAFETY: All buffers are used within their bounds, during the calls only.
    unsafe chunk.withUnsafeBytes { chunk in
      guard shuffles, elementSize > 1, chunk.count % elementSize == 0 else {
        return unsafe deflate(chunk, planeSize: 0)
      }
      let planeSize = chunk.count / elementSize
      var planes: [UInt8] = []
      swap(&planes, &shuffled)
      if planes.count < chunk.count { planes = [UInt8](repeating: 0, count: chunk.count) }
      let result = unsafe planes.withUnsafeMutableBytes { planes in
        let planes = unsafe UnsafeMutableRawBufferPointer(rebasing: planes[..<chunk.count])
        unsafe shuffleBytes(chunk, elementSize: elementSize, into: planes)
        return unsafe deflate(UnsafeRawBufferPointer(planes), planeSize: planeSize)
      }
      swap(&planes, &shuffled)
      return result
    }
  }

  /// Makes a zlib stream: leading planes of noise as they are, the rest compressed.
  ///
  /// The low bytes of measured numbers are noise, on which a compressor spends most of its time and
  /// gains nothing. They come first, so they can be stored, and the compressor starts after them.
  private mutating func deflate(_ bytes: UnsafeRawBufferPointer, planeSize: Int) -> [UInt8] {
    var storedCount = 0
    while planeSize > 0, storedCount + planeSize < bytes.count,
      unsafe isNoise(
        UnsafeRawBufferPointer(rebasing: bytes[storedCount..<storedCount + planeSize]))
    {
      storedCount += planeSize
    }
    let rest = unsafe UnsafeRawBufferPointer(rebasing: bytes[storedCount...])
    let headerSize = 2 + storedCount + 5 * (storedCount / StoredBlock.limit + 1)
    let bound = unsafe libdeflate_deflate_compress_bound(compressor, rest.count)
    let capacity = headerSize + bound + 4
    if compressed.count < capacity { compressed = [UInt8](repeating: 0, count: capacity) }
    compressed[0] = 0x78
    compressed[1] = 0x01
    var end = 2
    for start in stride(from: 0, to: storedCount, by: StoredBlock.limit) {
      let block = unsafe bytes[start..<min(start + StoredBlock.limit, storedCount)]
      let header = unsafe StoredBlock.header(count: block.count)
      for index in header.indices {
        compressed[end] = header[index]
        end += 1
      }
      unsafe compressed.withUnsafeMutableBytes { target in
        unsafe UnsafeMutableRawBufferPointer(rebasing: target[end...]).copyMemory(
          from: UnsafeRawBufferPointer(rebasing: block))
      }
      unsafe end += block.count
    }
    end += unsafe compressed.withUnsafeMutableBytes { target in
      unsafe libdeflate_deflate_compress(
        compressor, rest.baseAddress, rest.count, target.baseAddress.map { unsafe $0 + end },
        target.count - end)
    }
    let checksum = unsafe libdeflate_adler32(1, bytes.baseAddress, bytes.count)
    for shift in stride(from: 24, through: 0, by: -8) {
      compressed[end] = UInt8(truncatingIfNeeded: checksum >> UInt32(shift))
      end += 1
    }
    return Array(compressed[..<end])
  }
}

/// A block of a deflate stream that holds its bytes as they are.
private enum StoredBlock {
  static let limit = 65_535

  /// The header of a block that is not the last one, where the stream is at the start of a byte.
  static func header(count: Int) -> [5 of UInt8] {
    let low = UInt8(truncatingIfNeeded: count)
    let high = UInt8(truncatingIfNeeded: count >> 8)
    return [0, low, high, ~low, ~high]
  }
}
