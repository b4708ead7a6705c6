import Contracts
import Quantities
import Testing

struct ContractGenesisTests {
  private func founder(
    _ address: MemberAddress, _ utility: UtilityName, quota: Int64, tokens: Int64
  ) -> FoundingMember {
    FoundingMember(
      address: address, fullName: "\(address)-name", utility: utility,
      quota: Quota(watts: quota), tokens: Tokens(milliSEB: tokens))
  }

  @Test("Registers at the start stand for plants commissioned before")
  func registersStandForPlants() throws {
    let contract = try QuotaContract(
      foundingMembers: [
        founder("A", "LIGHT", quota: 30, tokens: 10), founder("B", "ENEL", quota: 5, tokens: 0),
        founder("C", "LIGHT", quota: 20, tokens: 4),
      ],
      unallocatedQuota: [("LIGHT", Quota(watts: 7)), ("EDP", Quota(watts: 3))])
    let state = contract.state
    #expect(state.area(of: "LIGHT")?.operatingCapacity == Quota(watts: 57))
    #expect(state.area(of: "LIGHT")?.unallocatedQuota == Quota(watts: 7))
    #expect(state.area(of: "ENEL")?.operatingCapacity == Quota(watts: 5))
    #expect(state.area(of: "EDP")?.unallocatedQuota == Quota(watts: 3))
    #expect(state.totalSupply == Quota(watts: 65))
    #expect(state.issuedTokens == Tokens(milliSEB: 65))
    #expect(state.reserveTokens == Tokens(milliSEB: 51))
    #expect(state.members.map(\.sequence) == [0, 1, 2])
    #expect(state.member("C")?.quota == Quota(watts: 20))
    #expect(state.member("D") == nil)
  }

  @Test("More tokens than capacity were issued for plants that were removed")
  func tokensOfRemovedPlants() throws {
    let contract = try QuotaContract(foundingMembers: [
      founder("A", "LIGHT", quota: 30, tokens: 100)
    ])
    #expect(contract.state.issuedTokens == Tokens(milliSEB: 100))
    #expect(contract.state.reserveTokens == .zero)
  }

  @Test("A contract may start without members")
  func mayStartEmpty() throws {
    let contract = try QuotaContract(foundingMembers: [])
    #expect(contract.members.isEmpty)
    #expect(contract.state.totalSupply == .zero)
  }

  struct BadStart: Sendable {
    var founders: [FoundingMember]
    var error: ContractGenesisError
  }

  @Test("Contradictory registers are refused with the reason")
  func refusesBadRegisters() {
    let cases = [
      BadStart(
        founders: [founder("A", "U", quota: 0, tokens: 0), founder("A", "U", quota: 0, tokens: 0)],
        error: .duplicateAddress("A")),
      BadStart(founders: [founder("", "U", quota: 0, tokens: 0)], error: .emptyProfile(member: 0)),
      BadStart(founders: [founder("A", "", quota: 0, tokens: 0)], error: .emptyProfile(member: 0)),
      BadStart(
        founders: [founder("A", "U", quota: -1, tokens: 0)], error: .negativeRegister(of: "A")),
      BadStart(
        founders: [founder("A", "U", quota: 0, tokens: -1)], error: .negativeRegister(of: "A")),
      BadStart(
        founders: [
          founder("A", "U", quota: .max, tokens: 0), founder("B", "U", quota: 1, tokens: 0),
        ], error: .registersTooLarge),
      BadStart(
        founders: [
          founder("A", "U", quota: .max, tokens: 0), founder("B", "V", quota: 1, tokens: 0),
        ], error: .registersTooLarge),
      BadStart(
        founders: [
          founder("A", "U", quota: 0, tokens: .max), founder("B", "V", quota: 0, tokens: 1),
        ], error: .registersTooLarge),
    ]
    for badStart in cases {
      #expect(throws: badStart.error) { try QuotaContract(foundingMembers: badStart.founders) }
    }
  }
}
