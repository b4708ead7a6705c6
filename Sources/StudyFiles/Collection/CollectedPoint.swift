import Glibc

/// What is known of a point while a study is collected.
struct CollectedPoint: Sendable {
  /// By what a file is known again without being read.
  struct Stamp: Hashable, Sendable {
    var size: UInt64
    var seconds: Int64
    var nanoseconds: Int64
    var inode: UInt64
  }

  /// What was collected; `nil` when the point is not done.
  var record: FlatRecord?
  /// The file that it was read from.
  var stamp: Stamp?
  /// Whether the whole file was compared with its digest.
  var isVerified = false
  /// Whether the file was read now.
  var isRead = false
  /// Why the point failed.
  var failure: String?
  /// Why its file can't be used.
  var damage: String?

  init(failure: String?) { self.failure = failure }

  init(record: FlatRecord, stamp: Stamp, isVerified: Bool) {
    self.record = record
    self.stamp = stamp
    self.isVerified = isVerified
  }

  /// Takes a point from the cache where its file is the same, and reads it otherwise.
  init(
    id: String, in store: PointStore, known: CollectedPoint?, verifies: Bool,
    reader: inout PointTrailerReader
  ) {
    let path = store.path(of: id)
    guard let file = SystemFile.reading(path) else {
      // It has gone since the folder was listed.
      failure = store.failure(of: id)?.error
      return
    }
    do throws(BrokenRecord) {
      let stamp = Stamp(try file.status())
      if let known, known.stamp == stamp {
        self = known
        return
      }
      isRead = true
      let record = try reader.record(of: file, verifies: verifies)
      guard record.pointID == id else {
        throw BrokenRecord(reason: "it is the file of another point, '\(record.pointID)'")
      }
      self.record = record
      self.stamp = stamp
      isVerified = verifies
    } catch {
      damage = StudyFileError.notReadable(path: "points/\(id).h5", reason: error.reason).description
    }
  }
}

extension CollectedPoint.Stamp {
  init(_ status: stat) {
    size = UInt64(clamping: status.st_size)
    seconds = Int64(status.st_mtim.tv_sec)
    nanoseconds = Int64(status.st_mtim.tv_nsec)
    inode = UInt64(status.st_ino)
  }
}
