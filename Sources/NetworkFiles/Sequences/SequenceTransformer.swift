import ComplexModule
import PowerFlow
import RealModule

/// A transformer given by symmetrical components, all seen from its low-voltage side.
struct SequenceTransformer {
  /// What the transformer is for the zero sequence.
  enum ZeroSequence: Equatable {
    /// Both neutrals are grounded.
    case through(TSection)
    /// Only the low-voltage side leads to ground, through this impedance.
    case lowSide(Complex<Double>)
    /// Only the high-voltage side leads to ground, through this impedance.
    case highSide(Complex<Double>)
    /// Neither side leads to ground.
    case open
  }

  let name: String
  let highBus: Int
  let lowBus: Int
  let isInService: Bool
  let ratedVoltAmperes: Double
  /// The voltages of the windings at the present tap, line to line.
  let highVolts: Double
  let lowVolts: Double
  /// The hours of the clock by which the low-voltage side lags.
  let clock: Int
  let positive: TSection
  let zero: ZeroSequence
}

/// The elements of a network with phases while it is put together.
struct MultiphaseParts {
  var buses: [MultiphaseBus] = []
  var lines: [MultiphaseLine] = []
  var transformers: [MultiphaseTransformer] = []

  /// Adds an admittance to ground at a bus, given for the zero and the other sequences.
  ///
  /// It is a short line with an open end, whose charging is such that it is exactly this admittance.
  mutating func addAdmittance(
    _ name: String, at bus: Int, zero: Complex<Double>, positive: Complex<Double>,
    impedance: Complex<Double>, isInService: Bool = true
  ) {
    let end = addInnerBus("open:\(name)", like: bus)
    func charging(_ admittance: Complex<Double>) -> Complex<Double> {
      let turned = admittance * impedance
      guard turned.length > 1e-5 else { return admittance * (Complex(1) + turned / 4) }
      return admittance * (turned - Complex(2) + .sqrt(Complex(4) + turned * turned)) / turned
    }
    lines.append(
      MultiphaseLine(
        name: name, from: Terminal(bus: bus, conductors: [1, 2, 3]),
        to: Terminal(bus: end, conductors: [1, 2, 3]),
        impedance: ComplexMatrix(zero: impedance, positive: impedance),
        shuntAdmittance: ComplexMatrix(zero: charging(zero), positive: charging(positive)),
        isInService: isInService))
  }

  /// Adds a transformer as one of windings, and as lines for what the windings cannot be.
  ///
  /// - Returns: Whether there is such a transformer: one that leads the zero sequence from side to
  ///   side has an even clock, and impedances are not zero.
  mutating func add(_ unit: SequenceTransformer) -> Bool {
    let isOdd = unit.clock % 2 != 0
    let total = unit.positive.high + unit.positive.low
    let impedances = [unit.positive.high, unit.positive.low]
    guard impedances.allSatisfy({ $0.isFinite && $0.length > 0 }), total.length > 0 else {
      return false
    }
    switch unit.zero {
    case .through(let section):
      guard !isOdd else { return false }
      addThrough(unit, section)
    case .lowSide(let impedance):
      guard impedance.length > 0 else { return false }
      if isOdd, unit.positive.admittance.isZero, impedance == total {
        addWindings(unit, unit.lowBus, leakage: total, .delta, .wye)
        return true
      }
      // The windings bring half of the leakage; the rest and the core follow at the low side.
      let inner = addWindings(unit, nil, leakage: unit.positive.high, .delta, isOdd ? .wye : .delta)
      let rest = impedance / 2
      let core = (isOdd ? -Complex.one / unit.positive.high : .zero) + Complex.one / rest
      addCore(unit, at: inner, zero: core)
      addLow(unit, from: inner, zero: rest)
    case .highSide(let impedance):
      guard impedance.length > 0 else { return false }
      let inner = addWindings(unit, nil, leakage: unit.positive.high, isOdd ? .wye : .delta, .delta)
      addCore(unit, at: inner, zero: .zero)
      addLow(unit, from: inner, zero: unit.positive.low)
      let ratio = Complex(unit.highVolts / unit.lowVolts)
      let windings = isOdd ? Complex.one / unit.positive.high : .zero
      let rest = (Complex.one / impedance - windings) / (ratio * ratio)
      addAdmittance(
        "\(unit.name):ground", at: unit.highBus, zero: rest, positive: .zero,
        impedance: impedance * ratio * ratio, isInService: unit.isInService)
    case .open:
      let inner = addWindings(
        unit, nil, leakage: unit.positive.high, .delta, isOdd ? .wye : .delta, isFloating: isOdd)
      addCore(unit, at: inner, zero: .zero)
      addLow(unit, from: inner, zero: unit.positive.low)
    }
    return true
  }

  private mutating func addThrough(_ unit: SequenceTransformer, _ section: TSection) {
    let positive = unit.positive
    if section == positive, positive.admittance.isZero {
      addWindings(unit, unit.lowBus, leakage: positive.high + positive.low, .wye, .wye)
      return
    }
    var inner: Int
    if section.high == positive.high {
      inner = addWindings(unit, nil, leakage: positive.high, .wye, .wye)
    } else {
      let leakage = positive.high / 2
      let first = addWindings(unit, nil, leakage: leakage, .wye, .wye)
      inner = addInnerBus("core:\(unit.name)", like: first)
      addLine(
        "\(unit.name):hv", unit, from: first, to: inner, positive: positive.high - leakage,
        zero: section.high - leakage)
    }
    addCore(unit, at: inner, zero: section.admittance)
    addLow(unit, from: inner, zero: section.low)
  }

  /// Adds the windings between the high-voltage bus and the given one, or a new one.
  @discardableResult
  private mutating func addWindings(
    _ unit: SequenceTransformer, _ lowBus: Int?, leakage: Complex<Double>,
    _ high: PhaseConnection, _ low: PhaseConnection, isFloating: Bool = false
  ) -> Int {
    let bus = lowBus ?? addInnerBus("inner:\(unit.name)", like: unit.lowBus)
    if isFloating { buses[bus].conductors = [1, 2, 3, 4] }
    let base = unit.lowVolts * unit.lowVolts / unit.ratedVoltAmperes
    let neutral = isFloating ? 4 : Terminal.ground
    func winding(
      _ bus: Int, _ connection: PhaseConnection, neutral: Int, clock: Int, volts: Double
    ) -> Winding {
      Winding(
        terminal: Terminal(
          bus: bus, conductors: connection == .wye ? [1, 2, 3, neutral] : [1, 2, 3]),
        connection: connection, clock: clock, ratedVolts: volts,
        ratedVoltAmperes: unit.ratedVoltAmperes, resistancePerUnit: leakage.real / base / 2)
    }
    transformers.append(
      MultiphaseTransformer(
        name: unit.name,
        windings: [
          winding(unit.highBus, high, neutral: Terminal.ground, clock: 0, volts: unit.highVolts),
          winding(bus, low, neutral: neutral, clock: unit.clock, volts: unit.lowVolts),
        ], reactancesPerUnit: [leakage.imaginary / base], isInService: unit.isInService))
    return bus
  }

  private mutating func addCore(
    _ unit: SequenceTransformer, at bus: Int, zero: Complex<Double>
  ) {
    let scale = unit.positive.low.length
    guard (zero.length + unit.positive.admittance.length) * scale > 1e-14 else { return }
    addAdmittance(
      "\(unit.name):core", at: bus, zero: zero, positive: unit.positive.admittance,
      impedance: unit.positive.low, isInService: unit.isInService)
  }

  private mutating func addLow(
    _ unit: SequenceTransformer, from bus: Int, zero: Complex<Double>
  ) {
    addLine(
      "\(unit.name):lv", unit, from: bus, to: unit.lowBus, positive: unit.positive.low, zero: zero)
  }

  private mutating func addLine(
    _ name: String, _ unit: SequenceTransformer, from: Int, to: Int, positive: Complex<Double>,
    zero: Complex<Double>
  ) {
    lines.append(
      MultiphaseLine(
        name: name, from: Terminal(bus: from, conductors: [1, 2, 3]),
        to: Terminal(bus: to, conductors: [1, 2, 3]),
        impedance: ComplexMatrix(zero: zero, positive: positive), isInService: unit.isInService))
  }

  private mutating func addInnerBus(_ name: String, like bus: Int) -> Int {
    buses.append(
      MultiphaseBus(name: name, nominalPhaseVoltage: buses[bus].nominalPhaseVoltage))
    return buses.count - 1
  }
}
