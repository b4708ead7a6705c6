import Glibc

/// Whole files, read and replaced at once.
enum SmallFile {
  /// The bytes of a file; `nil` when it cannot be read.
  static func read(_ path: String) -> [UInt8]? {
    let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var status = stat()
    guard unsafe fstat(file, &status) == 0, status.st_size >= 0, status.st_size < 1 << 32 else {
      return nil
    }
    var bytes = [UInt8](repeating: 0, count: status.st_size)
    var filled = 0
    while filled < bytes.count {
      let count = unsafe bytes.withUnsafeMutableBytes { buffer in
        // SAFETY: the rest of the buffer, by its own length.
        unsafe Glibc.read(
          file, buffer.baseAddress.map { unsafe $0 + filled }, buffer.count - filled)
      }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { return nil }
      filled += count
    }
    return bytes
  }

  /// Puts a file in the place of another one, whole or not at all.
  ///
  /// - Returns: Whether it stands there.
  static func replace(_ path: String, with bytes: [UInt8]) -> Bool {
    let slash = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
    let partial = path[..<slash] + ".\(path[slash...]).\(hostName).\(getpid()).partial"
    let temporary = String(partial)
    let file = unsafe open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard file >= 0 else { return false }
    var written = 0
    while written < bytes.count {
      let count = unsafe bytes.withUnsafeBytes { buffer in
        // SAFETY: the rest of the buffer, by its own length.
        unsafe Glibc.write(
          file, buffer.baseAddress.map { unsafe $0 + written }, buffer.count - written)
      }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { break }
      written += count
    }
    let isWhole = close(file) == 0 && written == bytes.count
    guard isWhole, unsafe rename(temporary, path) == 0 else {
      unsafe unlink(temporary)
      return false
    }
    return true
  }

  /// The names in a folder; `nil` when it cannot be read.
  static func names(in folder: String) -> [String]? {
    // SAFETY: the folder is read until its end and closed once; names end with NUL.
    guard let stream = unsafe opendir(folder) else { return nil }
    defer { unsafe closedir(stream) }
    var names: [String] = []
    while let entry = unsafe readdir(stream) {
      let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names
  }

  /// What the operating system says about its last refusal.
  static func lastReason() -> String {
    // SAFETY: the C library's text ends with NUL.
    unsafe String(cString: strerror(errno))
  }

  /// The name of this machine.
  static let hostName: String = {
    var name = [UInt8](repeating: 0, count: 256)
    let isKnown = unsafe name.withUnsafeMutableBytes { buffer in
      guard let start = unsafe buffer.assumingMemoryBound(to: CChar.self).baseAddress else {
        return false
      }
      // SAFETY: the buffer's own address and length.
      return unsafe gethostname(start, buffer.count) == 0
    }
    let text = String(decoding: name.prefix { $0 != 0 }, as: UTF8.self)
    return isKnown && !text.isEmpty ? text.replacing("/", with: "-") : "host"
  }()
}
