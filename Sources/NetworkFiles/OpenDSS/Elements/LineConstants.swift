import ComplexModule
import PowerFlow
import RealModule

/// The impedances and capacitances per metre of overhead conductors above a conducting earth.
///
/// ```text
/// Z_ii = R_i + j·ω·µ₀/2π · ln(1 / GMR_i) + Z_earth,ii
/// Z_ij =       j·ω·µ₀/2π · ln(1 / d_ij)  + Z_earth,ij
/// P_ii = ln(2·h_i / r_i) / (2π·ε₀),   P_ij = ln(D_ij / d_ij) / (2π·ε₀),   C = P⁻¹
/// ```
///
/// *d* is the distance between two conductors and *D* that to the image of the other below ground.
struct LineConstants {
  /// What a conductor is made of, in metres and ohms per metre.
  struct Wire {
    var alternatingResistance: Double
    var directResistance: Double
    var meanRadius: Double
    var radius: Double
    var chargeRadius: Double
  }

  /// A conductor and its place.
  struct Conductor {
    var wire: Wire
    var x: Double
    var height: Double
  }

  var conductors: [Conductor]
  var frequency: Double
  /// The resistivity of the earth, in ohm metres.
  var resistivity: Double
  var earthModel: EarthModel

  /// 4π·10⁻⁷ as OpenDSS rounds it, so that lines agree with it in more than seven digits.
  private static let permeability = 12.56637e-7
  private static let permittivity = 8.854e-12

  private var angularFrequency: Double { 2 * .pi * frequency }

  /// The series impedances, in ohms per metre.
  var impedance: ComplexMatrix {
    let factor = Complex(0, angularFrequency * Self.permeability / (2 * .pi))
    var matrix = ComplexMatrix(rowCount: conductors.count, columnCount: conductors.count)
    for (row, one) in conductors.enumerated() {
      matrix[row, row] =
        Complex(internalResistance(one.wire), 0)
        + factor * Complex(.log(1 / one.wire.meanRadius), 0) + earthImpedance(one, one, isOwn: true)
      for (column, other) in conductors[..<row].enumerated() {
        let distance = Double.hypot(one.x - other.x, one.height - other.height)
        let coupling =
          factor * Complex(.log(1 / distance), 0) + earthImpedance(one, other, isOwn: false)
        matrix[row, column] = coupling
        matrix[column, row] = coupling
      }
    }
    return matrix
  }

  /// The shunt admittances, in siemens per metre, or `nil` if conductors lie in one place.
  var admittance: ComplexMatrix? {
    let factor = -1 / (2 * .pi * Self.permittivity * angularFrequency)
    var potential = ComplexMatrix(rowCount: conductors.count, columnCount: conductors.count)
    for (row, one) in conductors.enumerated() {
      potential[row, row] = Complex(0, factor * .log(2 * one.height / one.wire.chargeRadius))
      for (column, other) in conductors[..<row].enumerated() {
        let distance = Double.hypot(one.x - other.x, one.height - other.height)
        let image = Double.hypot(one.x - other.x, one.height + other.height)
        potential[row, column] = Complex(0, factor * .log(image / distance))
        potential[column, row] = potential[row, column]
      }
    }
    return potential.inverse
  }

  private func internalResistance(_ wire: Wire) -> Double {
    switch earthModel {
    case .carson, .fullCarson: wire.alternatingResistance
    case .deri: skinEffect(wire).real
    }
  }

  /// The internal impedance of a round wire, from the Bessel functions of its depth of penetration.
  private func skinEffect(_ wire: Wire) -> Complex<Double> {
    let turn = Complex(1, 1)
    let scale = Double.sqrt(wire.directResistance * frequency * Self.permeability)
    let argument = turn * Complex(.sqrt(frequency * Self.permeability / wire.directResistance), 0)
    let ratio = argument.length > 35 ? Complex.one : besselRatio(argument)
    return turn * ratio * Complex(scale / 2, 0)
  }

  private func earthImpedance(
    _ one: Conductor, _ other: Conductor, isOwn: Bool
  ) -> Complex<Double> {
    let omega = angularFrequency
    switch earthModel {
    case .carson:
      return Complex(
        omega * Self.permeability / 8,
        omega * Self.permeability / (2 * .pi)
          * .log(658.5 * .sqrt(resistivity / frequency)))
    case .fullCarson:
      return carsonSeries(one, other, isOwn: isOwn)
    case .deri:
      let depth = Complex.one / Complex.sqrt(Complex(0, omega * Self.permeability / resistivity))
      let factor = Complex(0, omega * Self.permeability / (2 * .pi))
      if isOwn { return factor * Complex.log((Complex(one.height, 0) + depth) * Complex(2, 0)) }
      let vertical = Complex(one.height + other.height, 0) + depth * Complex(2, 0)
      let across = Complex(one.x - other.x, 0)
      return factor * Complex.log(Complex.sqrt(vertical * vertical + across * across))
    }
  }

  /// The first terms of Carson's series, which hold for the frequencies of power.
  private func carsonSeries(
    _ one: Conductor, _ other: Conductor, isOwn: Bool
  ) -> Complex<Double> {
    let sum = one.height + other.height
    let image = isOwn ? 2 * one.height : Double.hypot(sum, one.x - other.x)
    let angle = isOwn ? 0 : Double.acos(min(sum / image, 1))
    let m = 2.8099e-3 * image * Double.sqrt(frequency / resistivity)
    let (b1, b2) = (1 / (3 * Double.sqrt(2)), 1.0 / 16)
    let b3 = b1 / 3 / 5
    let b4 = b2 / 4 / 6
    let d2 = b2 * .pi / 4
    let d4 = b4 * .pi / 4
    let c2 = 1.3659315
    let c4 = c2 + 1.0 / 4 + 1.0 / 6
    let (m2, m3, m4) = (m * m, m * m * m, m * m * m * m)
    let log = Double.log(m)
    var real = Double.pi / 8 - b1 * m * .cos(angle)
    real += b2 * m2 * ((c2 - log) * .cos(2 * angle) + angle * .sin(2 * angle))
    real += b3 * m3 * .cos(3 * angle) - d4 * m4 * .cos(4 * angle)
    var imaginary = 0.5 * Double.log(1.85138 / m) + b1 * m * .cos(angle)
    imaginary += -d2 * m2 * .cos(2 * angle) + b3 * m3 * .cos(3 * angle)
    imaginary -= b4 * m4 * ((c4 - log) * .cos(4 * angle) + angle * .sin(4 * angle))
    imaginary += 0.5 * Double.log(image)
    let scale = angularFrequency * Self.permeability / .pi
    return Complex(scale * real, scale * imaginary)
  }
}

/// The ratio *I₀*(*z*) / *I₁*(*z*) of modified Bessel functions, by their power series.
private func besselRatio(_ z: Complex<Double>) -> Complex<Double> {
  let square = z * z * Complex(0.25, 0)
  var zero = Complex<Double>.one
  var one = zero
  var zeroTerm = zero
  var oneTerm = zero
  for index in 1..<300 {
    let order = Double(index)
    zeroTerm = zeroTerm * square * Complex(1 / (order * order), 0)
    oneTerm = oneTerm * square * Complex(1 / (order * (order + 1)), 0)
    zero += zeroTerm
    one += oneTerm
    if zeroTerm.length < 1e-17 * zero.length, oneTerm.length < 1e-17 * one.length { break }
  }
  return zero / (one * z * Complex(0.5, 0))
}
