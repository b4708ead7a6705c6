public import Quantities

/// A member that the contract has from its start, with registers to start from.
public struct FoundingMember: Hashable, Sendable {
  /// What identifies the member.
  public var address: MemberAddress
  /// The full name.
  public var fullName: String
  /// The distribution company that the member is connected to.
  public var utility: UtilityName
  /// The share of the plants that were commissioned before the start.
  public var quota: Quota
  /// The tokens owned at the start.
  public var tokens: Tokens

  /// Creates a description.
  public init(
    address: MemberAddress, fullName: String, utility: UtilityName,
    quota: Quota = .zero, tokens: Tokens = .zero
  ) {
    self.address = address
    self.fullName = fullName
    self.utility = utility
    self.quota = quota
    self.tokens = tokens
  }
}
