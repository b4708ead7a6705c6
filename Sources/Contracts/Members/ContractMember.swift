public import Quantities

/// A member of the contract with the registers.
public struct ContractMember: Hashable, Sendable {
  /// The number of the admission, from 0; never used again.
  public let sequence: Int64
  /// What identifies the member.
  public let address: MemberAddress
  /// The full name.
  public internal(set) var fullName: String
  /// The distribution company that the member is connected to.
  public internal(set) var utility: UtilityName
  /// The share of the operating plants in the utility's area.
  public internal(set) var quota = Quota.zero
  /// The tokens that the member owns.
  public internal(set) var tokens = Tokens.zero
}
