/// What decides on the power of a generator.
public enum GeneratorControl: Hashable, Sendable {
  /// Active and reactive power are given.
  case constantPower
  /// Active power and the voltage are given; the reactive power is found within limits. Where a limit
  /// is reached, the voltage gives way.
  case voltage(perUnit: Double, reactiveLimitsVar: ClosedRange<Double>)
  /// The reactive power follows the active power; the sine is positive when the generator produces
  /// reactive power.
  case powerFactor(cosine: Double, producesReactivePower: Bool)
  /// The reactive power follows the voltage; values are per unit of the rated apparent power, positive
  /// when produced.
  case voltVar(VoltageCurve)
  /// The active power is limited by the voltage; values are per unit of the rated apparent power.
  case voltWatt(VoltageCurve)
  /// Both, where the reactive power has priority.
  case voltVarWatt(reactive: VoltageCurve, active: VoltageCurve)
}

/// A piecewise linear function of the voltage, constant beyond its ends.
public struct VoltageCurve: Hashable, Sendable {
  /// A corner of the curve.
  public struct Point: Hashable, Sendable {
    /// The voltage, per unit.
    public var voltagePerUnit: Double
    /// The value of the curve there.
    public var value: Double

    /// Creates a corner.
    public init(voltagePerUnit: Double, value: Double) {
      self.voltagePerUnit = voltagePerUnit
      self.value = value
    }
  }

  /// The corners, by rising voltage.
  public let points: [Point]

  /// Creates a curve.
  ///
  /// - Returns: `nil` without any point, or if the voltages do not rise, or a number is not finite.
  public init?(_ points: [Point]) {
    guard
      !points.isEmpty,
      points.allSatisfy({ $0.voltagePerUnit.isFinite && $0.value.isFinite }),
      zip(points, points.dropFirst()).allSatisfy({ $0.voltagePerUnit < $1.voltagePerUnit })
    else { return nil }
    self.points = points
  }

  /// The value at a voltage.
  ///
  /// - Complexity: O(*n*) for *n* points.
  public func value(atPerUnit voltage: Double) -> Double {
    guard let next = points.firstIndex(where: { voltage < $0.voltagePerUnit }) else {
      return points[points.count - 1].value
    }
    guard next > 0 else { return points[0].value }
    let (low, high) = (points[next - 1], points[next])
    let share = (voltage - low.voltagePerUnit) / (high.voltagePerUnit - low.voltagePerUnit)
    return low.value + share * (high.value - low.value)
  }
}
