public import Quantities

/// The balances of all accounts, changed by double-entry postings only.
///
/// What one account pays another receives, so the balances sum to zero to the last millionth after
/// any history. Postings themselves are not kept: the memory does not grow with time.
public struct Ledger: Sendable {
  /// The chart of accounts, in the order of opening.
  public private(set) var accounts: [Account] = []

  /// The number of postings so far.
  @inlinable
  public var postingCount: Int { bookedCount }

  @usableFromInline var bookedCount = 0

  /// What each account has received less what it has paid, in millionths.
  @usableFromInline var balances: [Int64] = []

  /// Creates a ledger without accounts.
  public init() {}

  /// Opens an account with a balance of zero.
  ///
  /// Each call opens another account, also under a name that there is already.
  public mutating func openAccount(named name: String) -> AccountID {
    let id = AccountID(rawValue: Int32(accounts.count))
    accounts.append(Account(id: id, name: name))
    balances.append(0)
    return id
  }

  /// The first account of a name; `nil` if there is none.
  ///
  /// - Complexity: O(*n*) for *n* accounts.
  public func account(named name: String) -> Account? { accounts.first { $0.name == name } }

  /// Books a posting on both of its accounts, or on neither.
  ///
  /// - Throws: `QuantityOverflow` when a balance would leave the range of 64 bits; nothing has
  ///   changed then.
  /// - Precondition: Both accounts are of this ledger.
  @inlinable
  public mutating func post(_ posting: Posting) throws(QuantityOverflow) {
    try post(debit: posting.debit, credit: posting.credit, amount: posting.amount)
  }

  /// Books an amount on two accounts, or on neither.
  ///
  /// - Throws: `QuantityOverflow` when a balance would leave the range of 64 bits; nothing has
  ///   changed then.
  /// - Precondition: Both accounts are of this ledger.
  @inlinable
  public mutating func post(
    debit: AccountID, credit: AccountID, amount: Money
  ) throws(QuantityOverflow) {
    let debitIndex = Int(debit.rawValue)
    let creditIndex = Int(credit.rawValue)
    precondition(
      balances.indices.contains(debitIndex) && balances.indices.contains(creditIndex),
      "both accounts must have been opened in this ledger")
    if debitIndex != creditIndex {
      let (paid, debitOverflow) = balances[debitIndex].subtractingReportingOverflow(amount.micros)
      let (received, creditOverflow) = balances[creditIndex].addingReportingOverflow(amount.micros)
      guard !debitOverflow, !creditOverflow else {
        throw QuantityOverflow(calculation: "the balance of an account")
      }
      balances[debitIndex] = paid
      balances[creditIndex] = received
    }
    bookedCount &+= 1
  }

  /// What an account has received less what it has paid.
  ///
  /// - Precondition: The account is of this ledger.
  @inlinable
  public func balance(of account: AccountID) -> Money {
    precondition(
      balances.indices.contains(Int(account.rawValue)),
      "the account must have been opened in this ledger")
    return Money(micros: balances[Int(account.rawValue)])
  }

  /// The sum of all balances, which is exactly zero after any history.
  ///
  /// - Complexity: O(*n*) for *n* accounts.
  public var sumOfBalances: Money {
    let sum = balances.reduce(into: Int128(0)) { $0 += Int128($1) }
    return Money(micros: Int64(clamping: sum))
  }
}
