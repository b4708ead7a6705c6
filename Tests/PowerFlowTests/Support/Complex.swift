import Foundation

/// A complex number, for checks that must not use the code under test.
struct Complex {
  var real: Double
  var imaginary: Double

  init(_ real: Double, _ imaginary: Double) {
    self.real = real
    self.imaginary = imaginary
  }

  init(magnitude: Double, degrees: Double) {
    self.init(magnitude * cos(degrees * .pi / 180), magnitude * sin(degrees * .pi / 180))
  }

  var conjugate: Complex { Complex(real, -imaginary) }
  var magnitude: Double { (real * real + imaginary * imaginary).squareRoot() }

  static func + (left: Complex, right: Complex) -> Complex {
    Complex(left.real + right.real, left.imaginary + right.imaginary)
  }

  static func - (left: Complex, right: Complex) -> Complex {
    Complex(left.real - right.real, left.imaginary - right.imaginary)
  }

  static func * (left: Complex, right: Complex) -> Complex {
    Complex(
      left.real * right.real - left.imaginary * right.imaginary,
      left.real * right.imaginary + left.imaginary * right.real)
  }

  static func / (left: Complex, right: Complex) -> Complex {
    let product = left * right.conjugate
    let squared = right.magnitude * right.magnitude
    return Complex(product.real / squared, product.imaginary / squared)
  }
}
