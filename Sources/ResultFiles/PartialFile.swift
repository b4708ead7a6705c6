import Glibc
import Synchronization

/// A file under a temporary name, which goes away unless it is published.
///
/// The name is `.<name>.<process>.partial`, in the folder of the file that it will become.
struct PartialFile: ~Copyable {
  /// Where the file is while it is written.
  let path: String

  /// Where it will be.
  let target: ResultPath

  private var descriptor: Int32 = -1
  private var isPublished = false

  /// The temporary files that this process is writing.
  private static let active = Mutex<Set<String>>([])

  /// Chooses the temporary name and removes what processes that are no more left there.
  init(for target: ResultPath) throws(ResultFileError) {
    self.target = target
    let path = target.folderPrefix + ".\(target.name).\(getpid()).partial"
    self.path = path
    guard Self.active.withLock({ $0.insert(path).inserted }) else {
      // The name belongs to the other writer.
      isPublished = true
      throw .unusablePath(path: target.path, reason: "it is being written already")
    }
    unsafe unlink(path)
    Self.removeStale(
      in: target.folderPrefix.isEmpty ? "." : target.folderPrefix, forName: target.name)
  }

  /// Chooses the temporary name of a file that is to be on a disk; `nil` for another one.
  static func ifOnDisk(_ target: ResultPath?) throws(ResultFileError) -> PartialFile? {
    guard let target else { return nil }
    return try PartialFile(for: target)
  }

  deinit {
    defer { if descriptor >= 0 { close(descriptor) } }
    guard !isPublished else { return }
    unsafe unlink(path)
    // The library may still hold a file that it could not write; it shall hold no space.
    if descriptor >= 0 { ftruncate(descriptor, 0) }
    let path = path
    _ = Self.active.withLock { $0.remove(path) }
  }

  /// Marks the file, which has been created, as that of a living writer.
  ///
  /// A shared lock hinders no reader and tells other machines that the writer lives.
  mutating func mark() {
    descriptor = unsafe open(path, O_RDWR | O_CLOEXEC)
    if descriptor >= 0 { _ = flock(descriptor, LOCK_SH | LOCK_NB) }
  }

  /// Creates the file with its contents.
  mutating func create(_ bytes: [UInt8]) throws(ResultFileError) {
    descriptor = unsafe open(path, O_RDWR | O_CLOEXEC | O_CREAT | O_EXCL, 0o666)
    var written = 0
    while descriptor >= 0, written < bytes.count {
      // SAFETY: The rest of the array lies behind what is written.
      let count = unsafe bytes.withUnsafeBytes { buffer in
        unsafe write(
          descriptor, buffer.baseAddress.map { unsafe $0 + written }, bytes.count - written)
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { break }
      written += count
    }
    guard written == bytes.count else {
      throw .notWritten(path: target.path, reason: lastSystemMessage())
    }
    _ = flock(descriptor, LOCK_SH | LOCK_NB)
  }

  /// Gives the file its name, once its contents are on the disk.
  mutating func publish(overwrites: Bool) throws(ResultFileError) {
    guard descriptor >= 0, fsync(descriptor) == 0 else {
      throw .notWritten(path: target.path, reason: lastSystemMessage())
    }
    if overwrites {
      guard unsafe rename(path, target.path) == 0 else {
        throw .notWritten(path: target.path, reason: lastSystemMessage())
      }
    } else {
      try link()
    }
    isPublished = true
    let path = path
    _ = Self.active.withLock { $0.remove(path) }
    let folder = unsafe open(target.folder, O_RDONLY | O_CLOEXEC | O_DIRECTORY)
    if folder >= 0 {
      fsync(folder)
      close(folder)
    }
  }

  /// Gives the file its name without ever replacing another one.
  private func link() throws(ResultFileError) {
    if unsafe Glibc.link(path, target.path) == 0 {
      unsafe unlink(path)
      return
    }
    if errno == EEXIST {
      throw .notWritten(
        path: target.path, reason: "a file of that name has appeared in the meantime")
    }
    // The file system knows no second names.
    guard unsafe access(target.path, F_OK) != 0, unsafe rename(path, target.path) == 0 else {
      throw .notWritten(path: target.path, reason: lastSystemMessage())
    }
  }

  /// Removes temporary files of processes that are no more.
  ///
  /// - Returns: The names of the files that were removed, in order.
  @discardableResult
  static func removeStale(in folder: String, forName name: String) -> [String] {
    // SAFETY: The folder is read until its end and closed once; names end with NUL.
    guard let stream = unsafe opendir(folder) else { return [] }
    defer { unsafe closedir(stream) }
    let prefix = ".\(name)."
    let suffix = ".partial"
    var removed: [String] = []
    while let entry = unsafe readdir(stream) {
      let found = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      guard found.hasPrefix(prefix), found.hasSuffix(suffix),
        found.utf8.count > prefix.utf8.count + suffix.utf8.count,
        let process = Int32(found.dropFirst(prefix.count).dropLast(suffix.count)), process > 0
      else { continue }
      let path = folder + "/" + found
      if isAbandoned(path, by: process), unsafe unlink(path) == 0 { removed.append(found) }
    }
    return removed.sorted()
  }

  private static func isAbandoned(_ path: String, by process: pid_t) -> Bool {
    if process == getpid() {
      let name = path.split(separator: "/").last ?? ""
      return !active.withLock { $0.contains { $0.hasSuffix(name) } }
    }
    guard kill(process, 0) == -1, errno == ESRCH else { return false }
    // A process of that number may live on another machine that shares the folder.
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    return flock(descriptor, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK
  }
}

/// What the operating system says about its last refusal.
func lastSystemMessage() -> String {
  // SAFETY: The text of the C library ends with NUL.
  unsafe String(cString: strerror(errno))
}
