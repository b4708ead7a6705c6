import Glibc

/// The file of one point: an HDF5 file, and behind its end the ``PointRecord`` that a study collects.
///
/// HDF5, netCDF, h5py and xarray read the first part and do not see what is behind it. Collecting
/// reads the end alone, without the HDF5 library. Two digests tell whether the file is whole, so that
/// points need not be brought to the disk one by one: what a power cut tore is found and run again.
public enum PointFile {
  /// Writes a point file, which appears under its name only when it is whole.
  ///
  /// - Parameters:
  ///   - image: The bytes of the HDF5 file.
  ///   - record: What is collected of the point.
  ///   - path: Where the file is to be; one that is there is replaced.
  /// - Throws: ``StudyFileError`` when it can't be written.
  public static func write(
    image: [UInt8], record: PointRecord, to path: String
  ) throws(StudyFileError) {
    let trailer = PointTrailer.bytes(
      of: try FlatRecord(record), imageCount: image.count,
      imageDigest: DigestStream.digest(of: image[...]))
    var file = TemporaryFile(for: path)
    try file.write(image, trailer)
    try file.publish()
  }

  /// Makes a point file of an HDF5 file that has been written and closed.
  ///
  /// - Parameters:
  ///   - writtenPath: Where the HDF5 file is, on the file system of `path`; it is moved, or removed
  ///     when that fails.
  ///   - record: What is collected of the point.
  ///   - path: Where the point file is to be; one that is there is replaced.
  /// - Throws: ``StudyFileError`` when it can't be read or written.
  public static func seal(
    _ writtenPath: String, record: PointRecord, to path: String
  ) throws(StudyFileError) {
    do throws(StudyFileError) {
      try append(try FlatRecord(record), toFileAt: writtenPath)
      guard unsafe rename(writtenPath, path) == 0 else {
        throw .notWritten(path: path, reason: lastSystemMessage())
      }
    } catch {
      unsafe unlink(writtenPath)
      throw error
    }
  }

  /// Reads what is collected of a point from the end of its file.
  ///
  /// The record is verified, the HDF5 file before it is not.
  ///
  /// - Parameters:
  ///   - path: Where the file is.
  ///   - expectedID: The id that the record must have; any when it is nil.
  /// - Returns: The record; `nil` when there is no file.
  /// - Throws: ``StudyFileError`` when the file is damaged, none of a point, or another point's.
  public static func record(
    ofFileAt path: String, expectedID: String? = nil
  ) throws(StudyFileError) -> PointRecord? {
    var reader = PointTrailerReader()
    return try reader.record(ofFileAt: path, expectedID: expectedID, verifies: false)
      .map { PointRecord($0) }
  }

  /// Whether a file is there, is whole to the last byte, and is that of a point.
  ///
  /// - Parameters:
  ///   - path: Where the file is.
  ///   - id: The id of the point.
  public static func isWhole(at path: String, id: String) -> Bool {
    var reader = PointTrailerReader()
    do {
      return try reader.record(ofFileAt: path, expectedID: id, verifies: true) != nil
    } catch {
      return false
    }
  }

  private static func append(
    _ record: FlatRecord, toFileAt path: String
  ) throws(StudyFileError) {
    guard let file = SystemFile.updating(path) else {
      throw .notReadable(path: path, reason: lastSystemMessage())
    }
    let count: Int
    var digest = DigestStream()
    do throws(BrokenRecord) {
      count = try file.count()
      var piece: [UInt8] = []
      for start in stride(from: 0, to: count, by: 1 << 18) {
        try file.read(start..<min(start + 1 << 18, count), into: &piece)
        digest.update(piece[...])
      }
    } catch {
      throw .notReadable(path: path, reason: error.reason)
    }
    let trailer = PointTrailer.bytes(of: record, imageCount: count, imageDigest: digest.digest())
    if let reason = file.append(trailer) { throw .notWritten(path: path, reason: reason) }
  }
}

extension PointTrailerReader {
  /// Reads the record of a point file; `nil` when there is no file.
  mutating func record(
    ofFileAt path: String, expectedID: String?, verifies: Bool
  ) throws(StudyFileError) -> FlatRecord? {
    guard let file = SystemFile.reading(path) else {
      if errno == ENOENT { return nil }
      throw .notReadable(path: path, reason: lastSystemMessage())
    }
    do throws(BrokenRecord) {
      let record = try record(of: file, verifies: verifies)
      if let expectedID, record.pointID != expectedID {
        throw BrokenRecord(reason: "it is the file of another point, '\(record.pointID)'")
      }
      return record
    } catch {
      throw .notReadable(path: path, reason: error.reason)
    }
  }
}
