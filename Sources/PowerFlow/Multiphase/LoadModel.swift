/// How the power of an injection depends on the voltage at its terminals, as a factor of the nominal
/// power.
public enum LoadModel: Hashable, Sendable {
  /// The power does not depend on the voltage.
  case constantPower
  /// The power is proportional to the voltage.
  case constantCurrent
  /// The power is proportional to the square of the voltage.
  case constantImpedance
  /// Active and reactive power are proportional to powers of the voltage with these exponents.
  case exponential(active: Double, reactive: Double)
  /// Shares of constant impedance, current and power, apart for active and reactive power.
  case polynomial(active: Polynomial, reactive: Polynomial)

  /// The shares of a ZIP load; they need not add up to one.
  public struct Polynomial: Hashable, Sendable {
    /// The share of constant impedance.
    public var impedance: Double
    /// The share of constant current.
    public var current: Double
    /// The share of constant power.
    public var power: Double

    /// Creates shares.
    public init(impedance: Double, current: Double, power: Double) {
      self.impedance = impedance
      self.current = current
      self.power = power
    }
  }
}

/// The voltages between which a load keeps to its model; outside it turns into an impedance.
///
/// With *Y* the admittance at rated voltage, an element above the range has *Y* / maximum²; below it
/// the current falls linearly from that of *Y* at the minimum to half of the rated current at 0.5 per
/// unit, and below 0.5 the admittance is *Y*. The power that it takes is then not what was asked for.
public struct VoltageWindow: Hashable, Sendable {
  /// The lower end, per unit of the rated voltage.
  public var minimum: Double
  /// The upper end, per unit of the rated voltage.
  public var maximum: Double

  /// Creates a window.
  public init(minimum: Double, maximum: Double) {
    self.minimum = minimum
    self.maximum = maximum
  }
}
