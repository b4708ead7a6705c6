import Contracts
import Quantities

/// A history of calls that uses every operation, with accepted calls, refusals and no-operations.
struct JournalHistory {
  var contract: QuotaContract
  var journal: CallJournal
  var batch = JournalBatch()
  /// The calls with what the contract answered, for comparisons.
  var calls: [(call: ContractCall, result: ContractResult, events: [ContractEvent])] = []
  /// The states after each call.
  var states: [ContractState] = []

  private var time: Int64 = 1_451_606_400
  private static let month: Int64 = 2_592_001

  static let everybody: [MemberAddress] = ["A", "B", "C", "D", "E", "Zé \u{1F31E}", "outsider"]

  static func founders() -> [FoundingMember] {
    [
      FoundingMember(
        address: "A", fullName: "Ana", utility: "LIGHT", quota: Quota(watts: 60_000),
        tokens: Tokens(milliSEB: 60_000)),
      FoundingMember(
        address: "B", fullName: "Bob", utility: "LIGHT", quota: Quota(watts: 40_000),
        tokens: Tokens(milliSEB: 40_000)),
      FoundingMember(address: "C", fullName: "Cid", utility: "ENEL"),
    ]
  }

  init(keys: WitnessKeys? = nil, rules: ContractRules = .standard) throws {
    contract = try QuotaContract(
      rules: rules, foundingMembers: Self.founders(),
      unallocatedQuota: [("ENEL", Quota(watts: 5_000))], startTime: time)
    journal = CallJournal(signingWith: keys)
    journal.append(genesisOf: contract, to: &batch)
  }

  mutating func wait(_ seconds: Int64) { time += seconds }

  @discardableResult
  mutating func call(
    _ caller: MemberAddress, _ operation: ContractOperation,
    signedBy witnesses: [MemberAddress]? = nil
  ) throws -> ContractResult {
    let call = ContractCall(
      time: time, caller: caller, witnesses: witnesses ?? [caller], operation: operation)
    var events: [ContractEvent] = []
    let result = try contract.apply(call, events: &events, journal: &journal, batch: &batch)
    calls.append((call, result, events))
    states.append(contract.state)
    return result
  }

  /// Asks something of all members, who approve, and asks for the result.
  mutating func decide(
    _ operation: ContractOperation, by caller: MemberAddress = "A",
    voters: [MemberAddress] = ["A", "B", "C", "Zé \u{1F31E}"],
    result: (ReferendumID) -> ContractOperation
  ) throws {
    guard case .value(.referendum(let id)) = try call(caller, operation) else { return }
    wait(1)
    for voter in voters { try call(voter, .vote(id, answer: voter != "C")) }
    wait(Self.month)
    try call("A", result(id))
    try call("B", result(id))
  }

  /// Makes about a hundred calls.
  mutating func exerciseEverything() throws {
    try admit()
    try build()
    try change()
    try ask()
  }

  private mutating func admit() throws {
    let applicant: MemberAddress = "Zé \u{1F31E}"
    try decide(.admission(fullName: "Jose\u{301}", utility: "LIGHT"), by: applicant) {
      .admissionResult($0)
    }
    try call(applicant, .admission(fullName: "José", utility: "LIGHT"))
    try decide(.admission(fullName: "Eva", utility: "LIGHT"), by: "E", voters: ["A"]) {
      .admissionResult($0)
    }
    try call("D", .admission(fullName: "", utility: "LIGHT"))
    try call("D", .admission(fullName: "Dan", utility: "LIGHT"), signedBy: [])
  }

  private mutating func build() throws {
    for (index, cost) in [1000, 3333, 500].enumerated() {
      let plant = PlantID(Int64(index) + 1)
      try decide(
        .powerUp(
          PlantProposal(
            capacity: Quota(watts: 100_001), cost: Int64(cost), utility: "LIGHT",
            timeToMarket: 2_592_000))
      ) { .powerUpResult(.referendum($0)) }
      try call("A", .bid(plant, amount: 400))
      try call("B", .bid(plant, amount: 300))
      try call("C", .bid(plant, amount: 100))
      try call("Zé \u{1F31E}", .bid(plant, amount: 100))
      try call("B", .changeBid(plant, amount: 0))
      try call("A", .changeBid(plant, amount: 900))
      try call("B", .changeBid(plant, amount: 1))
      if index == 1 {
        try decide(.changeTimeToMarket(plant, seconds: 3_000_000)) { .changeResult($0) }
      }
      wait(2 * Self.month)
      for _ in 0..<3 {
        try call("A", .powerUpResult(.plant(plant)))
        wait(Self.month + 500_000)
      }
    }
    try call(
      "A",
      .powerUp(
        PlantProposal(capacity: .zero, cost: 1, utility: "LIGHT", timeToMarket: 2_592_000)))
    try call("A", .powerUpResult(.plant(PlantID(99))))
  }

  private mutating func change() throws {
    try call(
      "A", .trade(to: "B", quota: Quota(watts: 10_000), tokens: Tokens(milliSEB: 12_000)),
      signedBy: ["B", "A"])
    try call("A", .trade(to: "B", quota: Quota(watts: -1), tokens: .zero))
    try call(
      "A", .trade(to: "B", quota: .zero, tokens: Tokens(milliSEB: .max)), signedBy: ["A", "B"])
    try call("A", .changeProfile("A", .fullName, value: "Ana Maria"))
    try call("C", .changeProfile("C", .utility, value: "CEMIG"))
    try call("C", .changeProfile("A", .unrecognized, value: ""))
    try decide(.changeRegister("C", .quota, value: 5)) { .changeResult($0) }
    try decide(.changeRegister("C", .tokens, value: 0)) { .changeResult($0) }
    try decide(.changeUtility(PlantID(1), "LIGHT S.A.")) { .changeResult($0) }
    try decide(.deletePlant(PlantID(1))) { .changeResult($0) }
    try decide(.deleteMember("B")) { .changeResult($0) }
    try call("B", .listMembers)
  }

  private mutating func ask() throws {
    for option in [SummaryOption.brief, .detailed, .field("quota"), .field("nothing")] {
      try call("A", .summary(.member("A"), option))
      try call("A", .summary(.plant(PlantID(2)), option))
    }
    try call("A", .summary(.referendum(ReferendumID(1)), .brief))
    try call("outsider", .summary(.group, .brief), signedBy: [])
    try call("A", .listMembers)
    try call("A", .listPlants)
    try call("A", .unrecognized(name: "voar \u{E9}\u{0}"))
    try call("A", .unrecognized(name: "trade"))
  }
}
