import Foundation
public import Testing

/// Expects a text to be that of a golden file, kept in the folder `Golden` beside the test.
///
/// Set the environment variable `RECORD_GOLDEN` to write the file anew. The test fails then, so
/// that the difference is read before it is committed.
public func expectGolden(
  _ text: String,
  named name: String,
  testFile: String = #filePath,
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let file = URL(filePath: testFile).deletingLastPathComponent().appending(path: "Golden/\(name)")
  if ProcessInfo.processInfo.environment["RECORD_GOLDEN"] != nil {
    try text.write(to: file, atomically: true, encoding: .utf8)
    Issue.record("recorded '\(name)' anew", sourceLocation: sourceLocation)
  }
  let golden = try? String(contentsOf: file, encoding: .utf8)
  #expect(golden == text, "'\(name)' says otherwise", sourceLocation: sourceLocation)
}
