import Agents
import Devices
import Markets
import Quantities
import Scenarios
import Tariffs
import Testing

@Suite("Scenario")
struct ScenarioTests {
  @Test("Every section of a scenario arrives, defaults filled in")
  func wholeScenario() throws {
    let scenario = try ScenarioExample.read(ScenarioExample.yaml)
    #expect(scenario.title == "Two houses and a farm")
    #expect(scenario.description == "")
    #expect(scenario.seed == 42)
    #expect(scenario.currency == "EUR")
    #expect(scenario.time.start == Instant(seconds: 1_451_606_400))
    #expect(scenario.time.end == Instant(seconds: 1_451_692_800))
    #expect(scenario.time.intervalNanoseconds == 900_000_000_000)
    #expect(scenario.time.intervalCount == 96)
    let christmasEve = try #require(CivilDate(year: 2016, month: 12, day: 24))
    #expect(scenario.time.holidays.isHoliday(christmasEve))
    #expect(scenario.profileTables.count == 1)
    #expect(scenario.profileTables[0].columnNames == ["load", "sun"])
    #expect(scenario.profileTables[0].columns[1][40] == 0.8)
    let network = try #require(scenario.network)
    #expect(network.minimumVoltage == 0.95)
    #expect(network.maximumVoltage == 1.1)
    #expect(network.tolerance == 1e-10)
    #expect(!network.continuesWhenNotConverged)
    #expect(scenario.recording.voltagePrecision == .float64)
    #expect(scenario.recording.ledger == .billingPeriods)
    #expect(!scenario.recording.orders)
    #expect(scenario.sourceText == ScenarioExample.yaml)
    #expect(scenario.inputs.map(\.path) == ["home.yaml", "feeder.json", "day.csv"])
    #expect(scenario.inputs.allSatisfy { $0.sha256.utf8.count == 64 })
  }

  @Test("Members have their devices, tariffs and strategies")
  func members() throws {
    let scenario = try ScenarioExample.read(ScenarioExample.yaml)
    #expect(scenario.members.map(\.name) == ["alice", "bob"])
    let (alice, bob) = (scenario.members[0], scenario.members[1])
    #expect(alice.bus == 0)
    #expect(bob.bus == 1)
    #expect(alice.load == ProfileUse(table: 0, column: 0, nominal: 4000))
    // Without a profile of its own, reactive power follows that of the load.
    #expect(alice.reactiveLoad == ProfileUse(table: 0, column: 0, nominal: 1500))
    #expect(alice.photovoltaic == ProfileUse(table: 0, column: 1, nominal: 6000))
    #expect(alice.battery?.capacity == Energy(kilowattHours: 10))
    #expect(alice.battery?.chargeEfficiency == 0.95)
    #expect(alice.batteryControl is SelfConsumptionControl)
    #expect(alice.strategy is ZeroIntelligenceStrategy)
    #expect(alice.strategyKind == "zero-intelligence")
    #expect(bob.strategyKind == "truthful")
    #expect(bob.battery == nil && bob.batteryControl == nil && bob.photovoltaic == nil)
    #expect(bob.group == nil)
    #expect(scenario.tariffs[alice.tariff].name == "household")
  }

  @Test("The market, the tariff and the contract are made from their own descriptions")
  func models() throws {
    let scenario = try ScenarioExample.read(ScenarioExample.yaml)
    let auction = try #require(scenario.market.spot.mechanism as? UniformPriceDoubleAuction)
    #expect(auction == UniformPriceDoubleAuction(k: 0.25))
    #expect(scenario.market.gateClosureLeadIntervals == 2)
    #expect(scenario.market.forecastKind == "perfect")
    let tariff = scenario.tariffs[0]
    #expect(tariff.kindName == "flat")
    #expect(tariff.plan.importPrice(inPeriod: 0) == UnitPrice(nanos: 300_000_000))
    #expect(tariff.plan.fixed.map(\.price) == [UnitPrice(nanos: 8_500_000_000)])
    let contract = try #require(scenario.contract)
    #expect(contract.profiles.map(\.fullName) == ["Alice A.", "bob"])
    #expect(contract.foundingMembers[0].quota == Quota(watts: 5000))
    #expect(contract.foundingMembers[1].tokens == Tokens(milliSEB: 2000))
    #expect(contract.calls.count == 1)
    #expect(contract.calls[0].time == Instant(seconds: 1_451_649_600))
    #expect(contract.calls[0].witnesses == [1])
  }

  @Test("Sections that may be left out are left out")
  func smallestScenario() throws {
    let scenario = try ScenarioExample.read(
      """
      schemaVersion: 1
      title: Smallest
      time: {zone: Europe/Berlin, start: 2016-03-27, end: 2016-03-28}
      tariffs: [{name: t, kind: flat, components: []}]
      members: [{name: m, tariff: t}]
      """)
    #expect(scenario.network == nil)
    #expect(scenario.contract == nil)
    #expect(scenario.market.spot.kindName == "none")
    #expect(scenario.seed == 1)
    // The day on which clocks go forward has 23 hours.
    #expect(scenario.time.intervalCount == 92)
  }

  @Test("A horizon of years ends on the same day of the year")
  func years() throws {
    let yaml = ScenarioExample.changed("duration: 1 d", "years: 2")
    let scenario = try ScenarioExample.read(
      yaml.replacing("step: 15 min", with: "step: 15 min\n    repeat: by-row"))
    #expect(scenario.time.intervalCount == (366 + 365) * 96)
  }
}
