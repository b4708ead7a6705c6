import Glibc

/// Small files of a study's folder, read and replaced as wholes.
package enum SmallFile {
  /// The bytes of a file; `nil` when it can't be read.
  package static func read(_ path: String) -> [UInt8]? {
    guard let file = SystemFile.reading(path), let count = try? file.count(), count < 1 << 32
    else { return nil }
    return try? file.read(0..<count)
  }

  /// Puts a file in the place of another one, whole or not at all.
  package static func replace(_ path: String, with bytes: [UInt8]) throws(StudyFileError) {
    var file = TemporaryFile(for: path)
    try file.write(bytes)
    try file.publish()
  }

  /// The names of all files in a folder; `nil` when it can't be read.
  package static func names(in folder: String) -> [String]? {
    try? FolderListing.names(in: folder)
  }

  /// What the operating system says about its last refusal.
  package static func lastReason() -> String { lastSystemMessage() }

  /// The name of this machine, in letters, digits and hyphens.
  package static var hostName: String { TemporaryName.ownHost }
}
