import Contracts
import Quantities
import Testing

/// Every refusal of every operation. Each call breaks the rule of its code and as many later ones
/// as it can, so that the order of the checks is proved as well.
struct ContractRefusalTests {
  /// A group at second 1000 in which everything is at some step:
  ///
  /// ```text
  /// P1 operating   P2 building until 5301   P3 failed   P4 removed   P5 building, due since 351
  /// P6 300 of 1000 raised until 1161        P7 100 of 100 raised until 1161
  /// R7 admission of E, approved             R8 admission of G, over
  /// R9 removal of C, denied                 R10 register of A, over
  /// R12 plant, over                         R14 plant, open; A voted, E came later
  /// R15 admission of H, open
  /// ```
  private static func group() throws -> ContractScript {
    var script = try ContractScript()
    let proposals = [(100, 50), (100, 5000), (1000, 50), (100, 50), (100, 50)].map {
      PlantProposal(
        capacity: Quota(watts: 1000), cost: $0, utility: "LIGHT", timeToMarket: $1)
    }
    for proposal in proposals { _ = try script.open(0, "A", .powerUp(proposal), yes: ["A", "B"]) }
    for number in 1...5 as ClosedRange<Int64> {
      try script.call(101, "A", .powerUpResult(.referendum(ReferendumID(number))))
    }
    for number in [1, 2, 4, 5] as [Int64] {
      try script.call(102, "A", .bid(PlantID(number), amount: 100))
    }
    try script.call(102, "B", .bid(PlantID(3), amount: 100))
    for number in 1...5 as ClosedRange<Int64> {
      try script.call(302, "B", .powerUpResult(.plant(PlantID(number))))
    }
    try script.call(352, "B", .powerUpResult(.plant(PlantID(1))))
    try script.decide(360, "A", .deletePlant(PlantID(4)), yes: ["A", "B"])
    let name = "Name"
    _ = try script.open(840, "E", .admission(fullName: name, utility: "LIGHT"), yes: ["A", "B"])
    _ = try script.open(850, "G", .admission(fullName: name, utility: "LIGHT"))
    _ = try script.open(855, "A", .deleteMember("C"))
    _ = try script.open(855, "A", .changeRegister("A", .quota, value: 1))
    _ = try script.open(860, "A", .powerUp(proposals[2]), yes: ["A", "B"])
    _ = try script.open(860, "A", .powerUp(proposals[2]))
    _ = try script.open(860, "A", .powerUp(proposals[0]), yes: ["A", "B"])
    _ = try script.open(950, "A", .powerUp(proposals[0]), yes: ["A"])
    try script.call(956, "A", .changeResult(ReferendumID(9)))
    try script.call(960, "A", .admissionResult(ReferendumID(7)))
    try script.call(961, "A", .powerUpResult(.referendum(ReferendumID(11))))
    try script.call(961, "A", .powerUpResult(.referendum(ReferendumID(13))))
    try script.call(962, "A", .bid(PlantID(6), amount: 300))
    try script.call(962, "A", .bid(PlantID(7), amount: 100))
    _ = try script.open(970, "H", .admission(fullName: name, utility: "LIGHT"))
    return script
  }

  @Test("The group is at the steps that the refusals need")
  func groupIsAsDescribed() throws {
    let state = try Self.group().state
    #expect(
      state.plants.map(\.status) == [
        .operating, .building, .failed, .deleted, .building, .funding, .funding,
      ])
    #expect(state.plants.map(\.crowdfunding.total) == [100, 100, 0, 0, 100, 300, 100])
    #expect(state.plants.map(\.deadline) == [351, 5301, 351, 351, 351, 1211, 1211])
    #expect(state.referendums.count == 15)
    #expect(state.members.map(\.address) == ["A", "B", "C", "E"])
  }

  struct Refusal: Sendable {
    var code: ContractErrorCode
    var caller: MemberAddress
    var isSigned = true
    var operation: ContractOperation

    init(
      _ code: ContractErrorCode, _ caller: MemberAddress, isSigned: Bool = true,
      _ operation: ContractOperation
    ) {
      self.code = code
      self.caller = caller
      self.isSigned = isSigned
      self.operation = operation
    }
  }

  private static func powerUp(
    _ timeToMarket: Int64, _ capacity: Int64, _ cost: Int64, _ utility: UtilityName
  ) -> ContractOperation {
    .powerUp(
      PlantProposal(
        capacity: Quota(watts: capacity), cost: cost, utility: utility,
        timeToMarket: timeToMarket))
  }

  private static func referendum(_ number: Int64) -> ReferendumID { ReferendumID(number) }
  private static func plant(_ number: Int64) -> PlantID { PlantID(number) }

  private static let membership: [Refusal] = [
    Refusal(.noWitness, "A", isSigned: false, .admission(fullName: "", utility: "")),
    Refusal(.noWitness, "X", isSigned: false, .admission(fullName: "n", utility: "LIGHT")),
    Refusal(.alreadyMember, "A", .admission(fullName: "", utility: "")),
    Refusal(.invalidProfile, "H", .admission(fullName: "", utility: "LIGHT")),
    Refusal(.invalidProfile, "H", .admission(fullName: "n", utility: "")),
    Refusal(.admissionPending, "H", .admission(fullName: "n", utility: "LIGHT")),
    // Over, but nobody asked for the result.
    Refusal(.admissionPending, "G", .admission(fullName: "n", utility: "LIGHT")),
    Refusal(.counterpartyNotMember, "A", .changeProfile("X", .unrecognized, value: "")),
    Refusal(.invalidChange, "A", .changeProfile("B", .unrecognized, value: "")),
    Refusal(.notOwner, "A", .changeProfile("B", .fullName, value: "")),
    Refusal(.invalidProfile, "A", .changeProfile("A", .fullName, value: "")),
    Refusal(.invalidProfile, "A", .changeProfile("A", .utility, value: "")),
    Refusal(.quotaBound, "A", .changeProfile("A", .utility, value: "ENEL")),
    Refusal(.noWitness, "X", isSigned: false, .summary(.member("A"), .brief)),
    Refusal(.notMember, "X", .summary(.member("A"), .brief)),
    Refusal(.badArity, "A", .summary(.member("A"), .field("shoe size"))),
    Refusal(.badArity, "X", .summary(.plant(plant(1)), .field("quota"))),
  ]

  private static let referendums: [Refusal] = [
    Refusal(.unknownReferendum, "A", .admissionResult(referendum(16))),
    Refusal(.ballotOpen, "A", .admissionResult(referendum(14))),
    Refusal(.ballotOpen, "A", .admissionResult(referendum(15))),
    Refusal(.wrongKind, "A", .admissionResult(referendum(12))),
    Refusal(.wrongKind, "A", .admissionResult(referendum(10))),
    Refusal(.wrongKind, "A", .admissionResult(referendum(9))),
    Refusal(.unknownReferendum, "A", .changeResult(referendum(0))),
    Refusal(.ballotOpen, "A", .changeResult(referendum(14))),
    Refusal(.wrongKind, "A", .changeResult(referendum(12))),
    Refusal(.wrongKind, "A", .changeResult(referendum(7))),
    Refusal(.unknownReferendum, "A", .powerUpResult(.referendum(referendum(-1)))),
    Refusal(.ballotOpen, "A", .powerUpResult(.referendum(referendum(15)))),
    Refusal(.wrongKind, "A", .powerUpResult(.referendum(referendum(7)))),
    Refusal(.wrongKind, "A", .powerUpResult(.referendum(referendum(10)))),
    Refusal(.unknownReferendum, "A", .vote(referendum(16), answer: true)),
    Refusal(.unknownReferendum, "A", .vote(referendum(.min), answer: true)),
    Refusal(.unknownReferendum, "A", .vote(referendum(.max), answer: true)),
    Refusal(.ballotClosed, "E", .vote(referendum(7), answer: true)),
    Refusal(.ballotClosed, "A", .vote(referendum(7), answer: true)),
    Refusal(.notElector, "E", .vote(referendum(14), answer: true)),
    Refusal(.alreadyVoted, "A", .vote(referendum(14), answer: false)),
    Refusal(.counterpartyNotMember, "A", .changeRegister("X", .unrecognized, value: -1)),
    Refusal(.invalidChange, "A", .changeRegister("A", .unrecognized, value: 1)),
    Refusal(.invalidChange, "A", .changeRegister("A", .quota, value: -1)),
    Refusal(.invalidChange, "A", .changeRegister("A", .tokens, value: .min)),
    Refusal(.counterpartyNotMember, "A", .deleteMember("H")),
    Refusal(.counterpartyNotMember, "A", .deleteMember("")),
    Refusal(.unknownPlant, "A", .changeUtility(plant(8), "")),
    Refusal(.unknownPlant, "A", .changeUtility(plant(4), "")),
    Refusal(.invalidChange, "A", .changeUtility(plant(1), "")),
    Refusal(.invalidChange, "A", .changeUtility(plant(1), "LIGHT")),
    Refusal(.unknownPlant, "A", .changeTimeToMarket(plant(8), seconds: 0)),
    Refusal(.timeToMarketTooShort, "A", .changeTimeToMarket(plant(3), seconds: 49)),
    Refusal(.timeToMarketTooShort, "A", .changeTimeToMarket(plant(5), seconds: .min)),
    Refusal(.invalidChange, "A", .changeTimeToMarket(plant(3), seconds: 50)),
    Refusal(.invalidChange, "A", .changeTimeToMarket(plant(1), seconds: 50)),
    Refusal(.deadlinePassed, "A", .changeTimeToMarket(plant(5), seconds: .max)),
    Refusal(.unknownPlant, "A", .deletePlant(plant(8))),
    Refusal(.unknownPlant, "A", .deletePlant(plant(4))),
  ]

  private static let plants: [Refusal] = [
    Refusal(.timeToMarketTooShort, "A", powerUp(49, 0, 0, "")),
    Refusal(.timeToMarketTooShort, "A", powerUp(0, 0, 0, "")),
    Refusal(.timeToMarketTooShort, "A", powerUp(.min, 0, 0, "")),
    Refusal(.capacityOutOfRange, "A", powerUp(50, 0, 0, "")),
    Refusal(.capacityOutOfRange, "A", powerUp(50, .min, 0, "")),
    Refusal(.capacityOutOfRange, "A", powerUp(50, 5_000_001, 0, "")),
    Refusal(.capacityOutOfRange, "A", powerUp(.max, .max, .max, "LIGHT")),
    Refusal(.invalidCost, "A", powerUp(50, 1, 0, "")),
    Refusal(.invalidCost, "A", powerUp(50, 5_000_000, .min, "")),
    Refusal(.invalidProfile, "A", powerUp(50, 1, 1, "")),
    Refusal(.unknownPlant, "A", .powerUpResult(.plant(plant(0)))),
    Refusal(.unknownPlant, "A", .powerUpResult(.plant(plant(4)))),
    Refusal(.crowdfundingOpen, "A", .powerUpResult(.plant(plant(6)))),
    Refusal(.crowdfundingOpen, "A", .powerUpResult(.plant(plant(7)))),
    Refusal(.fundingFailed, "A", .powerUpResult(.plant(plant(3)))),
    Refusal(.notReady, "A", .powerUpResult(.plant(plant(2)))),
    Refusal(.unknownPlant, "C", .bid(plant(8), amount: 0)),
    Refusal(.unknownPlant, "C", .bid(plant(4), amount: 0)),
    Refusal(.unknownPlant, "A", .bid(plant(.min), amount: 100)),
    Refusal(.utilityMismatch, "C", .bid(plant(6), amount: 0)),
    Refusal(.bidTooSmall, "B", .bid(plant(6), amount: 99)),
    Refusal(.bidTooSmall, "B", .bid(plant(6), amount: 0)),
    Refusal(.bidTooSmall, "B", .bid(plant(6), amount: .min)),
    Refusal(.bidTooSmall, "B", .bid(plant(3), amount: 99)),
    // Nothing is left to fund, so the floor is none, but a bid must be one.
    Refusal(.bidTooSmall, "B", .bid(plant(7), amount: 0)),
    Refusal(.bidTooSmall, "B", .bid(plant(2), amount: -1)),
    Refusal(.crowdfundingClosed, "B", .bid(plant(3), amount: 1001)),
    Refusal(.crowdfundingClosed, "B", .bid(plant(2), amount: .max)),
    Refusal(.bidExceedsRemaining, "B", .bid(plant(6), amount: 701)),
    Refusal(.bidExceedsRemaining, "B", .bid(plant(6), amount: .max)),
    Refusal(.bidExceedsRemaining, "B", .bid(plant(7), amount: 1)),
    Refusal(.unknownPlant, "B", .changeBid(plant(8), amount: -1)),
    Refusal(.unknownPlant, "B", .changeBid(plant(4), amount: -1)),
    Refusal(.crowdfundingClosed, "C", .changeBid(plant(5), amount: -1)),
    Refusal(.crowdfundingClosed, "B", .changeBid(plant(3), amount: -1)),
    Refusal(.noBid, "B", .changeBid(plant(6), amount: -1)),
    Refusal(.noBid, "C", .changeBid(plant(6), amount: 0)),
    Refusal(.bidTooSmall, "A", .changeBid(plant(6), amount: 99)),
    Refusal(.bidTooSmall, "A", .changeBid(plant(6), amount: .min)),
    Refusal(.bidTooSmall, "A", .changeBid(plant(7), amount: 99)),
    Refusal(.bidExceedsRemaining, "A", .changeBid(plant(6), amount: 1001)),
    Refusal(.bidExceedsRemaining, "A", .changeBid(plant(7), amount: .max)),
  ]

  @Test("A refused call changes nothing and leaves its trace", arguments: 0..<3)
  func refusals(table: Int) throws {
    let script = try Self.group()
    for refusal in [Self.membership, Self.referendums, Self.plants][table] {
      var copy = script
      let call = ContractCall(
        time: 1000, caller: refusal.caller, witnesses: refusal.isSigned ? [refusal.caller] : ["B"],
        operation: refusal.operation)
      #expect(try copy.call(call) == .error(refusal.code), "\(refusal)")
      #expect(copy.state == script.state, "\(refusal)")
      #expect(
        copy.events == [.invalid(operation: refusal.operation.name, error: refusal.code)],
        "\(refusal)")
    }
  }

  @Test("All but admissions and summaries need membership first and a signature next")
  func accessComesFirst() throws {
    var script = try Self.group()
    let operations =
      (Self.membership + Self.referendums + Self.plants).map(\.operation) + [
        .listMembers, .listPlants,
        .trade(to: "X", quota: Quota(watts: -1), tokens: .zero),
      ]
    for operation in operations where operation.name != "admission" && operation.name != "summary" {
      let foreign = ContractCall(time: 1000, caller: "X", witnesses: [], operation: operation)
      #expect(try script.call(foreign) == .error(.notMember), "\(operation)")
      let unsigned = ContractCall(
        time: 1000, caller: "A", witnesses: ["B", "C"], operation: operation)
      #expect(try script.call(unsigned) == .error(.noWitness), "\(operation)")
    }
    let unknown = ContractCall(
      time: 1000, caller: "A", witnesses: [], operation: .unrecognized(name: "fly"))
    #expect(try script.call(unknown) == .error(.unknownOperation))
    #expect(
      try script.call(1000, "X", .unrecognized(name: "fly")) == .error(.notMember))
  }

  @Test("What is done already is no failure, leaves no trace and changes nothing")
  func nothingToDo() throws {
    var script = try Self.group()
    let before = script.state
    let cases: [(ContractOperation, ContractNoopCode)] = [
      (.admissionResult(Self.referendum(7)), .alreadyResolved),
      (.changeResult(Self.referendum(9)), .alreadyResolved),
      (.powerUpResult(.referendum(Self.referendum(11))), .stepCompleted),
      (.powerUpResult(.plant(Self.plant(1))), .nothingToDo),
    ]
    for (operation, code) in cases {
      #expect(try script.call(1000, "C", operation) == .noop(code))
      #expect(script.events.isEmpty)
    }
    #expect(script.state == before)
  }

  @Test("Every error code is met by a worked example")
  func everyCodeIsMet() {
    let here = (Self.membership + Self.referendums + Self.plants).map(\.code)
    let there = QuotaContractTests.refusals.map(\.code)
    #expect(Set(here + there) == Set(ContractErrorCode.allCases))
  }
}
