public import Contracts
import Quantities

/// Draws histories of calls: most of them plausible, so that plants get funded, built and removed,
/// and members come and go; some of them wild.
public struct ContractHistoryGenerator {
  /// The history drawn so far.
  public private(set) var history: ContractHistory

  var random: TestGenerator

  /// How often a call is wild, in percent.
  private let wildness: Int

  static let addresses: [MemberAddress] = [
    "A", "B", "C", "D", "E", "F", "G", "an address of more than fifteen bytes",
  ]
  static let outsiders: [MemberAddress] = ["X", "", "\u{E9}", "e\u{301}"]
  static let utilities: [UtilityName] = ["LIGHT", "ENEL", "EDP"]
  static let extremes: [Int64] = [
    .min, .min + 1, -1_000_000, -1, 0, 1, 2, 99, 100, 101, 1_000_000, .max - 1, .max,
  ]

  /// Creates a generator; equal seeds draw equal histories.
  public init(seed: UInt64) {
    random = TestGenerator(seed: seed)
    wildness = [2, 5, 5, 10, 40][Int(random.next() % 5)]
    history = ContractHistory(rules: .standard)
    history.rules = randomRules()
    if chance(30) { addFounders() }
    history.startTime = chance(90) ? 0 : pick([-1_000_000, .min, 1_451_606_400])
  }

  /// Draws the next call for a contract that has carried out all calls drawn so far.
  public mutating func nextCall(for contract: QuotaContract) -> ContractCall {
    let state = contract.state
    let time = nextTime(for: contract)
    let planned =
      chance(wildness) ? wildCall(state) : plausibleCall(state, time: time)
    var call = ContractCall(time: time, caller: planned.caller, operation: planned.operation)
    if case .trade(let receiver, _, _) = planned.operation, chance(92) {
      call.cosigners = [receiver]
    }
    if chance(3) {
      call = ContractCall(
        time: time, caller: planned.caller,
        witnesses: chance(50) ? [] : [someone(), someone(), someone()],
        operation: planned.operation)
    }
    return call
  }

  /// Adds a call that was carried out, with what it answered.
  public mutating func add(_ call: ContractCall, answered result: ContractResult) {
    var opened: ContractValue?
    switch (call.operation, result) {
    case (.powerUpResult, .value(.plant)), (_, .value(.referendum)):
      if case .value(let value) = result { opened = value }
    default: break
    }
    history.steps.append(ContractHistory.Step(call, opened: opened))
  }

  // MARK: The start

  private mutating func randomRules() -> ContractRules {
    guard !chance(15) else { return .standard }
    let rules = try? ContractRules(
      majorityBase: chance(50) ? .electorate : .votesCast,
      referendumWindow: chance(1) ? .max : amount(in: 1...40),
      crowdfundingWindow: chance(1) ? .max : amount(in: 1...60),
      minimumTimeToMarket: amount(in: 1...20), minimumOffer: amount(in: 1...150),
      maximumPlantCapacity: Quota(watts: pick([100, 5000, 5_000_000, .max])))
    return rules ?? .standard
  }

  private mutating func addFounders() {
    let limit: Int64 = chance(5) ? .max / 8 : 5000
    for address in Self.addresses.prefix(Int(amount(in: 1...7))) {
      history.founders.append(
        FoundingMember(
          address: address, fullName: "\(address)-name", utility: pick(Self.utilities),
          quota: Quota(watts: amount(in: 0...limit)),
          tokens: Tokens(milliSEB: amount(in: 0...limit))))
    }
    guard chance(50) else { return }
    history.unallocated.append(
      ContractHistory.Unallocated(
        utility: pick(Self.utilities), quota: Quota(watts: amount(in: 0...limit))))
  }

  // MARK: The time

  /// Mostly the same second, sometimes one around which something becomes possible or impossible.
  private mutating func nextTime(for contract: QuotaContract) -> Int64 {
    let now = contract.time
    switch random.next() % 1000 {
    case ..<700: return now
    case ..<850: return later(now, by: amount(in: 1...3))
    case ..<985:
      guard let boundary = nextBoundary(after: now, in: contract.state) else {
        return later(now, by: amount(in: 0...50))
      }
      return max(now, later(boundary, by: amount(in: -1...2)))
    case ..<998: return later(now, by: amount(in: 0...10_000_000))
    default: return chance(3) ? max(now, .max - amount(in: 0...50)) : now
    }
  }

  private func nextBoundary(after now: Int64, in state: ContractState) -> Int64? {
    let ends =
      state.referendums.map(\.end) + state.plants.map(\.crowdfunding.end)
      + state.plants.map(\.deadline)
    return ends.filter { $0 >= now }.min()
  }

  private func later(_ time: Int64, by seconds: Int64) -> Int64 {
    let (sum, overflows) = time.addingReportingOverflow(seconds)
    return overflows ? .max : sum
  }

  // MARK: Draws

  mutating func chance(_ percent: Int) -> Bool { random.next() % 100 < percent }

  mutating func amount(in range: ClosedRange<Int64>) -> Int64 {
    Int64.random(in: range, using: &random)
  }

  mutating func pick<Element>(_ list: [Element]) -> Element {
    list[Int(random.next() % UInt64(list.count))]
  }

  mutating func someone() -> MemberAddress {
    chance(90) ? pick(Self.addresses) : pick(Self.outsiders)
  }
}
