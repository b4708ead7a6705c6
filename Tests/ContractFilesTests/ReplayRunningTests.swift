import ContractFiles
import Foundation
import Testing

/// What is told of steps that are not as expected.
struct ReplayRunningTests {
  @Test("A failing step is one line with what was expected and what was found")
  func failures() throws {
    let found = try lines(
      vector(
        Steps.founder,
        #"{"t": 1, "op": "listMembers", "caller": "A", "expect": {"value": ["A", "B"]}}"#,
        #"{"t": 1, "op": "listMembers", "caller": "A", "expect": {"error": "notMember"}}"#,
        #"{"t": 1, "op": "listMembers", "caller": "X", "expect": {"error": "noWitness"}}"#,
        #"{"t": 1, "op": "listMembers", "caller": "A", "expect": {"noop": "nothingToDo"}, "events": ["ballot"]}"#,
        Steps.check(#""group.members": 2, "member.A.fullName": "Åna", "plant.P1.cost": 5"#)))
    #expect(
      found == [
        #"S1 step 2 (line 3): listMembers: expected value ["A", "B"], found value ["A"]"#,
        #"S1 step 3 (line 4): listMembers: expected error 'notMember', found value ["A"]"#,
        "S1 step 4 (line 5): listMembers: expected error 'noWitness', found error 'notMember'",
        #"S1 step 5 (line 6): listMembers: expected noop 'nothingToDo', found value ["A"]"#,
        "S1 step 5 (line 6): listMembers: events: expected [ballot], found []",
        "S1 step 6 (line 7): check: group.members: expected 2, found 1",
        #"S1 step 6 (line 7): check: member.A.fullName: expected "Åna", found "Ana""#,
        "S1 step 6 (line 7): check: plant.P1.cost: expected 5, found nothing",
      ])
  }

  @Test("A step that uses an id which its step did not give is a failing step, not bad input")
  func unboundNames() throws {
    let found = try lines(
      vector(
        Steps.founder,
        #"{"t": 1, "op": "listMembers", "caller": "A", "expect": {"bind": "r1"}}"#,
        #"{"t": 2, "op": "vote", "caller": "A", "args": {"ref": "$r1", "answer": true}, "expect": {"value": true}, "events": ["ballot"], "state": {"ref.$r1.votes": 1, "group.members": 1}}"#,
        #"{"t": 3, "op": "powerUpResult", "caller": "A", "args": {"ref": "$r1"}, "expect": {"bind": "p1"}}"#,
        #"{"t": 4, "op": "listPlants", "caller": "A", "expect": {"value": ["$p1"]}}"#))
    #expect(
      found == [
        #"S1 step 2 (line 3): listMembers: expected an id for '$r1', found value ["A"]"#,
        "S1 step 3 (line 4): vote: expected value true, found no id for '$r1', "
          + "because step 2 gave none",
        "S1 step 3 (line 4): vote: ref.$r1.votes: expected 1, found no id for '$r1', "
          + "because step 2 gave none",
        "S1 step 4 (line 5): powerUpResult: expected an id for '$p1', found no id for '$r1', "
          + "because step 2 gave none",
        #"S1 step 5 (line 6): listPlants: expected value ["$p1"], found no id for '$p1', "#
          + "because step 4 gave none; the answer is value []",
      ])
  }

  @Test(
    "Ids that are none, dots in addresses and prices that look like names are taken as they are")
  func texts() throws {
    #expect(
      try lines(
        vector(
          #"{"t": 0, "op": "admission", "caller": "a.b@c", "args": {"fullName": "$100", "utility": "U.K."}, "expect": {"value": true}, "state": {"member.a.b@c.fullName": "$100", "member.a.b@c.exists": true, "group.unallocatedW.U.K.": 0}}"#,
          #"{"t": 1, "op": "bid", "caller": "a.b@c", "args": {"plant": "Pnone", "amount": 1}, "expect": {"error": "unknownPlant"}}"#,
          #"{"t": 1, "op": "vote", "caller": "a.b@c", "args": {"ref": "R01", "answer": true}, "expect": {"error": "unknownReferendum"}}"#,
          #"{"t": 1, "op": "changeProfile", "caller": "a.b@c", "args": {"member": "a.b@c", "field": "shoe", "value": 43}, "expect": {"error": "invalidChange"}}"#,
          #"{"t": 1, "op": "changeRegister", "caller": "a.b@c", "args": {"member": "a.b@c", "field": "shoe", "value": "x"}, "expect": {"error": "invalidChange"}}"#,
          #"{"t": 1, "op": "fly", "caller": "X", "expect": {"error": "notMember"}, "events": ["invalid"]}"#,
          #"{"t": 1, "op": "fly", "caller": "X", "events": ["invalid"]}"#)) == [])
  }

  @Test("A call with other arguments than the operation has can be expected to be refused")
  func arity() throws {
    #expect(
      try lines(
        vector(
          Steps.founder,
          #"{"t": 1, "op": "vote", "caller": "A", "args": {"ref": "R1"}, "expect": {"error": "badArity"}, "events": ["invalid"]}"#,
          #"{"t": 1, "op": "listPlants", "caller": "A", "args": {"x": 1}, "expect": {"error": "badArity"}}"#,
          #"{"t": 1, "op": "summary", "caller": "A", "args": {"id": "A", "option": "shoe"}, "expect": {"error": "badArity"}}"#
        )) == [])
  }

  @Test("The rules of the file hold for its vectors, those of a vector go first")
  func rules() throws {
    let steps = [
      Steps.founder,
      #"{"t": 1, "op": "powerUp", "caller": "A", "args": {"capacityW": 11, "cost": 1, "utility": "U", "timeToMarket": 2592000}, "expect": {"error": "capacityOutOfRange"}}"#,
      Steps.applicant.replacingOccurrences(of: "}}", with: "}, \"state\": {\"ref.$r1.end\": 6}}"),
    ]
    let text = vector(steps, config: "{\"maxPlantW\": 10}")
    let meta = "{\"constants\": {\"maxPlantW\": 12, \"referendum_s\": 5}}"
    #expect(try lines("{\"meta\": \(meta), \"vectors\": [\(text)]}") == [])
    #expect(try lines(text).count == 1)
  }

  @Test("Energy is credited by quota; who is not named must get nothing")
  func credits() throws {
    let steps = Walkthrough.steps.filter { !$0.contains("\"op\": \"credit\"") }
    func credit(_ expected: String) -> String {
      #"{"t": 200, "op": "credit", "args": {"utility": "ENEL", "energyWh": 900}, "expect": {"value": "#
        + expected + "}}"
    }
    func found(_ expected: String) throws -> [String] {
      try lines(vector(steps + [credit(expected)], config: Walkthrough.config))
    }
    #expect(try found(#"{"A": 900.0000001}"#) == [])
    #expect(try found(#"{"A": 900, "X": 0}"#) == [])
    #expect(try found(#"{"A": 900.001}"#).count == 1)
    #expect(try found(#"{"_unallocated": 0}"#).count == 1)
    #expect(try found(#"{"A": 900, "X": 1}"#).count == 1)
  }

  @Test("The state at the end is told when it is asked for")
  func state() throws {
    #expect(try replay(Walkthrough.text).vectors[0].state == nil)
    let state = try #require(try replay(Walkthrough.text, keepsStates: true).vectors[0].state)
    #expect(state["group"]?["unallocatedW"]?["ENEL"] == .integer(0))
    #expect(state["group"]?["members"] == .integer(1))
    guard case .list(let plants) = state["plants"], case .list(let votes) = state["referendums"],
      case .list(let collections) = state["crowdfundings"]
    else {
      Issue.record("lists are missing")
      return
    }
    #expect(plants.map { $0["status"] } == [.text("operating"), .text("deleted")])
    #expect(votes.count == 8)
    #expect(collections[0]["bids"]?.description.contains("\"amount\": 300000") == true)
  }

  @Test("A report as JSON tells vectors, steps and what differs")
  func report() throws {
    let report = try replay(
      vector(Steps.founder, Steps.check(#""group.members": 2"#)))
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    let text = String(decoding: try encoder.encode(report), as: UTF8.self)
    #expect(
      text == #"{"failed":1,"file":"a.json","passed":0,"steps":2,"vectors":[{"failures":["#
        + #"{"column":37,"expected":"2","found":"1","line":3,"op":"check","step":2,"#
        + #""vector":"S1","what":"group.members"}],"id":"S1","passed":false,"steps":2,"#
        + #""title":""}]}"#)
    #expect(report.summary == "0 passed, 1 failed")
  }
}
