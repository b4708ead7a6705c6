import HDF5

/// The bytes of all rows of a column, one row's after the other's, that wait to be written.
struct ByteStream: Sendable {
  /// The number of bytes of a chunk.
  private static let chunkByteCount = 1 << 17

  private let column: TableColumn
  private var waiting: [UInt8] = []
  private var writtenCount = 0
  private var datasets: Datasets?

  private struct Datasets: Sendable {
    let bytes: OpenDataset
    let dimension: OpenDataset
  }

  init(_ column: TableColumn) { self.column = column }

  /// The number of bytes of all rows.
  var count: Int { writtenCount + waiting.count }

  /// Whether there is a whole chunk to be written.
  var isFull: Bool { waiting.count >= Self.chunkByteCount }

  mutating func append(_ bytes: ArraySlice<UInt8>) { waiting.append(contentsOf: bytes) }

  /// Creates the datasets: in chunks that a level of compression is declared for, or, without one,
  /// in one piece of as many bytes as there are.
  mutating func createDatasets(
    in group: borrowing HDF5Group, chunkLevel: Int?
  ) throws(HDF5Error) {
    func layout(level: Int?) -> HDF5Layout {
      guard chunkLevel != nil else { return .contiguous }
      return .chunked(
        HDF5Chunks(shape: [Self.chunkByteCount], deflateLevel: level, growsWithoutLimit: true))
    }
    let shape = [chunkLevel == nil ? waiting.count : 0]
    let bytes = OpenDataset(
      try group.createDataset(
        column.name, of: .uint8, shape: shape,
        layout: layout(level: column.compresses ? chunkLevel : nil)))
    try bytes.dataset.describe(column.description, type: .uint8)
    let dimension = OpenDataset(
      try group.createBareDimension(
        ResultLayout.byteDimension(of: column.name), shape: shape, layout: layout(level: nil)))
    try bytes.dataset.attach(dimension.dataset, toAxis: 0)
    datasets = Datasets(bytes: bytes, dimension: dimension)
  }

  /// Hands whole chunks to the pipeline.
  mutating func submitFullChunks(to pipeline: inout WritePipeline) throws(HDF5Error) {
    while isFull { try submit(Self.chunkByteCount, to: &pipeline) }
  }

  /// Hands what is left to the pipeline.
  mutating func submitRest(to pipeline: inout WritePipeline) throws(HDF5Error) {
    try submitFullChunks(to: &pipeline)
    if !waiting.isEmpty { try submit(waiting.count, to: &pipeline) }
  }

  /// Writes all bytes into datasets in one piece.
  mutating func writeAll() throws(HDF5Error) {
    guard let datasets, !waiting.isEmpty else { return }
    try datasets.bytes.dataset.write(waiting)
    writtenCount += waiting.count
    waiting = []
  }

  private mutating func submit(
    _ byteCount: Int, to pipeline: inout WritePipeline
  ) throws(HDF5Error) {
    guard let datasets else { return }
    let end = writtenCount + byteCount
    try pipeline.add(resizing: datasets.dimension, to: [end])
    try pipeline.add(resizing: datasets.bytes, to: [end])
    var chunk = pipeline.takeBuffer(byteCount: Self.chunkByteCount)
    chunk.replaceSubrange(..<byteCount, with: waiting[..<byteCount])
    for index in byteCount..<chunk.count { chunk[index] = 0 }
    waiting.removeFirst(byteCount)
    try pipeline.add(
      chunk: chunk, of: datasets.bytes, at: [writtenCount], elementSize: 1, shuffles: false,
      compresses: column.compresses)
    writtenCount = end
  }
}

extension HDF5Container where Self: ~Copyable {
  /// Creates a dimension without coordinates, as netCDF does: a dataset that is never written and so
  /// takes no space, whose name as a scale says what it is.
  func createBareDimension(
    _ name: String, shape: [Int], layout: HDF5Layout = .contiguous
  ) throws(HDF5Error) -> HDF5Dataset {
    let dimension = try createDataset(name, of: .int8, shape: shape, layout: layout)
    try dimension.describe(
      VariableDescription(longName: "Dimension without coordinates"), type: .int8)
    let digits = String(shape.first ?? 0)
    try dimension.makeDimensionScale(
      named: HDF5Dataset.bareDimensionMark
        + String(repeating: " ", count: max(0, 10 - digits.count)) + digits)
    return dimension
  }
}
