import HDF5

/// A dataset that is kept open where values of its type can't be, such as in an array.
final class OpenScale: Sendable {
  let name: String
  let count: Int
  let dataset: HDF5Dataset

  init(_ name: String, count: Int, _ dataset: consuming HDF5Dataset) {
    self.name = name
    self.count = count
    self.dataset = dataset
  }
}

/// Cuts a dense array into chunks that are each one piece of it in memory.
struct BlockPlan {
  /// The shape of a chunk; `nil` where the array is small enough to lie in one piece.
  let chunkShape: [Int]?

  private let shape: [Int]
  /// The axis that is cut: chunks have one place of those before it and all places of those behind.
  private let axis: Int

  private static let contiguousLimit = 16 << 10
  private static let chunkLimit = 256 << 10

  init(shape: [Int], elementSize: Int) {
    self.shape = shape
    let count = shape.reduce(1, *)
    guard count * elementSize > Self.contiguousLimit else {
      (chunkShape, axis) = (nil, 0)
      return
    }
    var chunk = [Int](repeating: 1, count: shape.count)
    var room = Self.chunkLimit / elementSize
    var axis = shape.count - 1
    while axis > 0, shape[axis] <= room {
      chunk[axis] = shape[axis]
      room /= shape[axis]
      axis -= 1
    }
    // Equal parts, none greater than the room.
    let parts = (shape[axis] + room - 1) / room
    chunk[axis] = (shape[axis] + parts - 1) / parts
    self.axis = axis
    chunkShape = chunk
  }

  /// The pieces of the array, in order: where each chunk begins, and which elements are its own.
  var pieces: [(offset: [Int], elements: Range<Int>)] {
    guard let chunkShape else { return [] }
    let rowCount = shape[(axis + 1)...].reduce(1, *)
    let leadCount = shape[..<axis].reduce(1, *)
    var pieces: [(offset: [Int], elements: Range<Int>)] = []
    for lead in 0..<leadCount {
      var offset = [Int](repeating: 0, count: shape.count)
      var rest = lead
      for index in (0..<axis).reversed() {
        offset[index] = rest % shape[index]
        rest /= shape[index]
      }
      for start in stride(from: 0, to: shape[axis], by: chunkShape[axis]) {
        offset[axis] = start
        let end = min(start + chunkShape[axis], shape[axis])
        let base = lead * shape[axis]
        pieces.append((offset, (base + start) * rowCount..<(base + end) * rowCount))
      }
    }
    return pieces
  }

  /// The number of elements of a chunk.
  var chunkCount: Int { chunkShape?.reduce(1, *) ?? 0 }
}

extension HDF5Container where Self: ~Copyable {
  /// Writes a dense array of numbers, compressed where it is large.
  func createArray<Element: HDF5Element>(
    _ name: String, _ values: ArraySlice<Element>, shape: [Int],
    with compressor: inout ChunkCompressor, fillValue: Double? = nil
  ) throws(HDF5Error) -> HDF5Dataset {
    let type = Element.elementType
    let plan = BlockPlan(shape: shape, elementSize: type.byteCount)
    guard let chunkShape = plan.chunkShape else {
      let dataset = try createDataset(name, of: type, shape: shape, fillValue: fillValue)
      if !values.isEmpty { try dataset.write(Array(values)) }
      return dataset
    }
    let shuffles = type.byteCount > 1
    let dataset = try createDataset(
      name, of: type, shape: shape,
      layout: .chunked(HDF5Chunks(shape: chunkShape, shuffles: shuffles, deflateLevel: 1)),
      fillValue: fillValue)
    for piece in plan.pieces {
      let elements = values[values.startIndex..<values.endIndex].dropFirst(
        piece.elements.lowerBound
      ).prefix(piece.elements.count)
      // SAFETY: The bytes of numbers, copied within the call.
      var bytes = unsafe elements.withUnsafeBytes { unsafe [UInt8]($0) }
      let missing = plan.chunkCount * type.byteCount - bytes.count
      if missing > 0 { bytes.append(contentsOf: repeatElement(0, count: missing)) }
      try dataset.writeChunk(
        compressor.compress(bytes, elementSize: type.byteCount, shuffles: shuffles),
        at: piece.offset)
    }
    return dataset
  }

  /// Writes a list of texts.
  func createTexts(_ name: String, _ texts: [String]) throws(HDF5Error) -> HDF5Dataset {
    let dataset = try createTextDataset(name, shape: [texts.count])
    try dataset.write(texts)
    return dataset
  }
}

extension HDF5Object where Self: ~Copyable {
  /// Adds texts as attributes, in order; empty ones are left out.
  func setTexts(_ texts: KeyValuePairs<String, String>) throws(HDF5Error) {
    for (name, text) in texts where !text.isEmpty { try setAttribute(name, to: text) }
  }
}
