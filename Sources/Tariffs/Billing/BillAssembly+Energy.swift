import Quantities

extension BillAssembly {
  /// Adds the lines of imported and exported energy, credits and the premium.
  mutating func addEnergy(_ shared: SharedCredits) throws(BillingError) {
    let isShared = !shared.received.isEmpty || shared.givesSurplus
    guard !isShared || plan.exports.kind == .netMetering else {
      throw plan.error("has no credits in kWh that could be shared")
    }
    switch plan.exports.kind {
    case .netMetering: try addNetMetering(shared)
    case .netPurchaseAndSale, .buyAllSellAll:
      billed = registers.imported
      try addImports(tiers(of: registers.imported, measured: registers.importedTiers))
      try addExports(
        registers.exported, tiers: tiers(of: registers.exported, measured: registers.exportedTiers))
    case .netBilling: try addNetBilling()
    }
    try addMinimumEnergy()
    let premium = plan.exports.selfConsumptionPremium
    if premium.nanos != 0, registers.selfConsumed != 0 {
      try add(
        .premium, "self-consumption premium", party: .government,
        quantity: -max(0, registers.selfConsumed), unit: .kilowattHour, price: premium)
    }
  }

  private mutating func addNetBilling() throws(BillingError) {
    var imported = registers.imported
    var exported = registers.exported
    var importedTiers = registers.importedTiers
    var exportedTiers = registers.exportedTiers
    switch plan.exports.window {
    case .interval, .minutes: break
    case .cycleByPeriod:
      for period in imported.indices {
        let offset = min(imported[period], exported[period])
        imported[period] -= offset
        exported[period] -= offset
      }
      (importedTiers, exportedTiers) = ([], [])
    case .cycle:
      let totals = (try imported.sum(), try exported.sum())
      let offset = min(totals.0, totals.1)
      imported = Self.reduced(imported, from: totals.0, by: offset)
      exported = Self.reduced(exported, from: totals.1, by: offset)
      (importedTiers, exportedTiers) = ([], [])
    }
    billed = imported
    try addImports(tiers(of: imported, measured: importedTiers))
    try addExports(exported, tiers: tiers(of: exported, measured: exportedTiers))
  }

  /// Takes a part off energies in proportion, exactly in sum.
  static func reduced(_ energies: [Int64], from total: Int64, by offset: Int64) -> [Int64] {
    guard total > 0 else { return energies }
    var passed: Int128 = 0
    var taken: Int64 = 0
    return energies.map { energy in
      passed += Int128(energy)
      let upTo = Int64(
        clamping: quotientRoundedHalfToEven(passed * Int128(offset), by: Int128(total)))
      defer { taken = upTo }
      return energy - (upTo - taken)
    }
  }

  /// The energies by period and tier: as they were measured, or pro rata.
  func tiers(of energies: [Int64], measured: [[Int64]]) throws(BillingError) -> [[Int64]] {
    let count = tables.prices.tierCount
    if count == 1 { return energies.map { [$0] } }
    let fits =
      measured.count == energies.count
      && zip(measured, energies).allSatisfy { tiers, energy in
        tiers.count == count && tiers.allSatisfy { $0 >= 0 }
          && tiers.reduce(Int128(0)) { $0 + Int128($1) } == Int128(energy)
      }
    if fits { return measured }
    return try TierAllocation.proRata(
      energies, limits: tables.prices.limits(in: cycle, peak: registers.peak), tierCount: count)
  }

  /// Adds the lines of imported energy: component × period × tier.
  mutating func addImports(_ tiers: [[Int64]]) throws(BillingError) {
    let factors = Array(repeating: taxes.billed, count: plan.components.count)
    try addComponents(.energy, tiers, sign: 1, factors: factors)
  }

  /// Adds lines of energy at the prices of the components, each with its taxes.
  mutating func addComponents(
    _ kind: BillLineKind, _ tiers: [[Int64]], sign: Int64, factors: [TaxFactor]
  ) throws(BillingError) {
    for (index, component) in plan.components.enumerated() {
      for (period, energies) in tiers.enumerated() {
        for (tier, energy) in energies.enumerated() where energy != 0 {
          try add(
            kind, component.name, period: plan.periods.names[period],
            tier: plan.energy[period].count > 1 ? tier + 1 : nil, party: component.party,
            quantity: sign * energy, unit: .kilowattHour,
            price: tables.prices.price(
              month: cycle.month, period: period, tier: tier, component: index),
            factor: component.isTaxed ? factors[index] : nil)
        }
      }
    }
  }

  /// Adds the lines of exported energy, which are negative.
  private mutating func addExports(_ exported: [Int64], tiers: [[Int64]]) throws(BillingError) {
    let first = lines.count
    if let table = plan.exports.priceTable {
      try addTableExports(table, exported)
    } else {
      for (period, energies) in tiers.enumerated() {
        for (tier, energy) in energies.enumerated() where energy != 0 {
          try add(
            .export, "export", period: plan.periods.names[period],
            tier: plan.energy[period].count > 1 ? tier + 1 : nil, party: .retailer,
            quantity: -energy, unit: .kilowattHour,
            price: tables.prices.exportPrice(month: cycle.month, period: period, tier: tier))
        }
      }
    }
    exportMicros = -lines[first...].reduce(Int128(0)) { $0 + Int128($1.net.micros) }
  }

  private mutating func addTableExports(
    _ table: ExportPriceTable, _ exported: [Int64]
  ) throws(BillingError) {
    // What was netted over the cycle is sold in proportion to when it was exported.
    let total = try registers.exportedByTable.sum()
    let left = try exported.sum()
    let parts = Self.reduced(registers.exportedByTable, from: total, by: max(0, total - left))
    for (period, energy) in parts.enumerated() where energy != 0 {
      try add(
        .export, "export", period: table.schedule.names[period], party: .retailer,
        quantity: -energy, unit: .kilowattHour,
        price: table.price(month: cycle.month, period: period))
    }
  }
}
