import Foundation

/// The lines of a file in the folder `Data` beside the tests, without its heading.
func dataLines(_ name: String, file: String = #filePath) throws -> [[String]] {
  let folder = URL(fileURLWithPath: file).deletingLastPathComponent()
  let text = try String(contentsOf: folder.appendingPathComponent("Data/\(name)"), encoding: .utf8)
  return text.split(separator: "\n").dropFirst().map { line in
    line.split(separator: ",").map(String.init)
  }
}
