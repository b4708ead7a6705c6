import Foundation
import Scenarios
import Testing

@Suite("Documentation of scenarios")
struct DocumentationTests {
  /// The page on communities.
  static let page = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Sources/Scenarios/Scenarios.docc/Communities.md")

  static let example: String? = (try? String(contentsOf: page, encoding: .utf8)).flatMap { text in
    let parts = text.split(separator: "```", omittingEmptySubsequences: false)
    return parts.first { $0.hasPrefix("yaml\n") }.map { String($0.dropFirst(5)) }
  }

  @Test(
    "The example of a community is valid, as it stands and in each arm",
    .enabled(if: example != nil, "the documentation is not beside the tests"))
  func community() throws {
    let example = try #require(Self.example)
    let files = ["folder/profiles.csv": ScenarioExample.profile]
    let scenario = try ScenarioExample.read(example, files: files)
    #expect(scenario.contract?.calls.count == 8)
    #expect(scenario.recording.intervalsPerRow == 24)
    let arms = scenario.arms.map(\.name)
    #expect(arms == ["utility-only", "quota-only", "market-only", "both"])
    let states = try arms.map { arm in
      let chosen = try ScenarioExample.read(example, arm: arm, files: files)
      return [chosen.contract?.isEnabled == true, chosen.market.spot.kindName != "none"]
    }
    #expect(states == [[false, false], [true, false], [false, true], [true, true]])
  }
}
