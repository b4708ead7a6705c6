public import Contracts

/// What members know of their energy when they act in the community.
public struct MemberSituation: Hashable, Sendable {
  /// The energy that the member consumes from the grid in a year, in kWh.
  public var yearlyConsumption: Double
  /// What one credited kWh saves, in units of the currency.
  public var creditValue: Double
  /// Credits in the bank, in kWh; 0 where credits are settled in each interval.
  public var bankedCredits: Double

  /// Creates a description.
  public init(yearlyConsumption: Double, creditValue: Double, bankedCredits: Double) {
    self.yearlyConsumption = yearlyConsumption
    self.creditValue = creditValue
    self.bankedCredits = bankedCredits
  }
}

/// What members know of the community when they act in it.
public struct CommunitySituation: Sendable {
  /// The members of the scenario, in its order, in the contract or not.
  public var members: [MemberSituation]
  /// What a kilowatt of shared plant injects in a year, in kWh.
  public var plantYield: Double
  /// What a unit of quota last traded for, in tokens per watt; 1 (parity) before the first trade.
  public var quotaPrice: Double
  /// The proposals whose plant the feeder could not host.
  public var unhostableProposals: Set<ReferendumID>

  /// Creates a description.
  public init(
    members: [MemberSituation], plantYield: Double, quotaPrice: Double = 1,
    unhostableProposals: Set<ReferendumID> = []
  ) {
    self.members = members
    self.plantYield = plantYield
    self.quotaPrice = quotaPrice
    self.unhostableProposals = unhostableProposals
  }
}
