/// A transformer of two windings: an ideal transformer at the high-voltage terminal, and behind it
/// a π section whose values are those of the low-voltage side.
///
/// ```text
/// V_high = ratio · exp(j·shift) · V_inner     in volts, so the low side lags by the shift
/// V_inner – series impedance – V_low, with half of the shunt admittance at each of the two
/// ```
public struct Transformer: Hashable, Sendable {
  /// The name.
  public var name: String
  /// The index of the bus at the high-voltage terminal, the “from” end of the branch.
  public var highVoltageBus: Int
  /// The index of the bus at the low-voltage terminal, the “to” end of the branch.
  public var lowVoltageBus: Int
  /// The rated apparent power, in volt-amperes.
  public var ratedPowerVoltAmperes: Double
  /// The rated voltage of the high-voltage winding, in volts, line to line.
  public var ratedHighVoltageVolts: Double
  /// The rated voltage of the low-voltage winding, in volts, line to line.
  public var ratedLowVoltageVolts: Double
  /// The series resistance seen from the low-voltage side, in ohms.
  public var resistanceOhm: Double
  /// The series reactance seen from the low-voltage side, in ohms.
  public var reactanceOhm: Double
  /// The conductance of the iron losses seen from the low-voltage side, in microsiemens.
  public var conductanceMicrosiemens: Double
  /// The susceptance of the magnetisation seen from the low-voltage side, in microsiemens;
  /// negative for an inductance.
  public var susceptanceMicrosiemens: Double
  /// The ratio of the high to the low voltage at no load, taps included.
  public var ratio: Double
  /// The angle by which the low-voltage side lags, in degrees.
  public var shiftDegrees: Double
  /// The taps, or `nil` for a fixed ratio. ``ratio`` belongs to its present position.
  public var tapChanger: TapChanger?
  /// Whether the transformer is connected.
  public var isInService: Bool

  /// Creates a transformer.
  public init(
    name: String, highVoltageBus: Int, lowVoltageBus: Int, ratedPowerVoltAmperes: Double,
    ratedHighVoltageVolts: Double, ratedLowVoltageVolts: Double, resistanceOhm: Double,
    reactanceOhm: Double, conductanceMicrosiemens: Double = 0,
    susceptanceMicrosiemens: Double = 0, ratio: Double, shiftDegrees: Double = 0,
    tapChanger: TapChanger? = nil, isInService: Bool = true
  ) {
    self.name = name
    self.highVoltageBus = highVoltageBus
    self.lowVoltageBus = lowVoltageBus
    self.ratedPowerVoltAmperes = ratedPowerVoltAmperes
    self.ratedHighVoltageVolts = ratedHighVoltageVolts
    self.ratedLowVoltageVolts = ratedLowVoltageVolts
    self.resistanceOhm = resistanceOhm
    self.reactanceOhm = reactanceOhm
    self.conductanceMicrosiemens = conductanceMicrosiemens
    self.susceptanceMicrosiemens = susceptanceMicrosiemens
    self.ratio = ratio
    self.shiftDegrees = shiftDegrees
    self.tapChanger = tapChanger
    self.isInService = isInService
  }
}
