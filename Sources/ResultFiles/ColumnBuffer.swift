import HDF5

/// The values of a column of a table that wait to be written.
struct ColumnBuffer: Sendable {
  let isText: Bool
  private let compresses: Bool
  /// The number of values in each row; `nil` for a single value.
  private let width: Int?
  private(set) var numbers: ValueStorage
  private(set) var texts: [String] = []

  init(_ column: TableColumn) {
    isText = column.type == .text
    width = column.width
    compresses = column.compresses
    numbers = ValueStorage(type: column.type.elementType ?? .int8, fill: column.fillValue ?? 0)
  }

  mutating func store(_ value: Double, at row: Int) {
    precondition(!isText, "a column of text can't hold a number")
    numbers.store(value, at: row)
  }

  mutating func store(_ value: Int64, at row: Int) {
    precondition(!isText, "a column of text can't hold a number")
    numbers.store(value, at: row)
  }

  mutating func store(_ text: String, at row: Int) {
    precondition(isText, "a column of numbers can't hold text")
    texts[row] = text
  }

  mutating func store(bytes: ArraySlice<UInt8>, at row: Int) {
    precondition(
      numbers.type == .uint8 && bytes.count == width ?? 1,
      "a column needs as many bytes as it has in each row")
    numbers.store(bytes: bytes, at: row * bytes.count)
  }

  /// Makes room for more rows, in which nothing is set.
  mutating func resize(to capacity: Int) {
    if isText {
      texts.append(contentsOf: repeatElement("", count: max(0, capacity - texts.count)))
    } else {
      numbers.resize(to: capacity * (width ?? 1))
    }
  }

  /// Writes the first rows into a dataset that has as many.
  func write(rows: Int, into dataset: borrowing HDF5Dataset) throws(HDF5Error) {
    if isText {
      try dataset.write(Array(texts[..<rows]))
    } else {
      try dataset.writeBytes(
        Array(numbers.bytes[..<(rows * (width ?? 1) * numbers.type.byteCount)]), of: numbers.type)
    }
  }

  /// Hands the first rows to the pipeline as a chunk, and starts with an empty one.
  mutating func submit(
    rows: Int, firstRow: Int, of dataset: OpenDataset, to pipeline: inout WritePipeline
  ) throws(HDF5Error) {
    try pipeline.add(resizing: dataset, to: [firstRow + rows] + (width.map { [$0] } ?? []))
    if isText {
      let capacity = texts.count
      try pipeline.add(texts: Array(texts[..<rows]), of: dataset, fromRow: firstRow)
      texts = [String](repeating: "", count: capacity)
      return
    }
    numbers.clear(from: rows * (width ?? 1))
    var chunk = pipeline.takeBuffer(byteCount: numbers.bytes.count)
    swap(&chunk, &numbers.bytes)
    numbers.clear()
    let size = numbers.type.byteCount
    try pipeline.add(
      chunk: chunk, of: dataset, at: [firstRow] + (width == nil ? [] : [0]), elementSize: size,
      shuffles: size > 1, compresses: compresses)
  }
}

extension TableColumn {
  /// About how many bytes a row takes in memory.
  var rowByteCount: Int { type.elementType.map { $0.byteCount * (width ?? 1) } ?? 32 }

  /// What stands for nothing; `nil` for zero.
  var fillValue: Double? {
    if type.isFloatingPoint { return .nan }
    return description.indexOf == nil ? nil : -1
  }
}
