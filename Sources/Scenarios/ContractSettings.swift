public import Quantities

/// The quota contract of a scenario: who takes part and which trades of quota are made.
public struct ContractSettings: Hashable, Sendable {
  /// The members of the contract, in the order in which they join.
  public var members: [ContractMember]
  /// The trades, in the order of their time, those of one moment in the order of the file.
  public var trades: [ContractTrade]
}

/// A member of the quota contract.
public struct ContractMember: Hashable, Sendable {
  /// The index in ``Scenario/members``.
  public var member: Int
  /// The full name that the contract registers.
  public var fullName: String
  /// The utility that serves the member.
  public var utility: String
  /// The quota that the member starts with.
  public var quota: Quota
  /// The tokens that the member starts with.
  public var tokens: Tokens
}

/// A trade of quota and tokens, as one call of the contract.
public struct ContractTrade: Hashable, Sendable {
  /// The moment, in whole seconds.
  public var time: Instant
  /// The index in ``Scenario/members`` of the member that calls and gives quota.
  public var from: Int
  /// The index in ``Scenario/members`` of the counterparty, which gets quota and pays tokens.
  public var to: Int
  /// The quota that is given.
  public var quota: Quota
  /// The tokens that are paid for it.
  public var tokens: Tokens
  /// The witnesses' indices in ``Scenario/members``.
  public var witnesses: [Int]
}
