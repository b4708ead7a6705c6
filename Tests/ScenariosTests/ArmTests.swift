import Contracts
import Scenarios
import Testing

@Suite("Arms of a scenario")
struct ArmTests {
  @Test("Arms arrive with their values as they could have been written")
  func arms() throws {
    let scenario = try ScenarioExample.read(ContractExample.yaml)
    #expect(scenario.arm == nil)
    #expect(scenario.overrides.isEmpty)
    #expect(scenario.market.spot.kindName == "uniform-price-double-auction")
    #expect(
      scenario.arms == [
        arm(
          "utility-only", "Neither contract nor market.",
          [("market.kind", "none"), ("contract.enabled", "false")]),
        arm("as_is", "", []),
        arm(
          "wide", "",
          [
            ("contract.rules.referendumWindow", "30 d"),
            ("members[ana].load", #"{"profile": day/sun, "power": 3 kW}"#),
            ("contract.plants.buses", "[]"),
            ("contract.calls.roof.cost", "400000"),
          ]),
      ])
  }

  private func arm(
    _ name: String, _ description: String, _ values: [(path: String, value: String)]
  ) -> (name: String, description: String, values: [AppliedOverride]) {
    (name, description, values.map { AppliedOverride(path: $0.path, value: $0.value) })
  }

  @Test("A chosen arm sets its values, and overrides come after it")
  func chosen() throws {
    let only = try ScenarioExample.read(ContractExample.yaml, arm: "utility-only")
    #expect(only.arm == "utility-only")
    #expect(only.market.spot.kindName == "none")
    #expect(only.contract?.isEnabled == false)
    #expect(only.overrides.map(\.path) == ["market.kind", "contract.enabled"])
    let wide = try ScenarioExample.read(
      ContractExample.yaml, overrides: ["members.ana.load.power=4 kW"], arm: "wide")
    #expect(wide.contract?.rules.referendumWindow == 2_592_000)
    #expect(wide.members[0].load == ProfileUse(table: 0, column: 0, nominal: 4000))
    #expect(wide.overrides.last == AppliedOverride(path: "members.ana.load.power", value: "4 kW"))
    #expect(try ScenarioExample.read(ContractExample.yaml, arm: "as_is").overrides.isEmpty)
  }

  @Test(
    "The resolved text of an arm is the scenario with its values",
    arguments: ["wide", "utility-only"])
  func resolved(name: String) throws {
    let first = try ScenarioExample.read(ContractExample.yaml, arm: name)
    let second = try ScenarioExample.read(first.resolvedText)
    #expect(second.resolvedText == first.resolvedText)
    #expect(second.arms == first.arms)
    #expect(second.market.spot.kindName == first.market.spot.kindName)
    let third = try ScenarioExample.read(first.resolvedText, arm: name)
    #expect(third.resolvedText == first.resolvedText)
  }

  @Test("The names of arms can be read alone")
  func names() throws {
    func names(_ yaml: String) throws -> [String] {
      try Scenario.armNames(path: "a.yaml") { _ in Array(yaml.utf8) }
    }
    #expect(try names(ContractExample.yaml) == ["utility-only", "as_is", "wide"])
    #expect(try names("title: no scenario yet") == [])
    #expect(throws: ScenarioError.self) { try names("arms: [{name: a}, {name: a}]") }
    #expect(throws: ScenarioError.self) { try Scenario.armNames(path: "/no/such.yaml") }
  }

  static let faults = [
    BadContract(
      "name: utility-only", "name: all",
      "63:11: the name of an arm must be of letters of English, digits, '-' and '_', at most 64, and "
        + "not 'all', but is 'all'."),
    BadContract(
      "name: utility-only", "name: a/b",
      "63:11: the name of an arm must be of letters of English, digits, '-' and '_', at most 64, and "
        + "not 'all', but is 'a/b'."),
    BadContract(
      "name: as_is", "name: utility-only",
      "66:11: there is more than one arm called 'utility-only'."),
    BadContract(
      "market.kind: none", "market.knd: none",
      "65:11: unknown key 'knd' in 'market'. Did you mean 'market.kind'?"),
    BadContract(
      "market.kind: none", "market.kind: nine",
      "65:24: unknown kind 'nine' of 'market'. Did you mean 'none'?"),
    BadContract(
      "market.kind: none", "market..kind: none",
      "65:11: 'market..kind' is no path. Write one such as 'market.k' or "
        + "'members[0].battery.capacity'."),
    BadContract(
      "market.kind: none", "arms: []",
      "65:11: 'arms' can't be set: an arm is chosen with '--arm' and changed in the file."),
    BadContract(
      "contract.rules.referendumWindow: 30 d", "contract.rules.referendumWindow: 30",
      "69:40: 'referendumWindow' in 'rules' must be a duration such as '15 min', but '30' has no "
        + "unit. Units: s, ms, min, h, d."),
    BadContract(
      "contract.calls.roof.cost", "contract.calls.rof.cost",
      "72:7: 'contract.calls' has no element called 'rof'. Did you mean 'roof'?"),
    BadContract(
      "    set: {market.kind: none, contract.enabled: false}", "    set: 3",
      "65:10: 'set' in 'arm' must be a section of paths and values such as 'market.kind: none', but "
        + "is '3'."),
    BadContract(
      "contract.plants.buses: []", "market: {kind: none, k: 1}",
      "71:28: unknown key 'k' in 'market'. Known: 'kind', 'gateClosureLead', 'rounds', 'forecast', 'stages', "
        + "'settlement', 'imbalance'."),
  ]

  @Test("Arms that are not chosen are checked too", arguments: faults)
  func messages(input: BadContract) {
    #expect(ScenarioExample.faults(ContractExample.changed(input.old, input.new)) == input.faults)
  }

  @Test("A fault that an arm brings about elsewhere is said with the arm")
  func elsewhere() {
    let yaml = ContractExample.changed("market.kind: none", "currency: EUR")
    #expect(
      ScenarioExample.faults(yaml) == [
        "63:11: the arm 'utility-only' has this fault: folder/home.yaml:34:13: 'upkeep' in 'plants' "
          + "must be a price such as '60 EUR/kW/a', but '60 BRL/kW/a' has the unit 'BRL/kW/a'. "
          + "Units: EUR/kW/a."
      ])
    let chosen = ScenarioExample.faults(yaml, arm: "utility-only")
    #expect(chosen.contains { $0.contains("has the unit 'BRL/kWh'") })
  }

  @Test("An arm that does not exist is said with the nearest one")
  func unknown() {
    #expect(
      ScenarioExample.faults(ContractExample.yaml, arm: "wid")
        == ["--arm wid: there is no arm 'wid'. Did you mean 'wide'?"])
    #expect(
      ScenarioExample.faults(ScenarioExample.yaml, arm: "wide")
        == ["--arm wide: there is no arm 'wide'. There is none."])
  }
}

private func == (
  arms: [ScenarioArm], expected: [(name: String, description: String, values: [AppliedOverride])]
) -> Bool {
  arms.map(\.name) == expected.map(\.name)
    && arms.map(\.description) == expected.map(\.description)
    && arms.map(\.overrides) == expected.map(\.values)
}
