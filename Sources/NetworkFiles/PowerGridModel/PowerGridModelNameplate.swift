import ComplexModule
import PowerFlow
import RealModule

/// The values of a transformer of power-grid-model at the present position of its tap.
struct PowerGridModelNameplate {
  /// The voltages of the windings, in volts.
  let fromVolts: Double
  let toVolts: Double
  /// The rated power, in volt-amperes.
  let rating: Double
  /// The hours of the clock by which the “to” side lags.
  let clock: Int
  /// The leakage impedance seen from the “to” side, in ohms.
  let impedance: Complex<Double>
  /// The magnetising admittance there, in siemens.
  let admittance: Complex<Double>
  /// That of the zero sequence.
  let zeroAdmittance: Complex<Double>
  /// The rated voltages without the tap.
  private let ratedVolts: (from: Double, to: Double)
  private let tapChanger: TapChanger?

  /// Creates one winding of a star.
  init(
    fromVolts: Double, toVolts: Double, rating: Double, clock: Int, shortCircuit: Double,
    copperLoss: Double, current: Double = 0, ironLoss: Double = 0
  ) {
    self.fromVolts = fromVolts
    self.toVolts = toVolts
    self.rating = rating
    self.clock = clock
    ratedVolts = (fromVolts, toVolts)
    tapChanger = nil
    impedance = Self.impedance(shortCircuit, copperLoss, volts: toVolts, rating: rating)
    admittance = Self.admittance(current, ironLoss, volts: toVolts, rating: rating)
    zeroAdmittance = admittance
  }

  /// Reads the values; what is wrong goes to the report.
  init?(_ record: PowerGridModelRecord, _ report: inout ImportReport) {
    let first = record.number("u1", .positive, &report)
    let second = record.number("u2", .positive, &report)
    let rating = record.number("sn", .positive, &report)
    let short = record.number("uk", .any, &report)
    let loss = record.number("pk", .any, &report)
    let current = record.number("i0", .notNegative, &report)
    let iron = record.number("p0", .notNegative, &report)
    let clock = record.integer("clock", in: -12...12, &report)
    let tap = PowerGridModelTap(record, &report)
    guard let first, let second, let rating, let short, let loss, let current, let iron,
      let clock, let tap
    else { return nil }
    let side = record.integer("tap_side", in: 0...1, &report)
    fromVolts = first + (side == 0 ? tap.change : 0)
    toVolts = second + (side == 1 ? tap.change : 0)
    guard fromVolts > 0, toVolts > 0 else {
      report.refuse(
        at: record.offset(of: "tap_size"), "\(record.title) has no voltage left at its tap.")
      return nil
    }
    self.rating = rating
    self.clock = (clock + 12) % 12
    ratedVolts = (first, second)
    tapChanger = tap.changer(
      side: side == 0 ? .highVoltage : .lowVoltage, volts: side == 0 ? first : second)
    impedance = Self.impedance(
      tap.adjusted(short, "uk", record, &report), tap.adjusted(loss, "pk", record, &report),
      volts: toVolts, rating: rating)
    admittance = Self.admittance(current, iron, volts: toVolts, rating: rating)
    let zeroCurrent = record.number("i0_zero_sequence", .notNegative, default: current, &report)
    let zeroIron = record.number(
      "p0_zero_sequence", .notNegative,
      default: iron + loss * (zeroCurrent * zeroCurrent - current * current), &report)
    zeroAdmittance = Self.admittance(zeroCurrent, zeroIron, volts: toVolts, rating: rating)
  }

  /// The transformer between two buses.
  func transformer(_ name: String, from: Int, to: Int, isInService: Bool) -> Transformer {
    Transformer(
      name: name, highVoltageBus: from, lowVoltageBus: to, ratedPowerVoltAmperes: rating,
      ratedHighVoltageVolts: ratedVolts.from, ratedLowVoltageVolts: ratedVolts.to,
      resistanceOhm: impedance.real, reactanceOhm: impedance.imaginary,
      conductanceMicrosiemens: admittance.real * 1e6,
      susceptanceMicrosiemens: admittance.imaginary * 1e6, ratio: fromVolts / toVolts,
      shiftDegrees: Double(clock) * 30, tapChanger: tapChanger, isInService: isInService)
  }

  private static func impedance(
    _ shortCircuit: Double, _ loss: Double, volts: Double, rating: Double
  ) -> Complex<Double> {
    let base = volts * volts / rating
    let resistance = loss / rating * base
    let total = shortCircuit * base
    let reactance = max(0, total * total - resistance * resistance).squareRoot()
    return Complex(resistance, shortCircuit < 0 ? -reactance : reactance)
  }

  private static func admittance(
    _ current: Double, _ loss: Double, volts: Double, rating: Double
  ) -> Complex<Double> {
    let base = rating / (volts * volts)
    let (conductance, total) = (loss / rating * base, current * base)
    return Complex(
      conductance, -max(0, total * total - conductance * conductance).squareRoot())
  }
}

/// The tap changer of a transformer of power-grid-model.
struct PowerGridModelTap {
  /// What the present position adds to the voltage of the winding, in volts.
  let change: Double
  private let position: Int
  private let nominal: Int
  private let ends: (minimum: Int, maximum: Int)
  private let size: Double

  /// Reads the positions; what is wrong goes to the report.
  init?(_ record: PowerGridModelRecord, _ report: inout ImportReport) {
    let range = -127...127
    let minimum = record.integer("tap_min", in: range, default: 0, &report)
    let maximum = record.integer("tap_max", in: range, default: 0, &report)
    nominal = record.integer("tap_nom", in: range, default: 0, &report)
    position = record.integer("tap_pos", in: range, default: nominal, &report)
    size = record.number("tap_size", .notNegative, default: 0, &report)
    ends = (minimum, maximum)
    let positions = min(minimum, maximum)...max(minimum, maximum)
    guard positions.contains(position) else {
      report.refuse(
        at: record.offset(of: "tap_pos"),
        "'tap_pos' of \(record.title) must lie from \(positions.lowerBound) to "
          + "\(positions.upperBound), not at \(position).")
      return nil
    }
    // Where the lowest position has the highest number, the voltage falls with the position.
    change = (maximum > minimum ? 1 : -1) * Double(position - nominal) * size
  }

  /// A value that may have others at the ends of the range, at the present position.
  func adjusted(
    _ value: Double, _ name: String, _ record: PowerGridModelRecord, _ report: inout ImportReport
  ) -> Double {
    let low = record.number("\(name)_min", .any, default: value, &report)
    let high = record.number("\(name)_max", .any, default: value, &report)
    let isUpper =
      (min(nominal, ends.maximum)...max(nominal, ends.maximum)).contains(position)
    let (end, other) = isUpper ? (ends.maximum, high) : (ends.minimum, low)
    guard end != nominal else { return value }
    return value + Double(position - nominal) * (other - value) / Double(end - nominal)
  }

  /// The changer of a winding, or `nil` if it has one position.
  func changer(side: TapChanger.Side, volts: Double) -> TapChanger? {
    guard size > 0, ends.minimum != ends.maximum else { return nil }
    let step = (ends.maximum > ends.minimum ? size : -size) / volts
    return TapChanger(
      side: side, positions: min(ends.minimum, ends.maximum)...max(ends.minimum, ends.maximum),
      neutralPosition: nominal, position: position, stepPerUnit: step)
  }
}

/// The star that is equal to a transformer of three windings.
struct PowerGridModelStar {
  /// The windings, from their nodes to the star point.
  let plates: [PowerGridModelNameplate]

  /// Reads the values; what is wrong goes to the report.
  init?(_ record: PowerGridModelRecord, _ report: inout ImportReport) {
    var volts = (1...3).compactMap { record.number("u\($0)", .positive, &report) }
    let ratings = (1...3).compactMap { record.number("sn_\($0)", .positive, &report) }
    let current = record.number("i0", .notNegative, &report)
    let iron = record.number("p0", .notNegative, &report)
    let clocks = ["clock_12", "clock_13"].compactMap {
      record.integer($0, in: -12...12, &report)
    }
    let side = record.integer("tap_side", in: 0...2, default: 0, &report)
    guard let tap = PowerGridModelTap(record, &report), volts.count == 3, ratings.count == 3,
      clocks.count == 2, let current, let iron
    else { return nil }
    var pairs: [(short: Double, loss: Double)] = []
    for (first, second) in [(1, 2), (1, 3), (2, 3)] {
      let short = record.number("uk_\(first)\(second)", .any, &report)
      let loss = record.number("pk_\(first)\(second)", .any, &report)
      guard let short, let loss else { return nil }
      // All values are brought to the rated power of the first winding.
      let scale = ratings[0] / min(ratings[first - 1], ratings[second - 1])
      pairs.append(
        (
          tap.adjusted(short, "uk_\(first)\(second)", record, &report) * scale,
          tap.adjusted(loss, "pk_\(first)\(second)", record, &report) * scale * scale
        ))
    }
    volts[side] += tap.change
    guard volts[side] > 0 else {
      report.refuse(
        at: record.offset(of: "tap_size"), "\(record.title) has no voltage left at its tap.")
      return nil
    }
    let star = { (sum: (Double, Double), less: Double) in 0.5 * (sum.0 + sum.1 - less) }
    let shorts = [
      star((pairs[0].short, pairs[1].short), pairs[2].short),
      star((pairs[0].short, pairs[2].short), pairs[1].short),
      star((pairs[1].short, pairs[2].short), pairs[0].short),
    ]
    let losses = [
      star((pairs[0].loss, pairs[1].loss), pairs[2].loss),
      star((pairs[0].loss, pairs[2].loss), pairs[1].loss),
      star((pairs[1].loss, pairs[2].loss), pairs[0].loss),
    ]
    plates = (0..<3).map { winding in
      let share = ratings[winding] / ratings[0]
      return PowerGridModelNameplate(
        fromVolts: volts[winding], toVolts: volts[0], rating: ratings[winding],
        clock: winding == 0 ? 0 : (24 - clocks[winding - 1]) % 12,
        shortCircuit: shorts[winding] * share, copperLoss: losses[winding] * share * share,
        current: winding == 0 ? current : 0, ironLoss: winding == 0 ? iron : 0)
    }
  }
}
