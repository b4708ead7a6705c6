import Foundation
import TestSupport
import Testing

/// `mgsim contract replay`, as a user starts it.
struct ContractReplayTests {
  static let passing = """
    {"id": "V1", "title": "joining", "steps": [
      {"t": 0, "op": "admission", "caller": "A", "args": {"fullName": "Ana", "utility": "LIGHT"},
       "expect": {"value": true}, "events": ["membership"], "state": {"group.members": 1}},
      {"t": 6, "op": "admission", "caller": "B", "args": {"fullName": "Bob", "utility": "LIGHT"},
       "expect": {"bind": "r1"}, "state": {"ref.$r1.end": 2592006, "member.B.exists": false}}
    ]}
    """

  static let failing = passing.replacing("\"group.members\": 1", with: "\"group.members\": 2")

  private func study(_ text: String) throws -> Study {
    let study = try Study()
    try study.add("vectors.json", text)
    return study
  }

  @Test("What is as expected is counted, and nothing else is printed")
  func passes() throws {
    let study = try study(Self.passing)
    let outcome = try study.program("contract", "replay", "../input/vectors.json")
    #expect(outcome.code == 0, "\(outcome.errors)")
    #expect(outcome.output == "1 passed, 0 failed\n")
    #expect(outcome.errors == "")
    let quiet = try study.program("contract", "replay", "../input/vectors.json", "--quiet")
    #expect(quiet.code == 0 && quiet.output == "")
    #expect(study.outputs == [])
  }

  @Test("A failing step is a line with what was expected and found, and the exit code is 1")
  func fails() throws {
    let study = try study("[\(Self.passing), \(Self.failing)]")
    let outcome = try study.program("contract", "replay", "../input/vectors.json")
    #expect(outcome.code == 1)
    #expect(
      outcome.output == """
        V1 step 1 (line 8): admission: group.members: expected 2, found 1
        1 passed, 1 failed

        """)
    let json = try study.program(
      "contract", "replay", "../input/vectors.json", "--format", "json")
    #expect(json.code == 1)
    let report = try #require(try parse(json.output) as? [String: Any])
    #expect(report["passed"] as? Int == 1 && report["failed"] as? Int == 1)
    let vectors = try #require(report["vectors"] as? [[String: Any]])
    let failure = try #require((vectors[1]["failures"] as? [[String: Any]])?.first)
    #expect(failure["what"] as? String == "group.members")
    #expect(failure["expected"] as? String == "2" && failure["found"] as? String == "1")
    #expect(failure["line"] as? Int == 8 && failure["step"] as? Int == 1)
    #expect(vectors[1]["state"] == nil)
    #expect(try unsortedKeys(of: json.output) == [])
  }

  @Test("The state at the end is printed when it is asked for")
  func state() throws {
    let study = try study(Self.passing)
    let text = try study.program("contract", "replay", "../input/vectors.json", "--print-state")
    #expect(text.code == 0)
    #expect(text.output.hasPrefix("V1 joining:\n{\n"))
    #expect(text.output.hasSuffix("}\n1 passed, 0 failed\n"))
    let json = try study.program(
      "contract", "replay", "../input/vectors.json", "--print-state", "--format", "json")
    let report = try #require(try parse(json.output) as? [String: Any])
    let state = (report["vectors"] as? [[String: Any]])?[0]["state"] as? [String: Any]
    let members = try #require(state?["members"] as? [[String: Any]])
    #expect(members.map { $0["fullName"] as? String } == ["Ana"])
    #expect((state?["referendums"] as? [Any])?.count == 1)
  }

  @Test("Vectors come from standard input, too")
  func standardInput() throws {
    let study = try study(Self.passing)
    let outcome = try ChildProcess(
      "/bin/sh", ["-c", "\(Program.path) contract replay - < ../input/vectors.json"],
      in: study.outputFolder
    ).outcome()
    #expect(outcome.code == 0 && outcome.output == "1 passed, 0 failed\n")
  }

  @Test(
    "The vectors of the specification pass",
    .enabled(if: Self.hasVectors, "the vectors lie outside of the package"))
  func specification() throws {
    let outcome = try Program.run(["contract", "replay", Self.vectors])
    #expect(outcome.code == 0)
    #expect(outcome.output == "22 passed, 0 failed\n")
  }

  static let vectors = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../../shared/vectors/contract.json").standardized.path()

  static var hasVectors: Bool { FileManager.default.fileExists(atPath: vectors) }

  /// A malformed file, where the fault lies, and what is told of it.
  struct BadFile: Sendable {
    let text: String
    let place: String
    let message: String
  }

  static let badFiles = [
    BadFile(text: "", place: "1:1", message: "empty"),
    BadFile(text: "{\"vectors\": [", place: "1:14", message: "ends here"),
    BadFile(
      text: passing.replacing("\"t\": 6", with: "\"t\": -6"), place: "4:9", message: "order of time"
    ),
    BadFile(
      text: passing.replacing("\"t\": 6", with: "\"t\": 99999999999999999999"), place: "4:9",
      message: "beyond 64 bits"),
    BadFile(
      text: passing.replacing("\"events\"", with: "\"evnts\""), place: "3:31",
      message: "Did you mean 'events'?"),
    BadFile(
      text: passing.replacing(
        "op\": \"admission\", \"caller\": \"B", with: "op\": \"admit\", \"caller\": \"B"),
      place: "4:18", message: "unknown operation 'admit'"),
    BadFile(
      text: passing.replacing("member.B.exists", with: "member.Z.quotaW"), place: "5:64",
      message: "unknown member 'Z'"),
    BadFile(
      text: passing.replacing("ref.$r1.end", with: "ref.$r2.end"), place: "5:40",
      message: "binds '$r2'"),
  ]

  @Test("A malformed file is told with its place, and the exit code is 2", arguments: badFiles)
  func badInput(file: BadFile) throws {
    let study = try study(file.text)
    let outcome = try study.program("contract", "replay", "../input/vectors.json")
    #expect(outcome.code == 2)
    #expect(outcome.output == "")
    #expect(
      outcome.errors.contains("../input/vectors.json:\(file.place): "), "\(outcome.errors)")
    #expect(outcome.errors.contains(file.message), "\(outcome.errors)")
  }

  @Test("A file that does not exist is told, and the exit code is 2")
  func missing() throws {
    let outcome = try Program.run(["contract", "replay", "nowhere.json"])
    #expect(outcome.code == 2)
    #expect(outcome.errors.contains("nowhere.json"))
  }
}
