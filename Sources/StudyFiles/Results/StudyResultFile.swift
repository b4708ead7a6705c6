import HDF5

/// The results of a study as one file, `study.h5`: netCDF-4 with the CF conventions.
///
/// The variables of a factorial study are dense arrays over arm, factors and seed with labelled
/// coordinates; those of another study lie along one dimension `point`. The group `/points` has one
/// row for each row of the table with where it comes from, and the group `/study` the texts and what
/// was varied. Equal tables make equal bytes.
public enum StudyResultFile {
  /// Writes the results of a study; the file appears under its name only when it is whole.
  ///
  /// - Parameters:
  ///   - table: The results.
  ///   - path: Where the file is to be; one that is there is replaced.
  /// - Throws: ``StudyFileError`` when the table contradicts itself or can't be written.
  public static func write(_ table: StudyTable, to path: String) throws(StudyFileError) {
    try table.check()
    var partial = TemporaryFile(for: path)
    partial.removeEarlierAttempts()
    let temporaryPath = partial.path
    do throws(HDF5Error) {
      let file = try HDF5File(creatingAt: temporaryPath)
      var writer = try StudyFileWriter(table)
      try writer.write(to: file)
      try file.flush()
      try file.close()
    } catch {
      throw StudyFileError(writing: path, error)
    }
    try partial.publish(syncs: true)
  }

  /// Whether a file holds the results of a study.
  ///
  /// - Parameter path: Where the file is.
  public static func isStudy(at path: String) -> Bool {
    guard let file = try? HDF5File(openingAt: path) else { return false }
    return (try? file.textAttribute(StudyLayout.kind)) == StudyLayout.studyKind
  }

  /// Reads the results of a study.
  ///
  /// - Parameter path: Where the file is.
  /// - Throws: ``StudyFileError`` when there is no such file, or it contradicts itself.
  public static func read(path: String) throws(StudyFileError) -> StudyTable {
    let table: StudyTable
    do throws(HDF5Error) {
      let reader = try StudyFileReader(opening: path)
      table = try reader.table()
    } catch {
      throw .notReadable(path: path, reason: error.reason)
    }
    do throws(StudyFileError) {
      try table.check()
    } catch {
      guard case .unusable(let reason) = error else { throw error }
      throw .notReadable(path: path, reason: reason)
    }
    return table
  }
}
