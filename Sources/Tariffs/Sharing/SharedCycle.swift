import Quantities

/// A billing cycle of the members who share, after everybody's own bill is made.
public struct SharedCycle: Sendable {
  /// The index of the cycle in the grid.
  public var cycle: Int
  /// The energy of all intervals of the grid.
  public var energy: SharedEnergy
  /// The tariff of each member.
  public var plans: [RatePlan]
  /// The bill of each member so far.
  public var bills: [Bill]
  /// The period of each member's tariff in each interval of the grid.
  public var periods: [[UInt8]]

  /// The grid.
  public var grid: BillingGrid { energy.grid }
  /// The intervals of the cycle.
  public var intervals: Range<Int> { billingCycle.intervals }
  /// The cycle itself.
  public var billingCycle: BillingCycle { grid.cycles[cycle] }

  /// Creates a cycle.
  ///
  /// - Throws: ``BillingError`` when a period begins within an interval.
  public init(
    cycle: Int, energy: SharedEnergy, plans: [RatePlan], bills: [Bill], periods: [[UInt8]]? = nil
  ) throws(BillingError) {
    self.cycle = cycle
    self.energy = energy
    self.plans = plans
    self.bills = bills
    if let periods {
      self.periods = periods
    } else {
      var found: [[UInt8]] = []
      for plan in plans { found.append(try energy.grid.periods(of: plan.periods)) }
      self.periods = found
    }
  }

  /// What a member received of the others in the cycle, by period of its tariff, in mWh.
  public func received(by member: Int) throws(BillingError) -> [BilledQuantity] {
    var sums = plans[member].periods.names.map { _ in Int128(0) }
    for interval in intervals where !energy.received[member].isEmpty {
      let period = Int(periods[member][interval])
      if sums.indices.contains(period) { sums[period] += Int128(energy.received[member][interval]) }
    }
    var energy: [BilledQuantity] = []
    for sum in sums {
      guard let value = BilledQuantity(exactly: sum) else {
        throw BillingError("shared energy leaves the range of 64 bits")
      }
      energy.append(value)
    }
    return energy
  }
}
