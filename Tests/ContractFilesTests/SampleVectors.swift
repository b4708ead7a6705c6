import ContractFiles
import Foundation
import Testing

/// A vector with one step on each line, the first of them on line 2.
func vector(_ steps: String..., config: String = "{}") -> String { vector(steps, config: config) }

/// A vector with one step on each line, the first of them on line 2.
func vector(_ steps: [String], config: String = "{}") -> String {
  "{\"id\": \"S1\", \"config\": \(config), \"steps\": [\n" + steps.joined(separator: ",\n") + "\n]}"
}

/// What comes of a text.
func replay(_ text: String, keepsStates: Bool = false) throws(ReplayFileError) -> ReplayReport {
  try ReplayFile.read(Array(text.utf8), named: "a.json").run(keepsStates: keepsStates)
}

/// The lines that a user reads for a text.
func lines(_ text: String) throws -> [String] {
  try replay(text).vectors.flatMap { $0.failures.map(\.description) }
}

/// Steps that tests begin with.
enum Steps {
  /// The founder joins.
  static let founder =
    #"{"t": 0, "op": "admission", "caller": "A", "args": {"fullName": "Ana", "utility": "LIGHT"}}"#
  /// Another applies.
  static let applicant =
    #"{"t": 1, "op": "admission", "caller": "B", "args": {"fullName": "Bob", "utility": "LIGHT"}, "#
    + #""expect": {"bind": "r1"}}"#

  /// A check of the state.
  static func check(_ state: String, at time: Int64 = 100) -> String {
    "{\"t\": \(time), \"op\": \"check\", \"state\": {\(state)}}"
  }
}

/// Files that lie outside of the package.
enum SharedFiles {
  static let vectors = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../../shared/vectors/contract.json").standardized

  static var hasVectors: Bool { FileManager.default.fileExists(atPath: vectors.path()) }

  static func vectorBytes() throws -> [UInt8] { [UInt8](try Data(contentsOf: vectors)) }
}
