public import ComplexModule
public import RealModule

/// The symmetrical components of three phasors (C. L. Fortescue, 1918).
///
/// ```text
/// zero = (a + b + c) / 3
/// positive = (a + α·b + α²·c) / 3       α = exp(j·120°)
/// negative = (a + α²·b + α·c) / 3
/// ```
public struct SymmetricalComponents: Hashable, Sendable {
  /// What the three have in common.
  public var zero: Complex<Double>
  /// The part that turns as the phases A, B, C.
  public var positive: Complex<Double>
  /// The part that turns the other way.
  public var negative: Complex<Double>

  /// Takes three phasors apart.
  public init(_ a: Complex<Double>, _ b: Complex<Double>, _ c: Complex<Double>) {
    let half = 3.0.squareRoot() / 2
    let turn = Complex<Double>(-0.5, half)
    let turnBack = Complex<Double>(-0.5, -half)
    let third = Complex<Double>(1.0 / 3, 0)
    zero = (a + b + c) * third
    positive = (a + turn * b + turnBack * c) * third
    negative = (a + turnBack * b + turn * c) * third
  }

  /// The unbalance: the negative over the positive sequence. Not a number if both are zero.
  public var negativeRatio: Double { negative.length / positive.length }

  /// The zero over the positive sequence. Not a number if both are zero.
  public var zeroRatio: Double { zero.length / positive.length }
}

/// Measures of how unequal three voltages are, from magnitudes alone.
public enum VoltageUnbalance {
  /// The ratio of negative to positive sequence from the three voltages between lines, which have
  /// no zero sequence. PRODIST Módulo 8 and CIGRÉ give this formula.
  ///
  /// ```text
  /// √( (1 − √(3 − 6β)) / (1 + √(3 − 6β)) )      β = (ab⁴ + bc⁴ + ca⁴) / (ab² + bc² + ca²)²
  /// ```
  ///
  /// Not a number if one is not finite or all are zero.
  public static func ofLineVoltages(_ ab: Double, _ bc: Double, _ ca: Double) -> Double {
    let largest = max(ab.magnitude, bc.magnitude, ca.magnitude)
    let squares = SIMD3(ab / largest, bc / largest, ca / largest)
    let powers = squares * squares
    let sum = powers.sum()
    // The three of one triangle keep β at or above a third; rounding may not.
    let beta = (powers * powers).sum() / (sum * sum)
    let root = max(0, 3 - 6 * beta).squareRoot()
    return beta.isNaN ? .nan : (max(0, 1 - root) / (1 + root)).squareRoot()
  }

  /// The measure of NEMA MG 1: the largest deviation of the voltages between lines from their mean,
  /// over the mean.
  public static func nema(_ ab: Double, _ bc: Double, _ ca: Double) -> Double {
    let mean = (ab + bc + ca) / 3
    let deviation = max((ab - mean).magnitude, (bc - mean).magnitude, (ca - mean).magnitude)
    return (ab + bc + ca).isFinite ? deviation / mean : .nan
  }
}
