import ContractFiles
import Testing

/// Vectors whose contract does not start with nobody.
struct GenesisTests {
  private func report(_ text: String) throws -> ReplayReport {
    try ReplayFile.read(Array(text.utf8), named: "start.json").run()
  }

  @Test("A contract may start with members, registers and capacity that belongs to nobody")
  func founders() throws {
    let report = try report(
      """
      {"id": "start", "startTime": 100,
       "founders": [
         {"address": "A", "utility": "LIGHT", "quotaW": 3000, "tokens_mSEB": 1000},
         {"address": "B", "fullName": "Bia", "utility": "LIGHT"}],
       "unallocated": [{"utility": "LIGHT", "quotaW": 500}],
       "steps": [
         {"t": 100, "op": "check", "state": {
            "group.members": 2, "group.totalSupplyW": 3500, "group.unallocatedW.LIGHT": 500,
            "group.issued_mSEB": 3500, "group.reserveTokens_mSEB": 2500, "member.A.fullName": "A"}},
         {"t": 101, "op": "trade", "caller": "A", "args": {"to": "B", "quotaW": 1000, "tokens_mSEB": 0},
          "expect": {"value": true}, "state": {"member.A.quotaW": 2000, "member.B.quotaW": 1000}},
         {"t": 102, "op": "admission", "caller": "B", "args": {"fullName": "Bia", "utility": "LIGHT"},
          "expect": {"error": "alreadyMember"}}]}
      """)
    #expect(report.failedCount == 0, "\(report.vectors.flatMap(\.failures))")
  }

  @Test(
    "A start that is none, or a step before it, is an input error with its place",
    arguments: [
      (#""startTime": 100, "steps": [{"t": 99, "op": "check"}]"#, "second 99 comes after"),
      (#""founders": [{"address": "A", "utility": ""}], "steps": []"#, "needs an address"),
      (#""founders": [{"address": "A", "utilty": "U"}], "steps": []"#, "'utility'"),
      (#""founders": [{"address": "A", "utility": "U", "quotaW": -1}], "steps": []"#, "negative"),
    ])
  func faults(text: String, message: String) throws {
    let error = #expect(throws: ReplayFileError.self) {
      try ReplayFile.read(Array(#"{"id": "start", \#(text)}"#.utf8), named: "start.json")
    }
    let found = error.map { "\($0)" } ?? ""
    #expect(found.contains("start.json:1:"))
    #expect(found.contains(message), "\(found)")
  }
}
