import Foundation
import Testing

struct DependencyDirectionTests {
  /// The targets, from the ground up; each may import only targets of lower floors.
  static let floors = [
    [
      "CClp", "CHDF5", "CDeflate", "CKLU", "JSONReading", "RandomStreams", "Quantities", "Spelling",
    ],
    [
      "Parameters", "HDF5", "EventSimulation", "Accounting", "LinearPrograms", "Profiles",
      "Statistics", "StudyDesigns",
    ],
    [
      "ProfileFiles", "PowerFlow", "Devices", "Tariffs", "Contracts", "Markets", "ResultFiles",
    ],
    [
      "Agents", "ContractFiles", "MarketFiles", "NetworkFiles", "Settlement", "StudyFiles",
      "TariffFiles",
    ],
    ["NetworkDiagrams", "NetworkStudies", "Reports", "Scenarios", "Sweeps"],
    ["Microgrids"],
    ["Studies"],
    ["mgsim"],
  ]

  static let sources = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../Sources").standardized

  @Test("Every import points down")
  func importsPointDown() throws {
    let floorOf = Dictionary(
      uniqueKeysWithValues: Self.floors.enumerated().flatMap { floor, targets in
        targets.map { ($0, floor) }
      })
    let importLine =
      /(?m)^(?:(?:public|package|internal|private|fileprivate|@testable) +)*import +(?:struct |func |enum )?(\w+)/
    var arrows = 0
    for target in try FileManager.default.contentsOfDirectory(atPath: Self.sources.path()) {
      let floor = try #require(floorOf[target], "'\(target)' stands on no floor")
      let folder = Self.sources.appending(path: target)
      for file in try FileManager.default.subpathsOfDirectory(atPath: folder.path())
      where file.hasSuffix(".swift") {
        let text = try String(contentsOf: folder.appending(path: file), encoding: .utf8)
        for match in text.matches(of: importLine) {
          guard let importedFloor = floorOf[String(match.1)] else { continue }
          arrows += 1
          #expect(
            importedFloor < floor, "\(target)/\(file) imports '\(match.1)', which is not below")
        }
      }
    }
    #expect(arrows > 50)
  }

  @Test("Models read no file, no clock and no random source of their own")
  func modelsArePure() throws {
    let forbidden =
      /FileManager|ProcessInfo|Date\(\)|SystemRandomNumberGenerator|\.random\(|ContinuousClock|fopen/
    for target in [
      "Devices", "Tariffs", "Contracts", "Markets", "PowerFlow", "NetworkFiles", "Agents",
    ] {
      let folder = Self.sources.appending(path: target)
      for file in try FileManager.default.subpathsOfDirectory(atPath: folder.path())
      where file.hasSuffix(".swift") {
        let text = try String(contentsOf: folder.appending(path: file), encoding: .utf8)
        #expect(text.firstMatch(of: forbidden) == nil, "\(target)/\(file)")
      }
    }
  }
}
