public import Quantities

/// A shared power plant with its crowdfunding.
public struct PowerPlant: Hashable, Sendable {
  /// What identifies it.
  public let id: PlantID
  /// The referendum that approved it.
  public let referendum: ReferendumID
  /// The capacity.
  public let capacity: Quota
  /// What it costs, in whole units of the currency.
  public let cost: Int64
  /// The distribution company.
  public internal(set) var utility: UtilityName
  /// The time from the end of the crowdfunding to operation, in seconds.
  public internal(set) var timeToMarket: Int64
  /// Where it stands in its life.
  public internal(set) var status = PlantStatus.funding
  /// The number of distinct funders, counted when the crowdfunding succeeded.
  public internal(set) var funderCount: Int64 = 0
  /// The crowdfunding.
  public internal(set) var crowdfunding: Crowdfunding

  init(id: PlantID, referendum: ReferendumID, _ proposal: PlantProposal, start: Int64, end: Int64) {
    self.id = id
    self.referendum = referendum
    capacity = proposal.capacity
    cost = proposal.cost
    utility = proposal.utility
    timeToMarket = proposal.timeToMarket
    crowdfunding = Crowdfunding(start: start, end: end)
  }

  /// What is left to fund.
  public var remaining: Int64 { cost - crowdfunding.total }

  /// The last second before operation may begin.
  public var deadline: Int64 { saturatingSum(crowdfunding.end, timeToMarket) }

  /// Whether the plant has begun to operate, removed or not.
  public internal(set) var hasStarted = false
}

/// Where a plant stands in its life.
public enum PlantStatus: String, CaseIterable, Hashable, Sendable {
  case funding, building, operating, failed, deleted
}

/// The sum, or the end of the range of 64 bits that lies beyond.
func saturatingSum(_ left: Int64, _ right: Int64) -> Int64 {
  let (sum, overflows) = left.addingReportingOverflow(right)
  return overflows ? (right < 0 ? .min : .max) : sum
}
