import Glibc

/// The points of a study on disk: `points/<id>.h5` for those that are done, and
/// `points/<id>.failed.json` for those that failed.
///
/// Any number of processes on any number of hosts may work on one folder. Files appear under their
/// names whole, and two processes that run the same point write the same file.
public struct PointStore: Sendable {
  /// The folder of the study.
  public let folder: String

  /// Names the folder of a study, which need not exist yet.
  ///
  /// - Parameter folder: The folder of the study.
  public init(folder: String) { self.folder = folder }

  /// The folder of the points.
  public var pointsFolder: String { folder + "/points" }

  /// Where the file of a point is, or would be.
  ///
  /// - Parameter id: The id of the point.
  public func path(of id: String) -> String { "\(pointsFolder)/\(id).h5" }

  /// Where the failure of a point is written down, or would be.
  ///
  /// - Parameter id: The id of the point.
  public func failurePath(of id: String) -> String { "\(pointsFolder)/\(id).failed.json" }

  /// Creates the folders that are missing.
  ///
  /// - Throws: ``StudyFileError`` when that fails.
  public func prepare() throws(StudyFileError) {
    for path in [folder, pointsFolder] {
      if unsafe mkdir(path, 0o777) != 0, errno != EEXIST {
        throw .notWritten(path: path, reason: lastSystemMessage())
      }
    }
  }

  /// Removes temporary files of processes that are no more.
  ///
  /// Those of other hosts are left alone for a day.
  ///
  /// - Returns: The names of the files that were removed, in order.
  @discardableResult
  public func removeStaleFiles() -> [String] {
    TemporaryFile.removeStale(in: folder) + TemporaryFile.removeStale(in: pointsFolder)
  }

  /// A path for a file that is made on the way to a point's; nobody else uses it.
  ///
  /// It lies in the folder of the points, has the name of a temporary file, and counts as in use
  /// until ``release(scratchPath:)`` is called or the process ends.
  ///
  /// - Parameter id: The id of the point.
  public func scratchPath(for id: String) -> String {
    TemporaryName.reserve(for: id + ".h5", in: pointsFolder).path
  }

  /// Says that a path of ``scratchPath(for:)`` is not used any more, and removes what is there.
  ///
  /// - Parameter scratchPath: The path.
  public func release(scratchPath: String) {
    unsafe unlink(scratchPath)
    if let name = TemporaryName(TemporaryFile.parts(of: scratchPath).name) {
      TemporaryName.release(name.number)
    }
  }
}

// MARK: How points stand

/// How a point stands on disk.
public enum PointState: Hashable, Sendable {
  /// It has not been run, or was torn or damaged, for the reason that is given then.
  case missing(reason: String?)
  /// Its file is whole.
  case done
  /// It was run and failed.
  case failed(PointFailure)

  /// Whether its file is whole.
  public var isDone: Bool { self == .done }
}

extension PointStore {
  /// How a point stands.
  ///
  /// - Parameters:
  ///   - id: The id of the point.
  ///   - verifies: Whether the whole file is compared with its digest; otherwise its record alone.
  public func state(of id: String, verifies: Bool = true) -> PointState {
    var reader = PointTrailerReader()
    return state(of: id, verifies: verifies, reader: &reader)
  }

  func state(
    of id: String, verifies: Bool, reader: inout PointTrailerReader
  ) -> PointState {
    do throws(StudyFileError) {
      let record = try reader.record(
        ofFileAt: path(of: id), expectedID: id, verifies: verifies)
      if record != nil { return .done }
      return failure(of: id).map { .failed($0) } ?? .missing(reason: nil)
    } catch {
      return .missing(reason: error.description)
    }
  }

  /// How many points stand, in their order; only those that have a file are looked at.
  ///
  /// - Parameters:
  ///   - ids: The ids of the points.
  ///   - verifies: Whether whole files are compared with their digests; otherwise records alone.
  ///   - width: How many threads work.
  public func states(
    of ids: [String], verifies: Bool = true, width: Int = 2
  ) async -> [PointState] {
    guard let listing = try? listing() else {
      return [PointState](repeating: .missing(reason: nil), count: ids.count)
    }
    return await slicedMap(ids, width: width) { slice in
      var reader = PointTrailerReader()
      return slice.map { id in
        guard listing.files.contains(id) else {
          guard listing.failures.contains(id), let failure = failure(of: id) else {
            return .missing(reason: nil)
          }
          return .failed(failure)
        }
        return state(of: id, verifies: verifies, reader: &reader)
      }
    }
  }

  /// Which points have files, whole or not, read from the folder in one pass.
  ///
  /// - Throws: ``StudyFileError`` when there is a folder that can't be read.
  public func listing() throws(StudyFileError) -> PointListing {
    guard unsafe access(pointsFolder, F_OK) == 0 else { return PointListing() }
    var listing = PointListing()
    for name in try FolderListing.names(in: pointsFolder) where !name.hasPrefix(".") {
      if name.hasSuffix(".failed.json") {
        listing.failures.insert(String(name.dropLast(".failed.json".count)))
      } else if name.hasSuffix(".h5") {
        listing.files.insert(String(name.dropLast(".h5".count)))
      }
    }
    return listing
  }

  /// What is collected of a point; `nil` when there is no file.
  ///
  /// - Parameter id: The id of the point.
  /// - Throws: ``StudyFileError`` when its file is damaged.
  public func record(of id: String) throws(StudyFileError) -> PointRecord? {
    try PointFile.record(ofFileAt: path(of: id), expectedID: id)
  }
}

/// The points that have files.
public struct PointListing: Hashable, Sendable {
  /// The ids of points with an HDF5 file.
  public var files: Set<String> = []
  /// The ids of points with a failure.
  public var failures: Set<String> = []

  /// Creates an empty listing.
  public init() {}
}
