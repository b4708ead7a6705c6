import HDF5

/// The chunks of a signal that are being filled: tiles side by side, each as it will lie in the
/// file.
struct SignalBuffer: Sendable {
  let dataset: OpenDataset
  let type: HDF5ElementType
  let shuffles: Bool

  /// The number of values for each interval.
  let width: Int

  private let intervals: Int
  private let tileWidth: Int
  private let isFlat: Bool
  private var tiles: [ValueStorage]

  init(
    _ dataset: OpenDataset, type: HDF5ElementType, shuffles: Bool, width: Int, isFlat: Bool,
    plan: ChunkPlan
  ) {
    self.dataset = dataset
    self.type = type
    self.shuffles = shuffles
    self.width = width
    self.isFlat = isFlat
    intervals = plan.intervals
    tileWidth = plan.positions(of: width, byteCount: type.byteCount)
    let fill = type == .float32 || type == .float64 ? Double.nan : 0
    tiles = Array(
      repeating: ValueStorage(type: type, fill: fill), count: (width + tileWidth - 1) / tileWidth)
  }

  /// Gives each tile a buffer in which no value is set.
  mutating func prepare(with pipeline: inout WritePipeline) {
    for index in tiles.indices {
      tiles[index].bytes = pipeline.takeBuffer(byteCount: intervals * tileWidth * type.byteCount)
      tiles[index].clear()
    }
  }

  mutating func store(_ value: Double, at position: Int, interval: Int) {
    let (tile, column) = position.quotientAndRemainder(dividingBy: tileWidth)
    tiles[tile].store(value, at: interval * tileWidth + column)
  }

  mutating func store(_ values: Span<Double>, interval: Int) {
    if tiles.count == 1 {
      tiles[0].store(values, at: interval * tileWidth)
      return
    }
    var start = 0
    for index in tiles.indices {
      let end = min(start + tileWidth, values.count)
      tiles[index].store(values.extracting(start..<end), at: interval * tileWidth)
      start = end
    }
  }

  /// Cuts the dataset to the intervals that were simulated.
  func resize(intervals: Int) throws(HDF5Error) {
    try dataset.dataset.resize(to: isFlat ? [intervals] : [intervals, width])
  }

  /// Hands the tiles over to be compressed and written.
  mutating func submit(
    firstInterval: Int, to pipeline: inout WritePipeline
  ) throws(HDF5Error) {
    for index in tiles.indices {
      var bytes: [UInt8] = []
      swap(&bytes, &tiles[index].bytes)
      try pipeline.add(
        chunk: bytes, of: dataset,
        at: isFlat ? [firstInterval] : [firstInterval, index * tileWidth],
        elementSize: type.byteCount, shuffles: shuffles)
    }
  }
}
