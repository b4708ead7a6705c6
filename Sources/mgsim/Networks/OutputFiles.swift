import Foundation
import Glibc

/// Files of text that commands write.
enum OutputFiles {
  /// Writes a file as a whole; one that exists is not replaced unless that was asked for.
  static func write(
    _ text: String, to path: String, overwrites: Bool
  ) throws(CommandFailure) {
    try write([UInt8](text.utf8), to: path, overwrites: overwrites)
  }

  /// Writes a file as a whole; one that exists is not replaced unless that was asked for.
  static func write(
    _ bytes: [UInt8], to path: String, overwrites: Bool
  ) throws(CommandFailure) {
    guard overwrites || !FileManager.default.fileExists(atPath: path) else {
      throw CommandFailure(
        message: "mgsim: '\(path)' exists; say --force to replace it.",
        exitCode: CommandFailure.wrongInput)
    }
    do {
      try Data(bytes).write(to: URL(filePath: path), options: .atomic)
    } catch {
      throw CommandFailure(
        message: "mgsim: can't write '\(path)': \(error.localizedDescription)",
        exitCode: CommandFailure.workFailed)
    }
  }
}
