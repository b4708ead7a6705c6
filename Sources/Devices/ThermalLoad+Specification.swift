public import Parameters
public import Quantities

extension ThermalLoad {
  /// The constant properties of a room or tank and of what heats or cools it.
  public struct Specification: Hashable, Sendable {
    /// The heat that a kelvin takes, in Wh/K.
    public var heatCapacity: Double
    /// The heat that flows out for each kelvin of difference, in W/K.
    public var conductance: Double
    /// The greatest electrical power.
    public var power: Power
    /// The heat moved by each unit of electrical energy.
    public var coefficientOfPerformance: Double
    /// Whether it cools.
    public var isCooling: Bool
    /// The temperature that the owner likes best, in °C.
    public var setpoint: Double
    /// The temperature below which the thermostat does not let it fall, in °C.
    public var lowerLimit: Double
    /// The temperature above which the thermostat does not let it rise, in °C.
    public var upperLimit: Double
    /// The temperature at the start of the run, in °C.
    public var initialTemperature: Double
    /// The temperature around it, in °C.
    public var outdoorTemperature: Double
    /// The heat from people, other appliances and the sun.
    public var gains: Power
    /// What each kelvin of difference from the setpoint costs the owner in an hour, in currency
    /// units.
    public var discomfortCost: Double

    /// The heat brought in by each watt of electrical power; negative where it cools.
    public var heatPerWatt: Double {
      isCooling ? -coefficientOfPerformance : coefficientOfPerformance
    }

    /// The rate at which differences of temperature vanish, in 1/h.
    public var lossRate: Double { conductance / heatCapacity }
  }
}

extension ThermalLoad.Specification: Parameterized {
  private static let modes = ["heating", "cooling"]

  public static let parameterSet = ParameterSet(
    name: "thermalLoad", "A room or tank that is heated or cooled electrically.",
    [
      Parameter(
        "heatCapacity", .quantity(.heatCapacity), minimum: 0, excludesMinimum: true,
        "Heat that one kelvin takes."),
      Parameter(
        "conductance", .quantity(.conductance), minimum: 0, excludesMinimum: true,
        "Heat that flows out for each kelvin of difference to the temperature around."),
      Parameter(
        "power", .quantity(.power), minimum: 0, excludesMinimum: true,
        "Greatest electrical power."),
      Parameter(
        "coefficientOfPerformance", .number, minimum: 0, maximum: 20, excludesMinimum: true,
        default: .number(1), "Heat moved by each unit of electrical energy."),
      Parameter("mode", .choice(modes), default: .text(modes[0]), "Whether it heats or cools."),
      Parameter(
        "setpoint", .quantity(.temperature), minimum: -50, maximum: 150,
        "Temperature that the owner likes best."),
      Parameter(
        "band", .quantity(.temperatureDifference), minimum: 0, maximum: 100, excludesMinimum: true,
        default: .number(2),
        "Greatest difference from the setpoint that the thermostat lets be, as far as the power "
          + "allows."),
      Parameter(
        "initialTemperature", .quantity(.temperature), minimum: -50, maximum: 150,
        isOptional: true, "Temperature at the start; without it, the setpoint."),
      Parameter(
        "outdoorTemperature", .quantity(.temperature), minimum: -90, maximum: 90,
        default: .number(10), "Temperature around it, where no profile gives it."),
      Parameter(
        "gains", .quantity(.power), minimum: 0, default: .number(0),
        "Heat from people, other appliances and the sun."),
      Parameter(
        "discomfortCost", .quantity(.discomfortPrice), minimum: 0, default: .number(0),
        "What each kelvin of difference from the setpoint costs the owner in an hour, in "
          + "discomfort."),
    ])

  public init(_ values: ParameterValues) throws(ParameterError) {
    let setpoint = values.number("setpoint")
    let band = values.number("band")
    self.init(
      heatCapacity: values.number("heatCapacity"),
      conductance: values.number("conductance"),
      power: Power(watts: values.number("power")),
      coefficientOfPerformance: values.number("coefficientOfPerformance"),
      isCooling: values.text("mode") == Self.modes[1],
      setpoint: setpoint,
      lowerLimit: setpoint - band,
      upperLimit: setpoint + band,
      initialTemperature: values.optionalNumber("initialTemperature") ?? setpoint,
      outdoorTemperature: values.number("outdoorTemperature"),
      gains: Power(watts: values.number("gains")),
      discomfortCost: values.number("discomfortCost"))
  }
}
