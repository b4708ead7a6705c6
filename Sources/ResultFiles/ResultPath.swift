import Glibc

/// Where a result file is to be, found to be usable before anything is created.
struct ResultPath {
  let path: String

  /// The folder, `.` for the current one.
  let folder: String

  /// What stands before a name in the same folder.
  let folderPrefix: String

  /// The name in the folder.
  let name: String

  init(checking path: String, overwrites: Bool) throws(ResultFileError) {
    self.path = path
    guard !path.isEmpty, !path.utf8.contains(0) else {
      throw .unusablePath(path: path, reason: "that is no name of a file")
    }
    if let slash = path.lastIndex(of: "/") {
      folderPrefix = String(path[...slash])
      folder = slash == path.startIndex ? "/" : String(path[..<slash])
      name = String(path[path.index(after: slash)...])
    } else {
      folderPrefix = ""
      folder = "."
      name = path
    }
    guard !name.isEmpty, name != ".", name != ".." else {
      throw .unusablePath(path: path, reason: "that is a folder")
    }
    // The temporary name is longer by two dots, a process number and a suffix.
    guard name.utf8.count <= 220 else {
      throw .unusablePath(path: path, reason: "the name is longer than 220 bytes")
    }
    try checkFolder()
    try checkName(overwrites: overwrites)
  }

  private func checkFolder() throws(ResultFileError) {
    switch Self.kind(of: folder) {
    case S_IFDIR: break
    case nil:
      let reason =
        errno == ENOENT
        ? "the folder '\(folder)' does not exist" : "\(lastSystemMessage()): '\(folder)'"
      throw .unusablePath(path: path, reason: reason)
    default: throw .unusablePath(path: path, reason: "'\(folder)' is not a folder")
    }
    guard unsafe access(folder, W_OK | X_OK) == 0 else {
      throw .unusablePath(
        path: path, reason: "the folder '\(folder)' can't be written to: \(lastSystemMessage())")
    }
  }

  private func checkName(overwrites: Bool) throws(ResultFileError) {
    switch Self.kind(of: path) {
    case nil:
      if errno != ENOENT { throw .unusablePath(path: path, reason: lastSystemMessage()) }
    case S_IFDIR: throw .unusablePath(path: path, reason: "that is a folder")
    case S_IFREG:
      if !overwrites {
        throw .unusablePath(path: path, reason: "a file of that name exists already")
      }
    default: throw .unusablePath(path: path, reason: "that is not a regular file")
    }
  }

  /// The kind of what is at a path; `nil` when the system cannot tell.
  private static func kind(of path: String) -> mode_t? {
    var information = stat()
    // SAFETY: The system fills the value that it is given.
    guard unsafe stat(path, &information) == 0 else { return nil }
    return information.st_mode & S_IFMT
  }
}
