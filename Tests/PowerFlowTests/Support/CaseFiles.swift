import Foundation
import NetworkFiles
import PowerFlow
import TestSupport

/// Where the tests find their files.
enum CaseFiles {
  /// The folder of the package.
  static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// Reference cases that may not be copied here, if they lie beside the package.
  static let shared = root.appending(path: "../shared/cases").standardized

  static func exists(_ name: String) -> Bool {
    FileManager.default.fileExists(atPath: shared.appending(path: name + ".json").path)
  }

  static func bytes(_ url: URL) throws -> [UInt8] { [UInt8](try Data(contentsOf: url)) }

  static func network(_ name: String) throws -> Network {
    let bytes = try bytes(shared.appending(path: name + ".json"))
    return try NetworkFile.readBalanced(bytes, named: name + ".json")
  }

  /// The contents of a compressed file.
  static func unzipped(_ url: URL) throws -> [UInt8] {
    [UInt8](try ChildProcess("/usr/bin/gzip", ["-dc", url.path]).outcome().output.utf8)
  }
}

/// A table of numbers: CSV with a header. What is no number, such as a time stamp, is NaN.
struct NumberTable {
  let columns: [String: Int]
  let columnCount: Int
  let values: [Double]

  var rowCount: Int { values.count / columnCount }

  init(_ bytes: [UInt8]) {
    let headerEnd = bytes.firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
    let names = String(decoding: bytes[..<headerEnd], as: UTF8.self).split(separator: ",")
    columnCount = names.count
    columns = Dictionary(uniqueKeysWithValues: names.enumerated().map { (String($1), $0) })
    var values: [Double] = []
    var start = headerEnd + 1
    for index in bytes.indices.dropFirst(headerEnd + 1) {
      let byte = bytes[index]
      if byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\n") {
        values.append(Double(String(decoding: bytes[start..<index], as: UTF8.self)) ?? .nan)
        start = index + 1
      }
    }
    self.values = values
  }

  subscript(row: Int, column: String) -> Double {
    columns[column].map { values[row * columnCount + $0] } ?? .nan
  }
}
