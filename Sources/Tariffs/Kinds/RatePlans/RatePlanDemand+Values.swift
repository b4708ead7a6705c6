import Parameters

extension RatePlanDemand {
  /// The values from which a charge on power is read.
  static func values(of charge: DemandCharge) -> ParameterValues {
    var values: [String: ParameterValue] = [
      "name": .text(charge.name), "party": .party(charge.party),
      "taxed": .boolean(charge.isTaxed), "unit": .text(charge.unit.rawValue),
      "basis": .text(charge.basis.rawValue), "daily": .boolean(charge.isDaily),
      "billing": .text(charge.billing.rawValue),
      "overrunTolerance": .share(charge.overrunTolerance),
      "overrunMultiple": .share(charge.overrunMultiple),
    ]
    values["periods"] = RatePlanPeriods.values(of: charge.schedule).map { .section($0) }
    if charge.tiers.allSatisfy({ $0.count == 1 && $0[0].limit == nil && $0 == charge.tiers[0] }),
      let price = charge.tiers.first?[0].price
    {
      values["price"] = .price(price)
    } else {
      let names = charge.schedule.names
      values["rates"] = .list(
        charge.tiers.enumerated().map { period, tiers in
          rateValues(tiers, period: names.count > 1 && period < names.count ? names[period] : nil)
        })
    }
    if let minutes = charge.windowMinutes { values["window"] = .number(Double(minutes) * 60) }
    let unmeasured = charge.unmeasured.sorted().filter(charge.schedule.names.indices.contains)
    if !unmeasured.isEmpty {
      values["unmeasured"] = .texts(unmeasured.map { charge.schedule.names[$0] })
    }
    values["ratchet"] = charge.ratchet.map { .section(ratchetValues($0)) }
    if !charge.contracted.isEmpty {
      values["contracted"] = .numbers(charge.contracted.map { Double($0) / 1000 })
    }
    return ParameterValues(values)
  }

  private static func rateValues(_ tiers: [DemandTier], period: String?) -> ParameterValues {
    var values: [String: ParameterValue] = [:]
    if let period { values["period"] = .text(period) }
    if tiers.count == 1, tiers[0].limit == nil {
      values["price"] = .price(tiers[0].price)
    } else {
      values["tiers"] = .list(
        tiers.map { tier in
          var values = ["price": ParameterValue.price(tier.price)]
          values["upTo"] = tier.limit.map { .billed($0) }
          return ParameterValues(values)
        })
    }
    return ParameterValues(values)
  }

  private static func ratchetValues(_ ratchet: DemandRatchet) -> ParameterValues {
    var values: [String: ParameterValue] = [
      "lookbackCycles": .integer(Int64(ratchet.lookbackCycles)), "floor": .billed(ratchet.floor),
      "sharesOfOrigin": .boolean(ratchet.sharesOfOrigin),
      "spansPeriods": .boolean(ratchet.spansPeriods),
    ]
    if ratchet.shares.allSatisfy({ $0 == ratchet.shares[0] }) {
      values["share"] = .share(ratchet.shares.first ?? 0)
    } else {
      values["shares"] = .list(
        zip(CalendarWords.months, ratchet.shares).filter { $1 != 0 }.map { month, share in
          ParameterValues(["months": .text(month), "share": .share(share)])
        })
    }
    let months = zip(CalendarWords.months, ratchet.months).filter { $1 }.map { $0.0 }
    if !months.isEmpty {
      values["lookbackMonths"] = .text(months.joined(separator: ", "))
    } else if !ratchet.months.isEmpty {
      values["noLookbackMonths"] = .boolean(true)
    }
    return ParameterValues(values)
  }
}
