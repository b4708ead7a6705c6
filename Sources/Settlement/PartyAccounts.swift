public import Accounting
public import Tariffs

/// The accounts of everybody who pays or is paid in a run.
public struct PartyAccounts: Sendable {
  /// The retailer, which supplies the residual and buys the surplus.
  public let retailer: AccountID
  /// The distribution company, owner of the feeder.
  public let distributionCompany: AccountID
  /// The state.
  public let government: AccountID
  /// The auctioneer, through whom all local trades are paid.
  public let auctioneer: AccountID
  /// The members, in the order of the scenario.
  public let members: [AccountID]

  /// Opens an account for each party.
  public init(memberNames: [String], in ledger: inout Ledger) {
    retailer = ledger.openAccount(named: "retailer")
    distributionCompany = ledger.openAccount(named: "distribution company")
    government = ledger.openAccount(named: "government")
    auctioneer = ledger.openAccount(named: "auctioneer")
    members = memberNames.map { ledger.openAccount(named: $0) }
  }

  /// The account of a tariff's party.
  public func account(of party: TariffParty) -> AccountID {
    switch party {
    case .retailer: retailer
    case .distributionCompany: distributionCompany
    case .government: government
    }
  }
}
