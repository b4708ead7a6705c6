import Quantities

/// How plants were paid for.
public struct FundingSummary: Sendable {
  /// The crowdfundings that were opened.
  public let opened: Int
  /// Those that met their target.
  public let succeeded: Int
  /// Those that missed it.
  public let failed: Int
  /// Those that were removed before they had a result.
  public let removed: Int
  /// Those that have no result yet.
  public let pending: Int
  /// The share of the successful in those with a result.
  public let successRate: Double
  /// The mean time from the opening to the bid that met the target, in days.
  public let meanDaysToFull: Double
  /// The median of the same.
  public let medianDaysToFull: Double
  /// The share of all money added by bids that came in the last seven days of a window.
  public let lastWeekShare: Double
  /// The mean number of funders of a successful crowdfunding.
  public let meanFunders: Double
  /// The mean, over successful crowdfundings, of the Gini coefficient of the bids.
  public let meanBidGini: Double
  /// The money raised by successful crowdfundings, in units of the currency.
  public let moneyRaised: Double
  /// The cost per kilowatt of the plants that were funded, weighted with their capacity:
  /// κ = Σ cost / Σ capacity.
  public let costPerKilowatt: Double
  /// The capacity of the plants whose crowdfunding failed, in kW.
  public let failedKilowatts: Double
  /// The mean fill curve of successful crowdfundings: the share of the target that was funded after
  /// 10 %, 20 % … 100 % of the window.
  public let meanFillCurve: [Double]
  /// What became of each plant, in the order of registration.
  public let plants: [PlantRecord]
}

extension GovernanceMetrics {
  func fundingSummary(at time: Int64, _ state: ContractState) -> FundingSummary {
    let records = plants.map { $0.seen(at: time) }
    let pairs = zip(records, state.plants)
    let successful = pairs.filter { $0.1.crowdfunding.isSuccess }.map(\.0)
    let failed = state.plants.filter { $0.crowdfunding.hasResult && !$0.crowdfunding.isSuccess }
    let removed = state.plants.count { $0.status == .deleted && !$0.crowdfunding.hasResult }
    let added = plants.reduce(into: Int128(0)) { $0 += $1.added }
    let addedInLastWeek = plants.reduce(into: Int128(0)) { $0 += $1.addedInLastWeek }
    let daysToFull = plants.map(\.daysToFull).filter { !$0.isNaN }
    return FundingSummary(
      opened: state.plants.count, succeeded: successful.count, failed: failed.count,
      removed: removed,
      pending: state.plants.count - successful.count - failed.count - removed,
      successRate: Double(successful.count) / Double(successful.count + failed.count),
      meanDaysToFull: mean(daysToFull), medianDaysToFull: median(daysToFull),
      lastWeekShare: Double(addedInLastWeek) / Double(added),
      meanFunders: mean(successful.map { Double($0.funderCount) }),
      meanBidGini: mean(successful.map(\.bidGini).filter { !$0.isNaN }),
      moneyRaised: successful.reduce(into: 0) { $0 += Double($1.cost) },
      costPerKilowatt: state.costPerKilowatt { $0.crowdfunding.isSuccess },
      failedKilowatts: failed.reduce(into: 0) { $0 += Double($1.capacity.watts) / 1000 },
      meanFillCurve: (0..<10).map { tenth in
        mean(successful.map { $0.fillCurve[tenth] }.filter { !$0.isNaN })
      },
      plants: records)
  }
}
