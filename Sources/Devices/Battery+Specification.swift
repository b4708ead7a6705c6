public import Parameters
public import Quantities

extension Battery {
  /// The constant properties of a battery.
  public struct Specification: Hashable, Sendable {
    /// The energy that the battery holds at a state of charge of 1.
    public var capacity: Energy
    /// The greatest charging power at the grid's side.
    public var chargePower: Power
    /// The greatest discharging power at the grid's side.
    public var dischargePower: Power
    /// The share of the charging energy that is stored.
    public var chargeEfficiency: Double
    /// The share of the energy taken from store that is delivered.
    public var dischargeEfficiency: Double
    /// The share of the content that is lost in an hour, as a continuous rate.
    public var selfDischargePerHour: Double
    /// The state of charge at which discharging stops.
    public var minimumStateOfCharge: Double
    /// The state of charge at which charging stops.
    public var maximumStateOfCharge: Double
    /// The state of charge at the start of the run.
    public var initialStateOfCharge: Double

    /// The content at which charging stops.
    public var upperLimit: Energy { capacity * maximumStateOfCharge }
    /// The content at which discharging stops.
    public var lowerLimit: Energy { capacity * minimumStateOfCharge }
  }
}

extension Battery.Specification: Parameterized {
  public static let parameterSet = ParameterSet(
    name: "battery", "A battery with constant efficiencies and self-discharge.",
    [
      Parameter(
        "capacity", .quantity(.energy), minimum: 0, excludesMinimum: true,
        "Energy stored at a state of charge of 100 %."),
      Parameter(
        "power", .quantity(.power), minimum: 0, isOptional: true,
        "Greatest charging and discharging power at the grid's side; without it, the capacity in "
          + "two hours."),
      Parameter(
        "chargePower", .quantity(.power), minimum: 0, isOptional: true,
        "Greatest charging power where it differs from 'power'."),
      Parameter(
        "dischargePower", .quantity(.power), minimum: 0, isOptional: true,
        "Greatest discharging power where it differs from 'power'."),
      Parameter(
        "chargeEfficiency", .fraction, minimum: 0, maximum: 1, excludesMinimum: true,
        default: .number(0.95), "Share of the charging energy that is stored."),
      Parameter(
        "dischargeEfficiency", .fraction, minimum: 0, maximum: 1, excludesMinimum: true,
        default: .number(0.95), "Share of the energy taken from store that is delivered."),
      Parameter(
        "selfDischarge", .quantity(.frequency), minimum: 0, default: .number(0),
        "Continuous rate at which the content is lost."),
      Parameter(
        "minimumStateOfCharge", .fraction, minimum: 0, maximum: 1, default: .number(0.1),
        "State of charge at which discharging stops."),
      Parameter(
        "maximumStateOfCharge", .fraction, minimum: 0, maximum: 1, default: .number(1),
        "State of charge at which charging stops."),
      Parameter(
        "initialStateOfCharge", .fraction, minimum: 0, maximum: 1, isOptional: true,
        "State of charge at the start; without it, the minimum."),
    ])

  public init(_ values: ParameterValues) throws(ParameterError) {
    let capacity = Energy(wattHours: values.number("capacity"))
    let power = values.optionalNumber("power") ?? capacity.wattHours / 2
    let minimum = values.number("minimumStateOfCharge")
    let maximum = values.number("maximumStateOfCharge")
    guard minimum < maximum else {
      throw ParameterError(
        "minimumStateOfCharge",
        "must be below maximumStateOfCharge, but \(minimum) is not below \(maximum)")
    }
    let initial = values.optionalNumber("initialStateOfCharge") ?? minimum
    guard minimum...maximum ~= initial else {
      throw ParameterError(
        "initialStateOfCharge",
        "must lie between minimumStateOfCharge \(minimum) and maximumStateOfCharge \(maximum), "
          + "but is \(initial)")
    }
    self.init(
      capacity: capacity,
      chargePower: Power(watts: values.optionalNumber("chargePower") ?? power),
      dischargePower: Power(watts: values.optionalNumber("dischargePower") ?? power),
      chargeEfficiency: values.number("chargeEfficiency"),
      dischargeEfficiency: values.number("dischargeEfficiency"),
      selfDischargePerHour: values.number("selfDischarge") * 3600,
      minimumStateOfCharge: minimum,
      maximumStateOfCharge: maximum,
      initialStateOfCharge: initial)
  }
}
