import ComplexModule
import PowerFlow
import RealModule

extension ComplexMatrix {
  /// The matrix of three phases with the given values for the symmetrical components.
  ///
  /// ```text
  /// element(i, k) = (zero + aᵏ⁻ⁱ · positive + aⁱ⁻ᵏ · negative) / 3     a = exp(j · 120°)
  /// ```
  init(zero: Complex<Double>, positive: Complex<Double>, negative: Complex<Double>) {
    let turns: [Complex<Double>] = [
      .one, Complex(-0.5, Double.sqrt(3) / 2), Complex(-0.5, -Double.sqrt(3) / 2),
    ]
    self.init(
      rows: (0..<3).map { row in
        (0..<3).map { column in
          let forward = turns[(column - row + 3) % 3] * positive
          let backward = turns[(row - column + 3) % 3] * negative
          return (zero + forward + backward) / 3
        }
      })
  }

  /// The matrix of three phases whose negative sequence is as the positive one.
  init(zero: Complex<Double>, positive: Complex<Double>) {
    self.init(zero: zero, positive: positive, negative: positive)
  }
}

/// Two impedances and an admittance between them, as one phase of a transformer is drawn.
struct TSection: Equatable {
  /// The impedance at the high-voltage side, in ohms.
  var high: Complex<Double>
  /// The admittance between the impedances and the neutral, in siemens.
  var admittance: Complex<Double>
  /// The impedance at the low-voltage side, in ohms.
  var low: Complex<Double>

  /// Creates a T.
  init(high: Complex<Double>, admittance: Complex<Double>, low: Complex<Double>) {
    self.high = high
    self.admittance = admittance
    self.low = low
  }

  /// Creates the T that is equal to an impedance with half of an admittance at each end.
  init(impedance: Complex<Double>, admittance: Complex<Double>) {
    let scale = impedance * admittance + Complex(4)
    high = impedance * Complex(2) / scale
    low = high
    self.admittance = admittance * scale / Complex(4)
  }
}
