import Quantities
import Tariffs

/// Searches the factor at which a revenue that grows with it meets a requirement: false position with
/// the Illinois rule, which keeps a bracket and meets a linear revenue at the first attempt.
struct FactorSearch {
  let required: Money
  /// Bills everybody with network charges times a factor.
  typealias Bills = (Double) throws(BillingError) -> [[Bill]]

  private var best: RevenueNeutralScaling?

  init(required: Money) { self.required = required }

  /// The revenue at a factor less the requirement.
  private mutating func gap(
    at factor: Double, _ bills: Bills
  ) throws(BillingError) -> Double {
    let bills = try bills(factor)
    let collected = try RevenueNeutralScaling.networkRevenue(of: bills)
    let found = RevenueNeutralScaling(
      factor: factor, required: required, collected: collected, bills: bills)
    let gap = distance(found)
    if best.map({ gap.magnitude < distance($0).magnitude }) ?? true { best = found }
    return Double(gap)
  }

  private func distance(_ scaling: RevenueNeutralScaling) -> Int128 {
    Int128(scaling.collected.micros) - Int128(required.micros)
  }

  private var isNear: Bool {
    guard let best else { return false }
    let lines = best.bills.joined().reduce(0) {
      $0 + $1.lines.count { $0.party == .distributionCompany }
    }
    return distance(best).magnitude <= lines
  }

  mutating func run(
    from start: Double, _ bills: Bills
  ) throws(BillingError) -> RevenueNeutralScaling {
    var (low, lowGap) = (0.0, try gap(at: 0, bills))
    guard lowGap < 0 else {
      if lowGap == 0, let best { return best }
      throw RevenueNeutralScaling.noCharges(required)
    }
    var (high, highGap) = (start, try gap(at: start, bills))
    while highGap < 0 {
      // Where more brings nothing more, nothing ever will.
      guard high < 1e9, highGap > lowGap || high < 1e3 * start else {
        throw RevenueNeutralScaling.noCharges(required)
      }
      let slope = (highGap - lowGap) / (high - low)
      let next = slope > 0 ? high - highGap / slope : 2 * high
      (low, lowGap) = (high, highGap)
      high = min(max(next, high * (1 + 1e-12)), 8 * high)
      highGap = try gap(at: high, bills)
    }
    var (lowWeight, highWeight) = (lowGap, highGap)
    for step in 0..<200 where !isNear && high - low > 1e-15 * high {
      let plain = high - highWeight * (high - low) / (highWeight - lowWeight)
      let isInside = plain > low && plain < high && step % 8 != 7
      let middle = isInside ? plain : low + (high - low) / 2
      guard middle > low, middle < high else { break }
      let middleGap = try gap(at: middle, bills)
      if middleGap < 0 {
        (low, lowWeight) = (middle, middleGap)
        highWeight /= 2
      } else {
        (high, highWeight) = (middle, middleGap)
        lowWeight /= 2
      }
    }
    guard let best else { throw RevenueNeutralScaling.noCharges(required) }
    return best
  }
}
