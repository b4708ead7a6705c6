import Quantities

extension URDBRate {
  /// The charges on power; those whose prices are all zero are left out.
  func demandCharges(
    _ options: URDBOptions, _ differences: inout [String]
  ) throws(URDBPlanError) -> [DemandCharge] {
    var charges: [DemandCharge] = []
    if let flat = flatDemand, flat.structure.haveCharges {
      let rows = flat.months.map { Array(repeating: $0, count: 24) }
      var charge = try self.charge(
        "flat demand", flat.structure, flat.unit, rows, rows, options)
      charge.ratchet = demandRatchet(&differences)
      charges.append(charge)
    }
    if let timed = timedDemand, timed.structure.haveCharges {
      charges.append(
        try charge(
          "demand", timed.structure, timed.unit, timed.weekdays, timed.weekends, options))
      if charges.count == 1, ratchet.isEffective {
        differences.append(
          "the ratchet is not billed: it acts on 'flatdemandstructure', which the rate has not")
      }
    }
    if let coincident = coincidentDemand, coincident.structure.haveCharges {
      var charge = try self.charge(
        "coincident demand", coincident.structure, coincident.unit, coincident.weekdays,
        coincident.weekends, options)
      charge.unmeasured = Set(
        coincident.structure.indices.filter { ![coincident.structure[$0]].haveCharges })
      differences.append(
        "coincident demand is billed at the customer's own peak within the scheduled hours, as the "
          + "hour of the system's peak is not known")
      charges.append(charge)
    }
    if reactivePrice.nanos > 0 {
      if let charge = try reactiveCharge(options) {
        differences.append(
          "reactive demand is billed as demand times the tangent of the power factor's angle")
        charges.append(charge)
      } else {
        differences.append(
          "'demandreactivepowercharge' is not billed: no power factor is given")
      }
    }
    for index in charges.indices { charges[index].windowMinutes = demandWindow }
    return charges
  }

  private func charge(
    _ name: String, _ structure: [[URDBDemandTier]], _ unit: URDBDemandUnit, _ weekdays: [[Int]],
    _ weekends: [[Int]], _ options: URDBOptions
  ) throws(URDBPlanError) -> DemandCharge {
    let ratio = try kilowatts(in: unit, name, options)
    var tiers: [[DemandTier]] = []
    for (period, entries) in structure.enumerated() {
      tiers.append([])
      for entry in entries {
        let price = try sum(entry.rate, entry.adjustment, "\(name), period \(period)")
        tiers[period].append(
          DemandTier(
            limit: try entry.limit.map { (limit) throws(URDBPlanError) in
              try scaled(limit, ratio.kilowatts, by: ratio.units, "the limit of \(name)")
            },
            price: UnitPrice(
              nanos: try scaled(
                price.nanos, ratio.units, by: ratio.kilowatts, "the price of \(name)"))))
      }
    }
    var charge = DemandCharge(
      name, schedule: try schedule(weekdays, weekends, count: structure.count),
      tiers: tiers)
    if serviceType == "Energy" { charge.party = .retailer }
    charge.isDaily = unit.isDaily
    return charge
  }

  /// How many kilowatts how many units are.
  private func kilowatts(
    in unit: URDBDemandUnit, _ name: String, _ options: URDBOptions
  ) throws(URDBPlanError) -> (kilowatts: Int64, units: Int64) {
    switch unit {
    case .kilowatt, .kilowattDaily: return (1, 1)
    // The electric horsepower is 746 W by definition (NIST SP 811, appendix B.8).
    case .horsepower, .horsepowerDaily: return (746, 1000)
    case .kilovoltAmpere, .kilovoltAmpereDaily:
      guard let factor = options.powerFactor else {
        throw URDBPlanError(
          "\(name) is charged by the kVA; say the power factor, such as 0.95",
          option: "powerFactor")
      }
      return (factor, 1_000_000)
    }
  }

  private func scaled(
    _ count: Int64, _ factor: Int64, by divisor: Int64, _ what: String
  ) throws(URDBPlanError) -> Int64 {
    let product = Int128(count) * Int128(factor)
    guard let scaled = Int64(exactly: quotientRoundedHalfToEven(product, by: Int128(divisor)))
    else { throw URDBPlanError("\(what) is beyond 64 bits") }
    return scaled
  }

  /// A charge on reactive demand, `Q = P·tan(arccos(power factor))`; `nil` without a power factor.
  private func reactiveCharge(_ options: URDBOptions) throws(URDBPlanError) -> DemandCharge? {
    guard let factor = options.powerFactor else { return nil }
    // tan φ = √(1 − pf²) / pf, in millionths.
    let square = (1_000_000_000_000 - Double(factor) * Double(factor)).squareRoot()
    let tangent = Int64((square / Double(factor) * 1e6).rounded(.toNearestOrEven))
    let price = UnitPrice(
      nanos: try scaled(reactivePrice.nanos, tangent, by: 1_000_000, "the reactive price"))
    var charge = DemandCharge("reactive demand", tiers: [[DemandTier(price: price)]])
    if serviceType == "Energy" { charge.party = .retailer }
    return charge
  }

  /// The ratchet of flat demand, whose periods are seasons that look at one another's peaks.
  ///
  /// `lookbackmonths` are months whose peaks count, each with `lookbackpercent`, as in SAM;
  /// `demandratchetpercentage` are shares by billed month. Without `lookbackrange`, eleven earlier
  /// months are looked at.
  private func demandRatchet(_ differences: inout [String]) -> DemandRatchet? {
    guard ratchet.isEffective, ratchet.range != 0 else { return nil }
    var result = DemandRatchet(share: ratchet.share, lookbackCycles: ratchet.range ?? 11)
    result.spansPeriods = true
    if ratchet.months.contains(false), ratchet.share > 0 {
      result.shares = ratchet.months.map { $0 ? ratchet.share : 0 }
      result.sharesOfOrigin = true
    }
    if ratchet.monthlyShares.contains(where: { $0 > 0 }) {
      if ratchet.share > 0 {
        differences.append(
          "'demandratchetpercentage' is billed; 'lookbackpercent', which stands beside it, is not")
      }
      result.shares = ratchet.monthlyShares
      result.sharesOfOrigin = false
    }
    return result
  }
}

extension [[URDBDemandTier]] {
  /// Whether any price is not zero.
  fileprivate var haveCharges: Bool {
    contains { $0.contains { $0.rate.nanos != 0 || $0.adjustment.nanos != 0 } }
  }
}
