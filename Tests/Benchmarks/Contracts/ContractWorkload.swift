import Contracts
import Quantities

/// The calls of a community that governs itself: it votes, funds plants, changes its mind, trades
/// and asks for results.
struct ContractWorkload {
  /// The contract before the first call.
  private(set) var start: QuotaContract

  /// The calls, in the order of time.
  private(set) var calls: [ContractCall] = []

  private var contract: QuotaContract
  private var addresses: [MemberAddress]
  private var random: UInt64 = 1
  private var time: Int64 = 0

  /// Everybody who signs.
  var signers: [MemberAddress] { Set(calls.flatMap(\.witnesses)).sorted() }

  /// Prepares calls.
  init(memberCount: Int, callCount: Int) throws {
    start = try QuotaContract()
    contract = start
    addresses = []
    addresses = (0..<memberCount).map { _ in MemberAddress(text(length: 10 + below(31))) }
    start = try QuotaContract(
      foundingMembers: addresses.enumerated().map { index, address in
        FoundingMember(
          address: address, fullName: "Member \(index)", utility: index % 4 == 3 ? "ENEL" : "LIGHT",
          quota: Quota(watts: 5000), tokens: Tokens(milliSEB: 5000))
      })
    contract = start
    calls.reserveCapacity(callCount)
    while calls.count < callCount { try addCycle() }
    calls.removeLast(calls.count - callCount)
  }

  /// Adds a third of a year: five ballots, two plants that are funded and built, and a market.
  private mutating func addCycle() throws {
    var ballots: [ReferendumID] = []
    for utility in ["LIGHT", "LIGHT"] as [UtilityName] {
      let proposal = PlantProposal(
        capacity: Quota(watts: 100_000), cost: 400_000, utility: utility, timeToMarket: 2_592_000)
      ballots += try add(member(), .powerUp(proposal)).referendum
    }
    ballots += try add(member(), .changeRegister(member(), .tokens, value: 4000)).referendum
    let (leaver, applicant) = (member(), MemberAddress(text(length: 10 + below(31))))
    ballots += try add(member(), .deleteMember(leaver)).referendum
    ballots +=
      try add(applicant, .admission(fullName: "Applicant", utility: "LIGHT")).referendum
    for address in addresses {
      for id in ballots where below(10) < 7 {
        try add(address, .vote(id, answer: below(8) != 0))
      }
      if below(50) == 0 { try add(member(), .summary(.member(address), .brief)) }
    }
    time += 2_592_001
    var plants: [PlantID] = []
    for id in ballots[..<2] { plants += try add(member(), .powerUpResult(.referendum(id))).plant }
    try add(member(), .changeResult(ballots[2]))
    let remover = addresses.first { $0 != leaver } ?? leaver
    try add(remover, .changeResult(ballots[3]))
    addresses = contract.members.map(\.address)
    try add(member(), .admissionResult(ballots[4]))
    addresses = contract.members.map(\.address)
    for plant in plants { try fund(plant) }
    for _ in 0..<2 * addresses.count {
      let (giver, receiver) = (member(), member())
      try add(
        giver, signedAlsoBy: receiver,
        .trade(
          to: receiver, quota: Quota(watts: Int64(below(50))),
          tokens: Tokens(milliSEB: Int64(below(60)))))
    }
    time += 5_184_001
    for plant in plants { try add(member(), .powerUpResult(.plant(plant))) }
    time += 2_592_001
    for plant in plants { try add(member(), .powerUpResult(.plant(plant))) }
  }

  /// Adds the bids for a plant, in a random order, some of which are changed.
  private mutating func fund(_ plant: PlantID) throws {
    for _ in addresses {
      let address = member()
      try add(address, .bid(plant, amount: Int64(100 + below(600))))
      if below(5) == 0 { try add(address, .changeBid(plant, amount: Int64(100 + below(600)))) }
    }
    while let remaining = contract.state.plant(plant)?.remaining, remaining > 0 {
      try add(member(), .bid(plant, amount: min(remaining, Int64(100 + below(900)))))
    }
  }

  @discardableResult
  private mutating func add(
    _ caller: MemberAddress, signedAlsoBy cosigner: MemberAddress? = nil,
    _ operation: ContractOperation
  ) throws -> CreatedIDs {
    time += 1
    let call = ContractCall(
      time: time, caller: caller, cosigners: cosigner.map { [$0] } ?? [], operation: operation)
    calls.append(call)
    return CreatedIDs(result: try contract.apply(call))
  }

  private mutating func member() -> MemberAddress { addresses[below(addresses.count)] }

  private mutating func text(length: Int) -> String {
    let letters = Array("0123456789abcdefghijklmnopqrstuvwxyz")
    return String((0..<length).map { _ in letters[below(letters.count)] })
  }

  private mutating func below(_ bound: Int) -> Int {
    random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((random >> 33) % UInt64(bound))
  }
}

/// What a call opened, none or one of each.
private struct CreatedIDs {
  var referendum: [ReferendumID] = []
  var plant: [PlantID] = []

  init(result: ContractResult) {
    switch result {
    case .value(.referendum(let id)): referendum = [id]
    case .value(.plant(let id)): plant = [id]
    default: break
    }
  }
}
