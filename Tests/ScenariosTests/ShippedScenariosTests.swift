import Foundation
import Scenarios
import StudyDesigns
import Tariffs
import Testing

@Suite("Shipped scenarios")
struct ShippedScenariosTests {
  /// The folder of scenarios beside the tests.
  static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("scenarios")

  static let paths: [String] = {
    let names = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String }
    return (names ?? []).filter { $0.hasSuffix(".yaml") && !isTariff($0) && !isStudy($0) }
      .sorted().map { folder.appendingPathComponent($0).path }
  }()

  static let studyPaths: [String] = {
    let names = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String }
    return (names ?? []).filter(isStudy).sorted()
      .map { folder.appendingPathComponent($0).path }
  }()

  static let tariffPaths: [String] = {
    let names = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String }
    return (names ?? []).filter { $0.hasSuffix(".yaml") && isTariff($0) }.sorted()
      .map { folder.appendingPathComponent($0).path }
  }()

  private static func isStudy(_ name: String) -> Bool { name.hasSuffix("study.yaml") }

  /// Whether a file stands in a folder of tariffs.
  private static func isTariff(_ name: String) -> Bool {
    name.split(separator: "/").dropLast().last == "tariffs"
  }

  @Test(
    "The schema of study files that is checked in is the one that the descriptions give",
    .enabled(if: !studyPaths.isEmpty, "there are no studies beside the tests"))
  func studySchema() throws {
    let path = Self.folder.appendingPathComponent("study.schema.json").path
    #expect(try String(contentsOfFile: path, encoding: .utf8) == StudyFile.schema)
  }

  @Test(
    "Every shipped tariff is valid and tells editors its schema",
    .enabled(if: !tariffPaths.isEmpty, "there are no tariffs beside the tests"),
    arguments: tariffPaths)
  func validTariff(path: String) throws {
    let text = try String(contentsOfFile: path, encoding: .utf8)
    #expect(text.hasPrefix("# yaml-language-server: $schema=../../tariff.schema.json"))
    #expect(try !TariffFile.read(path: path).plan.name.isEmpty)
  }

  @Test(
    "Every shipped study is valid and tells editors its schema",
    .enabled(if: !studyPaths.isEmpty, "there are no studies beside the tests"),
    arguments: studyPaths)
  func validStudy(path: String) throws {
    let study = try StudyFile.read(path: path)
    #expect(study.sourceText.hasPrefix("# yaml-language-server: $schema=../study.schema.json"))
  }

  @Test(
    "The schema of tariff files that is checked in is the one that the descriptions give",
    .enabled(if: !tariffPaths.isEmpty, "there are no tariffs beside the tests"))
  func tariffSchema() throws {
    let path = Self.folder.appendingPathComponent("tariff.schema.json").path
    #expect(try String(contentsOfFile: path, encoding: .utf8) == TariffFile.jsonSchema())
  }

  @Test(
    "Every shipped scenario is valid, tells editors its schema and is read back from its resolved text",
    .enabled(if: !paths.isEmpty, "there are no scenarios beside the tests"), arguments: paths)
  func valid(path: String) throws {
    let scenario = try Scenario.read(path: path)
    #expect(scenario.sourceText.hasPrefix("# yaml-language-server: $schema="))
    let resolved = scenario.resolvedText
    let again = try Scenario.read(path: path, overrides: []) { read in
      read == path
        ? Array(resolved.utf8) : [UInt8](try Data(contentsOf: URL(fileURLWithPath: read)))
    }
    #expect(again.resolvedText == resolved)
    #expect(again.members.map(\.load) == scenario.members.map(\.load))
    #expect(again.profileTables.map(\.columns) == scenario.profileTables.map(\.columns))
  }

  /// The schema that editors use, made by `mgsim schema`.
  static let schemaPath = folder.appendingPathComponent("scenario.schema.json").path

  @Test(
    "The schema that is checked in is the one that the descriptions give",
    .enabled(
      if: FileManager.default.fileExists(atPath: schemaPath), "there is no schema beside the tests")
  )
  func schema() throws {
    let written = try String(contentsOfFile: Self.schemaPath, encoding: .utf8)
    let current = Scenario.jsonSchema()
    if ProcessInfo.processInfo.environment["RECORD_GOLDEN"] == "1" {
      try current.write(toFile: Self.schemaPath, atomically: true, encoding: .utf8)
    }
    #expect(written == current)
  }

  @Test("The schema is the same text each time, and JSON")
  func schemaText() throws {
    let text = Scenario.jsonSchema()
    #expect(text == Scenario.jsonSchema())
    let json = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
    #expect(json?["$schema"] as? String == "https://json-schema.org/draft/2020-12/schema")
    #expect(json?["additionalProperties"] as? Bool == false)
  }
}
