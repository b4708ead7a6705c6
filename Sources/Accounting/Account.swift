/// The number of an account in its ledger's chart of accounts, in the order of opening from 0.
@frozen
public struct AccountID: Comparable, Hashable, Sendable {
  /// The number, from 0.
  public let rawValue: Int32

  /// Creates the identifier of the account with a number.
  @inlinable
  public init(rawValue: Int32) { self.rawValue = rawValue }

  @inlinable
  public static func < (left: AccountID, right: AccountID) -> Bool {
    left.rawValue < right.rawValue
  }
}

/// An account of a party: a member, the retailer, the distribution company, or a residue that must
/// show, such as rounding.
public struct Account: Hashable, Sendable {
  /// The number in the ledger.
  public let id: AccountID

  /// The name, as it stands in results. Two accounts may have one name; their numbers differ.
  public let name: String
}
