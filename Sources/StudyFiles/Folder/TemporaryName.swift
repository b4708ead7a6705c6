import Glibc
import Synchronization

/// The name under which a file is made: `.<name>.<host>.<process>.<number>.partial`.
///
/// Many processes on several hosts may share a folder, and two of them may even make the same file.
/// The name tells whose it is, so that what is left of a process that is no more can be removed.
struct TemporaryName: Hashable {
  /// The host and the process that own the file.
  let host: String
  let process: Int32
  /// The number of the file in the process.
  let number: Int

  private static let suffix = ".partial"

  private static let nextNumber = Atomic<Int>(0)

  /// The temporary names that this process has in use.
  private static let active = Mutex<Set<Int>>([])

  /// This host's name, in letters, digits and hyphens.
  static let ownHost: String = {
    var bytes = [CChar](repeating: 0, count: 256)
    // SAFETY: The buffer has the size that is given with it; its last byte stays zero.
    guard unsafe gethostname(&bytes, bytes.count - 1) == 0 else { return "localhost" }
    let name = bytes.prefix { $0 != 0 }.map { byte in
      let letter = Unicode.Scalar(UInt8(bitPattern: byte))
      return letter.isASCII && letter.properties.isAlphabetic || ("0"..."9").contains(letter)
        ? Character(letter) : "-"
    }
    return name.isEmpty ? "localhost" : String(name.prefix(64))
  }()

  /// A new path for a file of that name; it counts as in use until it is released.
  static func reserve(for name: String, in folder: String) -> (path: String, number: Int) {
    let number = nextNumber.wrappingAdd(1, ordering: .relaxed).newValue
    _ = active.withLock { $0.insert(number) }
    return ("\(folder)/.\(name).\(ownHost).\(getpid()).\(number)\(suffix)", number)
  }

  /// Says that a path is not in use any more.
  static func release(_ number: Int) { _ = active.withLock { $0.remove(number) } }

  /// Reads a name; `nil` for any other file's.
  ///
  /// The result writer puts a dot before the name that it is given and its own suffix behind; such
  /// a name belongs to the same owner.
  init?(_ fileName: String) {
    guard fileName.hasPrefix("."), fileName.hasSuffix(Self.suffix),
      let end = fileName.firstRange(of: Self.suffix)?.lowerBound
    else { return nil }
    let parts = fileName[..<end].split(separator: ".")
    guard parts.count >= 4, let number = Int(parts[parts.count - 1]),
      let process = Int32(parts[parts.count - 2]), process > 0, number > 0
    else { return nil }
    host = String(parts[parts.count - 3])
    self.process = process
    self.number = number
  }

  /// How old a file of another host is, in seconds, before it counts as left behind.
  private static let foreignAge = 86_400

  /// Whether nobody will finish the file.
  ///
  /// On this host the process is asked for; a lock tells whether a process of another container
  /// writes, whose numbers are its own. Files of other hosts are left alone for a day.
  func isAbandoned(at path: String) -> Bool {
    if host == Self.ownHost {
      if process == getpid() {
        guard !Self.active.withLock({ $0.contains(number) }) else { return false }
      } else {
        guard kill(process, 0) == -1, errno == ESRCH else { return false }
      }
    }
    guard let file = SystemFile.reading(path), let status = try? file.status() else {
      return false
    }
    if host != Self.ownHost {
      var now = timespec()
      // SAFETY: The system fills the value that it is given.
      guard unsafe clock_gettime(CLOCK_REALTIME, &now) == 0,
        now.tv_sec - status.st_mtim.tv_sec > Self.foreignAge
      else { return false }
    }
    return flock(file.descriptor, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK
  }
}
