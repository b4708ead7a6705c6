import Agents
import Contracts
import Foundation
import Parameters
import Quantities
import Testing

@Suite("A community that governs itself")
struct GovernancePlausibilityTests {
  @Test(
    "From one founder a community of sixty grows, funds plants and trades quota",
    arguments: [UInt64(1), 2, 3, 4, 5, 6])
  func plausible(seed: UInt64) throws {
    var community = try GovernanceCommunity.brazilian(seed: seed, count: 60)
    try community.run(years: 20)
    report(community, "seed \(seed)")

    #expect(community.memberCounts[0] == 0)
    #expect(community.memberCounts[1] <= 4, "nobody but the founder is in within 30 days")
    #expect(community.memberCounts[5 * 12] > 48, "more than 80 % within five years")
    #expect(community.contract.members.count > 42)
    #expect(community.refusedCalls.isEmpty)

    let state = community.contract.state
    let plants = state.plants
    #expect(plants.count { $0.status == .operating } >= 4)
    #expect(plants.count { $0.status == .failed } < plants.count)
    // 60 units of 2.4 to 4.8 MWh a year need 90 % of 216 MWh, 130 kW.
    #expect((60_000...160_000).contains(state.totalSupply.watts))
    #expect(plants.allSatisfy { (3.5...7.5).contains(Double($0.cost) / Double($0.capacity.watts)) })

    let admissions = resolved("admission", in: state)
    #expect(admissions.count { !$0.outcome } > 0, "somebody is refused")
    #expect(admissions.count { $0.outcome } > admissions.count / 2)
    let ballots = resolved("newPlant", in: state) + admissions
    let votes = ballots.reduce(0) { $0 + $1.voteCount }
    let electors = ballots.reduce(0) { $0 + $1.electorCount }
    #expect(abs(Double(votes) / Double(electors) - 0.75) < 0.03)

    #expect(community.tradeCount >= 5)
    #expect(community.tradePrices.allSatisfy { (0.2...4).contains($0) })
  }

  @Test("Members that meet in pairs trade as well")
  func bilateral() throws {
    var community = try GovernanceCommunity.brazilian(
      seed: 7, count: 60, market: ["kind": .text("bilateral")])
    try community.run(years: 20)
    report(community, "bilateral")
    #expect(community.tradeCount >= 5)
    #expect(community.refusedCalls.isEmpty)
  }

  @Test("The same seed gives the same calls, another seed others")
  func deterministic() throws {
    var first = try GovernanceCommunity.brazilian(seed: 11, count: 20)
    var second = try GovernanceCommunity.brazilian(seed: 11, count: 20)
    var other = try GovernanceCommunity.brazilian(seed: 12, count: 20)
    try first.run(years: 8)
    try second.run(years: 8)
    try other.run(years: 8)
    #expect(first.calls == second.calls)
    #expect(first.calls != other.calls)
  }

  @Test("A participant who never acts changes no call of the others", arguments: [1, 3])
  func idleParticipant(count: Int) throws {
    var alone = try GovernanceCommunity.brazilian(seed: 5, count: 30)
    var joined = try GovernanceCommunity.brazilian(seed: 5, count: 30, idle: count)
    try alone.run(years: 12)
    try joined.run(years: 12)
    #expect(alone.calls.count > 500)
    #expect(alone.calls == joined.calls)
  }

  @Test("Members move between two areas and leave, and every call is legal", arguments: [1, 2, 3])
  func moving(seed: UInt64) throws {
    var community = try GovernanceCommunity.brazilian(seed: seed, count: 40) { _ in
      [
        "departure": .section(
          ParameterValues([
            "movingRate": .number(0.2), "leavingRate": .number(0.1),
            "utilities": .texts(["Light", "Enel"]),
          ])),
        "bidChange": .section(ParameterValues(["shockRate": .number(1)])),
        "proposal": .section(ParameterValues(["concurrentPlants": .integer(3)])),
      ]
    }
    try community.run(years: 20)
    report(community, "moving \(seed)")
    #expect(community.refusedCalls.isEmpty, "\(community.refusedCalls.prefix(3))")
    func count(_ matches: (ContractOperation) -> Bool) -> Int {
      community.calls.count { matches($0.operation) }
    }
    #expect(count { if case .changeProfile = $0 { true } else { false } } > 0)
    #expect(count { if case .deleteMember = $0 { true } else { false } } > 0)
    #expect(count { if case .changeBid = $0 { true } else { false } } > 0)
    #expect(Set(community.contract.members.map(\.utility.text)).count == 2)
  }

  @Test("A thousand members govern themselves for twenty years")
  func thousand() throws {
    var community = try GovernanceCommunity.brazilian(seed: 1, count: 1000)
    community.recordsCalls = false
    community.measures = ProcessInfo.processInfo.environment["MEASURE"] != nil
    let start = ContinuousClock.now
    try community.run(years: 20)
    let duration = ContinuousClock.now - start
    report(community, "1000 members")
    print("  \(duration) in all, \(community.plannerDuration) in the planner")
    #expect(community.refusedCalls.isEmpty)
    #expect(community.contract.members.count > 700)
  }

  private func resolved(_ kind: String, in state: ContractState) -> [Referendum] {
    state.referendums.filter { $0.hasResult && $0.subject.kindName == kind }
  }

  /// Prints what happened when `REPORT` is set in the environment.
  private func report(_ community: GovernanceCommunity, _ name: String) {
    guard ProcessInfo.processInfo.environment["REPORT"] != nil else { return }
    let state = community.contract.state
    let counts = [1, 2, 3, 5, 8, 12, 19].map { community.memberCounts[$0 * 12] }
    print("\(name): members after 1, 2, 3, 5, 8, 12, 19 years: \(counts)")
    for kind in ["admission", "newPlant", "deleteMember"] {
      let all = resolved(kind, in: state)
      let votes = all.reduce(0) { $0 + $1.voteCount }
      let electors = max(all.reduce(0) { $0 + $1.electorCount }, 1)
      print(
        "  \(kind): \(all.count), approved \(all.count { $0.outcome }), turnout "
          + "\(Double(votes) / Double(electors))")
    }
    for status in PlantStatus.allCases {
      let plants = state.plants.filter { $0.status == status }
      let sizes = plants.prefix(30).map { $0.capacity.watts / 1000 }
      print("  \(status): \(plants.count), kW \(sizes)")
    }
    print(
      "  supply \(state.totalSupply.watts) W; \(community.tradeCount) trades of "
        + "\(community.quotaTraded) W, prices \(community.tradePrices.min() ?? 0) to "
        + "\(community.tradePrices.max() ?? 0), last \(community.tradePrices.last ?? 0)")
    print("  \(community.callCount) calls, \(community.refusedCalls.count) refused")
  }
}
