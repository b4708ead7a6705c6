import Glibc

/// The names in a folder, read in one pass.
enum FolderListing {
  /// The names of all files in a folder, hidden ones included, in no order.
  ///
  /// - Throws: ``StudyFileError`` when there is no such folder or it can't be read.
  static func names(in folder: String) throws(StudyFileError) -> [String] {
    // SAFETY: The folder is read until its end and closed once; names end with NUL.
    guard let stream = unsafe opendir(folder) else {
      throw .notReadable(path: folder, reason: lastSystemMessage())
    }
    defer { unsafe closedir(stream) }
    var names: [String] = []
    while let entry = unsafe readdir(stream) {
      // The entry may be shorter than its type, so that the name is never copied as a whole.
      let offset = MemoryLayout<dirent>.offset(of: \dirent.d_name) ?? 0
      let name = unsafe String(
        cString: UnsafeRawPointer(entry).advanced(by: offset).assumingMemoryBound(to: CChar.self))
      if name != ".", name != ".." { names.append(name) }
    }
    return names
  }
}
