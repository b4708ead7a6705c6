extension RegisterReader {
  /// Adds the energy of all adders.
  func addAdders(
    _ meter: borrowing MeterSeries, to registers: inout CycleRegisters
  ) throws(BillingError) {
    registers.adderEnergy = Array(repeating: 0, count: plan.adders.count)
    registers.adderAmounts = Array(repeating: 0, count: plan.adders.count)
    for (position, adder) in plan.adders.enumerated() {
      let table = tables.adders[position]
      switch (adder.times, adder.basis) {
      case (.months, _):
        registers.adderEnergy[position] = try registers.imported.sum()
      case (.events, .belowBaseline):
        registers.adderEnergy[position] = try belowBaseline(adder, table, meter)
      case (.events, _):
        for event in table.events where event.overlaps(cycle.intervals) {
          let sum = try MeterKernels.sum(
            drawn(meter).span, event.clamped(to: cycle.intervals), "imported")
          try registers.adderEnergy.add(sum, at: position)
        }
      case (.series, _):
        let energies = drawn(meter)
        var amount: Int128 = 0
        for interval in cycle.intervals {
          let (next, overflow) = amount.addingReportingOverflow(
            Int128(table.series[interval].nanos) * Int128(energies[interval]))
          guard !overflow else { throw LineArithmetic.overflow }
          amount = next
        }
        registers.adderAmounts[position] = amount
        registers.adderEnergy[position] = try MeterKernels.sum(
          energies.span, cycle.intervals, "imported")
      }
    }
  }

  /// What is bought: the load under buy-all/sell-all, imports otherwise.
  private func drawn(_ meter: borrowing MeterSeries) -> [Int64] {
    plan.exports.kind == .buyAllSellAll && !meter.load.isEmpty ? meter.load : meter.imported
  }

  /// What was imported less than the baseline in the events of the cycle, interval by interval.
  private func belowBaseline(
    _ adder: EnergyAdder, _ table: AdderTable, _ meter: borrowing MeterSeries
  ) throws(BillingError) -> Int64 {
    var sum: Int64 = 0
    var position = 0
    for event in table.events {
      defer { position += event.count }
      for interval in event.clamped(to: cycle.intervals) {
        let number = position + interval - event.lowerBound
        let baseline = try baseline(adder, table, meter, interval: interval, number: number)
        let drawn = meter.imported[interval]
        guard drawn >= 0 else { throw MeterKernels.negative("imported", interval) }
        let (next, overflow) = sum.addingReportingOverflow(max(0, max(0, baseline) - drawn))
        guard !overflow else { throw LineArithmetic.overflow }
        sum = next
      }
    }
    return sum
  }

  private func baseline(
    _ adder: EnergyAdder, _ table: AdderTable, _ meter: borrowing MeterSeries, interval: Int,
    number: Int
  ) throws(BillingError) -> Int64 {
    guard let earlier = table.baseline else {
      guard !meter.baseline.isEmpty else {
        throw BillingError("the rebate '\(adder.name)' needs the meter's baseline.")
      }
      return meter.baseline[interval]
    }
    let intervals = earlier.intervals[number]
    guard intervals.count == earlier.days else {
      throw BillingError(
        "the rebate '\(adder.name)' needs \(earlier.days) days without an event before interval "
          + "\(interval), but there are \(intervals.count).")
    }
    let sum = intervals.reduce(Int128(0)) { $0 + Int128(meter.imported[$1]) }
    return try LineArithmetic.narrow(
      LineArithmetic.divide(sum, by: Int128(earlier.days), .halfToEven))
  }
}
