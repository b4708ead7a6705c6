/// Reads the records of many point files, fast where they have the same schema.
///
/// A schema is decoded once and found again by its bytes; only values are decoded for each point.
struct PointTrailerReader {
  private var schemaBytes: [UInt8] = []
  private var schema: RecordSchema?
  private var image: [UInt8] = []

  /// The last bytes of a file, in which most trailers lie whole.
  private static let guess = 16 << 10

  /// The pieces in which a whole file is read.
  private static let pieceCount = 256 << 10

  /// Reads the record of an open point file.
  ///
  /// - Parameters:
  ///   - file: The file.
  ///   - verifies: Whether the HDF5 file before the record is compared with its digest, too.
  mutating func record(
    of file: borrowing SystemFile, verifies: Bool
  ) throws(BrokenRecord) -> FlatRecord {
    let fileCount = try file.count()
    guard fileCount >= PointTrailer.footerCount else {
      throw BrokenRecord(reason: "it is no point file, or its end is missing")
    }
    var tail = try file.read(max(0, fileCount - Self.guess)..<fileCount)
    let footer = try PointTrailer.Footer(
      tail.suffix(PointTrailer.footerCount), fileCount: fileCount)
    if footer.trailerCount > tail.count { tail = try file.read(footer.imageCount..<fileCount) }
    let trailer = tail.suffix(footer.trailerCount)
    let hashed = trailer.dropLast(PointTrailer.mark.count + PointTrailer.digestCount)
    guard DigestStream.digest(of: hashed) == footer.trailerDigest else {
      throw BrokenRecord(reason: "its record is damaged")
    }
    if verifies { try verify(file, footer, tail: tail) }
    return try record(trailer, footer)
  }

  /// Compares the HDF5 file with its digest.
  private mutating func verify(
    _ file: borrowing SystemFile, _ footer: PointTrailer.Footer, tail: [UInt8]
  ) throws(BrokenRecord) {
    var stream = DigestStream()
    // What lies before the tail, in pieces, and then what lies in it.
    let tailStart = footer.imageCount + footer.trailerCount - tail.count
    var start = 0
    while start < min(tailStart, footer.imageCount) {
      let end = min(start + Self.pieceCount, tailStart, footer.imageCount)
      try file.read(start..<end, into: &image)
      stream.update(image[...])
      start = end
    }
    if tailStart < footer.imageCount { stream.update(tail.dropLast(footer.trailerCount)) }
    guard stream.digest() == footer.imageDigest else {
      throw BrokenRecord(reason: "it is damaged")
    }
  }

  private mutating func record(
    _ trailer: ArraySlice<UInt8>, _ footer: PointTrailer.Footer
  ) throws(BrokenRecord) -> FlatRecord {
    let bytes = trailer.prefix(footer.schemaCount)
    let values = trailer.dropFirst(footer.schemaCount).prefix(footer.valuesCount)
    if let schema, schemaBytes[...] == bytes {
      return try FlatRecord(schema: schema, valueBytes: values)
    }
    let schema = try RecordSchema(bytes: bytes)
    self.schema = schema
    schemaBytes = Array(bytes)
    return try FlatRecord(schema: schema, valueBytes: values)
  }
}
