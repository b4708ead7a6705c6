/// The magnitudes of voltages on the straight line from V to V + D, without a root for each.
///
/// With D / V = u + j·w and a share t of the way:
///
/// ```text
/// |V + t·D| = |V| · √((1 + t·u)² + (t·w)²)
///           = |V| · (1 + u·t + w²/2·t² − u·w²/2·t³ + w²·(4u² − w²)/8·t⁴ − u·w²·(4u² − 3w²)/8·t⁵ + …)
/// ```
///
/// The coefficients are Gegenbauer polynomials times powers of |D / V|; the first that is left out
/// is less than a twentieth of |D / V|⁶. Below the ``limit`` that is less than a rounding error, so
/// the series is as exact as the root.
struct MagnitudeSeries<Vector: SIMD> where Vector.Scalar == Double {
  /// The largest |D|² / |V|² for which the series is taken.
  static var limit: Double { 4e-5 }

  private let first: Vector
  private let second: Vector
  private let third: Vector
  private let fourth: Vector
  private let fifth: Vector
  private let magnitude: Vector
  /// Whether the way is short enough in all lanes.
  let isExact: Bool

  /// - Parameters:
  ///   - along: The product of V and D.
  ///   - across: The product of V and what is a quarter of a turn ahead of D.
  ///   - magnitude: |V|.
  ///   - inverse: 1 / |V|².
  @inline(always)
  init(along: Vector, across: Vector, magnitude: Vector, inverse: Vector) {
    let real = along * inverse
    let imaginary = across * inverse
    let realSquare = real * real
    let square = imaginary * imaginary
    let half = square * 0.5
    let eighth = half * 0.25
    self.magnitude = magnitude
    first = magnitude * real
    second = magnitude * half
    third = -(first * half)
    fourth = magnitude * (eighth * (4 * realSquare - square))
    fifth = -(first * (eighth * (4 * realSquare - 3 * square)))
    isExact = all((realSquare + square) .<= Self.limit)
  }

  /// The magnitude at a share of the way.
  @inline(always)
  func callAsFunction(_ share: Vector) -> Vector {
    let high = third + share * (fourth + share * fifth)
    return magnitude + share * (first + share * (second + share * high))
  }
}
