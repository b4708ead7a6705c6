extension RatePlan {
  /// The tariff with another supplier: everything that is owed to the retailer is replaced.
  ///
  /// Where retail is open, the distribution company charges the use of its network and levies
  /// whoever supplies the energy. Of this plan there remain what is owed to other parties than the
  /// retailer, the taxes, the rounding, levies and reactive energy; what is owed to the
  /// retailer — energy, demand, fixed charges, adders — comes from the supplier's plan, and so does
  /// what exported energy earns. Periods are those of both: where each plan has several, there is one
  /// for each pair, named `a / b`.
  ///
  /// - Parameter supplier: A plan with what is owed to the retailer alone.
  /// - Returns: The joined plan; it is in force where both are.
  /// - Throws: ``BillingError`` when the supplier's plan charges what belongs to the network, or both
  ///   plans have something that cannot be joined: tiers of different limits, net metering with
  ///   periods of its own, adjustments by month.
  public func supplied(by supplier: RatePlan) throws(BillingError) -> RatePlan {
    try checkJoining(with: supplier)
    let pairs = PeriodPairs(periods, supplier.periods)
    let kept = components.indices.filter { components[$0].party != .retailer }
    var plan = self
    plan.name = "\(name) + \(supplier.name)"
    plan.validFrom = [validFrom, supplier.validFrom].compactMap(\.self).max()
    plan.validUntil = [validUntil, supplier.validUntil].compactMap(\.self).min()
    plan.components = supplier.components + kept.map { components[$0] }
    plan.periods = pairs.schedule
    plan.monthlyAdjustments = supplier.monthlyAdjustments
    plan.tierBasis = supplier.hasTiers ? supplier.tierBasis : tierBasis
    plan.energy = pairs.pairs.map { own, other in
      Self.join(energy[own], keeping: kept, supplier.energy[other])
    }
    if exports.kind != .netMetering {
      plan.exports = supplier.exports
    } else {
      let places = Dictionary(
        uniqueKeysWithValues: kept.enumerated().map { ($1, supplier.components.count + $0) })
      plan.exports.credits.retained = exports.credits.retained.compactMap { share in
        places[share.component].map {
          var moved = share
          moved.component = $0
          return moved
        }
      }
      plan.exports.credits.crossingComponent = nil
    }
    plan.demand = demand.filter { $0.party != .retailer } + supplier.demand
    plan.fixed = fixed.filter { $0.party != .retailer } + supplier.fixed
    plan.adders = adders.filter { $0.party != .retailer } + supplier.adders
    plan.minimumEnergyPeriod = pairs.pairs.firstIndex { $0.own == minimumEnergyPeriod } ?? 0
    return plan
  }

  private var hasTiers: Bool { energy.contains { $0.count > 1 } }

  private func checkJoining(with supplier: RatePlan) throws(BillingError) {
    let names = "'\(name)' and '\(supplier.name)'"
    guard currency == supplier.currency else {
      throw BillingError(
        "\(names) cannot be joined: one is in \(currency), the other in \(supplier.currency)")
    }
    let strangers =
      supplier.components.filter { $0.party != .retailer }.map(\.name)
      + supplier.demand.filter { $0.party != .retailer }.map(\.name)
      + supplier.fixed.filter { $0.party != .retailer }.map(\.name)
      + supplier.adders.filter { $0.party != .retailer }.map(\.name)
    if let stranger = strangers.first {
      throw BillingError(
        "the supplier's plan '\(supplier.name)' charges '\(stranger)', which is not owed to a "
          + "retailer")
    }
    guard supplier.taxes.taxes.isEmpty || supplier.taxes == taxes, supplier.minimum == nil,
      supplier.levies.isEmpty, supplier.reactive.isEmpty
    else {
      throw BillingError(
        "the supplier's plan '\(supplier.name)' has taxes, a minimum, levies or reactive energy, "
          + "which are the network's")
    }
    guard !hasTiers || !supplier.hasTiers else {
      throw BillingError("\(names) cannot be joined: both have tiers")
    }
    guard monthlyAdjustments.isEmpty else {
      throw BillingError("'\(name)' has adjustments by month, which cannot be divided by party")
    }
    guard exports.kind == .netMetering || supplier.exports.kind != .netMetering else {
      throw BillingError(
        "the supplier's plan '\(supplier.name)' has net metering, which is the network's")
    }
    guard
      exports.kind != .netMetering
        || (supplier.periods.names.count == 1 && exports.credits.periodTransfers.isEmpty
          && exports.credits.offsetTaxesByComponent.isEmpty)
    else {
      throw BillingError(
        "\(names) cannot be joined: credits belong to periods or components that the supplier changes"
      )
    }
    guard 1...256 ~= periods.names.count * supplier.periods.names.count else {
      throw BillingError("\(names) together have more than 256 periods")
    }
  }

  /// The tiers of one period of both plans, of which one has a single tier.
  private static func join(
    _ own: [EnergyTier], keeping kept: [Int], _ supplier: [EnergyTier]
  ) -> [EnergyTier] {
    let count = max(own.count, supplier.count)
    return (0..<count).compactMap { tier in
      guard let network = own.count == 1 ? own.first : own[tier],
        let supply = supplier.count == 1 ? supplier.first : supplier[tier]
      else { return nil }
      return EnergyTier(
        limit: supplier.count == 1 ? network.limit : supply.limit,
        prices: supply.prices + kept.map { network.prices[$0] }, exportPrice: supply.exportPrice)
    }
  }
}

/// The periods of two schedules at once.
private struct PeriodPairs {
  /// The pairs that occur, in the order of the first schedule.
  let pairs: [(own: Int, other: Int)]
  let schedule: PeriodSchedule

  init(_ own: PeriodSchedule, _ other: PeriodSchedule) {
    let slotMinutes = Self.commonDivisor(own.slotMinutes, other.slotMinutes)
    let slots = 1440 / slotMinutes
    let width = other.names.count
    var codes: [Int] = []
    codes.reserveCapacity(48 * slots)
    for row in 0..<48 {
      for slot in 0..<slots {
        let minute = slot * slotMinutes
        let first = own.table[row * own.slotCount + minute / own.slotMinutes]
        let second = other.table[row * other.slotCount + minute / other.slotMinutes]
        codes.append(Int(first) * width + Int(second))
      }
    }
    let occurring = Set(codes).sorted()
    pairs = occurring.map { ($0 / width, $0 % width) }
    let names = occurring.map { code in
      let (first, second) = (own.names[code / width], other.names[code % width])
      return width == 1 ? first : own.names.count == 1 ? second : "\(first) / \(second)"
    }
    var places = Array(repeating: UInt8(0), count: own.names.count * width)
    for (place, code) in occurring.enumerated() { places[code] = UInt8(truncatingIfNeeded: place) }
    schedule = PeriodSchedule(
      uncheckedNames: names, slotMinutes: slotMinutes, table: codes.map { places[$0] })
  }

  private static func commonDivisor(_ first: Int, _ second: Int) -> Int {
    second == 0 ? first : commonDivisor(second, first % second)
  }
}
