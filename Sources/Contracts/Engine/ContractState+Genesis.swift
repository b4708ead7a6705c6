import Quantities

/// Why a contract cannot start with some founding members.
public enum ContractGenesisError: Error, Hashable, Sendable, CustomStringConvertible {
  /// An address, full name or utility is empty.
  case emptyProfile(member: Int)
  /// Two founding members have one address.
  case duplicateAddress(MemberAddress)
  /// A quota, tokens or an unallocated quota are negative.
  case negativeRegister(of: String)
  /// The sum of the registers leaves the range of 64 bits.
  case registersTooLarge

  public var description: String {
    switch self {
    case .emptyProfile(let member):
      "founding member \(member + 1) of the contract needs an address, a full name and a utility."
    case .duplicateAddress(let address):
      "two founding members of the contract have the address '\(address)'; it must be unique."
    case .negativeRegister(let owner):
      "the contract register of '\(owner)' is negative; quota and tokens start at 0 or more."
    case .registersTooLarge:
      "the contract registers sum to more than 64 bits hold; use smaller quotas and tokens."
    }
  }
}

extension ContractState {
  /// Creates the state of a contract that starts with members and registers.
  ///
  /// The registers stand for plants that were commissioned before the run: an area's operating
  /// capacity is the sum of its quotas and of its unallocated quota, and one token was issued for
  /// each kilowatt of it. Tokens that no founding member owns lie in the reserve; if the members own
  /// more than the capacity accounts for, the rest was issued for plants that were since removed.
  init(
    rules: ContractRules, foundingMembers: [FoundingMember],
    unallocatedQuota: [(utility: UtilityName, quota: Quota)]
  ) throws(ContractGenesisError) {
    self.init(rules: rules)
    isFounded = !foundingMembers.isEmpty
    var ownedTokens: Int64 = 0
    for (index, founder) in foundingMembers.enumerated() {
      guard !founder.address.text.isEmpty, !founder.fullName.isEmpty, !founder.utility.text.isEmpty
      else { throw .emptyProfile(member: index) }
      guard memberIndices[founder.address] == nil else {
        throw .duplicateAddress(founder.address)
      }
      guard founder.quota >= .zero, founder.tokens >= .zero else {
        throw .negativeRegister(of: founder.address.text)
      }
      enrol(founder.address, fullName: founder.fullName, utility: founder.utility)
      members[index].quota = founder.quota
      members[index].tokens = founder.tokens
      ownedTokens = try sum(ownedTokens, founder.tokens.milliSEB)
      try addCapacity(founder.quota, unallocated: .zero, to: founder.utility)
    }
    for (utility, quota) in unallocatedQuota {
      guard !utility.text.isEmpty else { throw .emptyProfile(member: foundingMembers.count) }
      guard quota >= .zero else { throw .negativeRegister(of: utility.text) }
      try addCapacity(quota, unallocated: quota, to: utility)
    }
    var supply: Int64 = 0
    for area in areas { supply = try sum(supply, area.operatingCapacity.watts) }
    issuedTokens = Tokens(milliSEB: max(supply, ownedTokens))
    reserveTokens = issuedTokens - Tokens(milliSEB: ownedTokens)
    proposedCapacity = issuedTokens.milliSEB
  }

  private mutating func addCapacity(
    _ quota: Quota, unallocated: Quota, to utility: UtilityName
  ) throws(ContractGenesisError) {
    let index = areaIndex(of: utility)
    let watts = try sum(areas[index].operatingCapacity.watts, quota.watts)
    areas[index].operatingCapacity = Quota(watts: watts)
    // No greater than the capacity.
    areas[index].unallocatedQuota = areas[index].unallocatedQuota + unallocated
  }
}

private func sum(_ left: Int64, _ right: Int64) throws(ContractGenesisError) -> Int64 {
  let (sum, overflows) = left.addingReportingOverflow(right)
  guard !overflows else { throw .registersTooLarge }
  return sum
}
