import Testing

/// A change of the example of a contract, with everything that is then said.
struct BadContract: Sendable, CustomTestStringConvertible {
  let old: String
  let new: String
  let faults: [String]

  init(_ old: String, _ new: String, _ faults: String...) {
    self.old = old
    self.new = new
    self.faults = faults
  }

  var testDescription: String { new }

  static let rules = [
    BadContract(
      "majorityBase: votes-cast", "majorityBase: votes",
      "16:19: 'majorityBase' in 'rules' cannot be 'votes'. Known: 'electorate', 'votes-cast'."),
    BadContract(
      "referendumWindow: 10 d", "referendumWindow: 0 d",
      "17:23: 'referendumWindow' in 'rules' must be above 0 s, but is '0 d'."),
    BadContract(
      "referendumWindow: 10 d", "referendumWindow: 10.5 s",
      "17:23: 'referendumWindow' in 'rules' must be a whole number of seconds."),
    BadContract(
      "minimumTimeToMarket: 31 d", "minimumTimeToMarket: 40000 d",
      "19:26: 'minimumTimeToMarket' in 'rules' must be at most 36525 d, but is '40000 d'."),
    BadContract(
      "minimumOffer: 50", "minimumOffer: 0",
      "20:19: 'minimumOffer' in 'rules' must be at least 1, but is '0'."),
    BadContract(
      "minimumOffer: 50", "minimumOffer: 9223372036854775808",
      "20:19: 'minimumOffer' in 'rules' must be a whole number, but is '9223372036854775808'."),
    BadContract(
      "maximumPlantCapacity: 3 MW", "maximumPlantCapacity: 0.5 W",
      "21:27: 'maximumPlantCapacity' in 'rules' must be a whole number of W."),
    BadContract(
      "{member: flat-1,", "{member: flat-4,",
      "26:16: there is no member 'flat-4'. Did you mean 'flat-1'?"),
    BadContract(
      "{member: flat-1,", "{member: ana,", "26:16: 'ana' joins the contract more than once."),
    BadContract(
      "utility: ENEL,", "utility: '',",
      "12:37: 'utility' in 'member' must be a text of at most 10000 characters."),
    BadContract(
      "delay: 2 d,", "delay: 0 s,",
      "27:19: 'delay' in 'keeper' must be above 0 s where it is the mean of an exponential "
        + "distribution."),
    BadContract(
      "distribution: exponential", "distribution: normal",
      "27:38: 'distribution' in 'keeper' cannot be 'normal'. Known: 'fixed', 'exponential'."),
    BadContract(
      "settlement: monthly", "settlement: weekly",
      "31:17: 'settlement' in 'plants' cannot be 'weekly'. Known: 'interval', 'monthly'."),
    BadContract(
      "creditLife: 48", "creditLife: 0",
      "33:17: 'creditLife' in 'plants' must be at least 1, but is '0'."),
    BadContract(
      "upkeep: 60 BRL/kW/a", "upkeep: 60 BRL",
      "34:13: 'upkeep' in 'plants' must be a price such as '60 BRL/kW/a', but '60 BRL' has the unit "
        + "'BRL'. Units: BRL/kW/a."),
    BadContract(
      "upkeep: 60 BRL/kW/a", "buses: [\"5\"]",
      "34:12: 'plants' has buses, but the scenario has no network."),
    BadContract(
      "upkeep: 60 BRL/kW/a", "phases: abc",
      "34:13: 'plants' has phases, but the scenario has no network whose phases differ."),
    BadContract(
      "upkeep: 60 BRL/kW/a", "hostingScreen: true",
      "34:20: 'hostingScreen' in 'plants' asks for power flows, but the scenario has no network."),
    BadContract(
      "profile: day/sun}\n", "profile: dya/sun}\n",
      "29:27: there is no profile file 'dya'. Did you mean 'day'?"),
  ]

  static let calls = [
    BadContract(
      "operation: vote,", "operation: vot,",
      "38:48: unknown operation 'vot' of 'call'. Did you mean 'vote'?"),
    BadContract(
      "operation: vote, ", "",
      "38:7: 'call' needs the key 'operation'. Known: 'admission', 'admissionResult', 'vote', "
        + "'changeResult', 'powerUp', 'powerUpResult', 'bid', 'changeBid', 'changeProfile', "
        + "'changeRegister', 'deleteMember', 'changeUtility', 'changeTimeToMarket', 'deletePlant', "
        + "'trade', 'summary', 'listMembers', 'listPlants'."),
    BadContract(
      "answer: true", "anwser: true",
      "38:7: 'call' needs the key 'answer': 'true' or 'false'.",
      "38:77: unknown key 'anwser' in 'call'. Did you mean 'answer'?"),
    BadContract(
      "2016-01-03, caller: ana", "2016-01-03, caller: anna",
      "38:32: there is no member 'anna'. Did you mean 'ana'?"),
    BadContract(
      "at: 2016-01-03,", "at: 2017-01-01,", "38:12: 'at' in 'call' lies outside the horizon."),
    BadContract(
      "2016-01-02T10:00,", "\"2016-01-02T10:00:00.5\",",
      "37:12: 'at' in 'call' must be a whole second."),
    BadContract(
      "at: 2016-01-03,", "at: 2016-10-16,",
      "38:12: 'at' in 'call' is a moment that clocks in America/Sao_Paulo skip, or that lies too far "
        + "from today."),
    BadContract(
      "vote, referendum: bia-joins", "vote, referendum: bia-jion",
      "38:66: there is no call with the name 'bia-jion'. Did you mean 'bia-joins'?"),
    BadContract(
      "vote, referendum: bia-joins", "vote, referendum: roof",
      "38:66: the call with the name 'roof' comes later than this one."),
    BadContract(
      "powerUpResult, referendum: roof,", "powerUpResult, referendum: bia-joins,",
      "41:75: 'bia-joins' is the name of 'admission', which is no referendum for 'powerUpResult'. "
        + "Known: 'roof'."),
    BadContract(
      "bid, plant: roof-plant", "bid, plant: roof",
      "42:60: 'roof' is the name of 'powerUp', which is no plant for 'bid'. "
        + "Known: 'roof-plant'."),
    BadContract(
      "changeResult, referendum: moved", "changeResult, referendum: roof",
      "47:74: 'roof' is the name of 'powerUp', which is no referendum for 'changeResult'. "
        + "Known: 'moved', 'later', 'gone'."),
    BadContract(
      "as: later", "as: moved", "45:111: there is more than one call with the name 'moved'."),
    BadContract(
      "operation: powerUpResult, plant: roof-plant",
      "operation: powerUpResult, plant: roof-plant, as: x",
      "43:86: 'as' in 'call' names nothing: 'powerUpResult' with the key 'plant' brings about neither "
        + "a referendum nor a plant."),
    BadContract(
      "operation: powerUpResult, plant: roof-plant",
      "operation: powerUpResult, plant: roof-plant, referendum: roof",
      "43:7: 'call' needs exactly one of the keys 'referendum', 'plant', but has 2."),
    BadContract(
      "member: bia, quota: 2 kW,", "member: bia,",
      "50:7: 'call' needs exactly one of the keys 'quota', 'tokens', but has 0."),
    BadContract(
      "capacity: 100 kW", "capacity: 0 kW",
      "40:67: 'capacity' in 'call' must be above 0 W, but is '0 kW'."),
    BadContract(
      "amount: 300000", "amount: 1e5",
      "42:80: 'amount' in 'call' must be a whole number, but is '1e5'."),
    BadContract(
      "amount: 300000", "amount: 2000000000000",
      "42:80: 'amount' in 'call' must be at most 1000000000000, but is '2000000000000'."),
    BadContract(
      ", witnesses: [ana, flat-1]", "",
      "53:7: a trade with tokens needs the key 'witnesses': both members, if both agree."),
    BadContract(
      "witnesses: [ana, flat-1]", "witnesses: [ana, ana]",
      "53:106: 'ana' signs the call more than once."),
    BadContract(
      "summary, member: bia", "summary, member: bia, referendum: out",
      "56:7: a summary is about one of 'member', 'plant', 'referendum', or about the group without "
        + "any."),
  ]
}

@Suite("What is said about bad contracts")
struct ContractDiagnosticTests {
  @Test(
    "A fault is said with its place, what was found and what to write",
    arguments: BadContract.rules + BadContract.calls)
  func message(input: BadContract) {
    #expect(ScenarioExample.faults(ContractExample.changed(input.old, input.new)) == input.faults)
  }

  @Test("Plants that inject or are screened in a network need buses that it has")
  func buses() {
    #expect(
      ScenarioExample.faults(
        ScenarioExample.yaml, overrides: ["contract.plants={production: {profile: day/sun}}"]) == [
          "--set contract.plants={production: {profile: day/sun}}: 'plants' needs the key 'buses', "
            + "because the scenario has a network."
        ])
    #expect(
      ScenarioExample.faults(ScenarioExample.yaml, overrides: ["contract.plants.buses=[D]"]) == [
        "--set contract.plants.buses=[D]: there is no bus 'D' in the network. Known: 'A', 'B', 'C'."
      ])
    #expect(
      ScenarioExample.faults(
        ScenarioExample.yaml, overrides: ["contract.plants={buses: [A], phases: a}"]) == [
          "--set contract.plants={buses: [A], phases: a}: 'plants' has phases, but the scenario has "
            + "no network whose phases differ."
        ])
  }

  @Test("Policies are refused where there is no contract")
  func noContract() {
    let override = "members.lone.governance={}"
    #expect(
      ScenarioExample.faults(GroupTests.yaml, overrides: [override])
        == ["--set \(override): a member has 'governance', but the scenario has no contract."])
  }

  @Test("The old list of trades is no key any more")
  func trades() {
    #expect(
      ScenarioExample.faults(
        ScenarioExample.yaml.replacing("  calls:\n", with: "  trades:\n")
      ).first?.hasPrefix("51:3: unknown key 'trades' in 'contract'.") == true)
  }
}
