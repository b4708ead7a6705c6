/// The grid behind a bus: a voltage that does not move, behind an impedance that may be zero.
public struct Source: Hashable, Sendable {
  /// The name.
  public var name: String
  /// The index of the bus that it feeds.
  public var bus: Int
  /// The magnitude of the voltage, in per unit of the bus's nominal voltage.
  public var voltagePerUnit: Double
  /// The angle of the voltage, in degrees.
  public var angleDegrees: Double
  /// The resistance between the voltage and the bus, in ohms.
  public var resistanceOhm: Double
  /// The reactance between the voltage and the bus, in ohms.
  public var reactanceOhm: Double

  /// Creates a source.
  public init(
    name: String, bus: Int, voltagePerUnit: Double = 1, angleDegrees: Double = 0,
    resistanceOhm: Double = 0, reactanceOhm: Double = 0
  ) {
    self.name = name
    self.bus = bus
    self.voltagePerUnit = voltagePerUnit
    self.angleDegrees = angleDegrees
    self.resistanceOhm = resistanceOhm
    self.reactanceOhm = reactanceOhm
  }
}
