import HDF5

/// How signals and tables are cut into chunks.
///
/// A chunk holds about 512 KiB. Its two extents divide those of the whole dataset alike, so that one
/// position over all time and one instant over all positions cost a reader about the same. All
/// signals share one extent in time, so they are full at the same moment; it is limited so that
/// the buffers stay within the budget, however long the horizon.
struct ChunkPlan {
  /// The number of intervals of a chunk.
  let intervals: Int

  /// The number of rows of a chunk of a table.
  let tableRows: Int

  /// The most bytes of chunks that wait to be written.
  let pendingByteLimit: Int

  private static let chunkByteCount = 512 << 10

  init(schema: ResultSchema, timeAxis: TimeAxis, memoryBudget: Int) {
    let budget = max(memoryBudget, 1 << 20)
    let tableRowByteCount = schema.tables.reduce(0) { sum, table in
      sum + table.columns.reduce(8) { $0 + $1.rowByteCount }
    }
    // Each table may have one chunk filling and one waiting.
    tableRows = min(max(budget / 4 / max(1, 2 * tableRowByteCount), 256), 16_384)
    let counts = Dictionary(schema.axes.map { ($0.name, $0.labels.count) }) { first, _ in first }
    let widths = schema.signals.map { $0.axis.flatMap { counts[$0] } ?? 1 }
    let rowByteCount = zip(schema.signals, widths).reduce(24) { sum, pair in
      sum + (pair.0.type.elementType?.byteCount ?? 8) * pair.1
    }
    // One chunk filling, one waiting, and what became of it compressed.
    let signalBudget = budget - budget / 4
    let fitting = signalBudget * 2 / 5 / rowByteCount
    let widest = max(1, widths.max() ?? 1)
    let elements = Double(Self.chunkByteCount / 4)
    let alike = (elements * Double(timeAxis.count) / Double(widest)).squareRoot()
    // At least eight chunks, so that something can be read early and little is left for the end.
    let early = max(1024, timeAxis.count / 8 + 1)
    let most = max(1, min(timeAxis.count, fitting, early, Int(min(alike, 1e9))))
    intervals = Self.balanced(timeAxis.count, most: most)
    pendingByteLimit = signalBudget * 2 / 5 + budget / 8
  }

  /// The number of positions of a chunk of a signal.
  func positions(of count: Int, byteCount: Int) -> Int {
    let most = max(1, Self.chunkByteCount / byteCount / max(1, intervals))
    return Self.balanced(max(1, count), most: min(most, max(1, count)))
  }

  /// The size of equal parts, none greater than the most, that differ least from each other.
  private static func balanced(_ count: Int, most: Int) -> Int {
    let parts = (count + most - 1) / most
    return max(1, (count + parts - 1) / max(1, parts))
  }
}
