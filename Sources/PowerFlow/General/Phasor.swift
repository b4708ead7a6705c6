import Glibc

/// A complex number in the equations of a balanced network.
struct Phasor: Equatable, Sendable {
  /// Real and imaginary part.
  var parts: SIMD2<Double>

  static let zero = Phasor(0, 0)
  static let one = Phasor(1, 0)

  @inline(always)
  init(_ real: Double, _ imaginary: Double) { parts = SIMD2(real, imaginary) }

  @inline(always)
  init(_ parts: SIMD2<Double>) { self.parts = parts }

  /// A number by its length and its angle; exact at multiples of a quarter turn.
  init(magnitude: Double, degrees: Double) {
    let reduced = degrees.remainder(dividingBy: 360)
    let (cosine, sine): (Double, Double) =
      switch reduced {
      case 0: (1, 0)
      case 90: (0, 1)
      case -90: (0, -1)
      case 180, -180: (-1, 0)
      default: (cos(reduced * (.pi / 180)), sin(reduced * (.pi / 180)))
      }
    self.init(magnitude * cosine, magnitude * sine)
  }

  @inline(always) var real: Double { parts.x }
  @inline(always) var imaginary: Double { parts.y }
  @inline(always) var conjugate: Phasor { Phasor(parts.x, -parts.y) }
  /// The square of the length.
  @inline(always) var squaredLength: Double { parts.x * parts.x + parts.y * parts.y }
  var length: Double { squaredLength.squareRoot() }
  var isFinite: Bool { parts.x.isFinite && parts.y.isFinite }
  /// The angle in degrees, from −180 to 180.
  var degrees: Double { atan2(parts.y, parts.x) * (180 / .pi) }
  /// One over the number.
  var reciprocal: Phasor { conjugate * (1 / squaredLength) }

  @inline(always)
  static func + (left: Phasor, right: Phasor) -> Phasor { Phasor(left.parts + right.parts) }

  @inline(always)
  static func - (left: Phasor, right: Phasor) -> Phasor { Phasor(left.parts - right.parts) }

  @inline(always)
  static prefix func - (number: Phasor) -> Phasor { Phasor(-number.parts) }

  @inline(always)
  static func * (left: Phasor, right: Double) -> Phasor { Phasor(left.parts * right) }

  @inline(always)
  static func * (left: Phasor, right: Phasor) -> Phasor {
    Phasor(
      left.parts.x * right.parts + left.parts.y * SIMD2(-right.parts.y, right.parts.x))
  }

  @inline(always)
  static func += (left: inout Phasor, right: Phasor) { left.parts += right.parts }

  @inline(always)
  static func -= (left: inout Phasor, right: Phasor) { left.parts -= right.parts }
}
