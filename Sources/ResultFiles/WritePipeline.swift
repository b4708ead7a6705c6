import HDF5

/// What waits to be written, in the order in which it will be written.
///
/// The order is that of the calls and does not depend on who compresses what when, so neither do
/// the bytes of the file.
struct WritePipeline: ~Copyable {
  private enum Step {
    case chunk(OpenDataset, offset: [Int], byteCount: Int, CompressionJob)
    case texts(OpenDataset, [String], firstRow: Int)
    case resize(OpenDataset, shape: [Int])
  }

  /// The first belongs to the caller, the others have threads of their own.
  private let workers: [CompressionWorker]
  private var steps: [Step] = []
  private var nextStep = 0
  private var nextWorker = 1
  private var pendingByteCount = 0
  private var byteCountSinceFlush = 0
  private var spares: [Int: [[UInt8]]] = [:]
  private let pendingByteLimit: Int

  /// How many bytes of values are written between two flushes, after which a killed run is
  /// readable.
  private static let flushInterval = 8 << 20

  init(threads: Int, level: Int, pendingByteLimit: Int) throws(HDF5Error) {
    var workers: [CompressionWorker] = []
    for _ in 0..<max(1, min(threads, 64)) {
      workers.append(try CompressionWorker(level: level))
    }
    self.workers = workers
    self.pendingByteLimit = pendingByteLimit
  }

  /// A buffer of the size, with any contents.
  mutating func takeBuffer(byteCount: Int) -> [UInt8] {
    spares[byteCount]?.popLast() ?? [UInt8](repeating: 0, count: byteCount)
  }

  /// Adds a chunk to be compressed and written.
  mutating func add(
    chunk: consuming [UInt8], of dataset: OpenDataset, at offset: [Int],
    elementSize: Int, shuffles: Bool, compresses: Bool = true
  ) throws(HDF5Error) {
    let byteCount = chunk.count
    let job = CompressionJob(
      chunk, elementSize: elementSize, shuffles: shuffles, compresses: compresses)
    steps.append(.chunk(dataset, offset: offset, byteCount: byteCount, job))
    pendingByteCount += byteCount
    byteCountSinceFlush += byteCount
    if workers.count > 1 {
      workers[nextWorker].start(job)
      nextWorker = nextWorker + 1 == workers.count ? 1 : nextWorker + 1
    }
    while pendingByteCount > pendingByteLimit || (workers.count == 1 && nextStep < steps.count) {
      try finishStep()
    }
  }

  /// Adds texts to be written from a row on.
  mutating func add(
    texts: [String], of dataset: OpenDataset, fromRow firstRow: Int
  ) throws(HDF5Error) {
    steps.append(.texts(dataset, texts, firstRow: firstRow))
    if workers.count == 1 { try drain() }
  }

  /// Has a dataset grow once the chunks before are written.
  mutating func add(resizing dataset: OpenDataset, to shape: [Int]) throws(HDF5Error) {
    steps.append(.resize(dataset, shape: shape))
    if workers.count == 1 { try drain() }
  }

  /// Has the file flushed if much was added since the last time.
  mutating func addFlushIfDue(_ file: borrowing HDF5File) throws(HDF5Error) {
    guard byteCountSinceFlush >= Self.flushInterval else { return }
    byteCountSinceFlush = 0
    try drain()
    try file.flush()
  }

  /// Writes what is compressed already, without waiting.
  mutating func writeWhatIsDone() throws(HDF5Error) {
    while nextStep < steps.count, try writeStep() {}
  }

  /// Writes everything; the caller compresses what no other thread has begun.
  mutating func drain() throws(HDF5Error) {
    while nextStep < steps.count { try finishStep() }
  }

  /// Writes the first step, after helping until it is compressed.
  private mutating func finishStep() throws(HDF5Error) {
    while try !writeStep() {
      var hasHelped = false
      for step in steps[nextStep...] {
        if case .chunk(_, _, _, let job) = step, job.run(on: workers[0]) {
          hasHelped = true
          break
        }
      }
      if !hasHelped, case .chunk(_, _, _, let job) = steps[nextStep] { job.wait() }
    }
  }

  /// Writes the first step unless it waits for a compressor.
  private mutating func writeStep() throws(HDF5Error) -> Bool {
    switch steps[nextStep] {
    case .chunk(let dataset, let offset, let byteCount, let job):
      guard let (compressed, buffer) = job.takeResult() else { return false }
      pendingByteCount -= byteCount
      spares[byteCount, default: []].append(buffer)
      advance()
      try dataset.dataset.writeChunk(compressed, at: offset)
    case .texts(let dataset, let texts, let firstRow):
      advance()
      try dataset.dataset.write(texts, fromRow: firstRow)
    case .resize(let dataset, let shape):
      advance()
      try dataset.dataset.resize(to: shape)
    }
    return true
  }

  private mutating func advance() {
    nextStep += 1
    if nextStep == steps.count {
      steps.removeAll(keepingCapacity: true)
      nextStep = 0
    }
  }
}
