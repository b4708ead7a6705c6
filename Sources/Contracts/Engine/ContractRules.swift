public import Quantities

/// The constants and switches of a contract.
public struct ContractRules: Hashable, Sendable {
  /// What more than half must say yes.
  public enum MajorityBase: String, CaseIterable, Hashable, Sendable {
    /// All who may vote: absence is a no.
    case electorate
    /// Those who voted, as the original contract counts.
    case votesCast
  }

  /// What more than half must say yes.
  public let majorityBase: MajorityBase
  /// The length of a referendum, in seconds.
  public let referendumWindow: Int64
  /// The length of a crowdfunding, in seconds.
  public let crowdfundingWindow: Int64
  /// The least time to market of a plant, in seconds.
  public let minimumTimeToMarket: Int64
  /// The least bid, in whole units of the currency, unless less is left to fund.
  public let minimumOffer: Int64
  /// The greatest capacity of a plant.
  public let maximumPlantCapacity: Quota

  /// The name of the token.
  public static let tokenName = "Sharing Electricity in Brazil"
  /// The symbol of the token.
  public static let tokenSymbol = "SEB"

  /// The rules of the original contract with the corrected majority.
  public static let standard = ContractRules(
    uncheckedMajorityBase: .electorate, referendumWindow: 2_592_000, crowdfundingWindow: 5_184_000,
    minimumTimeToMarket: 2_592_000, minimumOffer: 100,
    maximumPlantCapacity: Quota(watts: 5_000_000))

  /// Creates rules.
  ///
  /// - Throws: ``ContractRulesError`` when a length, a limit or the least offer is not positive.
  public init(
    majorityBase: MajorityBase = .electorate, referendumWindow: Int64 = 2_592_000,
    crowdfundingWindow: Int64 = 5_184_000, minimumTimeToMarket: Int64 = 2_592_000,
    minimumOffer: Int64 = 100, maximumPlantCapacity: Quota = Quota(watts: 5_000_000)
  ) throws(ContractRulesError) {
    guard referendumWindow > 0 else { throw .notPositive("the referendum window") }
    guard crowdfundingWindow > 0 else { throw .notPositive("the crowdfunding window") }
    guard minimumTimeToMarket > 0 else { throw .notPositive("the least time to market") }
    guard minimumOffer > 0 else { throw .notPositive("the least offer") }
    guard maximumPlantCapacity > .zero else { throw .notPositive("the plant limit") }
    self.init(
      uncheckedMajorityBase: majorityBase, referendumWindow: referendumWindow,
      crowdfundingWindow: crowdfundingWindow, minimumTimeToMarket: minimumTimeToMarket,
      minimumOffer: minimumOffer, maximumPlantCapacity: maximumPlantCapacity)
  }

  private init(
    uncheckedMajorityBase: MajorityBase, referendumWindow: Int64, crowdfundingWindow: Int64,
    minimumTimeToMarket: Int64, minimumOffer: Int64, maximumPlantCapacity: Quota
  ) {
    majorityBase = uncheckedMajorityBase
    self.referendumWindow = referendumWindow
    self.crowdfundingWindow = crowdfundingWindow
    self.minimumTimeToMarket = minimumTimeToMarket
    self.minimumOffer = minimumOffer
    self.maximumPlantCapacity = maximumPlantCapacity
  }
}

/// Why rules are no rules.
public enum ContractRulesError: Error, Hashable, Sendable, CustomStringConvertible {
  /// A length, limit or amount must be greater than 0.
  case notPositive(String)

  public var description: String {
    switch self {
    case .notPositive(let subject): "\(subject) of the contract must be greater than 0."
    }
  }
}
