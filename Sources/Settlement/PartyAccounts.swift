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
  /// The quota contract, which the shared plants belong to; `nil` without one.
  public let contract: AccountID?
  /// Whoever builds the shared plants; `nil` without a contract.
  public let builder: AccountID?
  /// The members, in the order of the scenario.
  public let members: [AccountID]

  /// The names of all accounts in the order in which they are opened.
  public static func names(memberNames: [String], hasContract: Bool = false) -> [String] {
    ["retailer", "distribution company", "government", "auctioneer"]
      + (hasContract ? ["contract", "plant builder"] : []) + memberNames
  }

  /// Opens an account for each party.
  public init(memberNames: [String], hasContract: Bool = false, in ledger: inout Ledger) {
    let accounts = Self.names(memberNames: memberNames, hasContract: hasContract).map {
      ledger.openAccount(named: $0)
    }
    retailer = accounts[0]
    distributionCompany = accounts[1]
    government = accounts[2]
    auctioneer = accounts[3]
    contract = hasContract ? accounts[4] : nil
    builder = hasContract ? accounts[5] : nil
    members = Array(accounts[(hasContract ? 6 : 4)...])
  }

  /// The account of a tariff's party.
  public func account(of party: TariffParty) -> AccountID {
    switch party {
    case .retailer: retailer
    case .distributionCompany: distributionCompany
    case .government: government
    case .community: auctioneer
    }
  }
}
