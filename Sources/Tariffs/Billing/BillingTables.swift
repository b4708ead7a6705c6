import Quantities

/// A run of intervals of one cycle in which no period changes.
struct Segment: Hashable, Sendable {
  var intervals: Range<Int>
  /// The period of the energy price.
  var period: Int
  /// The period of the export price table.
  var exportPeriod: Int
}

/// What depends on the tariff and the calendar alone.
struct BillingTables: Sendable {
  /// The runs in which no period changes.
  let segments: [Segment]
  /// The first segment of each cycle, and at the end the number of segments.
  let firstSegment: [Int]
  /// The windows within which imports and exports are netted; `nil` when they are not.
  let netting: WindowTable?
  /// The demand charges whose peaks are those of ``segments``, and their periods in each segment.
  let plainDemand: [PlainDemand]
  /// The windows of the other demand charges.
  let windowDemand: [WindowDemand]
  let adders: [AdderTable]
  let prices: PriceTable
  let arithmetic: LineArithmetic
  /// The taxes of each cycle.
  let taxes: [CycleTaxes]
  /// The windows of the charges on reactive energy.
  let reactive: [WindowTable]

  /// A demand charge on the greatest net import of an interval.
  struct PlainDemand: Sendable {
    var charge: Int
    /// The period of each segment.
    var periods: [UInt8]
  }

  /// A demand charge with windows of its own.
  struct WindowDemand: Sendable {
    var charge: Int
    var windows: WindowTable
  }

  init(_ plan: RatePlan, on grid: BillingGrid) throws(BillingError) {
    try plan.validate()
    try Self.validate(plan, inForceOn: grid)
    let periods = try grid.periods(of: plan.periods)
    let exportPeriods = try plan.exports.priceTable.map { table throws(BillingError) in
      try grid.periods(of: table.schedule)
    }
    netting = try Self.netting(plan, on: grid, periods: periods, exportPeriods: exportPeriods)
    var plain: [(charge: Int, periods: [UInt8])] = []
    var windowed: [WindowDemand] = []
    for (index, charge) in plan.demand.enumerated() {
      let periods = try grid.periods(of: charge.schedule)
      if charge.isPlain(on: grid), netting == nil, plan.exports.kind != .buyAllSellAll {
        plain.append((index, periods))
      } else {
        let windows = try WindowTable(
          minutes: charge.windowMinutes, periods: periods, on: grid,
          for: "demand charge '\(charge.name)'")
        windowed.append(WindowDemand(charge: index, windows: windows))
      }
    }
    let keys = [periods] + [exportPeriods].compactMap(\.self) + plain.map(\.periods)
    (segments, firstSegment) = Self.segments(keys, exportPeriods: exportPeriods, on: grid)
    plainDemand = plain.map { [segments] demand in
      PlainDemand(
        charge: demand.charge, periods: segments.map { demand.periods[$0.intervals.lowerBound] })
    }
    windowDemand = windowed
    var adders: [AdderTable] = []
    for adder in plan.adders { adders.append(try AdderTable(adder, on: grid, plan: plan)) }
    self.adders = adders
    prices = try PriceTable(plan)
    arithmetic = LineArithmetic(plan.rounding)
    var taxes: [CycleTaxes] = []
    for cycle in grid.cycles { taxes.append(try CycleTaxes(plan, in: cycle)) }
    self.taxes = taxes
    var reactive: [WindowTable] = []
    for charge in plan.reactive {
      reactive.append(
        try WindowTable(
          minutes: charge.windowMinutes, periods: Array(repeating: 0, count: grid.count), on: grid,
          for: "reactive charge '\(charge.name)'"))
    }
    self.reactive = reactive
  }

  private static func validate(
    _ plan: RatePlan, inForceOn grid: BillingGrid
  ) throws(BillingError) {
    let first = grid.zone.civilTime(at: grid.start).date
    if let from = plan.validFrom, first < from {
      throw plan.error("is in force from \(from) only, but bills begin on \(first)")
    }
    let last = grid.zone.civilTime(at: Instant(nanoseconds: grid.end.nanoseconds - 1)).date
    if let until = plan.validUntil, last >= until {
      throw plan.error("is no longer in force on \(until), but bills go on to \(last)")
    }
  }

  private static func netting(
    _ plan: RatePlan, on grid: BillingGrid, periods: [UInt8], exportPeriods: [UInt8]?
  ) throws(BillingError) -> WindowTable? {
    guard case .minutes(let minutes) = plan.exports.window, plan.exports.kind != .buyAllSellAll
    else { return nil }
    if let exportPeriods {
      _ = try WindowTable(
        minutes: minutes, periods: exportPeriods, on: grid,
        for: "netting with an export price table")
    }
    return try WindowTable(minutes: minutes, periods: periods, on: grid, for: "netting")
  }

  private static func segments(
    _ keys: [[UInt8]], exportPeriods: [UInt8]?, on grid: BillingGrid
  ) -> ([Segment], [Int]) {
    var segments: [Segment] = []
    var firstSegment: [Int] = []
    for cycle in grid.cycles {
      firstSegment.append(segments.count)
      var start = cycle.intervals.lowerBound
      while start < cycle.intervals.upperBound {
        let longest = min(cycle.intervals.upperBound, start + MeterKernels.longestRun)
        var end = start + 1
        while end < longest, keys.allSatisfy({ $0[end] == $0[start] }) { end += 1 }
        segments.append(
          Segment(
            intervals: start..<end, period: Int(keys[0][start]),
            exportPeriod: exportPeriods.map { Int($0[start]) } ?? 0))
        start = end
      }
    }
    firstSegment.append(segments.count)
    return (segments, firstSegment)
  }
}

extension DemandCharge {
  /// Whether its peak is that of the net import of single intervals over the cycle.
  func isPlain(on grid: BillingGrid) -> Bool {
    let isInterval =
      windowMinutes.map { Int128($0) * 60_000_000_000 == Int128(grid.intervalNanoseconds) } ?? true
    return isInterval && basis == .netImport && !isDaily
  }
}
