public import RealModule

/// How the admittance of a load follows from that at rated voltage, apart for the active and the
/// reactive power, with the derivatives by the voltage per unit.
@frozen
@usableFromInline
struct LoadLaw {
  @usableFromInline var active: Double
  @usableFromInline var activeSlope: Double
  @usableFromInline var reactive: Double
  @usableFromInline var reactiveSlope: Double

  @inlinable
  init(active: Double, activeSlope: Double, reactive: Double, reactiveSlope: Double) {
    self.active = active
    self.activeSlope = activeSlope
    self.reactive = reactive
    self.reactiveSlope = reactiveSlope
  }

  /// The same law for both powers.
  @inlinable
  init(_ pair: (value: Double, slope: Double)) {
    self.init(
      active: pair.value, activeSlope: pair.slope, reactive: pair.value, reactiveSlope: pair.slope)
  }
}

extension LoadModel {
  /// The voltage per unit below which a load with a window is the impedance of its rating.
  @usableFromInline static let lowestPerUnit = 0.5

  /// The law at a voltage per unit.
  @inlinable
  func law(atPerUnit voltage: Double, window: VoltageWindow?) -> LoadLaw {
    switch self {
    case .constantPower: LoadLaw(constantPowerLaw(voltage, window))
    case .constantCurrent: LoadLaw(constantCurrentLaw(voltage, window))
    case .constantImpedance: LoadLaw((1, 0))
    case .exponential(let active, let reactive):
      if let outside = outsideLaw(voltage, window, atMinimum: 1, power: 2) {
        LoadLaw(outside)
      } else {
        LoadLaw(
          active: Double.pow(voltage, active - 2),
          activeSlope: (active - 2) * Double.pow(voltage, active - 3),
          reactive: Double.pow(voltage, reactive - 2),
          reactiveSlope: (reactive - 2) * Double.pow(voltage, reactive - 3))
      }
    case .polynomial(let active, let reactive):
      polynomialLaw(active, reactive, voltage, window)
    }
  }

  @inlinable
  func polynomialLaw(
    _ active: Polynomial, _ reactive: Polynomial, _ voltage: Double, _ window: VoltageWindow?
  ) -> LoadLaw {
    let power = constantPowerLaw(voltage, window)
    let current = constantCurrentLaw(voltage, window)
    return LoadLaw(
      active: active.impedance + active.current * current.value + active.power * power.value,
      activeSlope: active.current * current.slope + active.power * power.slope,
      reactive: reactive.impedance + reactive.current * current.value
        + reactive.power * power.value,
      reactiveSlope: reactive.current * current.slope + reactive.power * power.slope)
  }

  /// The share of the rated admittance that a linear network should hold: half of the exponent.
  var linearShare: (active: Double, reactive: Double) {
    switch self {
    case .constantPower: (0, 0)
    case .constantCurrent: (0.5, 0.5)
    case .constantImpedance: (1, 1)
    case .exponential(let active, let reactive):
      (min(max(active / 2, 0), 1), min(max(reactive / 2, 0), 1))
    case .polynomial(let active, let reactive):
      (active.impedance + active.current / 2, reactive.impedance + reactive.current / 2)
    }
  }
}

@inlinable
func constantPowerLaw(_ voltage: Double, _ window: VoltageWindow?) -> (value: Double, slope: Double)
{
  if let outside = outsideLaw(voltage, window, atMinimum: 1, power: 2) { return outside }
  let inverse = 1 / voltage
  return (inverse * inverse, -2 * inverse * inverse * inverse)
}

@inlinable
func constantCurrentLaw(
  _ voltage: Double, _ window: VoltageWindow?
) -> (value: Double, slope: Double) {
  if let outside = outsideLaw(voltage, window, atMinimum: 0, power: 1) { return outside }
  let inverse = 1 / voltage
  return (inverse, -inverse * inverse)
}

/// The admittance outside of a window, or `nil` inside.
///
/// - Parameters:
///   - voltage: The voltage per unit.
///   - window: The window.
///   - atMinimum: 1 if the current rises as the voltage falls, 0 if it is constant.
///   - power: The admittance above the maximum is the rated one over this power of the maximum.
@inlinable
func outsideLaw(
  _ voltage: Double, _ window: VoltageWindow?, atMinimum: Int, power: Int
) -> (value: Double, slope: Double)? {
  guard let window else { return nil }
  let lowest = LoadModel.lowestPerUnit
  if voltage <= lowest { return (1, 0) }
  if voltage <= window.minimum {
    // The current is a straight line between those at 0.5 and at the minimum.
    let currentAtMinimum = atMinimum == 1 ? 1 / window.minimum : 1
    let rise = (currentAtMinimum - lowest) / (window.minimum - lowest)
    let offset = lowest - rise * lowest
    let inverse = 1 / voltage
    return (offset * inverse + rise, -offset * inverse * inverse)
  }
  if voltage > window.maximum {
    let inverse = 1 / window.maximum
    return (power == 2 ? inverse * inverse : inverse, 0)
  }
  return nil
}
