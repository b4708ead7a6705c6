import HDF5

/// The rows of a table that wait to be written.
///
/// The datasets are created when the first chunk is full. A table that never fills one is written
/// in one piece at the end, which is smaller and faster.
struct TableBuffer: Sendable {
  let table: Table
  private let chunkRows: Int
  private var capacity = 0
  private var rows = 0
  private var writtenRows = 0

  /// The number of the row, followed by the columns of the table.
  private var columns: [ColumnBuffer]
  private var datasets: [OpenDataset] = []

  /// The bytes of the columns that have any number of them in a row.
  private var streams: [ByteStream]
  /// The column of each stream, and the stream of each column; −1 for none.
  private let columnOfStream: [Int]
  private let streamOfColumn: [Int]

  /// The number of rows that were ended.
  var rowCount: Int { writtenRows + rows }

  init(_ table: Table, chunkRows: Int) {
    self.table = table
    self.chunkRows = chunkRows
    columns = table.storedColumns.map { ColumnBuffer($0) }
    let columnOfStream = table.columns.indices.filter { table.columns[$0].type == .bytes }
    streams = columnOfStream.map { ByteStream(table.columns[$0]) }
    streamOfColumn = table.columns.indices.map { columnOfStream.firstIndex(of: $0) ?? -1 }
    self.columnOfStream = columnOfStream
  }

  mutating func store(bytes: ArraySlice<UInt8>, in column: Int) {
    let stream = streamOfColumn[column]
    if stream >= 0 {
      streams[stream].append(bytes)
    } else {
      if rows == capacity { grow() }
      columns[column + 1].store(bytes: bytes, at: rows)
    }
  }

  mutating func store(_ value: Double, in column: Int) {
    if rows == capacity { grow() }
    columns[column + 1].store(value, at: rows)
  }

  mutating func store(_ value: Int64, in column: Int) {
    if rows == capacity { grow() }
    columns[column + 1].store(value, at: rows)
  }

  mutating func store(_ text: String, in column: Int) {
    if rows == capacity { grow() }
    columns[column + 1].store(text, at: rows)
  }

  /// Ends a row; a full chunk goes to the pipeline.
  mutating func endRow(
    in file: borrowing HDF5File, timeAxis: TimeAxis, level: Int, to pipeline: inout WritePipeline
  ) throws(HDF5Error) {
    if rows == capacity { grow() }
    columns[0].store(Int64(rowCount), at: rows)
    var hasFullStream = false
    for (place, column) in columnOfStream.enumerated() {
      columns[column + 1].store(Int64(streams[place].count), at: rows)
      if streams[place].isFull { hasFullStream = true }
    }
    rows += 1
    guard rows == chunkRows || hasFullStream else { return }
    if datasets.isEmpty {
      try pipeline.drain()
      try createDatasets(in: file, timeAxis: timeAxis, chunkLevel: level)
    }
    if hasFullStream {
      for index in streams.indices { try streams[index].submitFullChunks(to: &pipeline) }
    }
    if rows == chunkRows { try submit(to: &pipeline) }
  }

  /// Writes what is left, and creates the datasets if no chunk was ever full.
  mutating func finish(
    in file: borrowing HDF5File, timeAxis: TimeAxis, to pipeline: inout WritePipeline
  ) throws(HDF5Error) {
    guard datasets.isEmpty else {
      for index in streams.indices { try streams[index].submitRest(to: &pipeline) }
      if rows > 0 { try submit(to: &pipeline) }
      return
    }
    // What follows is written at once, so it must not overtake what waits.
    try pipeline.drain()
    try createDatasets(in: file, timeAxis: timeAxis, chunkLevel: nil)
    for index in streams.indices { try streams[index].writeAll() }
    guard rows > 0 else { return }
    for (column, dataset) in zip(columns, datasets) {
      try column.write(rows: rows, into: dataset.dataset)
    }
  }

  private mutating func grow() {
    capacity = min(chunkRows, max(64, capacity * 4))
    for index in columns.indices { columns[index].resize(to: capacity) }
  }

  private mutating func submit(to pipeline: inout WritePipeline) throws(HDF5Error) {
    if capacity < chunkRows {
      // Bytes that filled chunks of their own came before the rows did: a chunk is written whole.
      capacity = chunkRows
      for index in columns.indices { columns[index].resize(to: capacity) }
    }
    for (index, dataset) in datasets.enumerated() {
      try columns[index].submit(rows: rows, firstRow: writtenRows, of: dataset, to: &pipeline)
    }
    writtenRows += rows
    rows = 0
  }

  /// Creates the datasets: in chunks that a level of compression is declared for, or, without one,
  /// in one piece that has as many rows as there are.
  private mutating func createDatasets(
    in file: borrowing HDF5File, timeAxis: TimeAxis, chunkLevel: Int?
  ) throws(HDF5Error) {
    let group = try file.openGroup(table.path)
    for column in table.storedColumns {
      let dataset = OpenDataset(try createDataset(column, in: group, chunkLevel: chunkLevel))
      if column.isTime { try dataset.dataset.describeTime(timeAxis) }
      try dataset.dataset.describe(column.description, type: column.type)
      if let width = column.width {
        let bytes = OpenDataset(
          try group.createColumn(
            ResultLayout.byteDimension(of: column.name), .int32((0..<width).map { Int32($0) }),
            VariableDescription(longName: "Number of the byte")))
        try bytes.dataset.makeDimensionScale(
          named: ResultLayout.byteDimension(of: column.name))
        try dataset.dataset.attach(bytes.dataset, toAxis: 1)
      }
      datasets.append(dataset)
    }
    for index in streams.indices {
      try streams[index].createDatasets(in: group, chunkLevel: chunkLevel)
    }
    try datasets[0].dataset.makeDimensionScale(named: table.rowDimension)
    for dataset in datasets.dropFirst() {
      try dataset.dataset.attach(datasets[0].dataset, toAxis: 0)
    }
  }

  private func createDataset(
    _ column: TableColumn, in group: borrowing HDF5Group, chunkLevel: Int?
  ) throws(HDF5Error) -> HDF5Dataset {
    var layout = HDF5Layout.contiguous
    if let chunkLevel {
      let type = column.type.elementType
      layout = .chunked(
        HDF5Chunks(
          shape: [chunkRows] + (column.width.map { [$0] } ?? []),
          shuffles: (type?.byteCount ?? 1) > 1,
          deflateLevel: type == nil || !column.compresses ? nil : chunkLevel,
          growsWithoutLimit: true))
    }
    let shape = [chunkLevel == nil ? rows : 0] + (column.width.map { [$0] } ?? [])
    guard let type = column.type.elementType else {
      return try group.createTextDataset(column.name, shape: shape, layout: layout)
    }
    return try group.createDataset(
      column.name, of: type, shape: shape, layout: layout, fillValue: column.fillValue)
  }
}

extension Table {
  /// The coordinate that numbers the rows.
  fileprivate var numberColumn: TableColumn {
    TableColumn(name: rowDimension, type: .int64, longName: longName)
  }

  /// The columns that have a row for each row: for bytes of any number, where they end.
  fileprivate var storedColumns: [TableColumn] {
    [numberColumn]
      + columns.map { column in
        guard column.type == .bytes else { return column }
        return TableColumn(
          name: ResultLayout.endColumn(of: column.name), type: .int64,
          longName: "Where the bytes of the row end in '\(column.name)'")
      }
  }
}
