import Foundation
import NetworkFiles
import NetworkStudies
import PowerFlow
import Testing

/// All reference cases, through the study that the command line uses.
struct ReferenceCaseTests {
  static let folder = URL(filePath: #filePath)
    .appending(path: "../../../../shared/cases").standardized

  static let balanced = [
    "case33bw", "case69", "cigre_mv", "eulv_balanced", "kerber_landnetz_kabel_1",
    "simbench_lv_rural1_0", "synth1000",
  ]
  static let unbalanced = [
    "ieee13", "ieee13_pubtaps", "ieee13_published", "ieee34", "ieee34_pubtaps", "ieee37",
    "ieee37_pubtaps", "ieee123", "ieee123_pubtaps", "ieee_eulv_nominal",
    "ieee_eulv_nominal_clamped",
  ]

  static func exists(_ name: String) -> Bool {
    FileManager.default.fileExists(
      atPath: folder.appending(path: "\(name).json").path(percentEncoded: false))
  }

  static func bytes(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: folder.appending(path: "\(name).json")))
  }

  static func comparison(_ name: String, _ method: PowerFlowMethod) throws -> ReferenceComparison {
    let bytes = try bytes(name)
    let network = try NetworkFile.read(bytes, named: name)
    let study = try PowerFlowStudy(
      network, options: PowerFlowOptions(method: method, tolerancePerUnit: 1e-11))
    return try ReferenceComparison(of: study.solve(), withSolutionIn: bytes, named: name)
  }

  @Test(
    "A balanced reference case is solved within 1e-9 per unit, all its powers within a watt",
    .enabled(if: exists("case33bw"), "the reference cases do not lie beside the package"),
    arguments: balanced)
  func balancedCase(name: String) throws {
    let comparison = try Self.comparison(name, .automatic)
    #expect(comparison.voltage.count > 10)
    #expect(comparison.voltage.largest < 1e-9)
    for deviation in comparison.others where deviation.quantity != "source_q_kvar" {
      #expect(deviation.largest < 1e-3 * max(1, abs(deviation.expected)) * 1e-3, "\(deviation)")
    }
  }

  @Test(
    "An unbalanced reference case is solved within 1e-8 per unit between conductors",
    .enabled(if: exists("ieee13"), "the reference cases do not lie beside the package"),
    arguments: unbalanced)
  func unbalancedCase(name: String) throws {
    let comparison = try Self.comparison(name, .automatic)
    #expect(comparison.agrees(within: 1e-8), "\(comparison.voltage)")
    let loss = try #require(comparison.others.first { $0.quantity == "total_loss_kw" })
    #expect(loss.largest < 1e-6 * abs(loss.expected))
  }

  @Test(
    "From neutral taps the regulators come to the positions of the reference",
    .enabled(if: exists("ieee13"), "the reference cases do not lie beside the package"),
    arguments: ["ieee13", "ieee34", "ieee37", "ieee123"])
  func taps(name: String) throws {
    let bytes = try Self.bytes(name)
    let network = try NetworkFile.read(bytes, named: name)
    let study = try PowerFlowStudy(
      network,
      options: PowerFlowOptions(tolerancePerUnit: 1e-11, controls: .settleFromNeutral))
    let report = study.solve()
    #expect(report[fact: "controls_settled"] == .flag(true))
    let comparison = try ReferenceComparison(of: report, withSolutionIn: bytes, named: name)
    #expect(comparison.agrees(within: 1e-8), "\(comparison.voltage)")
  }

  @Test("A file without a solution is refused", arguments: ["{}", "{\"solution\": 3}", "[", ""])
  func noSolution(text: String) throws {
    let report = SolutionReport(facts: [], tables: [])
    #expect(throws: ReferenceError.self) {
      try ReferenceComparison(of: report, withSolutionIn: Array(text.utf8), named: "a.json")
    }
  }
}
