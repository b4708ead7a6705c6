import Foundation

/// A program that a test needs and a machine may not have.
public enum Tool {
  /// Where a program is; `nil` when it is not installed.
  public static func path(_ name: String) -> String? {
    let root = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../..").standardized.path(percentEncoded: false)
    let variable = ProcessInfo.processInfo.environment["PATH"] ?? ""
    let folders = [root + "/.venv/bin"] + variable.split(separator: ":").map(String.init)
    return (folders + ["/usr/sbin"]).map { $0 + "/" + name }.first {
      FileManager.default.isExecutableFile(atPath: $0)
    }
  }
}
