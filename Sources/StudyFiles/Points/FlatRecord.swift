/// A record with its values in one row: what is read by the hundred thousand.
struct FlatRecord: Sendable {
  var pointID: String
  var runID: String
  var seed: UInt64
  var schema: RecordSchema
  /// The indicators, then the columns of the tables, one after the other.
  var values: [Double]
}

extension FlatRecord {
  init(_ record: PointRecord) throws(StudyFileError) {
    pointID = record.pointID
    runID = record.runID
    seed = record.seed
    schema = try RecordSchema(of: record)
    values = record.indicators.map(\.value)
    for table in record.tables {
      for column in table.columns { values += column.values }
    }
  }

  /// The bytes that differ from point to point.
  var valueBytes: [UInt8] {
    var bytes: [UInt8] = []
    bytes.append(text: pointID)
    bytes.append(text: runID)
    bytes.append(integer: seed)
    bytes.append(numbers: values)
    return bytes
  }

  init(schema: RecordSchema, valueBytes: ArraySlice<UInt8>) throws(BrokenRecord) {
    var cursor = ByteCursor(valueBytes)
    pointID = try cursor.text()
    runID = try cursor.text()
    seed = try cursor.integer()
    self.schema = schema
    guard cursor.remainingCount == 8 * schema.valueCount else {
      throw BrokenRecord(reason: "it has not as many values as its schema says")
    }
    values = cursor.rest.numbers
  }
}

extension PointRecord {
  init(_ record: FlatRecord) {
    let schema = record.schema
    var rest = record.values[...]
    let indicators = schema.indicators.map { indicator in
      IndicatorRecord(
        indicator.name, rest.popFirst() ?? .nan, units: indicator.units,
        longName: indicator.longName)
    }
    let tables = schema.tables.map { table in
      let columns = table.columns.map { column in
        let values = Array(rest.prefix(table.labels.count))
        rest = rest.dropFirst(table.labels.count)
        return AxisColumn(column.name, values, units: column.units, longName: column.longName)
      }
      return AxisTable(axis: table.axis, labels: table.labels, columns: columns)
    }
    self.init(
      pointID: record.pointID, runID: record.runID, version: schema.version, seed: record.seed,
      currency: schema.currency, indicators: indicators, tables: tables)
  }
}
