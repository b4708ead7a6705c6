import Agents
import Contracts
import Parameters
import Quantities
import Scenarios
import Testing

@Suite("The contract of a scenario")
struct ContractTests {
  private func contract(
    _ yaml: String = ContractExample.yaml, overrides: [String] = []
  ) throws -> ContractSettings {
    try #require(try ScenarioExample.read(yaml, overrides: overrides).contract)
  }

  @Test("Rules, keeper, plants and founding members arrive in their own units")
  func settings() throws {
    let contract = try contract()
    #expect(contract.isEnabled)
    #expect(!contract.hasSignatures)
    #expect(
      try contract.rules
        == ContractRules(
          majorityBase: .votesCast, referendumWindow: 864_000, crowdfundingWindow: 5_184_000,
          minimumTimeToMarket: 2_678_400, minimumOffer: 50,
          maximumPlantCapacity: Quota(watts: 3_000_000)))
    #expect(
      contract.foundingMembers == [
        FoundingMemberSettings(
          member: 0, quota: Quota(watts: 10_000), tokens: Tokens(milliSEB: 10_000)),
        FoundingMemberSettings(member: 2, quota: .zero, tokens: Tokens(milliSEB: 500)),
      ])
    #expect(
      contract.profiles == [
        ContractProfile(fullName: "Ana Alves", utility: "LIGHT"),
        ContractProfile(fullName: "bia", utility: "ENEL"),
        ContractProfile(fullName: "flat-1", utility: "LIGHT"),
        ContractProfile(fullName: "flat-2", utility: "ENEL"),
        ContractProfile(fullName: "flat-3", utility: "LIGHT"),
      ])
    #expect(contract.policies?.count == 5)
    #expect(
      contract.keeper == KeeperSettings(isActive: true, delay: .exponential(mean: 172_800)))
    let plants = contract.plants
    #expect(plants.production == ProfileUse(table: 0, column: 1, nominal: 1))
    #expect(plants.expectedYield == 1500)
    #expect(plants.buses.isEmpty && plants.phases == nil)
    #expect(plants.settlement == .monthly)
    #expect(plants.minimumConsumption == MeteredEnergy(milliwattHours: 50_000_000))
    #expect(plants.creditLifeMonths == 48)
    #expect(plants.upkeep == Money(micros: 60_000_000))
    #expect(!plants.hasHostingScreen)
  }

  @Test("A contract of which nothing is written has the constants of the original")
  func defaults() throws {
    let start = try #require(ContractExample.yaml.firstRange(of: "contract:\n"))
    let end = try #require(ContractExample.yaml.firstRange(of: "recording:"))
    let recording = try #require(ContractExample.yaml.firstRange(of: "arms:"))
    let yaml =
      ContractExample.yaml[..<start.lowerBound] + "contract: {}\n"
      + ContractExample.yaml[end.lowerBound..<recording.lowerBound]
    let contract = try contract(String(yaml))
    #expect(contract.isEnabled && contract.hasSignatures)
    #expect(contract.rules == .standard)
    #expect(contract.foundingMembers.isEmpty && contract.calls.isEmpty)
    #expect(contract.profiles[0].utility == "utility")
    #expect(contract.policies?.count == 5)
    #expect(contract.keeper == KeeperSettings(isActive: true, delay: .fixed(0)))
    #expect(contract.plants.production == nil)
    #expect(contract.plants.settlement == .interval)
    #expect(contract.plants.creditLifeMonths == 60)
  }

  @Test("Members act by themselves unless the contract says that they do not")
  func agents() throws {
    #expect(try contract(overrides: ["contract.agents=false"]).policies == nil)
    let off = try contract(overrides: ["contract.enabled=false"])
    #expect(!off.isEnabled)
    #expect(off.calls.count == 25)
  }

  @Test("Calls come in the order of time, those of one moment in that of the file")
  func order() throws {
    let calls = try contract().calls
    #expect(calls.map(\.time) == calls.map(\.time).sorted())
    // Midnight in São Paulo was 02:00 in UTC in summer and 03:00 in winter.
    #expect(calls[0].time == Instant(seconds: 1_451_736_000))
    #expect(calls[6].time == Instant(seconds: 1_462_071_601))
    let may3 = calls.filter { $0.time == Instant(seconds: 1_462_244_400) }
    #expect(may3.map(\.name) == ["moved", "later", "gone"])
  }

  @Test("Every operation arrives with its arguments")
  func operations() throws {
    let calls = try contract().calls
    let expected: [ScriptedOperation] = [
      .plain(.admission(fullName: "bia", utility: "ENEL")),
      .onReferendum("bia-joins", .vote(answer: true)),
      .onReferendum("bia-joins", .admissionResult),
      .powerUp(
        PlantProposal(
          capacity: Quota(watts: 100_000), cost: 500_000, utility: "LIGHT",
          timeToMarket: 2_678_400), .interval),
      .onReferendum("roof", .powerUpResult),
      .onPlant("roof-plant", .bid(amount: 300_000)),
      .onPlant("roof-plant", .changeBid(amount: 0)),
      .onPlant("roof-plant", .powerUpResult),
      .onPlant("roof-plant", .changeUtility("ENEL")),
      .onPlant("roof-plant", .changeTimeToMarket(seconds: 3_456_000)),
      .onPlant("roof-plant", .deletePlant),
      .onReferendum("moved", .changeResult),
      .plain(.changeProfile("bia", .fullName, value: "Beatriz")),
      .plain(.changeProfile("ana", .utility, value: "ENEL")),
      .plain(.changeRegister("bia", .quota, value: 2000)),
      .plain(.changeRegister("bia", .tokens, value: 1500)),
      .plain(.deleteMember("flat-1")),
      .plain(.trade(to: "flat-1", quota: Quota(watts: 1000), tokens: Tokens(milliSEB: 1000))),
      .plain(.trade(to: "bia", quota: Quota(watts: 1000), tokens: .zero)),
      .plain(.summary(.group, .brief)),
      .plain(.summary(.member("bia"), .brief)),
      .onPlant("roof-plant", .summary),
      .onReferendum("out", .summary),
      .plain(.listMembers),
      .plain(.listPlants),
    ]
    #expect(calls.map(\.operation) == expected)
    #expect(calls[4].name == "roof-plant")
    #expect(calls[0].caller == 1)
    #expect(calls[0].witnesses == [1])
    #expect(calls[12].witnesses == [])
    #expect(calls[17].witnesses == [0, 2])
  }

  @Test("A scenario can call every operation that the contract has")
  func allOperations() throws {
    let schema = Scenario.jsonSchema()
    for name in ContractOperation.names {
      #expect(schema.contains("\"operation\": {\"description\""))
      #expect(schema.contains("\"\(name)\""), "\(name)")
    }
  }

  @Test("Plants are connected to buses of the network, and screened by power flows")
  func buses() throws {
    let scenario = try ScenarioExample.read(
      ScenarioExample.yaml,
      overrides: [
        "contract.plants={buses: [C, B], hostingScreen: true, production: {profile: day/sun}}"
      ])
    let plants = try #require(scenario.contract?.plants)
    #expect(plants.buses == [2, 1])
    #expect(plants.hasHostingScreen)
  }

  @Test("The members of a group may have policies that are dealt or drawn")
  func groupGovernance() {
    for section in GovernancePolicies.parameterSet.parameters {
      guard case .section(let set) = section.kind else { continue }
      for parameter in set.parameters {
        guard case .number(let number)? = parameter.defaultValue else { continue }
        var text = "\(number)"
        if case .quantity(let dimension) = parameter.kind {
          text += " " + dimension.units[0].symbol.replacing("¤", with: "BRL")
        }
        let path = "members.flat.governance.\(section.name).\(parameter.name)"
        for value in ["[\(text), \(text)]", "{distribution: choice, of: [\(text)]}"] {
          #expect(
            ScenarioExample.faults(ContractExample.yaml, overrides: ["\(path)=\(value)"]) == [])
        }
      }
    }
  }

  @Test("Governance is written out with its defaults where there is a contract only")
  func resolved() throws {
    let text = try ScenarioExample.read(ContractExample.yaml).resolvedText
    #expect(text.components(separatedBy: "    governance:\n").count == 4)
    #expect(try !ScenarioExample.read(GroupTests.yaml).resolvedText.contains("governance"))
  }
}

extension String {
  fileprivate func components(separatedBy separator: String) -> [Substring] {
    split(separator: separator, omittingEmptySubsequences: false)
  }
}
