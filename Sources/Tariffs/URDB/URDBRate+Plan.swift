import JSONReading
import Quantities
import Spelling

extension URDBRate {
  /// The rate as a plan that bills can be made from.
  ///
  /// The price of energy in a tier is `rate + adj`, and tiers count over the month and all periods.
  /// Hours are civil hours; weekend days and holidays follow the weekend schedule. Amounts in
  /// `$/day` are billed as 365/12 of them each month. Demand in hp is converted with 746 W (the
  /// electric horsepower), demand in kVA with the power factor that is given.
  ///
  /// What differs from the rate, and what is not billed, stands in the plan's metadata under
  /// ``URDBRate/differenceName``.
  ///
  /// - Throws: ``URDBPlanError`` when the rate has something that a plan cannot bill.
  public func plan(_ options: URDBOptions = URDBOptions()) throws(URDBPlanError) -> RatePlan {
    guard options.meters >= 1 else {
      throw URDBPlanError("there must be at least one meter", option: "meters")
    }
    if let factor = options.powerFactor, !(1...1_000_000).contains(factor) {
      throw URDBPlanError("the power factor must lie above 0 and up to 1", option: "powerFactor")
    }
    var differences: [String] = []
    var plan = try energyPlan(named: title(options), options, &differences)
    plan.provider = utility
    plan.source = source.isEmpty ? page : source
    if !options.ignoresDates {
      plan.validFrom = startDate
      // The last day of a rate is the day that `enddate` lies in.
      plan.validUntil = endDate.flatMap { $0.adding(days: 1) }
    }
    plan.exports = exports(options, &differences)
    if plan.exports.kind == .netMetering {
      plan.exports.credits.periodTransfers = creditTransfers
    }
    plan.demand = try demandCharges(options, &differences)
    plan.fixed = try fixedCharges(options)
    plan.minimum = try minimum(&differences)
    plan.metadata = metadata + differences.map { MetadataEntry(Self.differenceName, $0) }
    return plan
  }

  /// The name of metadata that tells what a plan bills differently from its rate, or not at all.
  public static var differenceName: String { "billed differently" }

  private func title(_ options: URDBOptions) -> String {
    options.name ?? (name.isEmpty ? (label.isEmpty ? "URDB rate" : label) : name)
  }

  /// What is not billed, in the order of the file.
  private var metadata: [MetadataEntry] {
    entries.compactMap { entry in
      let isDescriptive =
        URDBKeys.texts.contains(entry.name) || URDBKeys.numbers.contains(entry.name)
        || URDBKeys.others.contains(entry.name) || !URDBKeys.all.contains(entry.name)
      guard isDescriptive, let value = try? JSONDocument([UInt8](entry.json.utf8)) else {
        return nil
      }
      return MetadataEntry(entry.name, value.root.plainText)
    }
  }

  private func exports(_ options: URDBOptions, _ differences: inout [String]) -> ExportScheme {
    if let scheme = options.exportScheme { return scheme.rules }
    switch generationRule {
    case .netMetering: return URDBExportScheme.netMetering.rules
    case .netBillingInstantaneous: return URDBExportScheme.netBilling.rules
    case .netBillingHourly:
      var rules = URDBExportScheme.netBilling.rules
      rules.kind = .netBilling
      rules.window = .minutes(60)
      return rules
    case .buyAllSellAll: return URDBExportScheme.buyAllSellAll.rules
    case nil:
      let scheme: URDBExportScheme = usesNetMetering == false ? .netBilling : .netMetering
      differences.append(
        "the rate does not say how generation is treated; billed as \(scheme.rawValue)")
      return scheme.rules
    }
  }
}

extension URDBRate {
  private func energyPlan(
    named name: String, _ options: URDBOptions, _ differences: inout [String]
  ) throws(URDBPlanError) -> RatePlan {
    let component = RateComponent("energy", party: energyParty)
    var plan = RatePlan(name: name, currency: options.currency, components: [component], energy: [])
    var basis: URDBEnergyUnit?
    for (period, tiers) in energy.enumerated() {
      plan.energy.append([])
      for (index, tier) in tiers.enumerated() {
        let place = "period \(period), tier \(index)"
        if tier.limit != nil {
          if let basis, basis != tier.unit {
            throw URDBPlanError(
              "the tiers of energy count '\(basis.rawValue)' and, in \(place), "
                + "'\(tier.unit.rawValue)'; a rate plan counts one of them")
          }
          basis = tier.unit
        }
        plan.energy[period].append(
          EnergyTier(
            limit: tier.limit, prices: [try sum(tier.rate, tier.adjustment, place)],
            exportPrice: tier.sell ?? UnitPrice(nanos: 0)))
      }
    }
    if energy.isEmpty {
      plan.energy = [[EnergyTier(prices: [UnitPrice(nanos: 0)])]]
      differences.append("the rate has no price of energy; energy is billed at 0")
    } else {
      plan.periods = try schedule(energyWeekdays, energyWeekends, count: energy.count)
    }
    plan.tierBasis = basis?.tierBasis ?? .energyOfMonth
    plan.monthlyAdjustments = fuelAdjustments
    for entry in entries where !URDBKeys.all.contains(entry.name) {
      let nearest = nearestName(to: entry.name, among: URDBKeys.billed)
      differences.append(
        "the key '\(entry.name)' is unknown and kept as it is"
          + (nearest.map { "; was '\($0)' meant?" } ?? ""))
    }
    return plan
  }

  /// Who is owed what is sold by the kilowatt-hour.
  var energyParty: TariffParty {
    serviceType.hasPrefix("Delivery") ? .distributionCompany : .retailer
  }

  func sum(
    _ rate: UnitPrice, _ adjustment: UnitPrice, _ place: String
  ) throws(URDBPlanError) -> UnitPrice {
    let (nanos, overflows) = rate.nanos.addingReportingOverflow(adjustment.nanos)
    guard !overflows else { throw URDBPlanError("the price of \(place) is beyond 64 bits") }
    return UnitPrice(nanos: nanos)
  }
}

extension URDBRate {
  /// When which period holds; the schedules were checked as they were read.
  func schedule(
    _ weekdays: [[Int]], _ weekends: [[Int]], count: Int
  ) throws(URDBPlanError) -> PeriodSchedule {
    let names = count == 1 ? ["all hours"] : (0..<count).map { "period \($0 + 1)" }
    do throws(PeriodScheduleError) {
      return try PeriodSchedule(weekday: weekdays, weekend: weekends, names: names)
    } catch {
      throw URDBPlanError("\(error)")
    }
  }
}
