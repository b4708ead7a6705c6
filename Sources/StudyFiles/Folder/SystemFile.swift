import Glibc

/// An open file of the system, closed when the value goes out of scope.
struct SystemFile: ~Copyable {
  let descriptor: Int32

  /// Takes a descriptor; `nil` unless it is one.
  private init?(taking descriptor: Int32) {
    guard descriptor >= 0 else { return nil }
    self.descriptor = descriptor
  }

  /// Opens a file for reading; `nil`, with the reason in `errno`, when that fails.
  static func reading(_ path: String) -> SystemFile? {
    SystemFile(taking: unsafe open(path, O_RDONLY | O_CLOEXEC))
  }

  /// Creates a file that must be new.
  static func creating(_ path: String) -> SystemFile? {
    SystemFile(taking: unsafe open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o666))
  }

  /// Opens a file for reading and writing.
  static func updating(_ path: String) -> SystemFile? {
    SystemFile(taking: unsafe open(path, O_RDWR | O_CLOEXEC))
  }

  deinit { close(descriptor) }

  /// The number of bytes of the file.
  func count() throws(BrokenRecord) -> Int { Int(clamping: try status().st_size) }

  /// What the system knows of the file.
  func status() throws(BrokenRecord) -> stat {
    var status = stat()
    // SAFETY: The system fills the value that it is given.
    guard unsafe fstat(descriptor, &status) == 0 else {
      throw BrokenRecord(reason: lastSystemMessage())
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw BrokenRecord(reason: "it is not a regular file")
    }
    return status
  }

  /// Reads a range of bytes.
  func read(_ range: Range<Int>) throws(BrokenRecord) -> [UInt8] {
    var bytes: [UInt8] = []
    try read(range, into: &bytes)
    return bytes
  }

  /// Reads a range of bytes into an array, which has its length then.
  func read(_ range: Range<Int>, into bytes: inout [UInt8]) throws(BrokenRecord) {
    if bytes.count > range.count {
      bytes.removeLast(bytes.count - range.count)
    } else {
      bytes.append(contentsOf: repeatElement(0, count: range.count - bytes.count))
    }
    var done = 0
    while done < range.count {
      // SAFETY: The system writes at most as many bytes as are left of the array.
      let count = unsafe bytes.withUnsafeMutableBytes { buffer in
        unsafe pread(
          descriptor, buffer.baseAddress.map { unsafe $0 + done }, range.count - done,
          range.lowerBound + done)
      }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw BrokenRecord(reason: lastSystemMessage()) }
      guard count > 0 else { throw BrokenRecord(reason: "it ends early") }
      done += count
    }
  }

  /// Writes bytes at the end of the file.
  ///
  /// - Returns: What the system says where it refuses; `nil` when all is written.
  func append(_ bytes: [UInt8]) -> String? {
    guard lseek(descriptor, 0, SEEK_END) >= 0 else { return lastSystemMessage() }
    var done = 0
    while done < bytes.count {
      // SAFETY: The system reads at most as many bytes as are left of the array.
      let count = unsafe bytes.withUnsafeBytes { buffer in
        unsafe write(
          descriptor, buffer.baseAddress.map { unsafe $0 + done }, buffer.count - done)
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return lastSystemMessage() }
      done += count
    }
    return nil
  }
}

/// What the operating system says about its last refusal.
func lastSystemMessage() -> String {
  // SAFETY: The text of the C library ends with NUL.
  unsafe String(cString: strerror(errno))
}
