/// What the records of many points have in common: everything but the values.
struct RecordSchema: Hashable, Sendable {
  /// What a value is called and what it is.
  struct Quantity: Hashable, Sendable {
    var name: String
    var units: String
    var longName: String
  }

  /// A table without its values.
  struct Table: Hashable, Sendable {
    var axis: String
    var labels: [String]
    var columns: [Quantity]

    /// The number of its values.
    var valueCount: Int { labels.count * columns.count }
  }

  var version: String
  var currency: String
  var indicators: [Quantity]
  var tables: [Table]

  /// The number of values: the indicators, then the columns of the tables, one after the other.
  var valueCount: Int { tables.reduce(indicators.count) { $0 + $1.valueCount } }

  /// What a record looks like.
  ///
  /// - Throws: ``StudyFileError`` when a column is not as long as its axis.
  init(of record: PointRecord) throws(StudyFileError) {
    version = record.version
    currency = record.currency
    indicators = record.indicators.map {
      Quantity(name: $0.name, units: $0.units, longName: $0.longName)
    }
    tables = record.tables.map { table in
      Table(
        axis: table.axis, labels: table.labels,
        columns: table.columns.map {
          Quantity(name: $0.name, units: $0.units, longName: $0.longName)
        })
    }
    for table in record.tables {
      for column in table.columns where column.values.count != table.labels.count {
        throw .unusable(
          reason: "the column '\(column.name)' has \(column.values.count) values along "
            + "'\(table.axis)', which has \(table.labels.count)")
      }
    }
  }
}

// MARK: Bytes

extension RecordSchema {
  /// More values than this in one record are no record.
  private static let valueLimit = 1 << 27

  var bytes: [UInt8] {
    var bytes: [UInt8] = []
    bytes.append(text: version)
    bytes.append(text: currency)
    bytes.append(integer: UInt32(clamping: indicators.count))
    for indicator in indicators { indicator.append(to: &bytes) }
    bytes.append(integer: UInt32(clamping: tables.count))
    for table in tables {
      bytes.append(text: table.axis)
      bytes.append(integer: UInt32(clamping: table.labels.count))
      for label in table.labels { bytes.append(text: label) }
      bytes.append(integer: UInt32(clamping: table.columns.count))
      for column in table.columns { column.append(to: &bytes) }
    }
    return bytes
  }

  init(bytes: ArraySlice<UInt8>) throws(BrokenRecord) {
    var cursor = ByteCursor(bytes)
    version = try cursor.text()
    currency = try cursor.text()
    indicators = []
    for _ in 0..<(try cursor.count(ofSize: Quantity.leastSize)) {
      indicators.append(try Quantity(from: &cursor))
    }
    tables = []
    var valueCount = indicators.count
    for _ in 0..<(try cursor.count(ofSize: 12)) {
      var table = Table(axis: try cursor.text(), labels: [], columns: [])
      for _ in 0..<(try cursor.count(ofSize: 4)) { table.labels.append(try cursor.text()) }
      for _ in 0..<(try cursor.count(ofSize: Quantity.leastSize)) {
        table.columns.append(try Quantity(from: &cursor))
      }
      // Neither count exceeds that of the bytes, so that the product can't overflow.
      valueCount += min(table.valueCount, Self.valueLimit)
      tables.append(table)
      guard valueCount <= Self.valueLimit else {
        throw BrokenRecord(reason: "it claims too many values")
      }
    }
    guard cursor.remainingCount == 0 else {
      throw BrokenRecord(reason: "there is something behind its schema")
    }
  }
}

extension RecordSchema.Quantity {
  /// The number of bytes that three empty texts take.
  fileprivate static let leastSize = 12

  fileprivate func append(to bytes: inout [UInt8]) {
    bytes.append(text: name)
    bytes.append(text: units)
    bytes.append(text: longName)
  }

  fileprivate init(from cursor: inout ByteCursor) throws(BrokenRecord) {
    name = try cursor.text()
    units = try cursor.text()
    longName = try cursor.text()
  }
}
