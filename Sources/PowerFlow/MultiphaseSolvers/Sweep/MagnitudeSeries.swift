/// The magnitudes of voltages on the straight line from V to V + D, without a root for each.
///
/// With D / V = u + j·w and a share t of the way:
///
/// ```text
/// |V + t·D| = |V| · √((1 + t·u)² + (t·w)²)
///           = |V| · (1 + u·t + w²/2·t² − u·w²/2·t³ + w²·(4u² − w²)/8·t⁴ − u·w²·(4u² − 3w²)/8·t⁵ + …)
/// ```
///
/// The coefficients are Gegenbauer polynomials times powers of |D / V|. Two terms are as good as
/// all where |D / V| is below 10⁻³, where the third is below 1.3·10⁻¹³, and four below 10⁻², where
/// the fifth is below 10⁻¹³. Beyond, the root must be taken.
struct MagnitudeSeries<Vector: SIMD> where Vector.Scalar == Double {
  enum Form {
    case short
    case long
    case none
  }

  private let magnitude: Vector
  private let first: Vector
  private let second: Vector
  private let third: Vector
  private let real: Vector
  private let imaginarySquare: Vector
  /// How many terms all lanes need.
  let form: Form

  /// - Parameters:
  ///   - along: The product of V and D.
  ///   - across: The product of V and what is a quarter of a turn ahead of D.
  ///   - magnitude: |V|.
  ///   - inverse: 1 / |V|².
  @inline(always)
  init(along: Vector, across: Vector, magnitude: Vector, inverse: Vector) {
    real = along * inverse
    let imaginary = across * inverse
    imaginarySquare = imaginary * imaginary
    let half = imaginarySquare * 0.5
    self.magnitude = magnitude
    first = magnitude * real
    second = magnitude * half
    third = -(first * half)
    let squared = real * real + imaginarySquare
    form = all(squared .<= 1e-6) ? .short : all(squared .<= 1e-4) ? .long : .none
  }

  /// The coefficients of the fourth and fifth power of the share.
  @inline(always)
  var further: (fourth: Vector, fifth: Vector) {
    let realSquare = 4 * real * real
    let eighth = imaginarySquare * 0.125
    return (
      magnitude * (eighth * (realSquare - imaginarySquare)),
      -(first * (eighth * (realSquare - 3 * imaginarySquare)))
    )
  }

  /// The magnitude at a share of the way, by the short form.
  @inline(always)
  func short(_ share: Vector) -> Vector {
    magnitude + share * (first + share * (second + share * third))
  }

  /// The magnitude at a share of the way, by the long form.
  @inline(always)
  func long(_ share: Vector, _ further: (fourth: Vector, fifth: Vector)) -> Vector {
    let high = third + share * (further.fourth + share * further.fifth)
    return magnitude + share * (first + share * (second + share * high))
  }
}
