import Contracts
import Quantities
import Testing

/// Admission, ballots, electors and the majority, calculated by hand.
struct ContractReferendumTests {
  struct Count: Sendable, CustomStringConvertible {
    var base: ContractRules.MajorityBase
    var electors: Int
    var yes: Int
    var no: Int
    var isApproved: Bool

    init(
      _ base: ContractRules.MajorityBase, _ electors: Int, yes: Int, no: Int, _ isApproved: Bool
    ) {
      (self.base, self.electors, self.yes, self.no) = (base, electors, yes, no)
      self.isApproved = isApproved
    }

    var description: String { "\(base), \(electors): \(yes) yes, \(no) no" }
  }

  static let counts: [Count] = [
    Count(.electorate, 1, yes: 1, no: 0, true), Count(.electorate, 1, yes: 0, no: 0, false),
    Count(.electorate, 2, yes: 1, no: 0, false), Count(.electorate, 2, yes: 2, no: 0, true),
    Count(.electorate, 3, yes: 1, no: 0, false), Count(.electorate, 3, yes: 2, no: 1, true),
    Count(.electorate, 4, yes: 2, no: 0, false), Count(.electorate, 4, yes: 3, no: 1, true),
    Count(.electorate, 5, yes: 0, no: 0, false), Count(.electorate, 5, yes: 2, no: 0, false),
    Count(.electorate, 5, yes: 3, no: 0, true),
    Count(.votesCast, 4, yes: 1, no: 0, true), Count(.votesCast, 4, yes: 1, no: 1, false),
    Count(.votesCast, 4, yes: 2, no: 1, true), Count(.votesCast, 4, yes: 2, no: 2, false),
    Count(.votesCast, 4, yes: 0, no: 0, false), Count(.votesCast, 4, yes: 0, no: 1, false),
  ]

  @Test("More than half must say yes, a tie refuses", arguments: counts)
  func majority(count: Count) throws {
    let members: [MemberAddress] = ["A", "B", "C", "D", "E"]
    var script = try ContractScript(
      members: Array(members.prefix(count.electors)), majorityBase: count.base)
    let id = try script.open(0, "X", .admission(fullName: "Xa", utility: "LIGHT"))
    for (index, member) in members.prefix(count.yes + count.no).enumerated() {
      try script.call(5, member, .vote(id, answer: index < count.yes))
    }
    #expect(
      try script.call(101, "A", .admissionResult(id)) == .value(.boolean(count.isApproved)))
    #expect(script.events == [.membership("X", count.isApproved ? .admitted : .refused)])
    #expect(script.contract.members.count == count.electors + (count.isApproved ? 1 : 0))
    let referendum = try #require(script.state.referendum(id))
    #expect(referendum.outcome == count.isApproved)
    #expect(referendum.isExecuted == count.isApproved)
    #expect(referendum.electorCount == Int64(count.electors))
  }

  @Test("An application opens a referendum and says so; who was refused may apply again")
  func refusedApplicantAppliesAgain() throws {
    var script = try ContractScript(members: ["A"])
    let operation = ContractOperation.admission(fullName: "Xa", utility: "ENEL")
    #expect(try script.call(0, "X", operation) == .value(.referendum(ReferendumID(1))))
    #expect(
      script.events == [
        .process(.referendum(ReferendumID(1)), .started), .membership("X", .requested),
      ])
    #expect(try script.call(101, "A", .admissionResult(ReferendumID(1))) == .value(.boolean(false)))
    let second = try script.open(101, "X", operation, yes: ["A"])
    #expect(second == ReferendumID(2))
    #expect(try script.call(202, "A", .admissionResult(second)) == .value(.boolean(true)))
    let member = try #require(script.state.member("X"))
    #expect(member.fullName == "Xa")
    #expect(member.utility == "ENEL")
    #expect(member.quota == .zero)
    #expect(member.tokens == .zero)
  }

  @Test("The founder needs no vote, once; everybody else does")
  func founder() throws {
    var script = try ContractScript(members: [])
    let operation = ContractOperation.admission(fullName: "Name", utility: "LIGHT")
    #expect(try script.call(0, "A", operation) == .value(.boolean(true)))
    #expect(try script.call(0, "B", operation) == .value(.referendum(ReferendumID(1))))
  }

  @Test("Who is removed while a ballot is open loses it; afterwards it stays")
  func electorsWhoLeave() throws {
    var group = try ContractScript(members: ["A", "B", "C", "D", "E"])
    let removal = try group.open(0, "A", .deleteMember("D"), yes: ["A", "B", "C"])
    let ballot = try group.open(50, "A", .deleteMember("C"))
    let secondRemoval = try group.open(60, "A", .deleteMember("E"), yes: ["A", "B", "C"])
    try group.call(60, "D", .vote(ballot, answer: true))
    try group.call(60, "C", .vote(ballot, answer: false))
    #expect(try group.call(101, "A", .changeResult(removal)) == .value(.boolean(true)))
    #expect(
      group.events == [
        .process(.referendum(removal), .approved), .membership("D", .left),
      ])
    var state = try #require(group.state.referendum(ballot))
    #expect([state.electorCount, state.voteCount, state.yesCount] == [4, 1, 0])
    for voter in ["A", "B", "E"] as [MemberAddress] {
      try group.call(150, voter, .vote(ballot, answer: true))
    }
    #expect(try group.call(161, "A", .changeResult(secondRemoval)) == .value(.boolean(true)))
    state = try #require(group.state.referendum(ballot))
    #expect([state.electorCount, state.voteCount, state.yesCount] == [4, 4, 3])
    // 2 · 3 > 4, although one of the three has left since.
    #expect(try group.call(200, "A", .changeResult(ballot)) == .value(.boolean(true)))
    #expect(group.contract.members.map(\.address) == ["A", "B"])
  }

  @Test("Who leaves and comes back is another member: no elector of ballots opened before")
  func returningMember() throws {
    var script = try ContractScript(members: ["A", "B"])
    try script.decide(0, "A", .deleteMember("B"), yes: ["A", "B"])
    let admission = try script.open(
      101, "B", .admission(fullName: "Bob", utility: "LIGHT"), yes: ["A"])
    let ballot = try script.open(150, "A", .deleteMember("A"))
    let change = try script.open(150, "A", .changeRegister("A", .quota, value: 0))
    try script.call(202, "A", .admissionResult(admission))
    #expect(try script.call(203, "B", .vote(ballot, answer: true)) == .error(.notElector))
    #expect(try script.call(203, "A", .vote(change, answer: true)) == .value(.boolean(true)))
    #expect(script.state.member("B")?.sequence == 2)
    #expect(script.state.referendum(change)?.electorCount == 1)
  }

  @Test("The subject of a removal votes like everybody else")
  func subjectVotes() throws {
    var script = try ContractScript(members: ["A", "B"])
    #expect(
      try script.decide(0, "A", .deleteMember("B"), yes: ["A", "B"]) == .value(.boolean(true)))
  }

  @Test("Referendums asked for in one second stay apart, whatever they are about")
  func sameSecond() throws {
    var script = try ContractScript(members: ["A", "B", "C"])
    let first = try script.open(0, "A", .deleteMember("B"), yes: ["A", "B", "C"])
    let second = try script.open(0, "A", .deleteMember("C"))
    #expect(first != second)
    #expect(try script.call(101, "A", .changeResult(second)) == .value(.boolean(false)))
    #expect(script.events == [.process(.referendum(second), .denied)])
    #expect(try script.call(101, "A", .changeResult(first)) == .value(.boolean(true)))
    #expect(script.contract.members.map(\.address) == ["A", "C"])
  }
}
