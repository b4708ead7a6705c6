/// A complex number a + j·b as the factor of many products, spread over two vectors so that a product
/// takes two multiplications and one exchange of parts.
///
/// ```text
/// (a + j·b) · (x + j·y) = (a, a) · (x, y) + (−b, b) · (y, x)
/// ```
struct SpreadPair: Sendable {
  /// The real part, twice.
  var real: SIMD2<Double>
  /// The imaginary part, the first time with the opposite sign.
  var imaginary: SIMD2<Double>

  static let zero = SpreadPair(0, 0)

  /// Spreads a complex number.
  @inline(always)
  init(_ real: Double, _ imaginary: Double) {
    self.real = SIMD2(real, real)
    self.imaginary = SIMD2(-imaginary, imaginary)
  }

  @inline(always)
  private init(real: SIMD2<Double>, imaginary: SIMD2<Double>) {
    self.real = real
    self.imaginary = imaginary
  }

  /// The complex number.
  var pair: SIMD2<Double> { SIMD2(real.x, imaginary.y) }

  @inline(always)
  func scaled(by factor: Double) -> SpreadPair {
    SpreadPair(real: real * factor, imaginary: imaginary * factor)
  }

  @inline(always)
  static func + (left: SpreadPair, right: SpreadPair) -> SpreadPair {
    SpreadPair(real: left.real + right.real, imaginary: left.imaginary + right.imaginary)
  }

  /// The product with a complex number.
  @inline(always)
  static func * (left: SpreadPair, right: SIMD2<Double>) -> SIMD2<Double> {
    left.real * right + left.imaginary * SIMD2(right.y, right.x)
  }
}
