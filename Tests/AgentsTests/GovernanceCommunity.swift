import Agents
import Contracts
import Parameters
import Quantities

/// A small simulation of a community by itself: a queue of intentions, a keeper and a monthly review.
struct GovernanceCommunity {
  /// What is waiting to happen; ties are broken by priority, then by insertion.
  private struct Entry {
    enum Action {
      case intend(Intention)
      case keep(ContractOperation)
      case review(month: Int)
    }
    var time: Int64
    var priority: Int
    var number: Int
    var action: Action

    func precedes(_ other: Entry) -> Bool {
      (time, priority, number) < (other.time, other.priority, other.number)
    }
  }

  static let month: Int64 = 2_629_800

  var contract: QuotaContract
  var planner: CommunityPlanner
  var market: QuotaMarket
  var situation: CommunitySituation
  /// Every call that was made, except those that were refused.
  var calls: [ContractCall] = []
  var refusedCalls: [(call: ContractCall, code: ContractErrorCode)] = []
  var callCount = 0
  var recordsCalls = true
  /// The number of members at each review.
  var memberCounts: [Int] = []
  var quotaTraded: Int64 = 0
  var tradeCount = 0
  var tradePrices: [Double] = []
  var plannerDuration = Duration.zero
  var measures = false

  private var heap: [Entry] = []
  private var insertions = 0

  init(
    seed: UInt64, participants: [CommunityPlanner.Participant], market: QuotaMarket,
    members: [MemberSituation], yield: Double = 1500, rules: ContractRules = .standard
  ) throws {
    contract = try QuotaContract(rules: rules)
    planner = CommunityPlanner(seed: seed, participants: participants)
    self.market = market
    situation = CommunitySituation(members: members, plantYield: yield)
  }

  mutating func run(years: Int) throws {
    for month in 0..<(years * 12) {
      schedule(at: Int64(month) * Self.month, priority: 2, .review(month: month))
    }
    let horizon = Int64(years * 12) * Self.month
    while let entry = popFirst(), entry.time < horizon {
      switch entry.action {
      case .intend(let intention):
        var calls: [ContractCall] = []
        measure {
          $0.planner.calls(
            for: intention, contract: $0.contract, situation: $0.situation, into: &calls)
        }
        for call in calls { try apply(call) }
      case .keep(let operation):
        guard let oldest = contract.members.first else { break }
        try apply(ContractCall(time: entry.time, caller: oldest.address, operation: operation))
      case .review(let month): try review(month, at: entry.time)
      }
    }
  }

  private mutating func review(_ month: Int, at time: Int64) throws {
    memberCounts.append(contract.members.count)
    bankCredits()
    var intentions: [Intention] = []
    measure {
      $0.planner.review(
        month: month, at: time, until: time + Self.month, contract: $0.contract,
        situation: $0.situation, intentions: &intentions)
    }
    for intention in intentions { schedule(at: intention.time, priority: 0, .intend(intention)) }
    var trades: [ContractCall] = []
    measure {
      $0.market.match(
        month: month, at: time, planner: $0.planner, contract: $0.contract,
        situation: $0.situation, into: &trades)
    }
    let prices = trades.compactMap { call -> (Int64, Int64)? in
      guard case .trade(_, let quota, let tokens) = call.operation else { return nil }
      return (quota.watts, tokens.milliSEB)
    }
    for trade in trades { try apply(trade) }
    tradeCount += trades.count
    let (watts, tokens) = prices.reduce((0, 0)) { ($0.0 + $1.0, $0.1 + $1.1) }
    quotaTraded += watts
    if watts > 0 {
      situation.quotaPrice = Double(tokens) / Double(watts)
      tradePrices.append(situation.quotaPrice)
    }
  }

  /// A month of credits and consumption, spread evenly over the year.
  private mutating func bankCredits() {
    for (index, participant) in planner.participants.enumerated() {
      guard let member = contract.state.member(participant.address) else { continue }
      let credits = Double(member.quota.watts) / 1000 * situation.plantYield / 12
      let load = situation.members[index].yearlyConsumption / 12
      situation.members[index].bankedCredits = max(
        0, situation.members[index].bankedCredits + credits - load)
    }
  }

  private mutating func apply(_ call: ContractCall) throws {
    callCount += 1
    var events: [ContractEvent] = []
    let result = try contract.apply(call, events: &events)
    if case .error(let code) = result { refusedCalls.append((call, code)) }
    if recordsCalls { calls.append(call) }
    for event in events {
      keep(after: event)
      var intentions: [Intention] = []
      measure {
        $0.planner.react(
          to: event, contract: $0.contract, situation: $0.situation, intentions: &intentions)
      }
      for intention in intentions {
        precondition(intention.time >= contract.time)
        schedule(at: intention.time, priority: 0, .intend(intention))
      }
    }
  }

  private mutating func keep(after event: ContractEvent) {
    switch event {
    case .process(.referendum(let id), .started):
      guard let referendum = contract.state.referendum(id) else { return }
      let operation: ContractOperation =
        switch referendum.subject {
        case .admission: .admissionResult(id)
        case .newPlant: .powerUpResult(.referendum(id))
        default: .changeResult(id)
        }
      schedule(at: referendum.end + 1, priority: 1, .keep(operation))
    case .process(.plant(let id), .crowdfunding):
      guard let plant = contract.state.plant(id) else { return }
      schedule(at: plant.crowdfunding.end + 1, priority: 1, .keep(.powerUpResult(.plant(id))))
    case .process(.plant(let id), .building):
      guard let plant = contract.state.plant(id) else { return }
      schedule(at: plant.deadline + 1, priority: 1, .keep(.powerUpResult(.plant(id))))
    default: break
    }
  }

  private mutating func measure(_ work: (inout Self) -> Void) {
    guard measures else { return work(&self) }
    let start = ContinuousClock.now
    work(&self)
    plannerDuration += ContinuousClock.now - start
  }

  // MARK: A binary heap

  private mutating func schedule(at time: Int64, priority: Int, _ action: Entry.Action) {
    heap.append(Entry(time: time, priority: priority, number: insertions, action: action))
    insertions += 1
    var child = heap.count - 1
    while child > 0, heap[child].precedes(heap[(child - 1) / 2]) {
      heap.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  private mutating func popFirst() -> Entry? {
    guard let first = heap.first else { return nil }
    let last = heap.removeLast()
    guard !heap.isEmpty else { return first }
    heap[0] = last
    var parent = 0
    while true {
      var least = parent
      for child in [2 * parent + 1, 2 * parent + 2]
      where child < heap.count && heap[child].precedes(heap[least]) { least = child }
      guard least != parent else { return first }
      heap.swapAt(parent, least)
      parent = least
    }
  }
}

extension GovernanceCommunity {
  /// A community whose households differ in their consumption and in nothing else.
  static func brazilian(
    seed: UInt64, count: Int, market: [String: ParameterValue] = [:],
    policies: (Int) -> [String: ParameterValue] = { _ in [:] }, idle: Int = 0
  ) throws -> GovernanceCommunity {
    var participants: [CommunityPlanner.Participant] = []
    var situations: [MemberSituation] = []
    for index in 0..<(count + idle) {
      var values = policies(index)
      if index >= count {
        values["admission"] = .section(ParameterValues(["rate": .number(0)]))
      }
      participants.append(
        CommunityPlanner.Participant(
          address: MemberAddress("unit-\(index + 1)"), fullName: "Unit \(index + 1)",
          utility: "Light", policies: try GovernancePolicies(ParameterValues(values))))
      // 200 to 400 kWh a month.
      situations.append(
        MemberSituation(
          yearlyConsumption: 2400 + Double(index * 7919 % 2400), creditValue: 0.95,
          bankedCredits: 0))
    }
    return try GovernanceCommunity(
      seed: seed, participants: participants, market: QuotaMarket(ParameterValues(market)),
      members: situations)
  }
}
