public import Quantities

/// What someone asks of the contract at a moment.
public struct ContractCall: Hashable, Sendable {
  /// The time, in whole seconds since 1970-01-01T00:00Z.
  public var time: Int64
  /// Who calls.
  public var caller: MemberAddress
  /// Who signed the call.
  public var witnesses: Set<MemberAddress>
  /// What is asked.
  public var operation: ContractOperation

  /// Creates a call that its caller signed, and perhaps others.
  public init(
    time: Int64, caller: MemberAddress, cosigners: Set<MemberAddress> = [],
    operation: ContractOperation
  ) {
    self.init(
      time: time, caller: caller, witnesses: cosigners.union([caller]), operation: operation)
  }

  /// Creates a call that exactly the witnesses signed.
  public init(
    time: Int64, caller: MemberAddress, witnesses: Set<MemberAddress>,
    operation: ContractOperation
  ) {
    self.time = time
    self.caller = caller
    self.witnesses = witnesses
    self.operation = operation
  }
}

/// An operation of the contract with its arguments.
public enum ContractOperation: Hashable, Sendable {
  /// The caller gives quota to a member, who pays with tokens.
  ///
  /// Without tokens it is a donation of quota; without quota it is a donation of tokens to the
  /// caller.
  case trade(to: MemberAddress, quota: Quota, tokens: Tokens)
  /// An operation that the contract does not have, as a reader of calls may meet it.
  case unrecognized(name: String)

  /// The name of the operation in the journal.
  public var name: String {
    switch self {
    case .trade: "trade"
    case .unrecognized(let name): name
    }
  }
}
