import Foundation
import Scenarios
import StudyDesigns
import Testing

@Suite("Documentation of studies")
struct StudyDocumentationTests {
  static let example: String? = {
    var root = URL(fileURLWithPath: #filePath)
    for _ in 0..<4 { root.deleteLastPathComponent() }
    let page = root.appendingPathComponent("Sources/Scenarios/Scenarios.docc/Studies.md")
    return (try? String(contentsOf: page, encoding: .utf8)).flatMap { text in
      let parts = text.split(separator: "```", omittingEmptySubsequences: false)
      return parts.first { $0.hasPrefix("yaml\n") }.map { String($0.dropFirst(5)) }
    }
  }()

  @Test(
    "The example of a study is valid",
    .enabled(if: example != nil, "the documentation is not beside the tests"))
  func validExample() throws {
    let yaml = try #require(Self.example).replacing("community.yaml", with: "home.yaml")
    let study = try StudyExample.read(yaml, base: GroupTests.yaml)
    #expect(study.factors.map(\.name) == ["pv_share", "market", "k"])
    #expect(study.arms.map(\.name) == ["study", "no-der", "no-market", "central-optimum"])
    let wrong = yaml.replacing("photovoltaic.share", with: "photovoltaic.shar")
      .replacing("[0 %, 20 %, 40 %]", with: "[]")
    #expect(
      StudyExample.faults(wrong, base: GroupTests.yaml) == [
        "11:13: the factor 'pv_share' has no values."
      ])
  }
}
