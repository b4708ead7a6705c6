import Glibc

extension PointStore {
  /// Saves a point that is done, and forgets an earlier failure.
  ///
  /// - Parameters:
  ///   - record: What is collected of it.
  ///   - image: The bytes of its HDF5 file.
  /// - Throws: ``StudyFileError`` when it can't be written.
  public func save(_ record: PointRecord, image: [UInt8]) throws(StudyFileError) {
    try PointFile.write(image: image, record: record, to: path(of: record.pointID))
    unsafe unlink(failurePath(of: record.pointID))
  }

  /// Saves a point that is done, and forgets an earlier failure.
  ///
  /// - Parameters:
  ///   - record: What is collected of it.
  ///   - writtenPath: Where its HDF5 file is, in the folder of the study; it is moved.
  /// - Throws: ``StudyFileError`` when it can't be written.
  public func save(_ record: PointRecord, written writtenPath: String) throws(StudyFileError) {
    try PointFile.seal(writtenPath, record: record, to: path(of: record.pointID))
    unsafe unlink(failurePath(of: record.pointID))
  }

  /// Writes down that a point failed.
  ///
  /// - Parameters:
  ///   - failure: What went wrong.
  ///   - id: The id of the point.
  /// - Throws: ``StudyFileError`` when it can't be written.
  public func save(_ failure: PointFailure, of id: String) throws(StudyFileError) {
    var file = TemporaryFile(for: failurePath(of: id))
    try file.write(Array(failure.json.utf8))
    try file.publish()
  }

  /// How a point failed; `nil` when it did not, or when nothing can be read of it.
  ///
  /// - Parameter id: The id of the point.
  public func failure(of id: String) -> PointFailure? {
    guard let file = SystemFile.reading(failurePath(of: id)), let count = try? file.count(),
      count <= 1 << 20, let bytes = try? file.read(0..<count)
    else { return nil }
    return PointFailure(json: String(decoding: bytes, as: UTF8.self))
  }

  /// Forgets that a point failed.
  ///
  /// - Parameter id: The id of the point.
  public func removeFailure(of id: String) { unsafe unlink(failurePath(of: id)) }

  /// Removes the file of a point, such as one that is damaged.
  ///
  /// - Parameter id: The id of the point.
  public func removeFile(of id: String) { unsafe unlink(path(of: id)) }
}
