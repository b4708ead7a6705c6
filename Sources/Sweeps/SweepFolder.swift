import Glibc
import JSONReading
public import StudyFiles

/// The folder of a study: its points, and what a sweep keeps beside them.
///
/// ```text
/// study.json              which study it is
/// points/<id>.h5          points that are done
/// points/<id>.failed.json points that failed
/// plan.cache              ids, so that they need not be calculated anew
/// workers/                how fast each process works
/// ```
///
/// `study.json`, made first, keeps the points of two studies apart. Neither of the last two entries
/// is needed: without them all goes on as before.
public struct SweepFolder: SweepStore, Hashable {
  /// Where it is.
  public let path: String
  /// The points in it.
  public let points: PointStore

  /// The file that says which study it is.
  public var identityPath: String { path + "/study.json" }
  /// The file in which ids are remembered.
  public var cachePath: String { path + "/plan.cache" }
  /// The file in which this process notes what it has run.
  public var logPath: String { "\(path)/workers/\(WorkRecord.fileName)" }

  /// Opens the folder of a study, and touches nothing.
  ///
  /// - Parameters:
  ///   - path: Where it is, or will be.
  ///   - study: The name of the study.
  /// - Throws: ``SweepError/wrongFolder(path:reason:)`` when it is that of another study, or holds
  ///   files and is none of a study.
  public init(_ path: String, of study: String) throws(SweepError) {
    self.path = path
    points = PointStore(folder: path)
    guard let names = SmallFile.names(in: path) else {
      guard unsafe access(path, F_OK) != 0 else {
        throw .wrongFolder(path: path, reason: "it is no folder that can be read.")
      }
      return
    }
    guard names.contains("study.json") else {
      guard names.allSatisfy({ $0.hasPrefix(".") }) else {
        throw .wrongFolder(
          path: path, reason: "it holds other files, and no 'study.json'. Name another folder.")
      }
      return
    }
    let root = SmallFile.read(identityPath).flatMap { try? JSONDocument($0).root }
    guard let found = root?.member("name")?.string else {
      throw .wrongFolder(path: path, reason: "its 'study.json' is damaged.")
    }
    guard found == study else {
      throw .wrongFolder(
        path: path,
        reason: "it holds the points of the study '\(found)', not of '\(study)'. Name another "
          + "folder.")
    }
  }

  /// Whether the folder is there.
  public var exists: Bool { unsafe access(identityPath, F_OK) == 0 }

  /// Makes what is missing of the folder, and takes away what processes that are no more left there.
  ///
  /// - Parameters:
  ///   - study: The name of the study.
  ///   - version: The version of the model.
  /// - Throws: ``SweepError/storage(_:)``.
  public func prepare(study: String, version: String) throws(SweepError) {
    try makeFolder(path)
    if !exists {
      let text = """
        {"format": "mgsim study 1", "name": \(JSONString.quoted(study)), "version": \(JSONString.quoted(version))}

        """
      do throws(StudyFileError) {
        try SmallFile.replace(identityPath, with: Array(text.utf8))
      } catch {
        throw .storage(error.description)
      }
    }
    try makeFolder(points.pointsFolder)
    try makeFolder(path + "/workers")
    points.removeStaleFiles()
  }

  private func makeFolder(_ path: String) throws(SweepError) {
    guard unsafe mkdir(path, 0o777) == 0 || errno == EEXIST else {
      throw .storage("can't make the folder '\(path)': \(SmallFile.lastReason()).")
    }
  }

  /// What processes have noted of their work.
  public var work: WorkRecord {
    let folder = path + "/workers"
    let names = SmallFile.names(in: folder) ?? []
    return WorkRecord(
      files: names.filter { $0.hasSuffix(".json") }.sorted().map { folder + "/" + $0 })
  }

  // MARK: A store of points

  public func state(of id: String) -> StudyRow.State {
    switch points.state(of: id) {
    case .missing: .missing
    case .done: .done
    case .failed: .failed
    }
  }

  public func record(of id: String) -> PointRecord? { try? points.record(of: id) }

  public func save(_ outcome: PointOutcome, of id: String) throws {
    do throws(StudyFileError) {
      switch outcome.file {
      case .bytes(let bytes): try points.save(outcome.record, image: bytes)
      case .written(let path): try points.save(outcome.record, written: path)
      }
    } catch .notWritten(let path, let reason) {
      throw SweepStorageFailure(StudyFileError.notWritten(path: path, reason: reason).description)
    }
  }

  public func recordFailure(_ message: String, seconds: Double, of id: String) throws {
    let attempts = (points.failure(of: id)?.attempts ?? 0) + 1
    let now = time(nil)
    let start = now - Int(max(0, min(seconds, 1e9)))
    let failure = PointFailure(
      error: message, host: SmallFile.hostName, process: Int(getpid()), attempts: attempts,
      started: timeText(start), finished: timeText(now))
    do {
      try points.save(failure, of: id)
    } catch {
      throw SweepStorageFailure(error.description)
    }
  }

  public func failure(of id: String) -> String { points.failure(of: id)?.error ?? "" }

  public func scratchPath(of id: String) -> String { points.scratchPath(for: id) }

  public func release(scratchPath: String) { points.release(scratchPath: scratchPath) }

  public func ids() -> [String] {
    guard let listing = try? points.listing() else { return [] }
    return Array(listing.files.union(listing.failures))
  }

  public static func == (first: SweepFolder, second: SweepFolder) -> Bool {
    first.path == second.path
  }

  public func hash(into hasher: inout Hasher) { hasher.combine(path) }
}

/// A moment as `2030-01-01T00:00:00Z`.
private func timeText(_ moment: time_t) -> String {
  var moment = moment
  var parts = unsafe tm()
  // SAFETY: both values live through the call.
  guard unsafe gmtime_r(&moment, &parts) != nil else { return "" }
  let numbers = unsafe [
    parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday, parts.tm_hour, parts.tm_min,
    parts.tm_sec,
  ]
  let digits = numbers.map { $0 < 10 ? "0\($0)" : "\($0)" }
  return digits[..<3].joined(separator: "-") + "T" + digits[3...].joined(separator: ":") + "Z"
}
