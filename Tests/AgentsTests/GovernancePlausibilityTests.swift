import Agents
import Contracts
import Parameters
import Quantities
import Testing

@Suite("A community that governs itself")
struct GovernancePlausibilityTests {
  @Test(
    "From one founder a community of sixty grows, funds plants and trades", arguments: [1, 2, 3])
  func plausible(seed: UInt64) throws {
    var community = try GovernanceCommunity.brazilian(seed: seed, count: 60)
    try community.run(years: 20)
    report(community, seed)
  }

  private func report(_ community: GovernanceCommunity, _ seed: UInt64) {
    let state = community.contract.state
    print(
      "seed \(seed): members at years 1,2,3,5,8,12,20:",
      [12, 24, 36, 60, 96, 144, 239].map { community.memberCounts[$0] })
    for kind in ["admission", "newPlant", "deleteMember"] {
      let all = state.referendums.filter { $0.hasResult && $0.subject.kindName == kind }
      let votes = all.reduce(0) { $0 + $1.voteCount }
      let electors = all.reduce(0) { $0 + $1.electorCount }
      print(
        "  \(kind): \(all.count), approved \(all.count { $0.outcome }), turnout",
        Double(votes) / Double(max(electors, 1)))
    }
    for plant in state.plants {
      print(
        "  plant \(plant.id) \(plant.status) \(plant.capacity.watts) W cost \(plant.cost) funders \(plant.funderCount) year \(Double(plant.crowdfunding.start) / 31_557_600)"
      )
    }
    print(
      "  supply \(state.totalSupply.watts) W, trades \(community.tradeCount), traded \(community.quotaTraded) W, prices",
      community.tradePrices.prefix(5), community.tradePrices.suffix(3),
      community.tradePrices.max() ?? 0)
    print(
      "  calls \(community.callCount), refused \(community.refusedCalls.count)",
      community.refusedCalls.prefix(5))
  }
}
