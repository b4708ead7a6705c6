import ContractFiles
import Testing

/// Files that are none: each fault is told with its place and what to do.
struct ReplayReadingTests {
  struct Fault: Sendable, CustomTestStringConvertible {
    let text: String
    /// The place, as `line:column`.
    let place: String
    /// A part of the message.
    let message: String

    var testDescription: String { message }
  }

  static func step(_ step: String, _ place: String, _ message: String) -> Fault {
    Fault(text: vector(Steps.founder, step), place: place, message: message)
  }

  static let files: [Fault] = [
    Fault(text: "", place: "1:1", message: "empty"),
    Fault(text: "{\"vectors\": [", place: "1:14", message: "the file ends here"),
    Fault(text: "3", place: "1:1", message: "or a vector, but found 3"),
    Fault(text: "[]", place: "1:1", message: "there is no vector"),
    Fault(text: "{\"vectors\": {}}", place: "1:13", message: "expected a list"),
    Fault(text: "{\"meta\": {}}", place: "1:1", message: "the file needs 'vectors'"),
    Fault(text: "{}", place: "1:1", message: "the vector needs 'id'"),
    Fault(text: "[7]", place: "1:2", message: "expected an object, but found 7"),
    Fault(text: "{\"id\": \"a\"}", place: "1:1", message: "the vector needs 'steps'"),
    Fault(text: "{\"id\": 4, \"steps\": []}", place: "1:8", message: "expected a text"),
    Fault(
      text: "{\"id\": \"a\",\n \"stepps\": []}", place: "2:2", message: "Did you mean 'steps'?"),
    Fault(text: "{\"id\": \"a\", \"id\": \"b\", \"steps\": []}", place: "1:13", message: "twice"),
    Fault(text: "{\"vectors\": [], \"vektors\": []}", place: "1:17", message: "'vectors'?"),
  ]

  static let rules: [Fault] = [
    Fault(text: vector(config: "{\"maxPlant\": 1}"), place: "1:25", message: "'maxPlantW'?"),
    Fault(text: vector(config: "{\"referendum_s\": 0}"), place: "1:41", message: "greater than 0"),
    Fault(text: vector(config: "{\"minOffer_BRL\": -1}"), place: "1:41", message: "than 0"),
    Fault(
      text: vector(config: "{\"majorityBase\": \"votescast\"}"), place: "1:41",
      message: "'votesCast'?"),
    Fault(text: vector(config: "{\"crowdfunding_s\": 1.5}"), place: "1:43", message: "whole"),
    Fault(text: vector(config: "[]"), place: "1:24", message: "expected an object"),
    Fault(
      text: "{\"meta\": {\"constants\": {\"token\": \"BRL\"}}, \"vectors\": []}", place: "1:34",
      message: "is 'SEB'"),
  ]

  static let steps: [Fault] = [
    step("7", "3:1", "expected an object"),
    step(#"{"t": 1, "op": "check", "stat": {}}"#, "3:25", "Did you mean 'state'?"),
    step(#"{"op": "check"}"#, "3:1", "needs 't'"),
    step(#"{"t": 1}"#, "3:1", "needs 'op'"),
    step(#"{"t": -1, "op": "check"}"#, "3:7", "comes after one at second 0"),
    step(#"{"t": "1", "op": "check"}"#, "3:7", "expected a whole number"),
    step(#"{"t": 9223372036854775808, "op": "check"}"#, "3:7", "beyond 64 bits"),
    step(#"{"t": 1, "op": "check", "expect": {"value": true}}"#, "3:35", "in 'state'"),
    step(#"{"t": 1, "op": "vot", "caller": "A"}"#, "3:16", "Did you mean 'vote'?"),
    step(#"{"t": 1, "op": "vot", "caller": "A", "expect": {"value": true}}"#, "3:16", "'vote'?"),
    step(#"{"t": 1, "op": "listMembers"}"#, "3:1", "needs 'caller'"),
    step(#"{"t": 1, "op": "listMembers", "caller": "A", "witness": "A"}"#, "3:57", "a list"),
    step(#"{"t": 1, "op": "listMembers", "caller": "A", "witness": [1]}"#, "3:58", "a text"),
    step(
      #"{"t": 1, "op": "listMembers", "caller": "a", "expect": {"value": []}}"#, "3:41",
      "Did you mean 'A'?"),
    step(
      #"{"t": 1, "op": "trade", "caller": "A", "args": {"to": "Z", "quotaW": 1, "#
        + #""tokens_mSEB": 0}, "expect": {"value": true}}"#, "3:55", "unknown member 'Z'"),
    step(#"{"t": 1, "op": "credit", "args": {"utility": "LIGHT"}}"#, "3:34", "needs 'energyWh'"),
    step(
      #"{"t": 1, "op": "credit", "args": {"utility": "L", "energyWh": 1}, "#
        + #""expect": {"value": 3}}"#, "3:77", "'_unallocated'"),
  ]

  static let arguments: [Fault] = [
    step(#"{"t": 1, "op": "deleteMember", "caller": "A"}"#, "3:1", "needs 'member'"),
    step(
      #"{"t": 1, "op": "deleteMember", "caller": "A", "args": {"membre": "A"}}"#, "3:56",
      "unknown key 'membre' in 'args' of 'deleteMember'. Did you mean 'member'?"),
    step(
      #"{"t": 1, "op": "vote", "caller": "A", "args": {"ref": "R1", "answer": 1}}"#, "3:71",
      "can't read 'args.answer': expected true or false, but found 1."),
    step(
      #"{"t": 1, "op": "bid", "caller": "A", "args": {"plant": "P1", "amount": 1e19}}"#, "3:72",
      "1e19 is beyond 64 bits"),
    step(
      #"{"t": 1, "op": "bid", "caller": "A", "args": {"plant": "P1", "amount": 0.5}}"#, "3:72",
      "whole number"),
    step(#"{"t": 1, "op": "powerUpResult", "caller": "A"}"#, "3:1", "needs 'ref' or 'plant'"),
    step(
      #"{"t": 1, "op": "changeUtility", "caller": "A", "args": {"plant": "P1", "name": "a", "#
        + #""utility": "b"}}"#, "3:56", "only one of 'name' and 'utility'"),
    step(
      #"{"t": 1, "op": "changeRegister", "caller": "A", "args": {"member": "A", "#
        + #""field": "quota", "value": "x"}}"#, "3:100", "expected a whole number"),
    step(
      #"{"t": 1, "op": "vote", "caller": "A", "args": {"ref": "$r1", "answer": true}}"#, "3:55",
      "no step before this one binds '$r1'"),
  ]

  static let expectations: [Fault] = [
    step(#"{"t": 1, "op": "listMembers", "caller": "A", "expect": {}}"#, "3:56", "exactly one"),
    step(
      #"{"t": 1, "op": "listMembers", "caller": "A", "expect": {"error": "notmember"}}"#, "3:66",
      "Did you mean 'notMember'?"),
    step(
      #"{"t": 1, "op": "listMembers", "caller": "A", "expect": {"noop": "never"}}"#, "3:65",
      "'nothingToDo'"),
    step(
      #"{"t": 1, "op": "listMembers", "caller": "A", "expect": {"bind": ""}}"#, "3:65", "character"),
    step(
      #"{"t": 1, "op": "listMembers", "caller": "A", "expect": {"values": 1}}"#, "3:57",
      "Did you mean 'value'?"),
    step(
      #"{"t": 1, "op": "listMembers", "caller": "A", "expect": {"value": ["$x"]}}"#, "3:66",
      "binds '$x'"),
    step(
      #"{"t": 1, "op": "listMembers", "caller": "A", "events": ["balot"]}"#, "3:57", "'ballot'?"),
    step(#"{"t": 1, "op": "check", "events": "ballot"}"#, "3:35", "expected a list"),
    step(Steps.check(#""members": 1"#), "3:37", "'member'"),
    step(Steps.check(#""group.member": 1"#), "3:37", "Did you mean 'members'?"),
    step(Steps.check(#""member.A": 1"#), "3:37", "'member.x.exists'"),
    step(Steps.check(#""member.A.quota": 1"#), "3:37", "'quotaW'?"),
    step(Steps.check(#""member.Z.quotaW": 1"#), "3:37", "unknown member 'Z'"),
    step(Steps.check(#""plant.$p.status": 1"#), "3:37", "binds '$p'"),
    step(Steps.check(#""ref.R1.total": 1"#), "3:37", "of the state"),
    step(Steps.check(#""crowd.P1.bids.A": 1"#), "3:37", "of the state"),
    step(Steps.check(#""group.members": 99999999999999999999"#), "3:54", "beyond 64 bits"),
  ]

  @Test(
    "A malformed file is told with line and column and advice",
    arguments: files + rules + steps + arguments + expectations)
  func faults(fault: Fault) throws {
    let error = try #require(throws: ReplayFileError.self) { try replay(fault.text) }
    let told = error.diagnostics.filter { "\($0)".hasPrefix("a.json:\(fault.place): ") }
    #expect(told.contains { $0.message.contains(fault.message) }, "\(error)")
    #expect(!error.diagnostics.contains { "\($0)".contains("\n") })
  }

  @Test("All faults are told at once, in the order of the file, a hundred at most")
  func severalFaults() throws {
    let text = vector(
      Array(repeating: #"{"t": 0, "op": "chek", "caller": "A", "x": 1}"#, count: 300))
    let error = try #require(throws: ReplayFileError.self) { try replay(text) }
    #expect(error.diagnostics.count == 100)
    #expect(error.diagnostics[0].line == 2 && error.diagnostics[1].line == 2)
    #expect(zip(error.diagnostics, error.diagnostics.dropFirst()).allSatisfy { $0.line <= $1.line })
  }

  @Test("One vector, a list of vectors and an object with vectors are read alike")
  func shapes() throws {
    let one = vector(Steps.founder, Steps.check(#""group.members": 1"#))
    #expect(try replay(one).passedCount == 1)
    #expect(try replay("[\(one), \(one)]").passedCount == 2)
    #expect(try replay("{\"meta\": {\"about\": \"x\"}, \"vectors\": [\(one)]}").passedCount == 1)
  }

  @Test(
    "Whole numbers may be written in any way",
    arguments: ["100", "100.0", "1e2", "1000E-1", "100.00e+00"])
  func wholeNumbers(text: String) throws {
    let steps = [Steps.founder, "{\"t\": \(text), \"op\": \"check\"}", Steps.check("", at: 100)]
    #expect(try replay(vector(steps)).passedCount == 1)
  }

  @Test("Limits of 64 bits are read exactly")
  func limits() throws {
    let check = Steps.check(#""member.A.quotaW": -9223372036854775808"#)
    #expect(
      try lines(vector(Steps.founder, check)) == [
        "S1 step 2 (line 3): check: member.A.quotaW: expected -9223372036854775808, found 0"
      ])
    let late = Steps.check("", at: .max)
    #expect(try lines(vector(Steps.founder, late)) == [])
  }
}
