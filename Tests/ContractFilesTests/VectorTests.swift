import ContractFiles
import Foundation
import Testing

struct VectorTests {
  @Test(
    "The vectors of the specification pass",
    .enabled(if: SharedFiles.hasVectors, "the vectors lie outside of the package"))
  func specification() throws {
    let file = try ReplayFile.read(SharedFiles.vectorBytes(), named: "contract.json")
    let report = file.run()
    #expect(report.vectors.flatMap(\.failures).map(\.description) == [])
    #expect(report.passedCount == 22 && report.failedCount == 0)
  }

  @Test("Each operation does what was calculated by hand")
  func walkthrough() throws {
    #expect(try lines(Walkthrough.text) == [])
    let names =
      ["admission", "admissionResult", "vote", "powerUp", "powerUpResult", "bid"]
      + ["changeBid", "changeProfile", "changeRegister", "changeUtility", "changeTimeToMarket"]
      + ["deletePlant", "deleteMember", "changeResult", "trade", "summary", "listMembers"]
      + ["listPlants"]
    for name in names { #expect(Walkthrough.text.contains("\"op\": \"\(name)\"")) }
  }

  /// A vector of the specification with one expectation made wrong.
  private struct Wrong {
    let vector: [String: Any]
    let step: Int
    let subject: String
  }

  @Test(
    "Whatever is expected of a vector, something else in its place is found",
    .enabled(if: SharedFiles.hasVectors, "the vectors lie outside of the package"))
  func everythingIsChecked() throws {
    let root = try JSONSerialization.jsonObject(with: Data(SharedFiles.vectorBytes()))
    let vectors = try #require((root as? [String: Any])?["vectors"] as? [[String: Any]])
    var count = 0
    for wrong in vectors.flatMap(wrongs) {
      let bytes = try JSONSerialization.data(withJSONObject: wrong.vector)
      let report = try ReplayFile.read([UInt8](bytes), named: "wrong.json").run()
      let first = try #require(report.vectors.first?.failures.first)
      #expect(first.step == wrong.step && first.subject == wrong.subject)
      count += 1
    }
    #expect(count > 450)
  }

  private func wrongs(of vector: [String: Any]) -> [Wrong] {
    let steps = vector["steps"] as? [[String: Any]] ?? []
    return steps.indices.flatMap { index in
      var wrongs: [Wrong] = []
      func add(_ key: String, _ value: Any, _ subject: String) {
        var changed = vector
        var changedSteps = steps
        changedSteps[index][key] = value
        changed["steps"] = changedSteps
        wrongs.append(Wrong(vector: changed, step: index + 1, subject: subject))
      }
      if let expectation = steps[index]["expect"] as? [String: Any] {
        if let values = expectation["value"] as? [String: Any],
          let unit = values.keys.sorted().first
        {
          var others = values
          others[unit] = 1e6
          add("expect", ["value": others], "result")
        } else if let code = expectation["error"] as? String {
          add("expect", ["error": code == "noBid" ? "wrongKind" : "noBid"], "result")
        } else if expectation["bind"] == nil {
          add("expect", ["value": "something else"], "result")
        }
      }
      if let events = steps[index]["events"] as? [String] {
        add("events", events + ["ballot"], "events")
        add("events", Array(events.dropLast()), "events")
      }
      let state = steps[index]["state"] as? [String: Any] ?? [:]
      for path in state.keys.sorted() {
        var others = state
        others[path] = "something else"
        add("state", others, path)
      }
      return wrongs
    }
  }
}
