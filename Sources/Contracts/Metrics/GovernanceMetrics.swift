import Quantities

/// Follows the calls of a contract and knows at any time how the community governs itself.
///
/// Referendums are read from the contract, which remembers them; followed is what the contract
/// forgets: when results were asked for, how the money came in, who got quota first, what trades
/// paid. The memory grows with the members, plants, referendums and months and not with the calls; a
/// vote or a bid costs O(1) and allocates nothing.
///
/// ```swift
/// var metrics = GovernanceMetrics(contract)
/// let first = events.count
/// let result = try contract.apply(call, events: &events)
/// metrics.follow(call, result: result, events: events, from: first, contract: contract)
/// ```
public struct GovernanceMetrics: Sendable {
  /// The registers that the last call changed: the rows that it adds to a table of registers.
  public private(set) var registerChanges: [RegisterChange] = []
  /// What became of the plants, in the order of registration.
  public internal(set) var plants: [PlantRecord] = []
  /// The months that were ended.
  public internal(set) var months: [GovernanceMonth] = []

  /// When following began, in seconds.
  let start: Int64
  var history: QuotaHistory
  var tally = CallTally()
  var trades = TradeTally()
  var monthTrades = TradeTally()
  var refusedAtMonthStart = 0
  /// When the result of each referendum was asked for, by its place; the least number where it was
  /// not.
  var resolutions: [Int64] = []
  var keeper = KeeperDelays()
  /// Who was admitted while following, in the order of admission.
  var newcomers: [Newcomer] = []
  var integrity = IntegrityCheck()
  /// The integral of the members' tokens over time until their last change, in mSEB·s.
  var tokenSeconds: Int128 = 0
  var lastTokenChange: Int64

  /// Begins to follow a contract, at its start or later.
  ///
  /// What happened before is known as far as the contract remembers it.
  public init(_ contract: QuotaContract) {
    start = contract.time
    lastTokenChange = contract.time
    history = QuotaHistory(contract)
    integrity = IntegrityCheck(contract.state)
    for index in contract.state.plants.indices { register(index, contract) }
  }

  /// Follows one call.
  ///
  /// - Parameters:
  ///   - call: The call.
  ///   - result: What the contract answered.
  ///   - events: An array that holds the events of the call at its end.
  ///   - first: The place of the first event of the call.
  ///   - contract: The contract after the call.
  /// - Complexity: O(1) for ballots, bids and trades, but for the search for the area and the
  ///   plant; O(*e*) for a call with *e* events, O(*n*) for what touches all *n* members of an area.
  public mutating func follow(
    _ call: ContractCall, result: ContractResult, events: [ContractEvent], from first: Int = 0,
    contract: QuotaContract
  ) {
    if !registerChanges.isEmpty { registerChanges.removeAll(keepingCapacity: true) }
    tally.count(call.operation, result)
    guard case .value = result else { return }
    switch call.operation {
    case .vote, .summary, .listMembers, .listPlants, .unrecognized: return
    case .bid(let id, _), .changeBid(let id, _): return followBids(for: id, contract)
    case .admissionResult(let id), .changeResult(let id), .powerUpResult(.referendum(let id)):
      resolve(id, contract)
    default: break
    }
    for index in first..<max(first, events.count) { follow(events[index], contract) }
    followRegisters(events, from: first, contract)
  }

  private mutating func follow(_ event: ContractEvent, _ contract: QuotaContract) {
    switch event {
    case .process(.plant(let id), let step): follow(step, of: id, contract)
    case .retract(let id, _, _): followBids(for: id, contract)
    case .change(.plant(let id)): followRemoval(of: id, contract)
    case .membership(_, .admitted):
      if let member = contract.state.members.last {
        newcomers.append(Newcomer(sequence: member.sequence, admitted: contract.time))
      }
    case .transfer(.some, _, let quota, let tokens):
      trades.count(quota, tokens)
      monthTrades.count(quota, tokens)
    default: break
    }
  }

  private mutating func resolve(_ id: ReferendumID, _ contract: QuotaContract) {
    guard let index = contract.state.index(of: id) else { return }
    while resolutions.count <= index { resolutions.append(.min) }
    resolutions[index] = contract.time
    keeper.referendums.add(due: contract.state.referendums[index].end, called: contract.time)
  }

  private mutating func followRegisters(
    _ events: [ContractEvent], from first: Int, _ contract: QuotaContract
  ) {
    let tokens = history.tokenSum
    guard
      history.changes(after: events, from: first, contract: contract, into: &registerChanges)
    else { return }
    if history.tokenSum != tokens {
      tokenSeconds += Int128(tokens) * (Int128(contract.time) - Int128(lastTokenChange))
      lastTokenChange = contract.time
    }
    integrity.check(history, contract.state)
    for change in registerChanges where change.quota > .zero { followFirstQuota(change) }
  }

  private mutating func followFirstQuota(_ change: RegisterChange) {
    guard let first = newcomers.first?.sequence, change.sequence >= first else { return }
    // Numbers are given without gaps, so the place follows from the number.
    let place = Int(clamping: change.sequence - first)
    guard place < newcomers.count, newcomers[place].sequence == change.sequence,
      newcomers[place].firstQuota == nil
    else { return }
    newcomers[place].firstQuota = change.time
  }
}

/// A member who was admitted while the contract was followed.
struct Newcomer: Sendable {
  let sequence: Int64
  let admitted: Int64
  var firstQuota: Int64?
}

/// The trades and donations of a span of time.
struct TradeTally: Sendable {
  /// The trades in which quota was paid with tokens.
  private(set) var tradeCount = 0
  /// The quota of those trades, in watts.
  private(set) var tradedQuota: Int128 = 0
  /// The tokens of those trades, in thousandths.
  private(set) var tradedTokens: Int128 = 0
  /// The quota given without tokens, in watts.
  private(set) var givenQuota: Int128 = 0
  /// The tokens given without quota, in thousandths.
  private(set) var givenTokens: Int128 = 0

  mutating func count(_ quota: Quota, _ tokens: Tokens) {
    if quota > .zero, tokens > .zero {
      tradeCount += 1
      tradedQuota += Int128(quota.watts)
      tradedTokens += Int128(tokens.milliSEB)
    } else {
      givenQuota += Int128(quota.watts)
      givenTokens += Int128(tokens.milliSEB)
    }
  }

  /// The mean price, in SEB per kW; a thousandth of a SEB per watt is the same.
  var price: Double { Double(tradedTokens) / Double(tradedQuota) }
}
