import Devices
import Markets
import Quantities
import Scenarios
import Tariffs
import Testing

@Suite("Overrides")
struct OverrideTests {
  @Test("Values are set by key, by index and by name")
  func paths() throws {
    let scenario = try ScenarioExample.read(
      ScenarioExample.yaml,
      overrides: [
        "seed=7", "market.k=0.75", "members[1].load.power=5 kW",
        "members.alice.battery.capacity=20 kWh",
        "members[alice].battery.control.kind=self-consumption",
        "tariffs.household.components[0].price=0.5 EUR/kWh", "members.bob.strategy.kind=truthful",
        "recording.orders=true", "network.maximumVoltage=1.05", "time.extraHolidays=[2016-01-04]",
        "members.alice.strategy=truthful", "contract.members.bob.tokens=3 SEB",
        "members.bob.battery={capacity: 3 kWh}",
      ])
    #expect(scenario.seed == 7)
    #expect(
      scenario.market.spot.mechanism as? UniformPriceDoubleAuction
        == UniformPriceDoubleAuction(k: 0.75))
    #expect(scenario.members[1].load?.nominal == 5000)
    #expect(scenario.members[0].battery?.capacity == Energy(kilowattHours: 20))
    #expect(scenario.tariffs[0].plan.importPrice(inPeriod: 0) == UnitPrice(nanos: 500_000_000))
    #expect(scenario.recording.orders)
    #expect(scenario.network?.maximumVoltage == 1.05)
    #expect(scenario.members[0].strategyKind == "truthful")
    #expect(scenario.contract?.foundingMembers[1].tokens == Tokens(milliSEB: 3000))
    #expect(scenario.members[1].battery?.capacity == Energy(kilowattHours: 3))
    #expect(scenario.overrides.count == 13)
    #expect(scenario.overrides[1] == AppliedOverride(path: "market.k", value: "0.75"))
    #expect(scenario.sourceText == ScenarioExample.yaml)
  }

  @Test("A section that the file leaves out is made; the kind decides which keys there are")
  func newSections() throws {
    let yaml = ScenarioExample.yaml.replacing("recording:\n  voltagePrecision: float64\n", with: "")
    let scenario = try ScenarioExample.read(
      yaml, overrides: ["recording.ledger=full", "market.kind=none"].dropLast())
    #expect(scenario.recording.ledger == .full)
    // What the file wrote for another kind goes; what was itself set stays and is said.
    let changed = try ScenarioExample.read(yaml, overrides: ["market.kind=none"])
    #expect(changed.market.spot.kindName == "none")
    #expect(changed.market.gateClosureLeadIntervals == 2)
    #expect(
      ScenarioExample.faults(yaml, overrides: ["market.k=0.5", "market.kind=none"]) == [
        "29:3: unknown key 'k' in 'market'. Known: 'kind', 'gateClosureLead', 'rounds', 'forecast', 'stages', "
          + "'settlement', 'imbalance'."
      ])
    #expect(
      try ScenarioExample.read(yaml, overrides: ["market=none"]).market.spot.kindName == "none")
  }

  @Test("A key takes the place of those that exclude it")
  func alternatives() throws {
    let scenario = try ScenarioExample.read(
      ScenarioExample.yaml, overrides: ["time.end=2016-01-01T18:00"])
    #expect(scenario.time.intervalCount == 72)
  }

  @Test("Setting what an alias stands for leaves the other places alone")
  func aliases() throws {
    let yaml = ScenarioExample.yaml
      .replacing(
        "load: {profile: day/load, power: 4 kW, reactivePower: 1.5 kvar}",
        with: "load: &l {profile: day/load, power: 4 kW}"
      )
      .replacing("load: {profile: day/load, power: 3 kW}", with: "load: *l")
    let scenario = try ScenarioExample.read(yaml, overrides: ["members.alice.load.power=9 kW"])
    #expect(scenario.members.map(\.load?.nominal) == [9000, 4000])
  }

  struct Fault: Sendable {
    let override: String
    let message: String
  }

  static let faults = [
    Fault(
      override: "market.kk=1",
      message: "unknown key 'kk' in 'market'. Did you mean 'market.k'?"),
    Fault(
      override: "marke.k=1",
      message: "unknown key 'marke' in 'scenario'. Did you mean 'market'?"),
    Fault(
      override: "members.alise.tariff=household",
      message: "'members' has no element called 'alise'. Did you mean 'alice'?"),
    Fault(
      override: "members[2].tariff=household",
      message: "'members' has 2 elements, counted from 0, so there is no 'members[2]'."),
    Fault(
      override: "seed.x=1",
      message: "'seed' is a single value, so nothing can be set inside it."),
    Fault(
      override: "arms=[]",
      message: "'arms' can't be set: an arm is chosen with '--arm' and changed in the file."),
    Fault(override: "time[0]=1", message: "'time' is a section, not a list."),
    Fault(
      override: "market.k",
      message: "an override must be written as 'path=value', such as 'seed=7'."
    ),
    Fault(
      override: "market..k=1",
      message:
        "'market..k' is no path. Write one such as 'market.k' or 'members[0].battery.capacity'."),
    Fault(
      override: "members.alice.tariff=",
      message: "'tariff' in 'member' can't be removed: it must be written."),
    Fault(
      override: "market.k=2", message: "'k' in 'market' must be at most 1, but is '2'."),
    Fault(
      override: "members.alice.battery.capacity=-5 kWh",
      message: "'capacity' in 'battery' must be above 0 Wh, but is '-5 kWh'."),
    Fault(
      override: "members.alice.battery={capcity: 5 kWh}",
      message: "'battery' needs the key 'capacity': an energy such as '13.5 kWh'."),
  ]

  @Test("An override that cannot be applied is said with its own text as place", arguments: faults)
  func messages(fault: Fault) {
    let faults = ScenarioExample.faults(ScenarioExample.yaml, overrides: [fault.override])
    #expect(faults.first == "--set \(fault.override): \(fault.message)")
  }
}
