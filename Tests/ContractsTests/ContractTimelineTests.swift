import Contracts
import Quantities
import Testing

/// The last second in which something is allowed, and the first in which it is not.
struct ContractTimelineTests {
  /// The group of one founder with the standard windows.
  private static func founder() throws -> ContractScript {
    var script = try ContractScript(members: [])
    script.contract = try QuotaContract()
    #expect(
      try script.call(0, "A", .admission(fullName: "Ana", utility: "LIGHT"))
        == .value(.boolean(true)))
    #expect(script.events == [.membership("A", .admitted)])
    return script
  }

  @Test("From request to operation it takes 120 days and two seconds, and each window is inclusive")
  func shortestPath() throws {
    var script = try Self.founder()
    let (referendum, plant) = (ReferendumID(1), PlantID(1))
    let proposal = PlantProposal(
      capacity: Quota(watts: 5_000_000), cost: 200, utility: "LIGHT", timeToMarket: 2_592_000)
    let yes = ContractResult.value(.boolean(true))
    #expect(try script.call(10, "A", .powerUp(proposal)) == .value(.referendum(referendum)))
    #expect(script.events == [.process(.referendum(referendum), .started)])

    let result = ContractOperation.powerUpResult(.referendum(referendum))
    #expect(try script.call(2_592_010, "A", result) == .error(.ballotOpen))
    #expect(try script.call(2_592_010, "A", .vote(referendum, answer: true)) == yes)
    #expect(script.events == [.ballot(referendum, "A", answer: true)])
    #expect(
      try script.call(2_592_011, "A", .vote(referendum, answer: true)) == .error(.ballotClosed))
    #expect(try script.call(2_592_011, "A", result) == .value(.plant(plant)))
    #expect(
      script.events == [
        .process(.plant(plant), .registered), .process(.plant(plant), .crowdfunding),
      ])

    let step = ContractOperation.powerUpResult(.plant(plant))
    #expect(try script.call(2_592_011, "A", .bid(plant, amount: 100)) == yes)
    #expect(script.events == [.offer(plant, "A", amount: 100)])
    #expect(try script.call(7_776_011, "A", step) == .error(.crowdfundingOpen))
    #expect(try script.call(7_776_011, "A", .bid(plant, amount: 100)) == yes)
    #expect(try script.call(7_776_011, "A", .changeBid(plant, amount: 200)) == yes)
    #expect(script.events == [.change(.bid(plant, "A"))])
    #expect(
      try script.call(7_776_012, "A", .changeBid(plant, amount: 0)) == .error(.crowdfundingClosed))
    #expect(
      try script.call(7_776_012, "A", .bid(plant, amount: 100)) == .error(.crowdfundingClosed))
    #expect(try script.call(7_776_012, "A", step) == yes)
    #expect(script.events == [.process(.plant(plant), .building)])

    let postponement = ContractOperation.changeTimeToMarket(plant, seconds: 2_592_000)
    #expect(try script.call(10_368_011, "A", step) == .error(.notReady))
    #expect(try script.call(10_368_011, "A", postponement) == .value(.referendum(ReferendumID(2))))
    #expect(try script.call(10_368_012, "A", postponement) == .error(.deadlinePassed))
    #expect(try script.call(10_368_012, "A", step) == yes)
    #expect(
      script.events == [
        .transfer(
          from: nil, to: "A", quota: Quota(watts: 5_000_000), tokens: Tokens(milliSEB: 5_000_000)),
        .process(.plant(plant), .operating),
      ])
    // 10,368,012 − 10 = 10,368,002 s, which are 120 days and 2 s.
    #expect(script.state.totalSupply == Quota(watts: 5_000_000))
    #expect(script.state.issuedTokens == Tokens(milliSEB: 5_000_000))
  }

  @Test("A late first step delays the crowdfunding, a late second step delays nothing")
  func lateSteps() throws {
    var script = try ContractScript(members: ["A"])
    let proposal = PlantProposal(
      capacity: Quota(watts: 10), cost: 100, utility: "LIGHT", timeToMarket: 50)
    let referendum = try script.open(0, "A", .powerUp(proposal), yes: ["A"])
    try script.call(1000, "A", .powerUpResult(.referendum(referendum)))
    let plant = try #require(script.state.plant(PlantID(1)))
    #expect(plant.crowdfunding.start == 1000)
    #expect(plant.crowdfunding.end == 1200)
    #expect(plant.deadline == 1250)
    try script.call(1000, "A", .bid(plant.id, amount: 100))
    // Both steps in one second.
    let step = ContractOperation.powerUpResult(.plant(plant.id))
    #expect(try script.call(9999, "A", step) == .value(.boolean(true)))
    #expect(script.state.plants[0].status == .building)
    #expect(try script.call(9999, "A", step) == .value(.boolean(true)))
    #expect(script.state.plants[0].status == .operating)
    #expect(try script.call(9999, "A", step) == .noop(.nothingToDo))
  }

  @Test("Nothing closes early: all voted and all is funded, and the windows go on")
  func nothingClosesEarly() throws {
    var script = try ContractScript(members: ["A"])
    let proposal = PlantProposal(
      capacity: Quota(watts: 10), cost: 100, utility: "LIGHT", timeToMarket: 50)
    let referendum = try script.open(0, "A", .powerUp(proposal), yes: ["A"])
    #expect(
      try script.call(100, "A", .powerUpResult(.referendum(referendum))) == .error(.ballotOpen))
    try script.call(101, "A", .powerUpResult(.referendum(referendum)))
    try script.call(101, "A", .bid(PlantID(1), amount: 100))
    #expect(
      try script.call(301, "A", .powerUpResult(.plant(PlantID(1)))) == .error(.crowdfundingOpen))
  }

  @Test("A time to market may be moved until its date, forth and back")
  func timeToMarketMoves() throws {
    var script = try ContractScript(members: ["A", "B"])
    let plant = try script.plant(0, capacity: 10, cost: 100, yes: ["A", "B"])
    #expect(script.state.plants[0].deadline == 351)
    // Approved at 351, the last second.
    let later = ContractOperation.changeTimeToMarket(plant, seconds: 500)
    #expect(try script.decide(250, "A", later, yes: ["A", "B"]) == .value(.boolean(true)))
    #expect(
      script.events == [
        .process(.referendum(ReferendumID(2)), .approved), .change(.timeToMarket(plant)),
      ])
    #expect(script.state.plants[0].deadline == 801)
    // Back to a date that is past already: what counts is the date as it was.
    let earlier = ContractOperation.changeTimeToMarket(plant, seconds: 50)
    #expect(try script.decide(600, "B", earlier, yes: ["A", "B"]) == .value(.boolean(true)))
    #expect(script.state.plants[0].deadline == 351)
    #expect(
      try script.call(701, "A", .changeTimeToMarket(plant, seconds: 60)) == .error(.deadlinePassed))
  }

  @Test("A new date that is approved after the old one is not carried out")
  func postponementComesTooLate() throws {
    var script = try ContractScript(members: ["A", "B"])
    let plant = try script.plant(0, capacity: 10, cost: 100, yes: ["A", "B"])
    let later = ContractOperation.changeTimeToMarket(plant, seconds: 500)
    #expect(try script.decide(251, "A", later, yes: ["A", "B"]) == .value(.boolean(false)))
    let id = ReferendumID(2)
    #expect(
      script.events == [
        .process(.referendum(id), .approved),
        .process(.referendum(id), .notExecutable(.deadlinePassed)),
      ])
    #expect(script.state.plants[0].timeToMarket == 50)
    let referendum = try #require(script.state.referendum(id))
    #expect(referendum.outcome)
    #expect(!referendum.isExecuted)
  }

  @Test("Seconds at the end of the range end no window and trap nothing")
  func endOfTime() throws {
    var script = try ContractScript(members: ["A", "B"])
    let proposal = PlantProposal(
      capacity: Quota(watts: 10), cost: .max, utility: "LIGHT", timeToMarket: .max)
    let early = try script.open(0, "A", .powerUp(proposal), yes: ["A", "B"])
    try script.call(.max - 150, "A", .powerUpResult(.referendum(early)))
    #expect(script.state.plants[0].crowdfunding.end == .max)
    #expect(script.state.plants[0].deadline == .max)
    try script.call(.max - 150, "A", .bid(PlantID(1), amount: .max))
    #expect(script.state.plants[0].remaining == 0)
    let late = try script.open(.max - 50, "A", .powerUp(proposal), yes: ["A"])
    #expect(script.state.referendum(late)?.end == .max)
    #expect(try script.call(.max, "B", .vote(late, answer: true)) == .value(.boolean(true)))
    #expect(try script.call(.max, "B", .powerUpResult(.referendum(late))) == .error(.ballotOpen))
    #expect(
      try script.call(.max, "B", .powerUpResult(.plant(PlantID(1)))) == .error(.crowdfundingOpen))
    #expect(
      try script.call(.max, "A", .changeBid(PlantID(1), amount: 100)) == .value(.boolean(true)))
    #expect(script.state.plants[0].remaining == .max - 100)
  }
}
