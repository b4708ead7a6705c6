public import Parameters
public import Quantities

extension ElectricVehicle {
  /// The constant properties of a vehicle.
  public struct Specification: Hashable, Sendable {
    /// The energy that its battery holds.
    public var capacity: Energy
    /// The greatest charging power at the grid's side.
    public var power: Power
    /// The share of the charging energy that is stored.
    public var efficiency: Double
    /// The minute of the day at which it arrives.
    public var arrivalMinute: Int
    /// The minute of the day at which it departs, on the day of arrival or on the next.
    public var departureMinute: Int
    /// The energy that driving takes from its battery each day.
    public var drivenEnergy: Energy
    /// The state of charge wanted on departure, at which charging stops.
    public var targetStateOfCharge: Double
    /// The state of charge at the start of the run.
    public var initialStateOfCharge: Double
    /// What a kilowatt-hour missing on departure costs the owner, in currency units; `nil` when
    /// the target is to be reached at any price.
    public var shortfallCost: Double?

    /// The content wanted on departure.
    public var target: Energy { capacity * targetStateOfCharge }

    /// Whether it is parked at a minute of the day.
    public func isParked(atMinute minute: Int) -> Bool {
      arrivalMinute < departureMinute
        ? arrivalMinute..<departureMinute ~= minute
        : minute >= arrivalMinute || minute < departureMinute
    }
  }
}

extension ElectricVehicle.Specification: Parameterized {
  public static let parameterSet = ParameterSet(
    name: "electricVehicle",
    "An electric vehicle that is parked at its charger from its arrival to its departure, every day.",
    [
      Parameter(
        "capacity", .quantity(.energy), minimum: 0, excludesMinimum: true,
        "Energy that the vehicle's battery holds."),
      Parameter(
        "power", .quantity(.power), minimum: 0, excludesMinimum: true,
        "Greatest charging power at the grid's side."),
      Parameter(
        "efficiency", .fraction, minimum: 0, maximum: 1, excludesMinimum: true,
        default: .number(0.9), "Share of the charging energy that is stored."),
      Parameter("arrival", .timeOfDay, "Time of day at which the vehicle arrives."),
      Parameter(
        "departure", .timeOfDay,
        "Time of day at which the vehicle departs, on the day of arrival or on the next."),
      Parameter(
        "drivenEnergy", .quantity(.energy), minimum: 0,
        "Energy that driving takes from the vehicle's battery each day."),
      Parameter(
        "targetStateOfCharge", .fraction, minimum: 0, maximum: 1, excludesMinimum: true,
        default: .number(1), "State of charge wanted on departure, at which charging stops."),
      Parameter(
        "initialStateOfCharge", .fraction, minimum: 0, maximum: 1, isOptional: true,
        "State of charge at the start; without it, the target."),
      Parameter(
        "shortfallCost", .quantity(.energyPrice), minimum: 0, isOptional: true,
        "What energy missing on departure costs the owner, in discomfort; without it, the target is "
          + "to be reached at any price."),
    ])

  public init(_ values: ParameterValues) throws(ParameterError) {
    let target = values.number("targetStateOfCharge")
    let arrival = Int(values.integer("arrival")) % 1440
    let departure = Int(values.integer("departure")) % 1440
    guard arrival != departure else {
      throw ParameterError("departure", "must differ from arrival")
    }
    self.init(
      capacity: Energy(wattHours: values.number("capacity")),
      power: Power(watts: values.number("power")),
      efficiency: values.number("efficiency"),
      arrivalMinute: arrival,
      departureMinute: departure,
      drivenEnergy: Energy(wattHours: values.number("drivenEnergy")),
      targetStateOfCharge: target,
      initialStateOfCharge: values.optionalNumber("initialStateOfCharge") ?? target,
      shortfallCost: values.optionalNumber("shortfallCost"))
  }
}
