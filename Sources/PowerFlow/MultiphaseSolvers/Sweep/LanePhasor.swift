/// The complex numbers of several load cases, one in each lane.
struct LanePhasor: CasePhasor {
  typealias Vector = SIMD4<Double>
  typealias Factor = LaneFactor
  typealias Power = LanePhasor
  typealias Squares = SIMD4<Double>

  var real: Vector
  var imaginary: Vector

  static var laneCount: Int { Vector.scalarCount }
  static var zero: LanePhasor { LanePhasor(real: .zero, imaginary: .zero) }
  static var noSquares: Vector { .zero }

  subscript(lane: Int) -> SIMD2<Double> {
    @inline(always) get { SIMD2(real[lane], imaginary[lane]) }
    @inline(always) set {
      real[lane] = newValue.x
      imaginary[lane] = newValue.y
    }
  }

  @inline(always)
  static func + (left: LanePhasor, right: LanePhasor) -> LanePhasor {
    LanePhasor(real: left.real + right.real, imaginary: left.imaginary + right.imaginary)
  }

  @inline(always)
  static func - (left: LanePhasor, right: LanePhasor) -> LanePhasor {
    LanePhasor(real: left.real - right.real, imaginary: left.imaginary - right.imaginary)
  }

  @inline(always)
  static func * (factor: LaneFactor, phasor: LanePhasor) -> LanePhasor {
    let real = factor.spreadReal
    let imaginary = factor.spreadImaginary
    return LanePhasor(
      real: real * phasor.real - imaginary * phasor.imaginary,
      imaginary: real * phasor.imaginary + imaginary * phasor.real)
  }

  @inline(always)
  static func current(
    of power: LanePhasor, at voltage: LanePhasor, within limits: PowerLimits, isBelow: inout Bool
  ) -> LanePhasor {
    let squared = voltage.real * voltage.real + voltage.imaginary * voltage.imaginary
    if any(squared .<= limits.floor) { isBelow = true }
    let divisor = squared.replacing(with: limits.ceiling, where: squared .> limits.ceiling)
    let scale = Vector(repeating: 1) / divisor
    let real = power.real * voltage.real - power.imaginary * voltage.imaginary
    let imaginary = power.real * voltage.imaginary + power.imaginary * voltage.real
    return LanePhasor(real: real * scale, imaginary: imaginary * scale)
  }

  @inline(always)
  static func power(of current: LanePhasor, at voltage: LanePhasor) -> LanePhasor {
    LanePhasor(
      real: voltage.real * current.real + voltage.imaginary * current.imaginary,
      imaginary: voltage.imaginary * current.real - voltage.real * current.imaginary)
  }

  @inline(always)
  static func add(squareOf phasor: LanePhasor, to squares: inout Vector) {
    squares += phasor.real * phasor.real + phasor.imaginary * phasor.imaginary
  }

  @inline(always)
  static func sum(of squares: Vector, lane: Int) -> Double { squares[lane] }
}

extension LanePhasor: PhasorPower {
  mutating func set(_ real: Double, _ imaginary: Double, lane: Int) {
    self[lane] = SIMD2(real, imaginary)
  }

  func get(lane: Int) -> SIMD2<Double> { self[lane] }
}

/// A complex constant whose parts fill vectors of two, the width that every machine of the
/// architecture has.
struct LaneFactor: PhasorFactor {
  private var real: SIMD2<Double>
  private var imaginary: SIMD2<Double>

  init(_ real: Double, _ imaginary: Double) {
    self.real = SIMD2(repeating: real)
    self.imaginary = SIMD2(repeating: imaginary)
  }

  @inline(always)
  var spreadReal: LanePhasor.Vector { LanePhasor.Vector(lowHalf: real, highHalf: real) }
  @inline(always)
  var spreadImaginary: LanePhasor.Vector {
    LanePhasor.Vector(lowHalf: imaginary, highHalf: imaginary)
  }
}
