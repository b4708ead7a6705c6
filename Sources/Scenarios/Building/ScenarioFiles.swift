import Crypto
import Foundation

/// The bytes of a file with their hash.
struct HashedFile: Sendable {
  let bytes: [UInt8]
  /// The SHA-256 as 64 hexadecimal digits.
  let sha256: String

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    let digest = SHA256.hash(data: bytes)
    sha256 = digest.map(Self.hexadecimal).joined()
  }

  private static func hexadecimal(_ byte: UInt8) -> String {
    (byte < 16 ? "0" : "") + String(byte, radix: 16)
  }
}

/// The files of a scenario, found from its folder and remembered with their hashes.
final class ScenarioFiles {
  private let folder: Substring
  private let read: (String) throws -> HashedFile
  private(set) var inputs: [InputFile] = []

  /// - Parameters:
  ///   - scenarioPath: The path of the scenario.
  ///   - readFile: Gives the bytes of a file.
  convenience init(scenarioPath: String, readFile: @escaping (String) throws -> [UInt8]) {
    self.init(scenarioPath: scenarioPath) { path in HashedFile(try readFile(path)) }
  }

  /// - Parameters:
  ///   - scenarioPath: The path of the scenario.
  ///   - read: Gives a file.
  init(scenarioPath: String, read: @escaping (String) throws -> HashedFile) {
    folder = scenarioPath.lastIndex(of: "/").map { scenarioPath[...$0] } ?? ""
    self.read = read
  }

  private init(besides files: ScenarioFiles) {
    folder = files.folder
    read = files.read
  }

  /// The same files, none of which has been read.
  var unread: ScenarioFiles { ScenarioFiles(besides: self) }

  /// The name of a file without its folder.
  static func name(ofFile path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }

  /// Reads a file that the scenario names; reports when it cannot.
  func bytes(
    of path: String, at place: SourcePlace, diagnostics: Diagnostics
  ) -> [UInt8]? {
    do {
      return try bytes(of: path)
    } catch {
      diagnostics.report(place, "can't read '\(path)': \(error)")
      return nil
    }
  }

  /// Reads a file that the scenario names.
  func bytes(of path: String) throws -> [UInt8] {
    let file = try read(path.hasPrefix("/") ? path : folder + path)
    record(InputFile(path: path, sha256: file.sha256))
    return file.bytes
  }

  /// The files that a file beside the scenario names, found from that file's folder and remembered
  /// here.
  func filesBeside(_ path: String) -> ScenarioFiles {
    let inner = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    return ScenarioFiles(scenarioPath: "") { [self] (name: String) in
      try bytes(of: name.hasPrefix("/") ? name : inner + name)
    }
  }

  /// Remembers a file with the hash of its bytes.
  func record(_ bytes: [UInt8], as path: String) {
    record(InputFile(path: path, sha256: HashedFile(bytes).sha256))
  }

  /// Remembers a file; one that is named twice once.
  func record(_ input: InputFile) {
    if !inputs.contains(input) { inputs.append(input) }
  }
}

/// Why a file cannot be read, as the end of a sentence.
package struct FileReadingError: Error, CustomStringConvertible {
  package let description: String

  /// Reads a regular file.
  package static func contents(ofFile path: String) throws -> [UInt8] {
    let attributes: [FileAttributeKey: Any]
    do {
      attributes = try FileManager.default.attributesOfItem(atPath: path)
    } catch {
      throw FileReadingError(description: "there is no such file.")
    }
    let type = attributes[.type] as? FileAttributeType
    if type == .typeSymbolicLink {
      let target = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
      guard target != path else {
        throw FileReadingError(description: "the symbolic link leads nowhere.")
      }
      return try contents(ofFile: target)
    }
    guard type == .typeRegular else {
      let isFolder = type == .typeDirectory
      throw FileReadingError(description: isFolder ? "it is a folder." : "it is no regular file.")
    }
    do {
      return [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    } catch {
      throw FileReadingError(description: "it is not readable for this user.")
    }
  }
}
