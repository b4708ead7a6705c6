import Quantities

extension RegisterReader {
  /// Adds the peaks of all demand charges.
  func addPeaks(
    _ totals: [RunTotals], _ meter: borrowing MeterSeries, to registers: inout CycleRegisters
  ) throws(BillingError) {
    registers.peaks = plan.demand.map { Array(repeating: 0, count: $0.schedule.names.count) }
    registers.dailyPeaks = plan.demand.map { _ in [] }
    let first = tables.firstSegment[index]
    for demand in tables.plainDemand {
      for (offset, total) in totals.enumerated() {
        let period = Int(demand.periods[first + offset])
        registers.peaks[demand.charge][period] = max(
          registers.peaks[demand.charge][period], total.peak)
      }
      for period in registers.peaks[demand.charge].indices {
        registers.peaks[demand.charge][period] = try power(registers.peaks[demand.charge][period])
      }
    }
    for demand in tables.windowDemand {
      try addPeaks(of: demand, meter, to: &registers)
    }
    for (charge, demand) in plan.demand.enumerated() where !demand.unmeasured.isEmpty {
      for period in registers.peaks[charge].indices where demand.unmeasured.contains(period) {
        registers.peaks[charge][period] = 0
        if demand.isDaily {
          registers.dailyPeaks[charge][period] = registers.dailyPeaks[charge][period].map { _ in 0 }
        }
      }
    }
  }

  private func addPeaks(
    of demand: BillingTables.WindowDemand, _ meter: borrowing MeterSeries,
    to registers: inout CycleRegisters
  ) throws(BillingError) {
    let charge = plan.demand[demand.charge]
    let dayCount = demand.windows.dayCounts[index]
    var daily = Array(
      repeating: Array(repeating: Int64(0), count: dayCount), count: charge.schedule.names.count)
    // Under buy-all/sell-all the load is what is drawn from the feeder.
    let sellsAll = plan.exports.kind == .buyAllSellAll
    let imported = sellsAll && !meter.load.isEmpty ? meter.load : meter.imported
    let exported = sellsAll && !meter.generation.isEmpty ? meter.generation : meter.exported
    for window in demand.windows.windows(ofCycle: index) {
      let intervals = demand.windows.intervals(window)
      let energy =
        switch charge.basis {
        case .imported: try MeterKernels.sum(imported.span, intervals, "imported")
        case .export: try MeterKernels.sum(exported.span, intervals, "exported")
        case .netImport where sellsAll: try MeterKernels.sum(imported.span, intervals, "load")
        case .netImport:
          try MeterKernels.sum(imported.span, intervals, "imported")
            - (try MeterKernels.sum(exported.span, intervals, "exported"))
        }
      guard energy > 0 else { continue }
      let mean = try power(energy, intervals: intervals.count)
      let period = Int(demand.windows.periods[window])
      let day = demand.windows.days[window]
      daily[period][day] = max(daily[period][day], mean)
    }
    registers.peaks[demand.charge] = daily.map { $0.max() ?? 0 }
    if charge.isDaily { registers.dailyPeaks[demand.charge] = daily }
  }
}
