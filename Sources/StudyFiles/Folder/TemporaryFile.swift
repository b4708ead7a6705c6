import Glibc

/// A file under a temporary name, which goes away unless it is published.
///
/// It is locked while it is open, which hinders no reader and tells other processes that its writer
/// lives.
struct TemporaryFile: ~Copyable {
  /// Where the file is while it is written.
  let path: String
  /// Where it will be.
  let target: String

  private let number: Int
  private var isPublished = false

  /// Chooses a name in the folder of the target; nothing is created yet.
  init(for target: String) {
    self.target = target
    let (folder, name) = Self.parts(of: target)
    (path, number) = TemporaryName.reserve(for: name, in: folder)
  }

  deinit {
    if !isPublished { unsafe unlink(path) }
    TemporaryName.release(number)
  }

  /// Creates the file with its bytes.
  func write(_ pieces: [UInt8]...) throws(StudyFileError) {
    guard let file = SystemFile.creating(path) else {
      throw .notWritten(path: target, reason: lastSystemMessage())
    }
    _ = flock(file.descriptor, LOCK_SH | LOCK_NB)
    for piece in pieces {
      if let reason = file.append(piece) { throw .notWritten(path: target, reason: reason) }
    }
  }

  /// Gives the file its name.
  ///
  /// - Parameter syncs: Whether its contents are brought to the disk first. A power cut may tear a
  ///   file that is not.
  mutating func publish(syncs: Bool = false) throws(StudyFileError) {
    if syncs {
      guard let file = SystemFile.updating(path), fsync(file.descriptor) == 0 else {
        throw .notWritten(path: target, reason: lastSystemMessage())
      }
    }
    guard unsafe rename(path, target) == 0 else {
      throw .notWritten(path: target, reason: lastSystemMessage())
    }
    isPublished = true
  }

  /// The folder and the name of a path.
  static func parts(of path: String) -> (folder: String, name: String) {
    guard let slash = path.lastIndex(of: "/") else { return (".", path) }
    let folder = slash == path.startIndex ? "/" : String(path[..<slash])
    return (folder, String(path[path.index(after: slash)...]))
  }

  /// Removes what processes that are no more have left of earlier attempts at this file.
  func removeEarlierAttempts() {
    let (folder, name) = Self.parts(of: target)
    Self.removeStale(in: folder, startingWith: ".\(name).")
  }

  /// Removes what processes that are no more have left in a folder.
  ///
  /// - Parameters:
  ///   - folder: The folder.
  ///   - prefix: How the names begin that are looked at.
  /// - Returns: The names of the files that were removed, in order.
  @discardableResult
  static func removeStale(in folder: String, startingWith prefix: String = ".") -> [String] {
    var removed: [String] = []
    for name in (try? FolderListing.names(in: folder)) ?? [] {
      guard name.hasPrefix(prefix), let temporary = TemporaryName(name) else { continue }
      let path = folder + "/" + name
      if temporary.isAbandoned(at: path), unsafe unlink(path) == 0 { removed.append(name) }
    }
    return removed.sorted()
  }
}
