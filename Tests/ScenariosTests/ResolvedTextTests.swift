import Scenarios
import Testing

@Suite("The resolved scenario")
struct ResolvedTextTests {
  @Test(
    "Reading the resolved text gives the same scenario and the same text",
    arguments: [ScenarioExample.yaml, GroupTests.yaml, ContractExample.yaml])
  func fixedPoint(yaml: String) throws {
    var first = try ScenarioExample.read(yaml)
    var second = try ScenarioExample.read(first.resolvedText)
    #expect(second.resolvedText == first.resolvedText)
    second.sourceText = first.sourceText
    second.inputs = first.inputs
    // The network holds a dictionary, which prints in any order.
    #expect(second.network?.network == first.network?.network)
    first.network = nil
    second.network = nil
    #expect("\(second)" == "\(first)")
  }

  @Test("Defaults and overrides are written out, quantities in their largest fitting unit")
  func text() throws {
    let scenario = try ScenarioExample.read(
      ScenarioExample.yaml, overrides: ["members.alice.load.power=4.25 kW", "seed=9"])
    let text = scenario.resolvedText
    for line in [
      "schemaVersion: 1\n", "seed: 9\n", "  interval: 15 min\n", "  holidays: germany\n",
      "  maximumVoltage: 1.1\n", "  whenNotConverged: stop\n", "  forecast:\n    kind: perfect\n",
      "      power: 4.25 kW\n", "      chargeEfficiency: 0.95\n", "        price: 0.3 EUR/kWh\n",
      "      control:\n        kind: self-consumption\n", "  ledger: billing-periods\n",
    ] {
      #expect(text.contains(line), "\(line) in\n\(text)")
    }
  }

  @Test("Any text is read back as it was")
  func quoting() throws {
    let title = "a \"quoted\" \\ *title*: # [with] {all} & more\t\u{85}é\u{1F600}"
    let yaml = ScenarioExample.changed(
      "title: Two houses and a farm",
      "title: \"a \\\"quoted\\\" \\\\ *title*: # [with] {all} & more\\t\\Né\u{1F600}\"")
    let first = try ScenarioExample.read(yaml)
    #expect(first.title == title)
    #expect(try ScenarioExample.read(first.resolvedText).title == title)
  }
}
