public import Quantities

/// What a call changed, or that it was refused.
public enum ContractEvent: Hashable, Sendable {
  /// Quota went to a member, and tokens the other way; a distribution comes from nobody.
  case transfer(from: MemberAddress?, to: MemberAddress, quota: Quota, tokens: Tokens)
  /// A call was refused: the only trace that it leaves.
  case invalid(operation: String, error: ContractErrorCode)

  /// The name of the event in the journal.
  public var name: String {
    switch self {
    case .transfer: "transfer"
    case .invalid: "invalid"
    }
  }
}
