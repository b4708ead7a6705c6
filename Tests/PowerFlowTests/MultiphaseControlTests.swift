import Foundation
import PowerFlow
import Testing

/// Regulators, capacitor controls and generators that follow the voltage.
struct MultiphaseControlTests {
  private struct File: Decodable {
    struct Row: Decodable {
      let id: String
      let tapNumber: Int
    }

    let regulators: [Row]
  }

  @Test(
    "Regulators come to rest at the taps of the references",
    .enabled(if: !MultiphaseCases.present.isEmpty, "the reference cases are not there"),
    arguments: ["ieee13", "ieee34", "ieee37", "ieee123"].filter(CaseFiles.exists))
  func taps(name: String) throws {
    var network = try MultiphaseCases.network(name)
    for regulator in network.regulators {
      network.transformers[regulator.transformer].windings[regulator.winding].tap = 1
    }
    let data = try Data(contentsOf: CaseFiles.shared.appending(path: name + ".json"))
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    let expected = try decoder.decode(File.self, from: data).regulators.map(\.tapNumber)
    var solver = try MultiphasePowerFlowSolver(network)
    let outcome = solver.settleControls()
    #expect(outcome.isSettled)
    let taps = solver.controls.map { solver.network.position(of: $0) }
    #expect(taps == expected)
  }
}
