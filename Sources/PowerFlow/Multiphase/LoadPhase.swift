public import ComplexModule
public import RealModule

/// One phase of a load or generator: what flows between two nodes depends on the voltage between them.
///
/// Every model is an admittance that depends on the magnitude of the voltage:
///
/// ```text
/// I = Y(|V|) · V      Y(|V|) = conj(S(|V|)) / |V|²
/// ```
///
/// so that one derivative serves all (see ``VoltageDependentAdmittance``).
public struct LoadPhase: Hashable, Sendable {
  /// The index of the element in the list of powers: the loads and behind them the generators.
  public var element: Int
  /// The node at which the phase starts, or ``MultiphaseNodes/ground``.
  public var start: Int
  /// The node at which the phase ends, or ``MultiphaseNodes/ground``.
  public var end: Int
  /// The share of the element's power that this phase consumes; negative for a generator.
  public var share: Double
  /// The rated voltage of the phase, in volts.
  public var ratedVolts: Double
  /// How the power depends on the voltage.
  public var model: LoadModel
  /// Where the model ends, or `nil` if it holds at every voltage.
  public var window: VoltageWindow?

  /// Creates a phase.
  public init(
    element: Int, start: Int, end: Int, share: Double, ratedVolts: Double,
    model: LoadModel = .constantPower, window: VoltageWindow? = nil
  ) {
    self.element = element
    self.start = start
    self.end = end
    self.share = share
    self.ratedVolts = ratedVolts
    self.model = model
    self.window = window
  }

  /// The current from the start to the end, in amperes.
  ///
  /// - Parameters:
  ///   - voltage: The voltage from the start to the end, in volts.
  ///   - activePowerWatts: The nominal active power of the whole element, in watts.
  ///   - reactivePowerVar: The nominal reactive power of the whole element, in var.
  @inlinable
  public func current(
    at voltage: Complex<Double>, activePowerWatts: Double, reactivePowerVar: Double
  ) -> Complex<Double> {
    let squared = voltage.real * voltage.real + voltage.imaginary * voltage.imaginary
    return voltage
      * admittance(
        atVolts: squared.squareRoot(), activePowerWatts: activePowerWatts,
        reactivePowerVar: reactivePowerVar
      ).value
  }

  /// The admittance at a magnitude of the voltage.
  ///
  /// - Parameters:
  ///   - volts: The magnitude of the voltage, in volts.
  ///   - activePowerWatts: The nominal active power of the whole element, in watts.
  ///   - reactivePowerVar: The nominal reactive power of the whole element, in var.
  @inlinable
  public func admittance(
    atVolts volts: Double, activePowerWatts: Double, reactivePowerVar: Double
  ) -> VoltageDependentAdmittance {
    let perUnit = volts / ratedVolts
    let law = model.law(atPerUnit: perUnit, window: window)
    let scale = share / (ratedVolts * ratedVolts)
    let active = activePowerWatts * scale
    let reactive = reactivePowerVar * scale
    return VoltageDependentAdmittance(
      value: Complex(active * law.active, -reactive * law.reactive),
      slope: Complex(
        active * law.activeSlope / ratedVolts, -reactive * law.reactiveSlope / ratedVolts))
  }

  /// The admittance that stands for the phase in a linear network: half the sum of its exponents of
  /// the voltage, that is all of a constant impedance, half of a constant current and nothing of a
  /// constant power. With it the equations of fixed point have no linear part left.
  public func linearAdmittance(
    activePowerWatts: Double, reactivePowerVar: Double
  ) -> Complex<Double> {
    let share = model.linearShare
    let scale = self.share / (ratedVolts * ratedVolts)
    return Complex(
      activePowerWatts * scale * share.active, -reactivePowerVar * scale * share.reactive)
  }

  /// Whether the voltage lies outside of the window.
  public func isOutsideWindow(atVolts volts: Double) -> Bool {
    guard let window else { return false }
    let perUnit = volts / ratedVolts
    return !(perUnit >= max(window.minimum, LoadModel.lowestPerUnit) && perUnit <= window.maximum)
  }
}

/// An admittance that depends on the magnitude of the voltage, with its derivative.
///
/// ```text
/// dI = (Y + Y′·|V|/2) · dV + Y′·V²/(2·|V|) · conj(dV)
/// ```
@frozen
public struct VoltageDependentAdmittance: Hashable, Sendable {
  /// The admittance, in siemens.
  public var value: Complex<Double>
  /// The derivative with respect to the magnitude of the voltage, in siemens for each volt.
  public var slope: Complex<Double>

  /// Creates an admittance.
  @inlinable
  public init(value: Complex<Double>, slope: Complex<Double>) {
    self.value = value
    self.slope = slope
  }
}
