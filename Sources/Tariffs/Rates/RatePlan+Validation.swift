extension RatePlan {
  /// Checks that the parts of the plan fit each other.
  ///
  /// - Throws: ``BillingError`` which names the period, the tier (from 1) or the charge.
  func validate() throws(BillingError) {
    guard !components.isEmpty else { throw error("has no components") }
    try validateEnergy()
    try validateExports()
    for charge in demand { try validate(charge) }
    try validateRates()
    try validateAdders()
  }

  func error(_ text: String) -> BillingError { BillingError("tariff '\(name)' \(text).") }

  private func validateEnergy() throws(BillingError) {
    guard energy.count == periods.names.count else {
      throw error("has tiers for \(energy.count) periods, but \(periods.names.count) periods")
    }
    for (tiers, period) in zip(energy, periods.names) {
      try validateLimits(tiers.map(\.limit), of: "period '\(period)'")
      for (index, tier) in tiers.enumerated() where tier.prices.count != components.count {
        throw error(
          "has \(tier.prices.count) prices in tier \(index + 1) of period '\(period)', but "
            + "\(components.count) components")
      }
    }
    guard monthlyAdjustments.isEmpty || monthlyAdjustments.count == 12 else {
      throw error("has \(monthlyAdjustments.count) monthly adjustments; there must be 12 or none")
    }
    if case .energy(let quantity, _) = minimum {
      guard quantity >= 0 else { throw error("has a negative minimum energy") }
      guard energy.indices.contains(minimumEnergyPeriod) else {
        throw error("bills its minimum energy in period \(minimumEnergyPeriod), which there is not")
      }
    }
  }

  private func validateLimits(_ limits: [Int64?], of place: String) throws(BillingError) {
    guard let last = limits.last else { throw error("has no tiers in \(place)") }
    guard last == nil else {
      throw error("has a limit in the last tier (\(limits.count)) of \(place); it must be open")
    }
    var least: Int64 = 0
    for (index, limit) in limits.dropLast().enumerated() {
      guard let limit else {
        throw error("has no limit in tier \(index + 1) of \(place), though tiers follow")
      }
      guard index == 0 ? limit >= 0 : limit > least else {
        throw error(
          "has tiers out of order in \(place): the limit of tier \(index + 1) is not above that of "
            + "the tier before")
      }
      least = limit
    }
  }

  private func validateExports() throws(BillingError) {
    if let table = exports.priceTable, table.prices.count != table.schedule.names.count,
      table.prices.count != 12 * table.schedule.names.count
    {
      throw error(
        "has \(table.prices.count) export prices for \(table.schedule.names.count) periods; there must "
          + "be one for each, or for each month and period")
    }
    guard (1...12).contains(exports.trueUpMonth) else {
      throw error("closes its year in month \(exports.trueUpMonth), which is none")
    }
    let credits = exports.credits
    if let life = credits.lifeCycles, life < 1 { throw error("has credits without a life") }
    guard credits.minimumBilled >= 0 else {
      throw error("has a negative energy billed before credits")
    }
    if let component = credits.crossingComponent, !components.indices.contains(component) {
      throw error("crosses periods by component \(component), which there is not")
    }
    for share in credits.retained {
      guard components.indices.contains(share.component) else {
        throw error("retains a share of component \(share.component), which there is not")
      }
      guard (0...1_000_000).contains(share.millionths) else {
        throw error(
          "retains a share of '\(components[share.component].name)' from \(share.fromYear) that is "
            + "not within 0…1")
      }
    }
    guard credits.periodTransfers.isEmpty || credits.periodTransfers.count == 12 else {
      throw error("moves credits in \(credits.periodTransfers.count) months; there must be 12")
    }
    for row in credits.periodTransfers
    where row.count != energy.count
      || row.contains(where: { $0.map(energy.indices.contains) == false })
    {
      throw error("moves credits to periods that there are not")
    }
  }

  private func validate(_ charge: DemandCharge) throws(BillingError) {
    let place = "demand charge '\(charge.name)'"
    let names = charge.schedule.names
    guard charge.tiers.count == names.count else {
      throw error("has tiers for \(charge.tiers.count) of \(names.count) periods in \(place)")
    }
    for (tiers, period) in zip(charge.tiers, names) {
      try validateLimits(tiers.map(\.limit), of: "period '\(period)' of \(place)")
    }
    if let ratchet = charge.ratchet {
      guard ratchet.shares.count == 12, ratchet.months.isEmpty || ratchet.months.count == 12 else {
        throw error("has a ratchet in \(place) that does not name 12 months")
      }
      guard ratchet.shares.allSatisfy({ (0...1_000_000_000).contains($0) }),
        ratchet.lookbackCycles >= 0
      else { throw error("has a ratchet in \(place) out of range") }
    }
    guard charge.contracted.isEmpty || charge.contracted.count == names.count,
      charge.contracted.allSatisfy({ $0 >= 0 })
    else { throw error("has contracted powers that do not match the periods of \(place)") }
    guard charge.billing == .measured || !charge.contracted.isEmpty else {
      throw error("bills a contracted power in \(place), but has none")
    }
    guard (0...1_000_000_000).contains(charge.overrunTolerance),
      (0...1_000_000_000).contains(charge.overrunMultiple)
    else { throw error("has an overrun out of range in \(place)") }
  }

  private func validateRates() throws(BillingError) {
    let credits = exports.credits
    let rules = [taxes] + [credits.offsetTaxes].compactMap(\.self) + credits.offsetTaxesByComponent
    for rule in rules {
      _ = try rule.factor(for: self)
      for change in rule.changes {
        guard change.rates.count == rule.taxes.count else {
          throw error(
            "has \(change.rates.count) rates from \(change.month) for \(rule.taxes.count) taxes")
        }
        _ = try rule.rule(in: change.month).factor(for: self)
      }
    }
    guard [0, components.count].contains(credits.offsetTaxesByComponent.count) else {
      throw error("has taxes on offset energy for some components only")
    }
    for levy in levies {
      try validateLimits(levy.bands.map(\.limit), of: "levy '\(levy.name)'")
    }
    for charge in reactive where !(1...1_000_000).contains(charge.referencePowerFactor) {
      throw error("has a reference power factor out of range in '\(charge.name)'")
    }
    guard (0...6).contains(rounding.decimals), (0...6).contains(rounding.energyDecimals) else {
      throw error("rounds to decimals outside 0…6")
    }
  }

  private func validateAdders() throws(BillingError) {
    for adder in adders {
      switch adder.times {
      case .months(let months):
        for month in months where !(1...12).contains(month.month) {
          throw error("has month \(month.month) in adder '\(adder.name)'")
        }
      case .events(let events, _):
        for event in events where event.isEmpty {
          throw error("has an empty event in adder '\(adder.name)'")
        }
      case .series(let series):
        guard series.intervalNanoseconds > 0 else {
          throw error("has a series without intervals in adder '\(adder.name)'")
        }
      }
      if adder.basis == .belowBaseline {
        guard case .events = adder.times else {
          throw error("has a rebate '\(adder.name)' without events")
        }
        if case .priorDays(let days) = adder.baseline, !(1...366).contains(days) {
          throw error("has a baseline of \(days) days in adder '\(adder.name)'")
        }
      }
    }
  }
}
