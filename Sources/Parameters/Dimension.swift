/// What a parameter measures: the units that may be written for it and the base unit they become.
///
/// Money has the currency that the scenario names, so its units are written with `¤` in place of
/// the currency code: `¤/kWh` stands for `EUR/kWh` in a scenario in euros.
public enum Dimension: String, CaseIterable, Hashable, Sendable {
  case power
  case reactivePower
  case apparentPower
  case energy
  case duration
  case voltage
  case energyPrice
  case money
  case moneyPerMonth
  case frequency
  case tokens
  case moneyPerYear
  case moneyPerPower
  case moneyPerPowerAndYear
  case energyPerYear
  case yearlyRate
  case years
  case quotaPrice
  case specificYield
  case moneyPerHour
  case discomfortPrice
  case temperature
  case temperatureDifference
  case heatCapacity
  case conductance
  case demandPrice

  /// A unit that may be written, with the number of base units it stands for.
  public struct Unit: Hashable, Sendable {
    /// The symbol, such as `kW`.
    public let symbol: String
    /// The number of base units in one of it.
    public let factor: Double

    init(_ symbol: String, _ factor: Double) {
      self.symbol = symbol
      self.factor = factor
    }
  }

  /// The units that may be written; the first is the base unit of ``ParameterValue/number(_:)``.
  public var units: [Unit] {
    switch self {
    case .power: [Unit("W", 1), Unit("kW", 1e3), Unit("MW", 1e6)]
    case .reactivePower: [Unit("var", 1), Unit("kvar", 1e3), Unit("Mvar", 1e6)]
    case .apparentPower: [Unit("VA", 1), Unit("kVA", 1e3), Unit("MVA", 1e6)]
    case .energy: [Unit("Wh", 1), Unit("kWh", 1e3), Unit("MWh", 1e6)]
    case .duration:
      [Unit("s", 1), Unit("ms", 1e-3), Unit("min", 60), Unit("h", 3600), Unit("d", 86_400)]
    case .voltage: [Unit("V", 1), Unit("kV", 1e3)]
    case .energyPrice: [Unit("¤/kWh", 1), Unit("¤/MWh", 1e-3)]
    case .money: [Unit("¤", 1)]
    case .moneyPerMonth: [Unit("¤/month", 1)]
    case .frequency: [Unit("1/s", 1), Unit("1/h", 1.0 / 3600), Unit("1/d", 1.0 / 86_400)]
    case .tokens: [Unit("mSEB", 1), Unit("SEB", 1e3)]
    case .moneyPerYear: [Unit("¤/a", 1)]
    case .moneyPerPower: [Unit("¤/kW", 1)]
    case .moneyPerPowerAndYear: [Unit("¤/kW/a", 1)]
    case .energyPerYear: [Unit("kWh/a", 1), Unit("MWh/a", 1e3)]
    case .yearlyRate: [Unit("1/a", 1)]
    case .years: [Unit("a", 1), Unit("month", 1.0 / 12)]
    case .quotaPrice: [Unit("SEB/kW", 1)]
    case .specificYield: [Unit("kWh/kW", 1)]
    case .moneyPerHour: [Unit("¤/h", 1)]
    case .discomfortPrice: [Unit("¤/K/h", 1)]
    case .temperature: [Unit("°C", 1)]
    case .temperatureDifference: [Unit("K", 1)]
    case .heatCapacity: [Unit("Wh/K", 1), Unit("kWh/K", 1e3)]
    case .conductance: [Unit("W/K", 1), Unit("kW/K", 1e3)]
    case .demandPrice:
      [Unit("¤/kW", 1), Unit("¤/kVA", 1), Unit("¤/kvar", 1), Unit("¤/kvarh", 1)]
    }
  }

  /// What to write, for the message when something else was written.
  public var example: String {
    switch self {
    case .power: "a power such as '3.5 kW'"
    case .reactivePower: "a reactive power such as '1.2 kvar'"
    case .apparentPower: "an apparent power such as '5 kVA'"
    case .energy: "an energy such as '13.5 kWh'"
    case .duration: "a duration such as '15 min'"
    case .voltage: "a voltage such as '0.4 kV'"
    case .energyPrice: "a price such as '0.30 ¤/kWh'"
    case .money: "an amount such as '100 ¤'"
    case .moneyPerMonth: "an amount such as '9.50 ¤/month'"
    case .frequency: "a rate such as '0.00004 1/h'"
    case .tokens: "a number of tokens such as '5 SEB'"
    case .moneyPerYear: "an amount such as '1800 ¤/a'"
    case .moneyPerPower: "a price such as '5000 ¤/kW'"
    case .moneyPerPowerAndYear: "a price such as '60 ¤/kW/a'"
    case .energyPerYear: "a consumption such as '3600 kWh/a'"
    case .yearlyRate: "a rate such as '0.05 1/a'"
    case .years: "a number of years or months such as '25 a'"
    case .quotaPrice: "a price such as '1.5 SEB/kW'"
    case .specificYield: "a yield such as '1500 kWh/kW'"
    case .moneyPerHour: "an amount such as '0.05 ¤/h'"
    case .discomfortPrice: "an amount such as '0.10 ¤/K/h'"
    case .temperature: "a temperature such as '21 °C'"
    case .temperatureDifference: "a difference of temperature such as '2 K'"
    case .heatCapacity: "a heat capacity such as '5 kWh/K'"
    case .conductance: "a conductance such as '150 W/K'"
    case .demandPrice: "a price such as '12.50 ¤/kW'"
    }
  }
}
