import HDF5
import TestSupport
import Testing

/// The library itself, with its own inflate and its own shuffle, is what undoes the compression.
@Suite
struct ChunkCompressorTests {
  @Test("The library reads what was compressed", arguments: 0..<40)
  func roundTrip(seed: Int) throws {
    var generator = TestGenerator(seed: seed)
    let type = [HDF5ElementType.int8, .float32, .float64][seed % 3]
    let size = type.byteCount
    let count = [1, 3, 100, 5000, 70_000, 140_001][seed % 6]
    // Each byte of the elements is noise, constant, slow, or repeats after a while.
    let kinds = (0..<size).map { _ in Int.random(in: 0..<4, using: &generator) }
    let constant = UInt8.random(in: 0...255, using: &generator)
    var bytes: [UInt8] = []
    for element in 0..<count {
      for kind in kinds {
        let byte: UInt8 =
          switch kind {
          case 0: UInt8.random(in: 0...255, using: &generator)
          case 1: constant
          case 2: UInt8(truncatingIfNeeded: element / 700)
          default: UInt8(truncatingIfNeeded: (element % 96) &* 37)
          }
        bytes.append(byte)
      }
    }
    for shuffles in [false, true] {
      var compressor = try ChunkCompressor(level: 1 + seed % 12)
      let chunk = compressor.compress(bytes, elementSize: size, shuffles: shuffles)
      let again = compressor.compress(bytes, elementSize: size, shuffles: shuffles)
      #expect(chunk == again)
      #expect(try inflated(chunk, type: type, count: count, shuffles: shuffles) == bytes)
    }
  }

  @Test("Each run of one byte is read back", arguments: [1, 2, 3, 4, 258, 259, 260, 261, 262, 777])
  func runs(count: Int) throws {
    for byte in [UInt8(0), 143, 144, 255] {
      var compressor = try ChunkCompressor()
      let bytes = [UInt8](repeating: byte, count: 4 * count)
      let chunk = compressor.compress(bytes, elementSize: 4, shuffles: true)
      #expect(try inflated(chunk, type: .float32, count: count, shuffles: true) == bytes)
    }
  }

  @Test("Constants shrink to next to nothing")
  func constants() throws {
    var compressor = try ChunkCompressor()
    let bytes = [UInt8](repeating: 0, count: 1 << 19)
    #expect(compressor.compress(bytes, elementSize: 4, shuffles: true).count < 5000)
    #expect(compressor.compress(bytes, elementSize: 1, shuffles: false).count < 5000)
  }

  @Test("Storing noise costs no more than a thousandth against compressing it")
  func noise() throws {
    var generator = TestGenerator(seed: 5)
    var bytes: [UInt8] = []
    for _ in 0..<1 << 17 {
      let value = Float.random(in: 0.9..<1.1, using: &generator)
      bytes.append(contentsOf: littleEndianBytes(value.bitPattern))
    }
    var fast = try ChunkCompressor(level: 1)
    let count = fast.compress(bytes, elementSize: 4, shuffles: true).count
    // Shuffled beforehand, the compressor sees no planes.
    var planes = [UInt8](repeating: 0, count: bytes.count)
    for index in bytes.indices { planes[index % 4 * bytes.count / 4 + index / 4] = bytes[index] }
    let whole = fast.compress(planes, elementSize: 1, shuffles: false).count
    #expect(Double(count) < 1.001 * Double(whole))
  }

  /// What the library makes of a chunk.
  private func inflated(
    _ chunk: [UInt8], type: HDF5ElementType, count: Int, shuffles: Bool
  ) throws -> [UInt8] {
    let folder = try TemporaryFolder()
    let file = try HDF5File(creatingAt: folder.file("file.h5"))
    let chunks = HDF5Chunks(shape: [count], shuffles: shuffles, deflateLevel: 1)
    let dataset = try file.createDataset(
      "data", of: type, shape: [count], layout: .chunked(chunks))
    try dataset.writeChunk(chunk, at: [0])
    return switch type {
    case .float32: try dataset.read(Float.self).flatMap { littleEndianBytes($0.bitPattern) }
    case .float64: try dataset.read(Double.self).flatMap { littleEndianBytes($0.bitPattern) }
    default: try dataset.read(Int8.self).map { UInt8(bitPattern: $0) }
    }
  }
}

private func littleEndianBytes<Word: FixedWidthInteger>(_ word: Word) -> [UInt8] {
  (0..<Word.bitWidth / 8).map { UInt8(truncatingIfNeeded: word >> Word(8 * $0)) }
}
