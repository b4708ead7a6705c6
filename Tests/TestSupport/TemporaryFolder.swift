public import Foundation

/// A folder that goes away with the value.
public struct TemporaryFolder: ~Copyable {
  /// Where it is.
  public let path: String

  /// Creates a folder.
  public init() throws {
    path = NSTemporaryDirectory() + "mgsim-tests-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// The path of a file in the folder.
  public func file(_ name: String) -> String { path + "/" + name }

  /// The names of all files in the folder, hidden ones included.
  public var names: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
  }

  /// Puts a file there.
  public func create(_ name: String, _ bytes: [UInt8] = []) throws {
    try Data(bytes).write(to: URL(fileURLWithPath: file(name)))
  }
}

/// The bytes of a file.
public func bytes(of path: String) throws -> Data {
  try Data(contentsOf: URL(fileURLWithPath: path))
}
