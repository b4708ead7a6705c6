import Quantities

/// Reads the registers of one cycle from a meter.
struct RegisterReader {
  let plan: RatePlan
  let grid: BillingGrid
  let tables: BillingTables
  let cycle: BillingCycle
  let index: Int

  init(_ engine: BillingEngine, cycle index: Int) throws(BillingError) {
    plan = engine.plan
    grid = engine.grid
    tables = engine.tables
    cycle = engine.grid.cycles[index]
    self.index = index
  }

  /// Whether tiers are filled in the order of time.
  private var isChronological: Bool {
    switch plan.exports.kind {
    case .netPurchaseAndSale, .buyAllSellAll: true
    case .netMetering: false
    case .netBilling:
      switch plan.exports.window {
      case .interval, .minutes: true
      case .cycle, .cycleByPeriod: false
      }
    }
  }

  private var sellsAll: Bool { plan.exports.kind == .buyAllSellAll }

  func registers(of meter: borrowing MeterSeries) throws(BillingError) -> CycleRegisters {
    try check(meter)
    var registers = CycleRegisters()
    registers.meterCount = meter.meterCount
    let totals =
      sellsAll
      ? try segmentTotals(
        meter.load.isEmpty ? meter.imported : meter.load,
        meter.generation.isEmpty ? meter.exported : meter.generation)
      : try segmentTotals(meter.imported, meter.exported)
    try addEnergy(totals, to: &registers)
    try addPeaks(totals, meter, to: &registers)
    if isChronological, tables.prices.tierCount > 1 { try addTiers(totals, to: &registers) }
    try addAdders(meter, to: &registers)
    try addReactive(meter, to: &registers)
    if plan.exports.selfConsumptionPremium.nanos != 0 {
      registers.selfConsumed = try selfConsumed(meter)
    }
    return registers
  }

  private func check(_ meter: borrowing MeterSeries) throws(BillingError) {
    func check(_ count: Int, _ name: String) throws(BillingError) {
      guard count == grid.count else {
        throw BillingError(
          "the meter has \(count) values of \(name), but there are \(grid.count) intervals.")
      }
    }
    try check(meter.imported.count, "imports")
    try check(meter.exported.count, "exports")
    if !meter.load.isEmpty { try check(meter.load.count, "load") }
    if !meter.generation.isEmpty { try check(meter.generation.count, "generation") }
    if !meter.reactive.isEmpty { try check(meter.reactive.count, "reactive energy") }
    if !meter.baseline.isEmpty { try check(meter.baseline.count, "baseline") }
    guard meter.meterCount >= 1 else {
      throw BillingError("a member has \(meter.meterCount) meters; there must be one at least.")
    }
  }

  /// The totals of each segment of the cycle, after netting within windows.
  private func segmentTotals(
    _ imported: [Int64], _ exported: [Int64]
  ) throws(BillingError) -> [RunTotals] {
    let range = tables.firstSegment[index]..<tables.firstSegment[index + 1]
    var totals: [RunTotals] = []
    totals.reserveCapacity(range.count)
    let drawn = imported.span
    let fed = exported.span
    for segment in range {
      let intervals = tables.segments[segment].intervals
      totals.append(try MeterKernels.totals(drawn, fed, intervals))
      // Where all is sold, generation takes nothing off what is drawn.
      if sellsAll { totals[totals.count - 1].peak = MeterKernels.greatest(drawn, intervals) }
    }
    guard let windows = tables.netting else { return totals }
    var segment = range.lowerBound
    for position in totals.indices {
      (totals[position].imported, totals[position].exported) = (0, 0)
    }
    for window in windows.windows(ofCycle: index) {
      let intervals = windows.intervals(window)
      while intervals.lowerBound >= tables.segments[segment].intervals.upperBound { segment += 1 }
      let net =
        try MeterKernels.sum(drawn, intervals, "imported")
        - (try MeterKernels.sum(fed, intervals, "exported"))
      // A sum of magnitudes that passed above cannot leave the range here.
      if net > 0 {
        totals[segment - range.lowerBound].imported += net
      } else {
        totals[segment - range.lowerBound].exported -= net
      }
    }
    return totals
  }

  private func addEnergy(
    _ totals: [RunTotals], to registers: inout CycleRegisters
  ) throws(BillingError) {
    let first = tables.firstSegment[index]
    registers.imported = Array(repeating: 0, count: tables.prices.periodCount)
    registers.exported = registers.imported
    let table = plan.exports.priceTable
    registers.exportedByTable = Array(repeating: 0, count: table?.schedule.names.count ?? 0)
    var peak: Int64 = 0
    for (offset, total) in totals.enumerated() {
      let segment = tables.segments[first + offset]
      try registers.imported.add(total.imported, at: segment.period)
      try registers.exported.add(total.exported, at: segment.period)
      if table != nil {
        try registers.exportedByTable.add(total.exported, at: segment.exportPeriod)
      }
      peak = max(peak, total.peak)
    }
    registers.peak = try power(peak)
    // The whole of a cycle must fit, too: tiers and credits look at it.
    _ = try registers.imported.sum()
    _ = try registers.exported.sum()
  }

  private func addTiers(
    _ totals: [RunTotals], to registers: inout CycleRegisters
  ) throws(BillingError) {
    let tierCount = tables.prices.tierCount
    let limits = tables.prices.limits(in: cycle, peak: registers.peak)
    let empty = Array(
      repeating: Array(repeating: Int64(0), count: tierCount), count: tables.prices.periodCount)
    registers.importedTiers = empty
    registers.exportedTiers = empty
    var used = (imported: Int64(0), exported: Int64(0))
    let first = tables.firstSegment[index]
    for (offset, total) in totals.enumerated() {
      let period = tables.segments[first + offset].period
      let ownLimits = limits[period * tierCount..<(period + 1) * tierCount]
      if total.imported > 0 {
        try TierAllocation.fill(
          total.imported, after: &used.imported, limits: ownLimits,
          tiers: &registers.importedTiers[period])
      }
      if total.exported > 0 {
        try TierAllocation.fill(
          total.exported, after: &used.exported, limits: ownLimits,
          tiers: &registers.exportedTiers[period])
      }
    }
  }

  private func selfConsumed(_ meter: borrowing MeterSeries) throws(BillingError) -> Int64 {
    guard !meter.generation.isEmpty else {
      throw BillingError(
        "the premium on self-consumption of tariff '\(plan.name)' needs the meter's generation.")
    }
    var sum: Int64 = 0
    for interval in cycle.intervals {
      let made = meter.generation[interval]
      guard made >= 0 else { throw MeterKernels.negative("generated", interval) }
      let part =
        meter.load.isEmpty
        ? made - min(made, max(0, meter.exported[interval]))
        : min(made, max(0, meter.load[interval]))
      let (next, overflow) = sum.addingReportingOverflow(part)
      guard !overflow else { throw LineArithmetic.overflow }
      sum = next
    }
    return sum
  }

  /// The mean power of an energy that a number of intervals moved, in mW.
  func power(_ energy: Int64, intervals: Int = 1) throws(BillingError) -> Int64 {
    let length = Int128(grid.intervalNanoseconds) * Int128(max(1, intervals))
    return try LineArithmetic.narrow(
      quotientRoundedHalfToEven(Int128(energy) * 3_600_000_000_000, by: length))
  }
}

extension [Int64] {
  /// Adds to an element.
  mutating func add(_ value: Int64, at index: Int) throws(BillingError) {
    let (sum, overflow) = self[index].addingReportingOverflow(value)
    guard !overflow else { throw LineArithmetic.overflow }
    self[index] = sum
  }

  /// The sum of all elements.
  func sum() throws(BillingError) -> Int64 {
    try LineArithmetic.narrow(reduce(Int128(0)) { $0 + Int128($1) })
  }
}
