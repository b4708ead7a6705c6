import Foundation
import Sweeps

/// The folder of an engine in that of a study: scripts, logs, and what was submitted.
struct EngineFolder {
  /// Where it is.
  let path: String

  /// The file that names the last job array.
  private var jobPath: String { path + "/job.txt" }

  /// The number of the last job array; `nil` when there was none.
  var lastJob: String? {
    guard let text = try? String(contentsOfFile: jobPath, encoding: .utf8) else { return nil }
    return text.split(whereSeparator: \.isWhitespace).first.map(String.init)
  }

  /// Remembers the number of a job array.
  func remember(job: String) throws(CommandFailure) {
    try OutputFiles.write(job + "\n", to: jobPath, overwrites: true)
  }

  /// The path of a file.
  func file(_ name: String) -> String { path + "/" + name }

  /// Writes the files of an engine in place of those that are there.
  func write(_ scripts: EngineScripts) throws(CommandFailure) {
    do {
      for leftover in scripts.leftovers {
        try? FileManager.default.removeItem(atPath: file(leftover))
      }
      for folder in [path] + scripts.folders.map(file) {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      }
      for script in scripts.files {
        try Data(script.text.utf8).write(
          to: URL(filePath: file(script.name)), options: .atomic)
        if script.isExecutable {
          try FileManager.default.setAttributes(
            [.posixPermissions: 0o755], ofItemAtPath: file(script.name))
        }
      }
    } catch {
      throw CommandFailure(
        message: "mgsim: can't write to '\(path)': \(error.localizedDescription)",
        exitCode: CommandFailure.workFailed)
    }
  }
}
