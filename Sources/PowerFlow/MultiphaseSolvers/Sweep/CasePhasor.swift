/// A complex number for each load case that is solved at once.
///
/// The sweep is written once over this protocol: ``PackedPhasor`` holds one case and keeps real and
/// imaginary part in one vector, ``LanePhasor`` holds several and keeps the parts in vectors of
/// their own.
protocol CasePhasor: Sendable {
  /// A complex constant that is the same in all cases, in the form in which products are cheapest.
  associatedtype Factor: PhasorFactor
  /// A complex number for each case, as the factor of many products.
  associatedtype Power: PhasorPower
  /// Sums of squares that are not yet added over the parts.
  associatedtype Squares: Sendable

  /// The number of cases.
  static var laneCount: Int { get }
  static var zero: Self { get }
  static var noSquares: Squares { get }

  /// The number of one case, real part first.
  subscript(lane: Int) -> SIMD2<Double> { get set }

  static func + (left: Self, right: Self) -> Self
  static func - (left: Self, right: Self) -> Self
  static func * (factor: Factor, phasor: Self) -> Self

  /// The current of a constant power, whose conjugate is p: p · V / |V|², and p · V / ceiling where
  /// |V|² is above the ceiling. Notes if any |V|² is not above the floor.
  static func current(
    of power: Power, at voltage: Self, within limits: PowerLimits, isBelow: inout Bool
  ) -> Self

  /// The complex power V · conj(I).
  static func power(of current: Self, at voltage: Self) -> Self

  /// Adds the square of the number's magnitude.
  static func add(squareOf phasor: Self, to squares: inout Squares)
  /// The sum of squares of one case.
  static func sum(of squares: Squares, lane: Int) -> Double
}

extension CasePhasor {
  /// The same number in all cases.
  init(repeating value: SIMD2<Double>) {
    self = .zero
    for lane in 0..<Self.laneCount { self[lane] = value }
  }
}

/// A complex constant that multiplies phasors.
protocol PhasorFactor: Sendable {
  init(_ real: Double, _ imaginary: Double)
}

/// A complex number for each case that multiplies phasors.
protocol PhasorPower: Sendable {
  static var zero: Self { get }
  /// Sets the number of one case.
  mutating func set(_ real: Double, _ imaginary: Double, lane: Int)
  /// The number of one case, real part first.
  func get(lane: Int) -> SIMD2<Double>
}

/// The squares of the voltages, per unit of the bus, between which a load has constant power.
struct PowerLimits: Sendable {
  var floor: Double
  var ceiling: Double
}

/// The complex number of a single load case.
struct PackedPhasor: CasePhasor {
  typealias Factor = SpreadPair
  typealias Power = SpreadPair

  var value: SIMD2<Double>

  static var laneCount: Int { 1 }
  static var zero: PackedPhasor { PackedPhasor(value: .zero) }
  static var noSquares: SIMD2<Double> { .zero }

  subscript(lane: Int) -> SIMD2<Double> {
    @inline(always) get { value }
    @inline(always) set { value = newValue }
  }

  @inline(always)
  static func + (left: PackedPhasor, right: PackedPhasor) -> PackedPhasor {
    PackedPhasor(value: left.value + right.value)
  }

  @inline(always)
  static func - (left: PackedPhasor, right: PackedPhasor) -> PackedPhasor {
    PackedPhasor(value: left.value - right.value)
  }

  @inline(always)
  static func * (factor: SpreadPair, phasor: PackedPhasor) -> PackedPhasor {
    PackedPhasor(value: factor * phasor.value)
  }

  @inline(always)
  static func current(
    of power: SpreadPair, at voltage: PackedPhasor, within limits: PowerLimits, isBelow: inout Bool
  ) -> PackedPhasor {
    let squares = voltage.value * voltage.value
    let squared = squares.x + squares.y
    if squared <= limits.floor { isBelow = true }
    let divisor = squared < limits.ceiling ? squared : limits.ceiling
    let product: SIMD2<Double> = power * voltage.value
    return PackedPhasor(value: product * (1 / divisor))
  }

  @inline(always)
  static func power(of current: PackedPhasor, at voltage: PackedPhasor) -> PackedPhasor {
    let (current, voltage) = (current.value, voltage.value)
    return PackedPhasor(
      value: SIMD2(
        voltage.x * current.x + voltage.y * current.y,
        voltage.y * current.x - voltage.x * current.y))
  }

  @inline(always)
  static func add(squareOf phasor: PackedPhasor, to squares: inout SIMD2<Double>) {
    squares += phasor.value * phasor.value
  }

  @inline(always)
  static func sum(of squares: SIMD2<Double>, lane: Int) -> Double { squares.x + squares.y }
}

extension SpreadPair: PhasorFactor {}

extension SpreadPair: PhasorPower {
  mutating func set(_ real: Double, _ imaginary: Double, lane: Int) {
    self = SpreadPair(real, imaginary)
  }

  func get(lane: Int) -> SIMD2<Double> { pair }
}
