import HDF5
public import Quantities

/// Writes a result file while a simulation goes on.
///
///     var writer = try ResultFileWriter(creating: "run.h5", schema: schema, timeAxis: timeAxis)
///     let voltage = writer.signal(named: "bus_v")
///     for step in 0..<timeAxis.count {
///       writer.set(voltages[step].span, for: voltage)
///       try writer.endInterval()
///     }
///     try writer.finish()
///
/// The file appears under its name only when it is whole. Until then it has a temporary name in the
/// same folder, where it can be read up to the last chunk; it is removed when the writer goes out
/// of scope without ``finish(status:trailing:)``. The memory that is used does not depend on the
/// horizon. Chunks are compressed on other threads; the bytes of the file do not depend on them.
public struct ResultFileWriter: ~Copyable, Sendable {
  /// The intervals that were declared.
  public let timeAxis: TimeAxis

  /// The number of intervals that were ended.
  public private(set) var intervalCount = 0

  private let schema: ResultSchema
  private let check: SchemaCheck
  private let options: WriterOptions
  private let plan: ChunkPlan
  private let path: String
  private let signalIndices: [String: Int]
  private let tableIndices: [String: Int]

  // The file is closed before its name is given up, so it comes first.
  private let file: HDF5File
  private var partial: PartialFile?
  private var pipeline: WritePipeline
  private var signals: [SignalBuffer]
  private var tables: [TableBuffer]
  private var intervalInChunk = 0

  /// The parts of equal length in which an interval is written, and how many of them have ended.
  private let partsPerInterval: Int
  private var partCount = 0
  /// Where the parts of each signal add up; empty when an interval has one part.
  private var accumulators: [RowAccumulator]

  /// The end of the last interval that was ended.
  private var intervalEnd: Instant

  /// Creates a result file.
  ///
  /// - Parameters:
  ///   - path: Where the file is to be.
  ///   - schema: What is in it.
  ///   - timeAxis: The intervals, each of which is a row of every signal.
  ///   - partsPerInterval: The number of parts of equal length in which the values of an interval
  ///     are set, each ended by ``endPart()``; sums, means and last values are then made of them.
  ///   - options: How it is written.
  /// - Throws: ``ResultFileError`` when the path or the schema can't be used, before anything is
  ///   created; or when the file can't be written.
  public init(
    creating path: String, schema: ResultSchema, timeAxis: TimeAxis, partsPerInterval: Int = 1,
    options: WriterOptions = WriterOptions()
  ) throws(ResultFileError) {
    try self.init(
      to: .file(path), schema: schema, timeAxis: timeAxis, partsPerInterval: partsPerInterval,
      options: options)
  }

  /// Creates a result file on a disk or in memory.
  ///
  /// - Parameters:
  ///   - destination: Where the file is to be.
  ///   - schema: What is in it.
  ///   - timeAxis: The intervals, each of which is a row of every signal.
  ///   - partsPerInterval: The number of parts of equal length in which the values of an interval
  ///     are set.
  ///   - options: How it is written.
  /// - Throws: ``ResultFileError`` when the path or the schema can't be used, before anything is
  ///   created; or when the file can't be written.
  public init(
    to destination: ResultDestination, schema: ResultSchema, timeAxis: TimeAxis,
    partsPerInterval: Int = 1, options: WriterOptions = WriterOptions()
  ) throws(ResultFileError) {
    precondition(partsPerInterval > 0, "an interval has at least one part")
    let path = destination.name
    let target: ResultPath? =
      switch destination {
      case .file(let path): try ResultPath(checking: path, overwrites: options.overwrites)
      case .memory: nil
      }
    let check = try SchemaCheck(schema, timeAxis: timeAxis)
    let plan = ChunkPlan(schema: schema, timeAxis: timeAxis, memoryBudget: options.memoryBudget)
    var partial = try PartialFile.ifOnDisk(target)
    let temporaryPath = partial?.path
    let file = try writing(path) { () throws(HDF5Error) in
      if let temporaryPath { return try HDF5File(creatingAt: temporaryPath) }
      return try HDF5File(creatingInMemoryAs: path)
    }
    partial?.mark()
    var pipeline = try writing(path) { () throws(HDF5Error) in
      try WritePipeline(
        threads: options.threads, level: options.compressionLevel,
        pendingByteLimit: plan.pendingByteLimit)
    }
    var skeleton = FileSkeleton(
      schema: schema, timeAxis: timeAxis, plan: plan, level: options.compressionLevel)
    try writing(path) { () throws(HDF5Error) in
      try skeleton.create(in: file)
      try file.flush()
    }
    var signals = skeleton.signals
    for index in signals.indices { signals[index].prepare(with: &pipeline) }
    self.file = file
    self.partial = partial
    self.pipeline = pipeline
    self.signals = signals
    self.partsPerInterval = partsPerInterval
    accumulators =
      partsPerInterval == 1
      ? [] : zip(schema.signals, signals).map { RowAccumulator($0, width: $1.width) }
    self.check = check
    self.plan = plan
    self.schema = schema
    self.timeAxis = timeAxis
    intervalEnd = timeAxis.start
    self.options = options
    self.path = path
    let chunkRows = plan.tableRows
    tables = schema.tables.map { TableBuffer($0, chunkRows: chunkRows) }
    signalIndices = Self.indices(schema.signals.map(\.name))
    tableIndices = Self.indices(schema.tables.map(\.path))
  }

  /// Removes temporary files that writers of processes that are no more left in a folder.
  ///
  /// - Returns: The names of the files that were removed.
  @discardableResult
  public static func removeStalePartials(in folder: String, forName name: String) -> [String] {
    PartialFile.removeStale(in: folder, forName: name)
  }

  private static func indices(_ names: [String]) -> [String: Int] {
    Dictionary(names.enumerated().map { ($1, $0) }) { first, _ in first }
  }
}

// MARK: Looking up

extension ResultFileWriter {
  /// The handle of a signal; `nil` when the schema has none of that name.
  public func signalIfPresent(named name: String) -> SignalHandle? {
    signalIndices[name].map { SignalHandle(index: $0) }
  }

  /// The handle of a signal.
  ///
  /// - Precondition: The schema has a signal of that name.
  public func signal(named name: String) -> SignalHandle {
    guard let handle = signalIfPresent(named: name) else {
      preconditionFailure("the schema has no signal '\(name)'")
    }
    return handle
  }

  /// The handle of a table; `nil` when the schema has none at that path.
  public func tableIfPresent(at path: String) -> TableHandle? {
    tableIndices[path].map { TableHandle(index: $0) }
  }

  /// The handle of a table.
  ///
  /// - Precondition: The schema has a table at that path.
  public func table(at path: String) -> TableHandle {
    guard let handle = tableIfPresent(at: path) else {
      preconditionFailure("the schema has no table '\(path)'")
    }
    return handle
  }

  /// The handle of a column; `nil` when the table has none of that name.
  public func columnIfPresent(named name: String, of table: TableHandle) -> ColumnHandle? {
    tables[table.index].table.columns.firstIndex { $0.name == name }
      .map { ColumnHandle(table: table.index, index: $0) }
  }

  /// The handle of a column.
  ///
  /// - Precondition: The table has a column of that name.
  public func column(named name: String, of table: TableHandle) -> ColumnHandle {
    guard let column = columnIfPresent(named: name, of: table) else {
      preconditionFailure("the table has no column '\(name)'")
    }
    return column
  }

  /// The number of rows that were appended to a table.
  public func rowCount(of table: TableHandle) -> Int { tables[table.index].rowCount }
}

// MARK: Signals

extension ResultFileWriter {
  /// Sets the values of the current interval, one for each position of the signal's axis.
  ///
  /// What is never set is not a number (or zero, in signals of integers).
  public mutating func set(_ values: Span<Double>, for signal: SignalHandle) {
    precondition(
      values.count == signals[signal.index].width, "a signal needs a value for each position")
    guard partsPerInterval == 1 else {
      accumulators[signal.index].store(values)
      return
    }
    signals[signal.index].store(values, interval: intervalInChunk)
  }

  /// Sets the value of the current interval at a position of the signal's axis.
  public mutating func set(_ value: Double, at position: Int = 0, for signal: SignalHandle) {
    precondition(
      position >= 0 && position < signals[signal.index].width, "a signal has no such position")
    guard partsPerInterval == 1 else {
      accumulators[signal.index].store(value, at: position)
      return
    }
    signals[signal.index].store(value, at: position, interval: intervalInChunk)
  }

  /// Ends the current part of an interval, and the interval with its last part.
  ///
  /// - Throws: ``ResultFileError`` as ``endInterval()`` does.
  public mutating func endPart() throws(ResultFileError) {
    guard partsPerInterval > 1 else { return try endInterval() }
    for index in accumulators.indices {
      accumulators[index].endPart(partCount, of: partsPerInterval)
    }
    partCount += 1
    guard partCount == partsPerInterval else { return }
    partCount = 0
    for index in accumulators.indices {
      storeRow(accumulators[index], in: &signals[index], interval: intervalInChunk)
    }
    try endInterval()
  }

  /// Ends the current interval.
  ///
  /// - Throws: ``ResultFileError`` when the file can't be written, for example because the disk is
  ///   full; the writer is of no use then and should be discarded.
  public mutating func endInterval() throws(ResultFileError) {
    guard intervalCount < timeAxis.count else {
      throw .notWritten(path: path, reason: "there are more intervals than were declared")
    }
    let start = intervalEnd
    intervalEnd = Instant(nanoseconds: start.nanoseconds &+ timeAxis.intervalNanoseconds)
    let time = schema.signals.count
    let end = timeAxis.seconds(at: intervalEnd)
    signals[time].store(end, at: 0, interval: intervalInChunk)
    signals[time + 1].store(timeAxis.seconds(at: start), at: 0, interval: intervalInChunk)
    signals[time + 1].store(end, at: 1, interval: intervalInChunk)
    intervalCount += 1
    intervalInChunk += 1
    do throws(HDF5Error) {
      if intervalInChunk == plan.intervals {
        try submitChunks()
        if intervalCount < timeAxis.count {
          for index in signals.indices { signals[index].prepare(with: &pipeline) }
        }
      } else {
        try pipeline.writeWhatIsDone()
      }
    } catch {
      throw .library(path: path, error: error)
    }
  }

  /// Hands the chunks of all signals to the pipeline, after what was handed over before is written.
  private mutating func submitChunks() throws(HDF5Error) {
    try pipeline.drain()
    try pipeline.addFlushIfDue(file)
    let first = intervalCount - intervalInChunk
    for index in signals.indices {
      try signals[index].submit(firstInterval: first, to: &pipeline)
    }
    intervalInChunk = 0
  }
}

// MARK: Tables

extension ResultFileWriter {
  /// Sets a number in the current row of a table.
  ///
  /// What is never set is not a number, −1 in codes, zero in other integers, or an empty text.
  public mutating func append(_ value: Double, to column: ColumnHandle) {
    tables[column.table].store(value, in: column.index)
  }

  /// Sets an integer in the current row of a table.
  public mutating func append(_ value: Int64, to column: ColumnHandle) {
    tables[column.table].store(value, in: column.index)
  }

  /// Sets an integer in the current row of a table.
  public mutating func append(_ value: Int, to column: ColumnHandle) {
    tables[column.table].store(Int64(value), in: column.index)
  }

  /// Sets a text in the current row of a table.
  public mutating func append(_ text: String, to column: ColumnHandle) {
    tables[column.table].store(text, in: column.index)
  }

  /// Sets the bytes of the current row of a table.
  ///
  /// - Precondition: In a column with as many bytes in each row, there are as many. In one with any
  ///   number of them, they are added to those of the row.
  public mutating func append(bytes: ArraySlice<UInt8>, to column: ColumnHandle) {
    tables[column.table].store(bytes: bytes, in: column.index)
  }

  /// Sets an instant in the current row of a table.
  public mutating func append(_ instant: Instant, to column: ColumnHandle) {
    tables[column.table].store(timeAxis.seconds(at: instant), in: column.index)
  }

  /// Ends the current row of a table.
  ///
  /// - Throws: ``ResultFileError`` when the file can't be written.
  public mutating func endRow(of table: TableHandle) throws(ResultFileError) {
    do throws(HDF5Error) {
      try tables[table.index].endRow(
        in: file, timeAxis: timeAxis, level: options.compressionLevel, to: &pipeline)
    } catch {
      throw .library(path: path, error: error)
    }
  }
}

// MARK: Ending

extension ResultFileWriter {
  /// Writes the rest, and gives the file its name.
  ///
  /// - Parameters:
  ///   - status: How the run ended. The time axis shrinks to the intervals that were ended.
  ///   - trailing: What is known only now.
  /// - Returns: The bytes of a file in memory; `nil` for one on a disk.
  /// - Throws: ``ResultFileError`` when the file can't be written; then there is none.
  @discardableResult
  public consuming func finish(
    status: ResultStatus = .complete, trailing: [ResultGroup] = []
  ) throws(ResultFileError) -> [UInt8]? {
    for group in trailing { try check.check(group) }
    let isOnDisk = partial != nil
    let image: [UInt8]?
    do throws(HDF5Error) {
      try finishSignals()
      try finishTables()
      for group in trailing { try file.write(group) }
      try file.setAttribute("time_coverage_end", to: intervalEnd.utcDescription)
      try file.removeAttribute(ResultLayout.statusAttribute)
      try file.setAttribute(ResultLayout.statusAttribute, to: status.rawValue)
      try file.flush()
      image = isOnDisk ? nil : try file.image()
      try file.close()
    } catch {
      throw .library(path: path, error: error)
    }
    try partial?.publish(overwrites: options.overwrites)
    return image
  }

  /// Closes and removes the file.
  public consuming func discard() {}

  private mutating func finishSignals() throws(HDF5Error) {
    try pipeline.drain()
    if intervalCount < timeAxis.count {
      // Before the last chunk is written: the library would compress it anew to cut it.
      for signal in signals { try signal.resize(intervals: intervalCount) }
    }
    if intervalInChunk > 0 { try submitChunks() }
    try pipeline.drain()
  }

  private mutating func finishTables() throws(HDF5Error) {
    for index in tables.indices {
      try tables[index].finish(in: file, timeAxis: timeAxis, to: &pipeline)
    }
    try pipeline.drain()
  }
}

/// Stores a row; a function of its own, as a span of one property would lock all of `self`.
private func storeRow(
  _ accumulator: RowAccumulator, in signal: inout SignalBuffer, interval: Int
) {
  signal.store(accumulator.row.span, interval: interval)
}
