import Foundation
import Microgrids
import Reports
import ResultFiles
import Scenarios
import TestSupport
import Testing

/// The shipped study of twenty years, in all its arms.
struct BrazilianCommunityTests {
  private static let path = URL(filePath: #filePath)
    .appending(path: "../../../scenarios/mtesm-brazil/community.yaml").standardized.path()

  @Test("Twenty years add up in every arm, and quota and trade each make energy cheaper")
  func arms() throws {
    let folder = try TemporaryFolder()
    var bills: [String: Double] = [:]
    for arm in try Scenario.armNames(path: Self.path) {
      let scenario = try Scenario.read(path: Self.path, arm: arm)
      let summary = try Microgrid(scenario).run(writing: folder.file("\(arm).h5"))
      #expect(summary.intervals == 175_320)
      bills[arm] = summary.indicators.first { $0.name == "total_bills" }?.value
      let reader = try ResultFileReader(opening: folder.file("\(arm).h5"))
      for check in try ResultAudit.run(reader) {
        #expect(check.passed, "\(arm): \(check.property): \(check.finding)")
      }
      guard let governance = summary.governance else { continue }
      func value(_ name: String) -> Double { governance.first { $0.name == name }?.value ?? .nan }
      #expect(value("contract_members") > 40)
      #expect(value("funding_success_rate") > 0.2)
      #expect(value("refused_calls") == 0)
      #expect(value("quota_residual") == 0)
      #expect(value("token_residual") == 0)
    }
    let alone = try #require(bills["utility-only"])
    for arm in ["quota-only", "p2p-only"] { #expect(try #require(bills[arm]) < alone) }
    #expect(try #require(bills["both"]) < #require(bills["quota-only"]))
  }
}
