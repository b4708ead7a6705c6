import Quantities

extension BillAssembly {
  /// Adds the lines of power: what is billed of each period's peak, and overruns.
  mutating func addDemand() throws(BillingError) {
    if state.peaks.isEmpty {
      state.peaks = registers.peaks.map { $0.map { _ in [] } }
    }
    guard state.peaks.map(\.count) == registers.peaks.map(\.count) else {
      throw BillingError("the earlier peaks of the member are not those of '\(plan.name)'.")
    }
    for (index, charge) in plan.demand.enumerated() {
      let least = try leastOfAllPeriods(charge, index: index)
      for (period, peak) in registers.peaks[index].enumerated() {
        defer { remember(peak, charge: index, period: period) }
        guard !charge.unmeasured.contains(period) else { continue }
        if charge.isDaily {
          try addDailyDemand(charge, index: index, period: period)
        } else {
          let power = try billedPower(
            charge, index: index, period: period, peak: peak, least: least)
          try addTiers(
            charge, period: period,
            try TierAllocation.powers(power, charge.tiers[period].map(\.limit)))
          try addOverrun(charge, period: period, peak: peak)
        }
      }
    }
  }

  /// The least billed power after the earlier peaks of all periods, where they count together.
  private func leastOfAllPeriods(
    _ charge: DemandCharge, index: Int
  ) throws(BillingError) -> Int64? {
    guard let ratchet = charge.ratchet, ratchet.spansPeriods else { return nil }
    var least: Int64 = 0
    for peaks in state.peaks[index] {
      least = max(least, try ratchet.leastPower(after: peaks, month: cycle.month))
    }
    return least
  }

  /// The billed power of a period.
  private func billedPower(
    _ charge: DemandCharge, index: Int, period: Int, peak: Int64, least: Int64?
  ) throws(BillingError) -> Int64 {
    var power = max(0, peak)
    if let least {
      let holds = peak > 0 || charge.schedule.holds(period, inMonth: cycle.month)
      if holds { power = max(power, least) }
    } else if let ratchet = charge.ratchet {
      let least = try ratchet.leastPower(after: state.peaks[index][period], month: cycle.month)
      power = max(power, least)
    }
    guard charge.contracted.indices.contains(period) else { return power }
    return switch charge.billing {
    case .measured: power
    case .contracted: charge.contracted[period]
    case .greater: max(power, charge.contracted[period])
    }
  }

  private mutating func addDailyDemand(
    _ charge: DemandCharge, index: Int, period: Int
  ) throws(BillingError) {
    let limits = charge.tiers[period].map(\.limit)
    var sums = Array(repeating: Int64(0), count: limits.count)
    guard registers.dailyPeaks.indices.contains(index),
      registers.dailyPeaks[index].indices.contains(period)
    else { throw BillingError("the registers lack the daily peaks of '\(charge.name)'.") }
    for peak in registers.dailyPeaks[index][period] {
      for (tier, power) in try TierAllocation.powers(max(0, peak), limits).enumerated() {
        try sums.add(power, at: tier)
      }
    }
    try addTiers(charge, period: period, sums)
  }

  private mutating func addTiers(
    _ charge: DemandCharge, period: Int, _ powers: [Int64]
  ) throws(BillingError) {
    let tiers = charge.tiers[period]
    for (tier, power) in powers.enumerated() where power != 0 {
      try add(
        .demand, charge.name, period: name(of: period, charge),
        tier: tiers.count > 1 ? tier + 1 : nil,
        party: charge.party, quantity: power, unit: charge.unit, price: tiers[tier].price,
        factor: charge.isTaxed ? taxes.billed : nil)
    }
  }

  /// Adds what is due on power above the contracted one, when it passes the tolerance.
  private mutating func addOverrun(
    _ charge: DemandCharge, period: Int, peak: Int64
  ) throws(BillingError) {
    guard charge.overrunMultiple > 0, charge.contracted.indices.contains(period) else { return }
    let contracted = charge.contracted[period]
    let tolerated = Int128(contracted) * (1_000_000 + Int128(charge.overrunTolerance))
    guard Int128(peak) * 1_000_000 > tolerated else { return }
    let price = charge.tiers[period][0].price
    let multiplied = quotientRoundedHalfToEven(
      Int128(price.nanos) * Int128(charge.overrunMultiple), by: 1_000_000)
    try add(
      .overrun, charge.name, period: name(of: period, charge), party: charge.party,
      quantity: peak - contracted, unit: charge.unit,
      price: UnitPrice(nanos: try LineArithmetic.narrow(multiplied)),
      factor: charge.isTaxed ? taxes.billed : nil)
  }

  private func name(of period: Int, _ charge: DemandCharge) -> String {
    charge.schedule.names.count > 1 ? charge.schedule.names[period] : ""
  }

  private mutating func remember(_ peak: Int64, charge: Int, period: Int) {
    let length = max(12, plan.demand[charge].ratchet?.lookbackCycles ?? 0)
    state.peaks[charge][period].append(
      PastPeak(year: cycle.year, month: cycle.month, power: peak))
    let surplus = state.peaks[charge][period].count - length
    if surplus > 0 { state.peaks[charge][period].removeFirst(surplus) }
  }
}

extension TierAllocation {
  /// The part of a power in each tier.
  static func powers(_ power: Int64, _ limits: [Int64?]) throws(BillingError) -> [Int64] {
    var powers = Array(repeating: Int64(0), count: limits.count)
    var used: Int64 = 0
    try fill(power, after: &used, limits: limits.map { $0 ?? .max }[...], tiers: &powers)
    return powers
  }
}

extension DemandRatchet {
  /// The least billed power after earlier peaks.
  func leastPower(after peaks: [PastPeak], month: Int) throws(BillingError) -> Int64 {
    var least = floor
    for (age, peak) in peaks.reversed().enumerated() {
      let isNamed =
        !months.isEmpty && age < 12 && (1...12).contains(peak.month) && months[peak.month - 1]
      guard age < lookbackCycles || isNamed else { continue }
      let origin = sharesOfOrigin && (1...12).contains(peak.month) ? peak.month : month
      least = max(
        least,
        try LineArithmetic.narrow(
          quotientRoundedHalfToEven(
            Int128(peak.power) * Int128(shares[origin - 1]), by: 1_000_000)))
    }
    return least
  }
}
