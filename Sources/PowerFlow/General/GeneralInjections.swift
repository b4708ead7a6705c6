import Glibc

/// What is injected at each node of a general solver.
///
/// The current is conj(s) · v with *s* = S / |v|², so all kinds are kept as the conjugate of a power.
struct GeneralInjections: Sendable {
  /// A part that follows powers of the voltage.
  struct Exponential: Sendable {
    let bus: Int
    let node: Int
    /// The active power and the negative reactive power at base voltage.
    let power: SIMD2<Double>
    /// The exponents of both.
    let exponents: SIMD2<Double>
  }

  /// Constant power, conjugate.
  var powers: [SIMD2<Double>]
  /// The power at base voltage of what has constant current, conjugate.
  var currentParts: [SIMD2<Double>]
  /// Whether any of ``currentParts`` is not zero.
  var hasCurrentParts = false
  /// The power at base voltage of what has constant impedance, conjugate.
  var impedanceParts: [SIMD2<Double>]
  /// Sorted by node.
  var exponentials: [Exponential] = []

  init(nodeCount: Int) {
    powers = Array(repeating: .zero, count: nodeCount)
    currentParts = powers
    impedanceParts = powers
  }

  /// The sum of the exponential parts' factors of the voltage, and their derivatives by |v|².
  static func exponentialFactor(
    _ part: Exponential, squared: Double
  ) -> (factor: SIMD2<Double>, slope: SIMD2<Double>) {
    let half = part.exponents * 0.5 - 1
    let factor =
      part.power * SIMD2(pow(squared, half.x), pow(squared, half.y))
    return (factor, factor * half / squared)
  }
}

/// A power of the base; one for the exponent zero.
func power(_ base: Double, _ exponent: Double) -> Double { pow(base, exponent) }
