public import Quantities

/// All that the contract remembers of its calls.
///
/// Two invariants hold after every call:
///
/// ```text
/// Σ quota of the members of an area + its unallocated quota = its operating capacity
/// Σ tokens + reserve                                        = issued tokens
/// ```
///
/// so no register can leave the range of 64 bits once the totals were checked.
public struct ContractState: Hashable, Sendable {
  /// The members, in the order of admission.
  public internal(set) var members: [ContractMember] = []
  /// The areas, in the order in which they were first named.
  public internal(set) var areas: [UtilityArea] = []
  /// The tokens issued for all plants ever commissioned.
  public internal(set) var issuedTokens = Tokens.zero
  /// The tokens that belong to nobody.
  public internal(set) var reserveTokens = Tokens.zero

  /// The places of the members by address; looked up, never walked through.
  var memberIndices: [MemberAddress: Int] = [:]

  /// The capacity of all operating plants.
  public var totalSupply: Quota { areas.reduce(.zero) { $0 + $1.operatingCapacity } }

  /// The member with an address.
  public func member(_ address: MemberAddress) -> ContractMember? {
    memberIndices[address].map { members[$0] }
  }

  /// The area of a distribution company.
  public func area(of utility: UtilityName) -> UtilityArea? {
    areas.first { $0.utility == utility }
  }
}
