import Quantities
import Scenarios
import Settlement
import Tariffs

/// The bills of those members whose tariffs look at a whole billing cycle.
///
/// While a cycle lasts their meters are collected, so the memory grows with the cycle and not with the
/// horizon; when it ends, one grid of that cycle is billed with the state that each member carries.
struct CycleBilling {
  /// A member's bill, and what the same meter would have cost without local trades and quota.
  struct ClosedBill {
    let member: Int
    let bill: Bill
    let alone: Money
  }

  /// The members that are billed, as indices of the scenario's.
  private let members: [Int]
  /// The place of each member of the scenario in ``members``; −1 for those who are billed elsewhere.
  private let placeOfMember: [Int]
  private let names: [String]
  private let plans: [RatePlan]
  private let planOfMember: [Int]
  private let sharing: [any SharingRule]
  private let time: TimeSettings
  private var meters: [CycleMeter]
  private var states: [BillingState]
  private var statesAlone: [BillingState]
  /// The bills of the cycle that was closed last, until they are taken.
  private(set) var closed: [ClosedBill] = []

  /// Prepares the bills; `nil` when every member's intervals are settled by themselves.
  init?(_ scenario: borrowing Scenario) {
    let isBilled = scenario.isBilledByCycle
    guard isBilled.contains(true) else { return nil }
    members = isBilled.indices.filter { isBilled[$0] }
    var places = isBilled.map { _ in -1 }
    for (place, member) in members.enumerated() { places[member] = place }
    placeOfMember = places
    let all = scenario.members
    names = members.map { all[$0].name }
    let tariffs = Set(members.map { all[$0].tariff }).sorted()
    plans = tariffs.map { [plans = scenario.tariffs] in plans[$0].plan }
    planOfMember = members.map { tariffs.firstIndex(of: all[$0].tariff) ?? 0 }
    sharing = scenario.sharing
    time = scenario.time
    meters = planOfMember.map { [plans] in CycleMeter(plans[$0]) }
    states = members.map { _ in BillingState() }
    statesAlone = states
  }

  /// Whether a member is billed here.
  func bills(_ member: Int) -> Bool { placeOfMember[member] >= 0 }

  /// What the supplier has delivered to a member in this cycle, by period of its tariff; `nil` for
  /// those who are billed elsewhere.
  func supplied(toMember member: Int) -> [MeteredEnergy]? {
    bills(member) ? meters[placeOfMember[member]].suppliedByPeriod : nil
  }

  /// Records a member's interval.
  mutating func record(
    net: MeteredEnergy, residual: Residual, generation: Energy, member: Int, period: Int
  ) throws(QuantityOverflow) {
    try meters[placeOfMember[member]].record(
      net: net, residual: residual, generation: generation, period: period)
  }

  /// Ends the cycle: bills every member.
  mutating func close(from start: Instant) throws(BillingError) {
    let count = meters.first?.supplied.imported.count ?? 0
    guard count > 0 else { return }
    let grid = try BillingGrid(
      start: start, intervalNanoseconds: time.intervalNanoseconds, count: count, zone: time.zone,
      holidays: time.holidays)
    let bills = try CommunityBilling(
      plans: plans, planOfMember: planOfMember, memberNames: names, on: grid, sharing: sharing
    ).bills(for: meters.map(\.supplied), states: &states)
    let alone = try CommunityBilling(
      plans: plans, planOfMember: planOfMember, memberNames: names, on: grid
    ).bills(for: meters.map(\.alone), states: &statesAlone)
    for (place, member) in members.enumerated() {
      for (bill, alone) in zip(bills[place], alone[place]) {
        closed.append(ClosedBill(member: member, bill: bill, alone: alone.total))
      }
      meters[place].beginCycle()
    }
  }

  /// Hands over the bills of the cycle that was closed last.
  mutating func takeClosed() -> [ClosedBill] {
    defer { closed = [] }
    return closed
  }
}
