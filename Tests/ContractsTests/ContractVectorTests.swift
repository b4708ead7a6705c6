import Contracts
import Foundation
import Quantities
import Testing

/// Replays the trades of the specification's scenarios, from the registers at which the scenarios
/// arrive before them.
struct ContractVectorTests {
  private struct Scenarios: Decodable {
    struct Scenario: Decodable {
      var id: String
      var steps: [Step]
    }
    struct Step: Decodable {
      var t: Int64
      var op: String
      var caller: String?
      var witness: [String]?
      var args: Arguments?
      var expect: Expectation?
      var events: [String]?
      var state: [String: StateValue]?
    }
    struct Arguments: Decodable {
      var to: String?
      var quotaW: Int64?
      var tokens: Int64?

      enum CodingKeys: String, CodingKey {
        case to
        case quotaW
        case tokens = "tokens_mSEB"
      }
    }
    struct Expectation: Decodable {
      var error: String?
    }
    /// A number, or anything else that these tests do not look at.
    struct StateValue: Decodable {
      var number: Int64?

      init(from decoder: any Decoder) throws {
        number = try? decoder.singleValueContainer().decode(Int64.self)
      }
    }
    var vectors: [Scenario]
  }

  private static let file = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "../shared/vectors/contract.json").standardized

  @Test(
    "The trades of the scenarios have their published results",
    .enabled(
      if: FileManager.default.fileExists(atPath: file.path),
      "the vectors of the specification are not beside the package"),
    arguments: ["V16", "V17"])
  func tradesReplay(id: String) throws {
    let data = try Data(contentsOf: Self.file)
    let scenario = try #require(
      JSONDecoder().decode(Scenarios.self, from: data).vectors.first { $0.id == id })
    // Both scenarios fund a plant of 100 kW, 60 % by A and 40 % by B.
    var contract = try QuotaContract(
      foundingMembers: [("A", 60_000), ("B", 40_000)].map { address, watts in
        FoundingMember(
          address: MemberAddress(address), fullName: "\(address)-name", utility: "LIGHT",
          quota: Quota(watts: watts), tokens: Tokens(milliSEB: watts))
      })
    let trades = scenario.steps.filter { $0.op == "trade" }
    #expect(trades.count >= 3)
    for step in trades { try replay(step, on: &contract) }
  }

  private func replay(_ step: Scenarios.Step, on contract: inout QuotaContract) throws {
    let caller = MemberAddress(try #require(step.caller))
    let arguments = try #require(step.args)
    let call = ContractCall(
      time: step.t, caller: caller,
      witnesses: Set((step.witness ?? [caller.text]).map { MemberAddress($0) }),
      operation: .trade(
        to: MemberAddress(try #require(arguments.to)),
        quota: Quota(watts: try #require(arguments.quotaW)),
        tokens: Tokens(milliSEB: try #require(arguments.tokens))))
    var events: [ContractEvent] = []
    let result = try contract.apply(call, events: &events)
    if let code = step.expect?.error {
      #expect(result == .error(try #require(ContractErrorCode(rawValue: code))))
    } else {
      #expect(result == .value(.boolean(true)))
    }
    if let names = step.events { #expect(events.map(\.name) == names) }
    for (path, value) in step.state ?? [:] {
      #expect(number(at: path, in: contract.state) == value.number, "\(path)")
    }
  }

  private func number(at path: String, in state: ContractState) -> Int64? {
    let parts = path.split(separator: ".").map(String.init)
    switch (parts.first, parts.last) {
    case ("member", "quotaW"): return state.member(MemberAddress(parts[1]))?.quota.watts
    case ("member", "tokens_mSEB"): return state.member(MemberAddress(parts[1]))?.tokens.milliSEB
    case ("group", "totalSupplyW"): return state.totalSupply.watts
    default: return nil
    }
  }
}
