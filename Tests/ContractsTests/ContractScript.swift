import Contracts
import Quantities
import Testing

/// A contract that is told what to do in short words, with windows that are easy to add up:
/// referendums of 100 s, crowdfundings of 200 s and at least 50 s to market.
struct ContractScript {
  var contract: QuotaContract
  /// The events of the last call.
  var events: [ContractEvent] = []

  var state: ContractState { contract.state }

  /// Ana and Bob share 110 kW of LIGHT, of which 10 kW belong to nobody; Cid is with ENEL.
  init(majorityBase: ContractRules.MajorityBase = .electorate) throws {
    contract = try QuotaContract(
      rules: ContractRules(
        majorityBase: majorityBase, referendumWindow: 100, crowdfundingWindow: 200,
        minimumTimeToMarket: 50),
      foundingMembers: [
        FoundingMember(
          address: "A", fullName: "Ana", utility: "LIGHT",
          quota: Quota(watts: 60_000), tokens: Tokens(milliSEB: 60_000)),
        FoundingMember(
          address: "B", fullName: "Bob", utility: "LIGHT",
          quota: Quota(watts: 40_000), tokens: Tokens(milliSEB: 40_000)),
        FoundingMember(address: "C", fullName: "Cid", utility: "ENEL"),
      ],
      unallocatedQuota: [("LIGHT", Quota(watts: 10_000))])
  }

  /// A group that has only the members of LIGHT with these addresses, and no plant.
  init(members: [MemberAddress], majorityBase: ContractRules.MajorityBase = .electorate) throws {
    contract = try QuotaContract(
      rules: ContractRules(
        majorityBase: majorityBase, referendumWindow: 100, crowdfundingWindow: 200,
        minimumTimeToMarket: 50),
      foundingMembers: members.map {
        FoundingMember(address: $0, fullName: "\($0)-name", utility: "LIGHT")
      })
  }

  /// Carries out a call that its caller signed.
  @discardableResult
  mutating func call(
    _ time: Int64, _ caller: MemberAddress, _ operation: ContractOperation
  ) throws -> ContractResult {
    try call(ContractCall(time: time, caller: caller, operation: operation))
  }

  /// Carries out a call.
  @discardableResult
  mutating func call(_ call: ContractCall) throws -> ContractResult {
    events = []
    return try contract.apply(call, events: &events)
  }

  /// Opens a referendum in which some vote yes in the same second.
  mutating func open(
    _ time: Int64, _ caller: MemberAddress, _ operation: ContractOperation,
    yes: [MemberAddress] = []
  ) throws -> ReferendumID {
    guard case .value(.referendum(let id)) = try call(time, caller, operation) else {
      throw ScriptError()
    }
    for voter in yes {
      guard try call(time, voter, .vote(id, answer: true)) == .value(.boolean(true)) else {
        throw ScriptError()
      }
    }
    return id
  }

  /// Has a change decided: asked for and voted at a time, carried out 101 s later.
  @discardableResult
  mutating func decide(
    _ time: Int64, _ caller: MemberAddress, _ operation: ContractOperation, yes: [MemberAddress]
  ) throws -> ContractResult {
    let id = try open(time, caller, operation, yes: yes)
    return try call(time + 101, yes.first ?? caller, .changeResult(id))
  }

  /// Gets a plant registered 101 s after its proposal.
  mutating func plant(
    _ time: Int64, capacity: Int64, cost: Int64, utility: UtilityName = "LIGHT",
    timeToMarket: Int64 = 50, yes: [MemberAddress]
  ) throws -> PlantID {
    let proposal = PlantProposal(
      capacity: Quota(watts: capacity), cost: cost, utility: utility, timeToMarket: timeToMarket)
    let id = try open(time, yes[0], .powerUp(proposal), yes: yes)
    guard
      case .value(.plant(let plant)) = try call(time + 101, yes[0], .powerUpResult(.referendum(id)))
    else { throw ScriptError() }
    return plant
  }

  /// The quotas of all members, in watts, in the order of admission.
  var quotas: [Int64] { contract.members.map(\.quota.watts) }

  /// The tokens of all members, in thousandths, in the order of admission.
  var tokens: [Int64] { contract.members.map(\.tokens.milliSEB) }

  /// The quota of an area that belongs to nobody, in watts.
  func unallocated(_ utility: UtilityName) -> Int64? {
    state.area(of: utility)?.unallocatedQuota.watts
  }

  /// A script that does not go as it is written.
  struct ScriptError: Error {}
}
