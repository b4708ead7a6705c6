import Contracts
import Quantities
import TestSupport
import Testing

/// The invariants of the contract over random histories: 200 seeds with 10 histories each.
struct ContractHistoryTests {
  private static let addresses: [MemberAddress] = ["A", "B", "C", "D", "E", "F", "X"]
  private static let utilities: [UtilityName] = ["LIGHT", "ENEL"]
  private static let amounts: [Int64] = [.min, -1, 0, 0, 0, 1, 1, 2, 3, 5, 20, 50, 51, .max]

  @Test(
    "Quota and tokens are conserved, registers never negative, refusals without effect",
    arguments: 0..<200 as Range<UInt64>)
  func invariantsHold(seed: UInt64) throws {
    var generator = TestGenerator(seed: seed)
    var acceptedCount = 0
    for _ in 0..<10 {
      var contract = try randomContract(using: &generator)
      let start = contract.state
      for time in 0..<100 {
        let call = randomCall(time: Int64(time), using: &generator)
        let before = contract.state
        var events: [ContractEvent] = []
        let result = try contract.apply(call, events: &events)
        switch result {
        case .value:
          acceptedCount += 1
          #expect(events.map(\.name) == ["transfer"])
        case .error:
          #expect(contract.state == before)
          #expect(events.map(\.name) == ["invalid"])
        case .noop:
          Issue.record("a trade always does something")
        }
        expectInvariants(of: contract.state)
      }
      #expect(contract.state.issuedTokens == start.issuedTokens)
      #expect(contract.state.areas == start.areas)
    }
    #expect(acceptedCount >= 100)
  }

  private func expectInvariants(of state: ContractState) {
    for area in state.areas {
      let quota = state.members.filter { $0.utility == area.utility }
        .reduce(area.unallocatedQuota) { $0 + $1.quota }
      #expect(quota == area.operatingCapacity)
    }
    let tokens = state.members.reduce(state.reserveTokens) { $0 + $1.tokens }
    #expect(tokens == state.issuedTokens)
    #expect(state.members.allSatisfy { $0.quota >= .zero && $0.tokens >= .zero })
    #expect(state.members.allSatisfy { !$0.fullName.isEmpty && !$0.utility.text.isEmpty })
  }

  private func randomContract(using generator: inout TestGenerator) throws -> QuotaContract {
    try QuotaContract(
      foundingMembers: Self.addresses.dropLast().enumerated().map { index, address in
        FoundingMember(
          address: address, fullName: "\(address)-name",
          utility: Self.utilities[index % 3 == 2 ? 1 : 0],
          quota: Quota(watts: .random(in: 1...50, using: &generator)),
          tokens: Tokens(milliSEB: .random(in: 1...50, using: &generator)))
      },
      unallocatedQuota: [("LIGHT", Quota(watts: .random(in: 0...9, using: &generator)))])
  }

  private func randomCall(time: Int64, using generator: inout TestGenerator) -> ContractCall {
    let caller = pick(Self.addresses, &generator)
    let to = pick(Self.addresses, &generator)
    if generator.next() % 2 == 0 {
      // Likely to be accepted, so that histories move.
      return ContractCall(
        time: time, caller: caller, witnesses: [caller, to],
        operation: .trade(
          to: to, quota: Quota(watts: .random(in: 0...5, using: &generator)),
          tokens: Tokens(milliSEB: .random(in: 0...5, using: &generator))))
    }
    var witnesses: Set<MemberAddress> = []
    if generator.next() % 8 != 0 { witnesses.insert(caller) }
    if generator.next() % 2 == 0 { witnesses.insert(to) }
    return ContractCall(
      time: time, caller: caller, witnesses: witnesses,
      operation: .trade(
        to: to, quota: Quota(watts: pick(Self.amounts, &generator)),
        tokens: Tokens(milliSEB: pick(Self.amounts, &generator))))
  }

  private func pick<Element>(_ list: [Element], _ generator: inout TestGenerator) -> Element {
    list[Int.random(in: list.indices, using: &generator)]
  }
}
