/// What was collected before, so that only new points are read again.
///
/// The file `collected.cache` in the folder of the study holds, for each point, by what its file is
/// known again and its values. It can be deleted at any time; a damaged one is ignored.
struct CollectionCache {
  static let name = "collected.cache"

  private static let mark: [UInt8] = Array("mgsim cache v1\r\n".utf8)

  private let points: [CollectedPoint]

  /// Reads the cache of a folder; an empty one when there is none or it is damaged.
  init(folder: String) {
    points = (try? Self.read(folder + "/" + Self.name)) ?? []
  }

  /// The points by their ids.
  ///
  /// - Parameter verified: Whether only those whose files were read as a whole count.
  func entries(verified: Bool) -> [String: CollectedPoint] {
    var entries: [String: CollectedPoint] = [:]
    entries.reserveCapacity(points.count)
    for point in points where point.isVerified || !verified {
      if let record = point.record { entries[record.pointID] = point }
    }
    return entries
  }

  private static func read(_ path: String) throws(BrokenRecord) -> [CollectedPoint] {
    guard let file = SystemFile.reading(path) else { return [] }
    let bytes = try file.read(0..<(try file.count()))
    let body = bytes.dropLast(PointTrailer.digestCount)
    guard body.starts(with: mark),
      DigestStream.digest(of: body)[...] == bytes.suffix(PointTrailer.digestCount)
    else { throw BrokenRecord(reason: "it is damaged") }
    var cursor = ByteCursor(body.dropFirst(mark.count))
    var schemas: [RecordSchema] = []
    for _ in 0..<(try cursor.count(ofSize: 4)) {
      let count = Int(try cursor.integer(UInt32.self))
      schemas.append(try RecordSchema(bytes: try cursor.slice(count)))
    }
    var points: [CollectedPoint] = []
    while cursor.remainingCount > 0 {
      let stamp = CollectedPoint.Stamp(
        size: try cursor.integer(), seconds: Int64(bitPattern: try cursor.integer()),
        nanoseconds: Int64(bitPattern: try cursor.integer()), inode: try cursor.integer())
      let isVerified = try cursor.integer(UInt8.self) == 1
      let schema = Int(try cursor.integer(UInt32.self))
      guard schemas.indices.contains(schema) else { throw BrokenRecord(reason: "it is damaged") }
      let count = Int(try cursor.integer(UInt32.self))
      let record = try FlatRecord(schema: schemas[schema], valueBytes: try cursor.slice(count))
      points.append(CollectedPoint(record: record, stamp: stamp, isVerified: isVerified))
    }
    return points
  }

  /// Writes the cache of a folder; where that fails there is none.
  static func write(_ points: [CollectedPoint], in folder: String) {
    var schemas: [RecordSchema: Int] = [:]
    var schemaBytes: [UInt8] = []
    var entries: [UInt8] = []
    var last: (schema: RecordSchema, number: Int)?
    for point in points {
      guard let record = point.record, let stamp = point.stamp else { continue }
      let schema: Int
      if let last, last.schema == record.schema {
        schema = last.number
      } else if let known = schemas[record.schema] {
        schema = known
      } else {
        schema = schemas.count
        schemas[record.schema] = schema
        let bytes = record.schema.bytes
        schemaBytes.append(integer: UInt32(clamping: bytes.count))
        schemaBytes += bytes
      }
      last = (record.schema, schema)
      entries.append(integer: stamp.size)
      entries.append(integer: UInt64(bitPattern: stamp.seconds))
      entries.append(integer: UInt64(bitPattern: stamp.nanoseconds))
      entries.append(integer: stamp.inode)
      entries.append(integer: UInt8(point.isVerified ? 1 : 0))
      entries.append(integer: UInt32(clamping: schema))
      let values = record.valueBytes
      entries.append(integer: UInt32(clamping: values.count))
      entries += values
    }
    var bytes = mark
    bytes.append(integer: UInt32(clamping: schemas.count))
    bytes += schemaBytes
    bytes += entries
    bytes += DigestStream.digest(of: bytes[...])
    var file = TemporaryFile(for: folder + "/" + name)
    guard (try? file.write(bytes)) != nil else { return }
    try? file.publish()
  }
}
