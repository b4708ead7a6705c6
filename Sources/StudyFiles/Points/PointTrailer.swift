/// What stands behind the end of the HDF5 file in a point file.
///
/// ```text
/// schema        names, units, labels: equal for most points of a study
/// values        id of the point, id of the run, seed, numbers
/// footer        lengths of the HDF5 file, the schema and the values (8 bytes each),
///               SHA-256 of the HDF5 file, SHA-256 of all behind the HDF5 file before this digest,
///               the mark of the format (16 bytes)
/// ```
///
/// Numbers have their lowest byte first. The second digest makes every record that is read from the
/// tail of a file a verified one; the first one is for those who read the whole file.
struct PointTrailer {
  /// The last bytes of every point file.
  static let mark: [UInt8] = Array("mgsim point v1\r\n".utf8)

  /// The number of bytes of the footer.
  static let footerCount = 3 * 8 + 2 * digestCount + 16

  static let digestCount = 32

  /// A longer trailer than this is none.
  private static let lengthLimit = 1 << 30

  /// The bytes of a trailer.
  static func bytes(
    of record: FlatRecord, imageCount: Int, imageDigest: [UInt8]
  ) -> [UInt8] {
    let schema = record.schema.bytes
    let values = record.valueBytes
    var bytes = schema + values
    bytes.append(integer: UInt64(imageCount))
    bytes.append(integer: UInt64(schema.count))
    bytes.append(integer: UInt64(values.count))
    bytes += imageDigest
    bytes += DigestStream.digest(of: bytes[...])
    return bytes + mark
  }

  /// What the footer says.
  struct Footer: Hashable, Sendable {
    let imageCount: Int
    let schemaCount: Int
    let valuesCount: Int
    let imageDigest: [UInt8]
    let trailerDigest: [UInt8]

    /// The number of bytes from the end of the HDF5 file to the end of the point file.
    var trailerCount: Int { schemaCount + valuesCount + PointTrailer.footerCount }

    /// Reads a footer.
    ///
    /// - Parameters:
    ///   - bytes: The last bytes of the file, as many as a footer has.
    ///   - fileCount: The number of bytes of the file.
    init(_ bytes: ArraySlice<UInt8>, fileCount: Int) throws(BrokenRecord) {
      var cursor = ByteCursor(bytes)
      let counts = [
        try cursor.integer(UInt64.self), try cursor.integer(), try cursor.integer(),
      ]
      imageDigest = Array(try cursor.slice(PointTrailer.digestCount))
      trailerDigest = Array(try cursor.slice(PointTrailer.digestCount))
      guard cursor.rest.elementsEqual(PointTrailer.mark) else {
        throw BrokenRecord(reason: "it is no point file, or its end is missing")
      }
      guard counts[0] <= UInt64(clamping: fileCount),
        counts[1] <= UInt64(PointTrailer.lengthLimit),
        counts[2] <= UInt64(PointTrailer.lengthLimit)
      else { throw BrokenRecord(reason: "its lengths can't be") }
      imageCount = Int(counts[0])
      schemaCount = Int(counts[1])
      valuesCount = Int(counts[2])
      guard fileCount - imageCount == trailerCount else {
        throw BrokenRecord(reason: "it is shorter or longer than it says")
      }
    }
  }
}
