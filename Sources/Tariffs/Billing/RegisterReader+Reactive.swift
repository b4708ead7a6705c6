extension RegisterReader {
  /// Adds the reactive energy in excess of each charge, in mWh of active energy.
  func addReactive(
    _ meter: borrowing MeterSeries, to registers: inout CycleRegisters
  ) throws(BillingError) {
    registers.reactiveExcess = plan.reactive.map { _ in 0 }
    for (charge, windows) in tables.reactive.enumerated() {
      guard !meter.reactive.isEmpty else {
        throw BillingError(
          "'\(plan.reactive[charge].name)' of tariff '\(plan.name)' needs the meter's reactive "
            + "energy.")
      }
      let reference = Double(plan.reactive[charge].referencePowerFactor) / 1e6
      for window in windows.windows(ofCycle: index) {
        let intervals = windows.intervals(window)
        let active = Double(try MeterKernels.sum(meter.imported.span, intervals, "imported"))
        let reactive = Double(try MeterKernels.sum(meter.reactive.span, intervals, "reactive"))
        let apparent = (active * active + reactive * reactive).squareRoot()
        let excess = (reference * apparent - active).rounded(.toNearestOrEven)
        // Without active energy there is no power factor.
        guard active > 0, excess > 0 else { continue }
        try registers.reactiveExcess.add(Int64(clamping: Int128(excess)), at: charge)
      }
    }
  }
}
