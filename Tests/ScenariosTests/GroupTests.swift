import Devices
import Quantities
import Scenarios
import Testing

@Suite("Groups of members")
struct GroupTests {
  static let yaml = """
    schemaVersion: 1
    title: A street
    seed: 7
    time: {zone: UTC, start: 2016-01-01, duration: 1 d}
    profiles:
      - {name: day, file: day.csv}
    network: {file: feeder.json}
    tariffs:
      - {name: cheap, kind: flat, components: [{name: energy, price: 0.20 EUR/kWh}]}
      - {name: dear, kind: flat, components: [{name: energy, price: 0.40 EUR/kWh}]}
    members:
      - group: house
        count: 200
        bus: [A, B, C]
        load:
          profile: [day/load, day/sun]
          power: {distribution: normal, mean: 4 kW, standardDeviation: 1 kW, minimum: 1 kW}
        photovoltaic: {share: 40 %, profile: day/sun, power: 5 kW}
        battery:
          share: 0.2
          capacity: {distribution: uniform, from: 5 kWh, to: 15 kWh}
          power: {distribution: choice, of: [2 kW, 3 kW]}
        tariff: [cheap, cheap, dear]
      - name: lone
        bus: A
        tariff: dear

    """

  @Test("The members of a group are numbered, and lists are dealt in turn")
  func dealing() throws {
    let scenario = try ScenarioExample.read(Self.yaml)
    #expect(scenario.members.count == 201)
    #expect(scenario.members[0].name == "house-1")
    #expect(scenario.members[199].name == "house-200")
    #expect(scenario.members[3].group == "house")
    #expect(scenario.members.prefix(6).map(\.bus) == [0, 1, 2, 0, 1, 2])
    #expect(scenario.members.prefix(6).map(\.tariff) == [0, 0, 1, 0, 0, 1])
    #expect(scenario.members.prefix(4).map(\.load?.column) == [0, 1, 0, 1])
  }

  @Test("Draws have the distribution that was asked for")
  func distributions() throws {
    let members = try ScenarioExample.read(Self.yaml).members.prefix(200)
    let loads = members.compactMap { $0.load?.nominal }
    #expect(loads.count == 200)
    let mean = loads.reduce(0, +) / 200
    #expect(abs(mean - 4000) < 4 * 1000 / 200.0.squareRoot())
    #expect(loads.allSatisfy { $0 >= 1000 })
    #expect(Set(loads).count == 200)
    let batteries = members.compactMap(\.battery)
    #expect((20...60).contains(batteries.count))
    #expect(batteries.allSatisfy { (5000...15_000).contains($0.capacity.wattHours) })
    #expect(Set(batteries.map(\.chargePower.watts)) == [2000, 3000])
    #expect((55...105).contains(members.count { $0.photovoltaic != nil }))
  }

  @Test("A larger share adds owners and takes none away")
  func nestedShares() throws {
    var owners: Set<String> = []
    for share in stride(from: 0, through: 100, by: 10) {
      let scenario = try ScenarioExample.read(
        Self.yaml, overrides: ["members.house.photovoltaic.share=\(share) %"])
      let now = Set(scenario.members.filter { $0.photovoltaic != nil }.map(\.name))
      #expect(owners.isSubset(of: now))
      owners = now
    }
    #expect(owners.count == 200)
  }

  @Test("More members, other members and other keys change nobody's draws")
  func independence() throws {
    let before = try ScenarioExample.read(Self.yaml)
    let after = try ScenarioExample.read(
      Self.yaml, overrides: ["members[0].count=300", "members.house.battery.share=100 %"])
    for index in 0..<200 {
      #expect(before.members[index].load == after.members[index].load)
      #expect(
        before.members[index].battery == nil
          || before.members[index].battery == after.members[index].battery)
    }
    let other = try ScenarioExample.read(Self.yaml, overrides: ["seed=8"])
    #expect(before.members[0].load != other.members[0].load)
  }

  @Test("Buses can be drawn instead of dealt")
  func randomBuses() throws {
    let scenario = try ScenarioExample.read(
      Self.yaml, overrides: ["members.house.busAssignment=random"])
    let counts = (0..<3).map { bus in scenario.members.count { $0.bus == bus } }
    #expect(counts.allSatisfy { $0 > 40 })
    #expect(scenario.members.prefix(6).map(\.bus) != [0, 1, 2, 0, 1, 2])
  }

  @Test("A draw out of range is said with the member that draws it")
  func outOfRange() {
    let faults = ScenarioExample.faults(
      Self.yaml.replacing(", minimum: 1 kW}", with: "}").replacing(
        "standardDeviation: 1 kW", with: "standardDeviation: 4 kW"))
    #expect(faults.count == 1)
    #expect(faults.allSatisfy { $0.hasPrefix("17:14: the 'power' that the member 'house-") })
    #expect(faults.allSatisfy { $0.hasSuffix("Give the distribution limits.") })
  }

  @Test("A fault that all members of a group share is said once")
  func sharedFault() {
    #expect(
      ScenarioExample.faults(Self.yaml.replacing("bus: [A, B, C]", with: "bus: [A, B, Q]"))
        == ["14:10: there is no bus 'Q' in the network. Known: 'A', 'B', 'C'."])
  }

  @Test("Lists, distributions and shares belong to groups only")
  func singles() {
    let faults = ScenarioExample.faults(
      Self.yaml.replacing(
        "  - name: lone\n    bus: A",
        with:
          "  - name: lone\n    bus: [A, B]\n    load: {profile: day/load, power: {distribution: normal}}\n    battery: {capacity: 1 kWh, share: 10 %}"
      ))
    #expect(faults.count == 3)
    #expect(faults[0] == "25:10: 'bus' in 'member' must be a text, but is a list.")
    #expect(
      faults[1]
        == "26:38: 'power' in 'load' must be a power such as '3.5 kW', but is a section.")
    #expect(faults[2].hasPrefix("27:32: unknown key 'share' in 'battery'."))
  }

  @Test("Distributions that contradict themselves or do not exist are refused")
  func badDistributions() {
    let faults = ScenarioExample.faults(
      Self.yaml
        .replacing("from: 5 kWh, to: 15 kWh", with: "from: 15 kWh, to: 5 kWh")
        .replacing("{distribution: choice, of: [2 kW, 3 kW]}", with: "{distribution: choise}")
        .replacing("minimum: 1 kW}", with: "minium: 1 kW}"))
    #expect(faults.count == 3)
    #expect(faults[0].hasSuffix("unknown key 'minium' in 'normal'. Did you mean 'minimum'?"))
    #expect(faults[1].hasSuffix("'from' in 'uniform' must not be above 'to'."))
    #expect(
      faults[2].hasSuffix("unknown distribution 'choise' for 'power'. Did you mean 'choice'?"))
  }
}
