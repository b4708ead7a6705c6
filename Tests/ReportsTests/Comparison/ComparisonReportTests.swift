import Foundation
import Reports
import TestSupport
import Testing

@Suite("Tables of comparisons")
struct ComparisonReportTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var format: ReportFormat
    var name: String
    var testDescription: String { name }
  }

  static let cases = [
    Case(format: .text, name: "study.txt"), Case(format: .json, name: "study.json"),
    Case(format: .csv, name: "study.csv"), Case(format: .latex, name: "study.tex"),
    Case(format: .markdown, name: "study.md"),
  ]

  static func study() throws -> StudyComparison {
    try StudyComparison(
      StudyFixture.table(),
      StudyComparisonTests.options {
        $0.showsEffects = true
        $0.pareto = [ParetoObjective("total_bills"), ParetoObjective("peak_import")]
      })
  }

  @Test("A study reads as recorded", arguments: cases)
  func study(example: Case) throws {
    try expectGolden(try Self.study().report().text(example.format), named: example.name)
  }

  @Test("Who gains and who loses reads as recorded")
  func gains() throws {
    try expectGolden(
      try GainsTests.comparison(GainsTests.table()).report().text(.text), named: "gains.txt")
  }

  @Test("Result files read as recorded")
  func runs() throws {
    let comparison = try RunComparison(RunComparisonTests.pair())
    try expectGolden(comparison.report(showsMembers: true).text(.text), named: "runs.txt")
  }

  @Test("A report of JSON is JSON: a list of objects for each table, with all digits")
  func json() throws {
    let text = try Self.study().report().text(.json)
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    #expect(
      Set(object.keys) == ["heading", "means", "differences", "effects", "pareto", "notes"])
    let differences = try #require(object["differences"] as? [[String: Any]])
    #expect(differences.count == 4)
    #expect(differences[0]["arm"] as? String == "auction")
    let difference = try #require(differences[0]["difference"] as? Double)
    #expect(abs(difference - -25.191666666666624) < 1e-9)
    #expect(differences[0]["verdict"] as? String == "lower")
    #expect(differences[3]["p"] is NSNull)
    #expect(differences[3]["verdict"] as? String == "identical by construction")
  }

  @Test("A format may be called by its name or a table, and a wrong one is named with the nearest")
  func formats() throws {
    #expect(try ReportFormat(word: "table") == .text)
    #expect(
      try ReportFormat.words.dropFirst().map { try ReportFormat(word: $0).rawValue }
        == ["json", "csv", "latex", "markdown", "text"])
    let error = #expect(throws: ComparisonError.self) { try ReportFormat(word: "jsn") }
    #expect(error?.description == "there is no format 'jsn'. Did you mean 'json'?")
  }

  @Test("Five digits of the largest number are shown")
  func decimals() throws {
    let header = try RunComparison(RunComparisonTests.pair()).report().tables[0].rows
    #expect(header[0][2] == .number(160, decimals: 2))
    #expect(header[1][2] == .number(400, decimals: 2))
  }
}
