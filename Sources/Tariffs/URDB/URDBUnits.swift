/// What the limits of an energy rate's tiers count.
public enum URDBEnergyUnit: String, CaseIterable, Hashable, Sendable {
  /// Kilowatt-hours of the month.
  case kilowattHour = "kWh"
  /// Kilowatt-hours for each kilowatt of the month's greatest demand.
  case kilowattHourPerKilowatt = "kWh/kW"
  /// Kilowatt-hours of each day of the month.
  case kilowattHourDaily = "kWh daily"
  /// Kilowatt-hours of each day for each kilowatt of the month's greatest demand.
  case kilowattHourPerKilowattDaily = "kWh/kW daily"

  /// The same thing in a rate plan.
  public var tierBasis: TierBasis {
    switch self {
    case .kilowattHour: .energyOfMonth
    case .kilowattHourPerKilowatt: .energyPerPeak
    case .kilowattHourDaily: .energyOfDay
    case .kilowattHourPerKilowattDaily: .energyOfDayPerPeak
    }
  }
}

/// The unit of which a demand rate is for one.
public enum URDBDemandUnit: String, CaseIterable, Hashable, Sendable {
  /// Kilowatts of the month's greatest demand.
  case kilowatt = "kW"
  /// Electric horsepower, 746 W each, of the month's greatest demand.
  case horsepower = "hp"
  /// Kilovolt-amperes of the month's greatest demand.
  case kilovoltAmpere = "kVA"
  /// Kilowatts of the greatest demand of each day.
  case kilowattDaily = "kW daily"
  /// Electric horsepower of the greatest demand of each day.
  case horsepowerDaily = "hp daily"
  /// Kilovolt-amperes of the greatest demand of each day.
  case kilovoltAmpereDaily = "kVA daily"

  /// Whether the peak of each day is charged.
  public var isDaily: Bool {
    switch self {
    case .kilowatt, .horsepower, .kilovoltAmpere: false
    case .kilowattDaily, .horsepowerDaily, .kilovoltAmpereDaily: true
    }
  }
}

/// The span of time of which a fixed or a minimum charge is for one.
public enum URDBChargeUnit: String, CaseIterable, Hashable, Sendable {
  /// A day; a month has 365/12 of them.
  case day = "$/day"
  /// A calendar month.
  case month = "$/month"
  /// A year.
  case year = "$/year"
}

/// How a rate treats what its customers generate.
public enum URDBGenerationRule: String, CaseIterable, Hashable, Sendable {
  /// Exports offset imports of the month; what is left is carried in kWh.
  case netMetering = "Net Metering"
  /// Exports are sold as the meter registers them.
  case netBillingInstantaneous = "Net Billing Instantaneous"
  /// Exports offset imports of the hour; what is left is sold.
  case netBillingHourly = "Net Billing Hourly"
  /// The whole load is bought and the whole generation sold.
  case buyAllSellAll = "Buy All Sell All"
}
