public import Quantities
public import Tariffs

/// A way to charge for the network, as a change of a tariff.
///
/// Every design takes the place of the tariff's charges to the distribution company on energy and power;
/// fixed charges stay. Designs become comparable by ``RevenueNeutralScaling``: the prices given here
/// decide on the proportions only.
public enum NetworkTariffDesign: Hashable, Sendable {
  /// The tariff as it is.
  case volumetric
  /// Power is subscribed at a price for each kilowatt and month; power above it costs a multiple.
  ///
  /// ```text
  /// charge = p·subscribed + m·p·max(0, measured − subscribed)        measured: greatest import
  /// ```
  case capacitySubscription(
    pricePerKilowatt: UnitPrice, excessMultiple: Double, subscribed: SubscribedPower)
  /// The import in the hours of the system's peak is charged for each kilowatt.
  ///
  /// The mean power of an hour is its energy, so the price of a kilowatt is that of a kilowatt-hour
  /// in a peak hour.
  case coincidentPeak(pricePerKilowatt: UnitPrice, hours: [Range<Instant>])
  /// Energy that members share or trade owes only a share of the network components.
  case reducedLocalUse(share: Double)

  /// How much power a member subscribes.
  public enum SubscribedPower: Hashable, Sendable {
    /// A share of the intervals, such as 0.98, stays within it.
    case quantile(Double)
    /// So much for each member, in mW.
    case given([BilledQuantity])
  }

  /// The tariff of a member under the design.
  ///
  /// - Parameters:
  ///   - plan: The tariff.
  ///   - member: The position of the member.
  ///   - meter: What its meter registered.
  ///   - grid: The intervals of the meter.
  /// - Throws: `BillingError` when a number is out of range.
  public func plan(
    _ plan: RatePlan, member: Int, meter: MeterSeries, on grid: BillingGrid
  ) throws(BillingError) -> RatePlan {
    switch self {
    case .volumetric: return plan
    case .reducedLocalUse(let share):
      guard share >= 0, share <= 1 else {
        throw BillingError("a share of \(share) of the network components can't stay due")
      }
      var changed = plan
      for index in plan.components.indices
      where plan.components[index].party == .distributionCompany {
        changed.components[index].localTradeShare = share
      }
      return changed
    case .capacitySubscription(let price, let multiple, let subscribed):
      guard multiple >= 0, multiple <= 1e6 else {
        throw BillingError("power above the subscription can't cost \(multiple) times the price")
      }
      var changed = try plan.withoutNetworkUse()
      var charge = DemandCharge("subscribed power", tiers: [[DemandTier(price: price)]])
      charge.basis = .imported
      charge.billing = .contracted
      charge.contracted = [try subscribed.power(member: member, meter: meter, on: grid)]
      charge.overrunMultiple = Int64((multiple * 1e6).rounded())
      changed.demand.append(charge)
      return changed
    case .coincidentPeak(let price, let hours):
      guard !hours.isEmpty else { throw BillingError("no hours of the system's peak are named") }
      var changed = try plan.withoutNetworkUse()
      changed.adders.append(
        EnergyAdder(
          "coincident peak", party: .distributionCompany, times: .events(hours, price: price)))
      return changed
    }
  }

  /// The hours of the greatest common import in each billing cycle.
  ///
  /// - Parameters:
  ///   - meters: The meters of the system: those of the community, or any other series.
  ///   - grid: The intervals of the meters.
  ///   - hoursPerCycle: The number of hours of each cycle.
  /// - Throws: `BillingError` when a meter has other intervals.
  public static func peakHours(
    of meters: [MeterSeries], on grid: BillingGrid, hoursPerCycle: Int = 1
  ) throws(BillingError) -> [Range<Instant>] {
    let hour: Int64 = 3_600_000_000_000
    for meter in meters
    where meter.imported.count != grid.count || meter.exported.count != grid.count {
      throw BillingError("a meter has other intervals than the bills")
    }
    var peaks: [Range<Instant>] = []
    for cycle in grid.cycles {
      var loads: [(load: Int128, start: Int64)] = []
      for interval in cycle.intervals {
        let begin = grid.start(ofInterval: interval).nanoseconds
        let start = begin - ((begin % hour) + hour) % hour
        let net = meters.reduce(Int128(0)) {
          $0 + Int128($1.imported[interval]) - Int128($1.exported[interval])
        }
        if loads.last?.start == start {
          loads[loads.count - 1].load += net
        } else {
          loads.append((net, start))
        }
      }
      loads.sort { $0.load != $1.load ? $0.load > $1.load : $0.start < $1.start }
      let chosen = loads.prefix(max(hoursPerCycle, 0)).map(\.start).sorted()
      let length = max(hour, grid.intervalNanoseconds)
      peaks += chosen.map {
        Instant(nanoseconds: $0)..<Instant(nanoseconds: $0.addingClamped(length))
      }
    }
    return peaks
  }
}

extension NetworkTariffDesign.SubscribedPower {
  /// The subscribed power of a member, in mW.
  func power(
    member: Int, meter: MeterSeries, on grid: BillingGrid
  ) throws(BillingError) -> BilledQuantity {
    switch self {
    case .given(let powers):
      guard powers.indices.contains(member), powers[member] >= 0 else {
        throw BillingError("member \(member + 1) has no subscribed power")
      }
      return powers[member]
    case .quantile(let share):
      guard share > 0, share <= 1 else {
        throw BillingError("a share of \(share) of the intervals can't stay within a power")
      }
      let energies = meter.imported.sorted()
      guard !energies.isEmpty else { return 0 }
      let rank = Int((share * Double(energies.count)).rounded(.up))
      let energy = energies[min(max(rank, 1), energies.count) - 1]
      // mWh of an interval to mW.
      let power = quotientRoundedHalfToEven(
        Int128(energy) * 3_600_000_000_000, by: Int128(grid.intervalNanoseconds))
      return BilledQuantity(clamping: max(power, 0))
    }
  }
}

extension Int64 {
  fileprivate func addingClamped(_ other: Int64) -> Int64 {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? .max : sum
  }
}
