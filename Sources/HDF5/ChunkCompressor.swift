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
  private var stream = DeflateStream()

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
        return unsafe deflate(chunk, planeSize: chunk.count)
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

  /// Makes a zlib stream: leading planes that are noise or constant in a cheap way, the rest by
  /// the compressor.
  ///
  /// The low bytes of measured numbers are noise, on which a compressor spends most of its time and
  /// gains nothing; those of round numbers are zero. They come first, so the compressor can start
  /// after them.
  private mutating func deflate(_ bytes: UnsafeRawBufferPointer, planeSize: Int) -> [UInt8] {
    let bound = unsafe libdeflate_deflate_compress_bound(compressor, bytes.count)
    stream.start(capacity: bound + DeflateStream.bound(stored: bytes.count))
    var start = 0
    while planeSize > 0 && start < bytes.count {
      let end = start + planeSize
      let plane = unsafe UnsafeRawBufferPointer(rebasing: bytes[start..<end])
      if let byte = unsafe constantByte(of: plane) {
        stream.appendRun(of: byte, count: planeSize)
      } else if unsafe end < bytes.count && isNoise(plane) {
        unsafe stream.appendStored(plane)
      } else {
        break
      }
      start = end
    }
    let rest = unsafe UnsafeRawBufferPointer(rebasing: bytes[start...])
    let checksum = unsafe libdeflate_adler32(1, bytes.baseAddress, bytes.count)
    return unsafe stream.finish(rest, compressor: compressor, checksum: checksum)
  }
}
