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

  static func description() throws -> ProfileFileDescription {
    let covering = Instant(seconds: 1_400_000_000)..<Instant(seconds: 1_500_000_000)
    return ProfileFileDescription(
      zone: try CivilTimeZone(identifier: "Europe/Berlin", covering: covering),
      stampFormat: try StampFormat("dd.MM.yyyy HH:mm"))
  }

  @Test("is read with row k at interval k", .enabled(if: isPresent))
  func readsTheYear() throws {
    let bytes = [UInt8](try Data(contentsOf: Self.file))
    let table = try ProfileFile.read(
      bytes, named: "profiles.csv.gz", description: try Self.description())
    #expect(table.grid.start == Instant(seconds: 1_451_602_800))
    #expect(table.grid.stepNanoseconds == 900_000_000_000)
    #expect(table.grid.count == 35_136)
    #expect(table.columnNames.count == 13)
    for _ in 0..<5 {
      let clock = ContinuousClock()
      let t = try clock.measure {
        _ = try ProfileFile.read(
          bytes, named: "profiles.csv.gz", description: try Self.description())
      }
      print(t)
    }
  }
}
