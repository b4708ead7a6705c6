import ContractFiles
import Contracts
import Quantities
import Testing

struct ContractInvariantTests {
  @Test("Quota and tokens without plants break the invariants of a contract that starts empty")
  func founders() throws {
    let contract = try QuotaContract(
      foundingMembers: [
        FoundingMember(
          address: "A", fullName: "Ana", utility: "LIGHT", quota: Quota(watts: 5),
          tokens: Tokens(milliSEB: 3))
      ])
    let violations = ContractInvariants.violations(in: contract.state)
    #expect(violations.map(\.name) == ["I1", "I2"])
    #expect(violations[0].expected == "quotas of 0 W in 'LIGHT'" && violations[0].found == "5 W")
    #expect(ContractInvariants.violations(in: try QuotaContract().state) == [])
  }
}
