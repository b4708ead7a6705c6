import Foundation

/// Files that tests read.
enum TestFile {
  static func bytes(_ path: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(filePath: path)))
  }

  /// The paths of the Swift files in a folder and those below it.
  static func swiftFiles(in folder: String) -> [String] {
    let resolved = URL(filePath: folder).resolvingSymlinksInPath().path()
    let names = FileManager.default.enumerator(atPath: resolved)?.compactMap { $0 as? String } ?? []
    return names.filter { $0.hasSuffix(".swift") }.sorted().map { "\(resolved)/\($0)" }
  }
}
