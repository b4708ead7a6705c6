import ComplexModule
import RealModule

/// The voltages of a network and what is asked of it, as flat arrays; nothing is allocated while it
/// is solved.
struct MultiphaseState {
  /// The voltages of the points, in volts: real and imaginary part in turn.
  var voltages: [Double]
  /// The active power of each element, in watts.
  var activeWatts: [Double]
  /// The reactive power of each element, in var.
  var reactiveVar: [Double]
  /// A vector of two values for each unknown point.
  var work: [Double]

  init(_ equations: MultiphaseEquations) {
    let points = equations.points
    voltages = Array(repeating: 0, count: 2 * points.count)
    activeWatts = equations.nominalActiveWatts
    reactiveVar = equations.nominalReactiveVar
    work = Array(repeating: 0, count: 2 * points.unknownCount)
    for (index, voltage) in points.heldVoltages.enumerated() {
      setVoltage(voltage, ofPoint: points.unknownCount + index)
    }
  }

  /// Takes the powers of loads and generators.
  mutating func take(_ active: Span<Double>, _ reactive: Span<Double>) {
    for index in activeWatts.indices {
      activeWatts[index] = active[index]
      reactiveVar[index] = reactive[index]
    }
  }

  /// Takes the powers that the network names.
  mutating func takeNominalPowers(_ equations: MultiphaseEquations) {
    for index in activeWatts.indices {
      activeWatts[index] = equations.nominalActiveWatts[index]
      reactiveVar[index] = equations.nominalReactiveVar[index]
    }
  }

  /// The voltage of a point.
  func voltage(ofPoint point: Int) -> Complex<Double> {
    Complex(voltages[2 * point], voltages[2 * point + 1])
  }

  /// Sets the voltage of a point.
  mutating func setVoltage(_ voltage: Complex<Double>, ofPoint point: Int) {
    voltages[2 * point] = voltage.real
    voltages[2 * point + 1] = voltage.imaginary
  }

  /// The current of a phase at the present voltages, from its start to its end.
  func current(of phase: LoadPhase) -> Complex<Double> {
    phase.current(
      at: voltage(ofPoint: phase.start) - voltage(ofPoint: phase.end),
      activePowerWatts: activeWatts[phase.element], reactivePowerVar: reactiveVar[phase.element])
  }

  /// Sets ``work`` to the currents that the compensation of the loads drives into the unknown
  /// points, less the constant currents: the right-hand side of the linear equations.
  mutating func setCompensation(_ equations: MultiphaseEquations) {
    let unknown = equations.points.unknownCount
    for index in 0..<2 * unknown { work[index] = -equations.constantCurrents[index] }
    for index in equations.phases.indices {
      let phase = equations.phases[index]
      let voltage = voltage(ofPoint: phase.start) - voltage(ofPoint: phase.end)
      let admittance = phase.admittance(
        atVolts: voltage.length, activePowerWatts: activeWatts[phase.element],
        reactivePowerVar: reactiveVar[phase.element]
      ).value
      let current = (equations.linearAdmittances[index] - admittance) * voltage
      if phase.start < unknown {
        work[2 * phase.start] += current.real
        work[2 * phase.start + 1] += current.imaginary
      }
      if phase.end < unknown {
        work[2 * phase.end] -= current.real
        work[2 * phase.end + 1] -= current.imaginary
      }
    }
  }

  /// Sets ``work`` to the currents that do not add up to zero at the unknown points.
  mutating func setResidual(_ equations: MultiphaseEquations) {
    let unknown = equations.points.unknownCount
    for index in 0..<2 * unknown { work[index] = equations.constantCurrents[index] }
    let pattern = equations.pattern
    for column in 0..<unknown {
      let real = voltages[2 * column]
      let imaginary = voltages[2 * column + 1]
      for place in Int(pattern.columnStarts[column])..<Int(pattern.columnStarts[column + 1]) {
        let row = Int(pattern.rows[place])
        let conductance = equations.networkValues[2 * place]
        let susceptance = equations.networkValues[2 * place + 1]
        work[2 * row] += conductance * real - susceptance * imaginary
        work[2 * row + 1] += conductance * imaginary + susceptance * real
      }
    }
    for index in equations.phases.indices {
      let phase = equations.phases[index]
      let current = current(of: phase)
      if phase.start < unknown {
        work[2 * phase.start] += current.real
        work[2 * phase.start + 1] += current.imaginary
      }
      if phase.end < unknown {
        work[2 * phase.end] -= current.real
        work[2 * phase.end + 1] -= current.imaginary
      }
    }
  }

  /// The largest current of ``work`` at nominal voltage, in volt-amperes, and its point.
  func worstResidual(_ equations: MultiphaseEquations) -> (voltAmperes: Double, point: Int) {
    var worst = (voltAmperes: 0.0, point: 0)
    for point in 0..<equations.points.unknownCount {
      let real = work[2 * point]
      let imaginary = work[2 * point + 1]
      let value = (real * real + imaginary * imaginary).squareRoot() * equations.nominalVolts[point]
      if !value.isFinite { return (.infinity, point) }
      if value > worst.voltAmperes { worst = (value, point) }
    }
    return worst
  }

  /// Puts new voltages from ``work``, and returns the largest change per unit.
  mutating func takeVoltages(_ equations: MultiphaseEquations) -> Double {
    var largest = 0.0
    for point in 0..<equations.points.unknownCount {
      let real = work[2 * point] - voltages[2 * point]
      let imaginary = work[2 * point + 1] - voltages[2 * point + 1]
      voltages[2 * point] = work[2 * point]
      voltages[2 * point + 1] = work[2 * point + 1]
      let nominal = equations.nominalVolts[point]
      let change = (real * real + imaginary * imaginary) / (nominal * nominal)
      if !(change <= largest) { largest = change.isNaN ? .infinity : change }
    }
    return largest.squareRoot()
  }
}
