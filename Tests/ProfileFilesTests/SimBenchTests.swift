import Foundation
import ProfileFiles
import Profiles
import Quantities
import Testing

@Suite("The published year of SimBench")
struct SimBenchTests {
  static let file = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "../shared/cases/simbench_lv_rural1_0.profiles.csv.gz").standardized
  static var isPresent: Bool { FileManager.default.fileExists(atPath: file.path) }

  static func read(zone: String, columns: [String]? = nil) throws -> ProfileTable {
    let covering = Instant(seconds: 1_450_000_000)..<Instant(seconds: 1_490_000_000)
    let description = ProfileFileDescription(
      zone: try CivilTimeZone(identifier: zone, covering: covering),
      stampFormat: try StampFormat("dd.MM.yyyy HH:mm"))
    return try ProfileFile.read(
      [UInt8](try Data(contentsOf: file)), named: "simbench.csv.gz", columns: columns,
      description: description)
  }

  @Test(
    "has row k at interval k from 2015-12-31T23:00Z",
    .enabled(if: isPresent, "the published profiles lie in ../shared"))
  func germanTime() throws {
    let table = try Self.read(zone: "Europe/Berlin")
    #expect(table.grid.start == Instant(seconds: 1_451_602_800))
    #expect(table.grid.step == .minutes(15))
    #expect(table.grid.count == 35_136)
    #expect(table.columnNames.count == 13)
    // Lines 2, 8266 (27.03.2016 03:00) and 35137 of the file.
    #expect(table.columns[0][0] == 0.276685)
    #expect(table.columns[0][8264] == 0.029494)
    #expect(table.profile(named: "L2-A_qload")?.values.last == 0.321913)
    let one = try Self.read(zone: "Europe/Berlin", columns: ["L2-A_qload"])
    #expect(one.columns == [table.profile(named: "L2-A_qload")?.values])
  }

  @Test(
    "does not fit UTC, nor a fixed offset",
    .enabled(if: isPresent, "the published profiles lie in ../shared"),
    arguments: ["UTC", "+01:00"])
  func otherZones(zone: String) throws {
    let error = #expect(throws: ProfileFileError.self) { try Self.read(zone: zone) }
    #expect(
      error?.description.hasPrefix(
        "simbench.csv.gz:8266:1: 4 rows are missing before 2016-03-27T03:00:00") == true)
  }
}
