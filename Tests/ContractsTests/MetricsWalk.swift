import Contracts
import Quantities
import Testing

/// A contract that is called and followed, and everything that happened to it.
struct MetricsWalk {
  struct Step {
    var call: ContractCall
    var result: ContractResult
    var events: [ContractEvent]
    var before: ContractState
    var after: ContractState
  }

  let start: ContractState
  let startTime: Int64
  var contract: QuotaContract
  var metrics: GovernanceMetrics
  /// The events of all calls in one array, as a program would reuse it.
  var events: [ContractEvent] = []
  var registerChanges: [RegisterChange] = []
  var steps: [Step] = []

  init(_ contract: QuotaContract) {
    self.contract = contract
    start = contract.state
    startTime = contract.time
    metrics = GovernanceMetrics(contract)
  }

  @discardableResult
  mutating func call(_ call: ContractCall) throws -> ContractResult {
    let before = contract.state
    let first = events.count
    let result = try contract.apply(call, events: &events)
    metrics.follow(call, result: result, events: events, from: first, contract: contract)
    registerChanges += metrics.registerChanges
    steps.append(
      Step(
        call: call, result: result, events: Array(events[first...]), before: before,
        after: contract.state))
    return result
  }

  @discardableResult
  mutating func call(
    _ time: Int64, _ caller: MemberAddress, cosigners: [MemberAddress] = [],
    _ operation: ContractOperation
  ) throws -> ContractResult {
    try call(
      ContractCall(time: time, caller: caller, cosigners: cosigners, operation: operation))
  }

  /// Makes a call that must be accepted.
  mutating func accept(
    _ time: Int64, _ caller: MemberAddress, cosigners: [MemberAddress] = [],
    _ operation: ContractOperation, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let result = try call(time, caller, cosigners: cosigners, operation)
    guard case .value = result else {
      Issue.record("\(operation.name) gave \(result)", sourceLocation: sourceLocation)
      return
    }
  }

  /// Opens a referendum at a time, lets some vote yes one second later, and asks for the result in
  /// the first second in which there is one.
  mutating func decide(
    _ time: Int64, _ caller: MemberAddress, _ operation: ContractOperation,
    yes: [MemberAddress], no: [MemberAddress] = [], resultAfter: Int64 = 0
  ) throws {
    let result = try call(time, caller, operation)
    guard case .value(.referendum(let id)) = result else {
      Issue.record("\(operation.name) gave \(result)")
      return
    }
    for voter in yes { try accept(time + 1, voter, .vote(id, answer: true)) }
    for voter in no { try accept(time + 1, voter, .vote(id, answer: false)) }
    let due = time + contract.state.rules.referendumWindow + 1 + resultAfter
    switch operation {
    case .admission: try accept(due, members[0], .admissionResult(id))
    case .powerUp: try accept(due, members[0], .powerUpResult(.referendum(id)))
    default: try accept(due, members[0], .changeResult(id))
    }
  }

  var members: [MemberAddress] { contract.members.map(\.address) }

  func summary(at time: Int64? = nil) -> GovernanceSummary {
    metrics.summary(at: time ?? contract.time, contract: contract)
  }
}

extension MetricsWalk {
  /// A and B, admitted as in the specification's vectors.
  static func pair() throws -> MetricsWalk {
    var walk = MetricsWalk(try QuotaContract())
    try walk.accept(0, "A", .admission(fullName: "A-name", utility: "LIGHT"))
    try walk.decide(10, "B", .admission(fullName: "B-name", utility: "LIGHT"), yes: ["A"])
    return walk
  }

  /// A and B with a plant of 100 kW that operates, 60 kW of it A's.
  static func plantOfTwo() throws -> MetricsWalk {
    var walk = try pair()
    try walk.plant(
      3_000_000, capacity: 100_000, cost: 500_000, yes: ["A", "B"],
      bids: [("A", 300_000), ("B", 200_000)])
    return walk
  }

  /// A plant that goes through its life as fast as it can.
  mutating func plant(
    _ time: Int64, capacity: Int64, cost: Int64, yes: [MemberAddress],
    bids: [(MemberAddress, Int64)]
  ) throws {
    let proposal = PlantProposal(
      capacity: Quota(watts: capacity), cost: cost, utility: "LIGHT", timeToMarket: 2_592_000)
    try decide(time, "A", .powerUp(proposal), yes: yes)
    let id = PlantID(Int64(contract.state.plants.count))
    let opened = contract.time
    for (bidder, amount) in bids { try accept(opened + 1, bidder, .bid(id, amount: amount)) }
    try accept(opened + 5_184_001, "A", .powerUpResult(.plant(id)))
    try accept(opened + 5_184_000 + 2_592_001, "A", .powerUpResult(.plant(id)))
  }
}

/// Whether two numbers are the same up to rounding, or both not a number.
func isSame(_ left: Double, _ right: Double, tolerance: Double = 1e-12) -> Bool {
  left.isNaN || right.isNaN
    ? left.isNaN == right.isNaN
    : left == right || abs(left - right) <= tolerance * max(1, abs(left), abs(right))
}

func areSame(_ left: [Double], _ right: [Double]) -> Bool {
  left.count == right.count && zip(left, right).allSatisfy { isSame($0, $1) }
}
