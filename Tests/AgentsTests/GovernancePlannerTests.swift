import Agents
import Contracts
import Parameters
import Quantities
import Testing

@Suite("What members mean to do")
struct GovernancePlannerTests {
  private static let members: [MemberAddress] = ["a", "b", "c", "d", "e"]

  /// Five members who know their consumption, and what they have in common.
  private func community(
    _ sections: [String: ParameterValues]
  ) throws -> (QuotaContract, CommunityPlanner, CommunitySituation) {
    let policies = try GovernancePolicies(ParameterValues(sections.mapValues { .section($0) }))
    let contract = try QuotaContract(
      foundingMembers: Self.members.map {
        FoundingMember(address: $0, fullName: $0.text, utility: "Light")
      })
    let planner = CommunityPlanner(
      seed: 3,
      participants: Self.members.map {
        CommunityPlanner.Participant(
          address: $0, fullName: $0.text, utility: "Light", policies: policies)
      })
    let situation = CommunitySituation(
      members: Self.members.map { _ in
        MemberSituation(yearlyConsumption: 3600, creditValue: 0.95, bankedCredits: 0)
      }, plantYield: 1500)
    return (contract, planner, situation)
  }

  private let plant = PlantProposal(
    capacity: Quota(watts: 10_000), cost: 50_000, utility: "Light", timeToMarket: 5_184_000)

  private func answers(
    to operation: ContractOperation, _ sections: [String: ParameterValues],
    unhostable: Set<ReferendumID> = []
  ) throws -> [Bool] {
    var (contract, planner, situation) = try community(sections)
    situation.unhostableProposals = unhostable
    var events: [ContractEvent] = []
    _ = try contract.apply(
      ContractCall(time: 0, caller: "a", operation: operation), events: &events)
    var intentions: [Intention] = []
    for event in events {
      planner.react(
        to: event, contract: contract, situation: situation, intentions: &intentions)
    }
    var calls: [ContractCall] = []
    for intention in intentions {
      #expect((0...2_592_000).contains(intention.time))
      planner.calls(for: intention, contract: contract, situation: situation, into: &calls)
    }
    return calls.compactMap {
      guard case .vote(_, let answer) = $0.operation else { return nil }
      return answer
    }
  }

  @Test("All who turn out vote, for a plant that is worth it and against one that is not")
  func plantVotes() throws {
    let sure = ["voting": values(["turnout": 1, "solidarity": 0])]
    #expect(try answers(to: .powerUp(plant), sure) == [true, true, true, true, true])
    var dear = plant
    dear.cost = 500_000
    #expect(try answers(to: .powerUp(dear), sure) == [false, false, false, false, false])
    #expect(
      try answers(to: .powerUp(dear), ["voting": values(["turnout": 1, "solidarity": 1])])
        == [true, true, true, true, true])
    var far = plant
    far.utility = "Enel"
    #expect(
      try answers(to: .powerUp(far), sure) == [false, false, false, false, false],
      "no gain in another area")
    #expect(try answers(to: .powerUp(plant), ["voting": values(["turnout": 0])]).isEmpty)
  }

  @Test("Voters that heed it refuse a plant that the feeder cannot host")
  func hosting() throws {
    for (heed, answer) in [(1.0, false), (0.0, true)] {
      let answers = try answers(
        to: .powerUp(plant), ["voting": values(["turnout": 1, "hostingHeed": heed])],
        unhostable: [ReferendumID(1)])
      #expect(answers == [answer, answer, answer, answer, answer])
    }
  }

  @Test("Applicants are admitted with a probability, removals are refused without a reason")
  func otherVotes() throws {
    let never = ["voting": values(["turnout": 1, "removalApproval": 0, "registerApproval": 0])]
    #expect(
      try answers(to: .deleteMember("b"), never) == [false, true, false, false, false],
      "who is to be removed may agree")
    #expect(
      try answers(to: .changeRegister("c", .quota, value: 5000), never)
        == [false, false, true, false, false], "nothing is unallocated")
    #expect(
      try answers(to: .deleteMember("b"), ["voting": values(["turnout": 1, "removalApproval": 1])])
        == [true, true, true, true, true])
  }

  @Test("A funder refuses a delay beyond its tolerance, others accept it")
  func dates() throws {
    var (contract, planner, situation) = try community([
      "voting": values(["turnout": 1, "delayTolerance": 1000])
    ])
    func apply(
      _ operation: ContractOperation, at time: Int64, by caller: MemberAddress = "a"
    ) throws -> [ContractEvent] {
      var events: [ContractEvent] = []
      _ = try contract.apply(
        ContractCall(time: time, caller: caller, operation: operation), events: &events)
      return events
    }
    _ = try apply(.powerUp(plant), at: 0)
    for voter in Self.members {
      _ = try apply(.vote(ReferendumID(1), answer: true), at: 0, by: voter)
    }
    _ = try apply(.powerUpResult(.referendum(ReferendumID(1))), at: 3_000_000)
    _ = try apply(.bid(PlantID(1), amount: 500), at: 3_000_000, by: "b")
    for (delay, expected) in [(Int64(1000), true), (1001, false)] {
      let operation = ContractOperation.changeTimeToMarket(
        PlantID(1), seconds: plant.timeToMarket + delay)
      var intentions: [Intention] = []
      for event in try apply(operation, at: 3_000_000) {
        planner.react(
          to: event, contract: contract, situation: situation, intentions: &intentions)
      }
      var calls: [ContractCall] = []
      for intention in intentions {
        planner.calls(for: intention, contract: contract, situation: situation, into: &calls)
      }
      let answers = calls.compactMap { call -> Bool? in
        guard case .vote(_, let answer) = call.operation else { return nil }
        return answer
      }
      #expect(answers == [true, expected, true, true, true])
    }
  }

  @Test("Who was refused applies again after the delay, or never")
  func reapplication() throws {
    for probability in [0.0, 1] {
      var (contract, planner, situation) = try community([
        "admission": values([
          "reapplicationProbability": probability, "reapplicationDelay": 1000, "rate": 1000,
        ])
      ])
      contract = try QuotaContract(
        foundingMembers: [FoundingMember(address: "a", fullName: "a", utility: "Light")],
        startTime: 500)
      var intentions: [Intention] = []
      planner.react(
        to: .membership("c", .refused), contract: contract, situation: situation,
        intentions: &intentions)
      #expect(
        intentions == (probability > 0 ? [Intention(time: 1500, member: 2, act: .apply)] : []))
      intentions = []
      planner.review(
        month: 0, at: 500, until: 3000, contract: contract, situation: situation,
        intentions: &intentions)
      let applicants = Set(intentions.filter { $0.act == .apply }.map(\.member))
      #expect(applicants == [1, 3, 4], "the others apply in the month, the refused one waits")
    }
  }

  @Test("A bid stays within the budget, which a plant that is built uses up")
  func budgets() throws {
    var (contract, planner, situation) = try community([
      "voting": values(["turnout": 1, "solidarity": 1]),
      "funding": values([
        "initialBudget": 3000, "budgetCap": 3000, "yearlyBudget": 0, "conditionalProbability": 0,
        "valuationSpread": 0, "topUpProbability": 0, "coverage": 10,
      ]),
    ])
    func apply(
      _ operation: ContractOperation, at time: Int64, by caller: MemberAddress = "a"
    ) throws -> [Intention] {
      var events: [ContractEvent] = []
      _ = try contract.apply(
        ContractCall(time: time, caller: caller, operation: operation), events: &events)
      var intentions: [Intention] = []
      for event in events {
        planner.react(
          to: event, contract: contract, situation: situation, intentions: &intentions)
      }
      return intentions
    }
    func bids(for number: Int64, cost: Int64, from start: Int64) throws -> [Int64] {
      var proposal = plant
      proposal.cost = cost
      proposal.capacity = Quota(watts: cost / 5)
      let referendum = ReferendumID(number)
      _ = try apply(.powerUp(proposal), at: start)
      for voter in Self.members {
        _ = try apply(.vote(referendum, answer: true), at: start, by: voter)
      }
      let intentions = try apply(
        .powerUpResult(.referendum(referendum)), at: start + 2_592_001)
      var amounts: [Int64] = []
      for intention in intentions.sorted(by: { ($0.time, $0.member) < ($1.time, $1.member) }) {
        var calls: [ContractCall] = []
        planner.calls(for: intention, contract: contract, situation: situation, into: &calls)
        for call in calls {
          guard case .bid(_, let amount) = call.operation else { continue }
          amounts.append(amount)
          _ = try apply(call.operation, at: call.time, by: call.caller)
        }
      }
      _ = try apply(
        .powerUpResult(.plant(PlantID(number))), at: start + 2_592_001 + 5_184_001)
      return amounts
    }
    // 5 · 3000 is more than 12 500: the last bidder takes what remains.
    #expect(try bids(for: 1, cost: 12_500, from: 0) == [3000, 3000, 3000, 3000, 500])
    #expect(contract.state.plants[0].status == .building)
    // Only the last one has money, 2500 of it, and gets it back as the plant fails.
    #expect(try bids(for: 2, cost: 5000, from: 10_000_000) == [2500])
    #expect(contract.state.plants[1].status == .failed)
    #expect(try bids(for: 3, cost: 2000, from: 20_000_000) == [2000])
    #expect(contract.state.plants[2].status == .building)
    #expect(try bids(for: 4, cost: 2000, from: 30_000_000) == [500])
  }

  @Test("The founder applies when the contract is empty, the first participant if nobody is named")
  func founder() throws {
    for named in [0, 3] {
      var participants: [CommunityPlanner.Participant] = []
      for (index, address) in Self.members.enumerated() {
        let section = ParameterValues([
          "isFounder": .boolean(index == named && named > 0), "rate": .number(0),
        ])
        participants.append(
          CommunityPlanner.Participant(
            address: address, fullName: address.text, utility: "Light",
            policies: try GovernancePolicies(ParameterValues(["admission": .section(section)]))))
      }
      var planner = CommunityPlanner(seed: 1, participants: participants)
      let contract = try QuotaContract()
      let situation = CommunitySituation(members: [], plantYield: 1500)
      var intentions: [Intention] = []
      planner.review(
        month: 0, at: 50, until: 99, contract: contract, situation: situation,
        intentions: &intentions)
      #expect(intentions == [Intention(time: 50, member: named, act: .apply)])
      var calls: [ContractCall] = []
      planner.calls(
        for: intentions[0], contract: contract, situation: situation, into: &calls)
      #expect(
        calls == [
          ContractCall(
            time: 50, caller: Self.members[named],
            operation: .admission(fullName: Self.members[named].text, utility: "Light"))
        ])
    }
  }
}
