import ComplexModule
import PowerFlow
import RealModule

extension CircuitBuilder {
  mutating func add(_ element: VoltageSourceElement) throws(ScriptFault) {
    if let frequency = element.frequency, frequency != circuit.frequency {
      throw unsupported(element, "has another frequency than the circuit.")
    }
    guard let sequence = element.sequenceImpedances else {
      throw element.fault(
        "\(element.title) has short-circuit powers or currents that cannot be together.")
    }
    let phases = element.phases
    let terminal = try terminal(element.bus, phases: phases, count: phases, of: element)
    let positive = Complex(sequence.positive.x, sequence.positive.y)
    let zero = Complex(sequence.zero.x, sequence.zero.y)
    let third = Complex(1.0 / 3, 0)
    let diagonal = (Complex(2, 0) * positive + zero) * third
    var impedance = ComplexMatrix(diagonal: Array(repeating: diagonal, count: phases))
    for row in 0..<phases {
      for column in 0..<phases where column != row {
        impedance[row, column] = (zero - positive) * third
      }
    }
    let volts = element.baseKilovolts * element.perUnit * 1000
    let magnitude = phases == 1 ? volts : volts / (2 * .sin(.pi / Double(phases)))
    let voltages = (0..<phases).map { phase in
      let degrees = element.angleDegrees - 360 / Double(phases) * Double(phase)
      return Complex(magnitude, 0) * directionOf(degrees: degrees)
    }
    sources.append(
      MultiphaseSource(
        name: element.header.name, terminal: terminal, voltages: voltages, impedance: impedance))
  }

  mutating func add(_ element: LineElement) throws(ScriptFault) {
    let count = element.phases
    let from = try terminal(element.bus1, phases: count, count: count, of: element)
    let to = try terminal(element.bus2, phases: count, count: count, of: element, "bus2")
    let (impedance, admittance) = try sections(of: element)
    guard impedance.rowCount == count, impedance.isFinite, admittance.isFinite else {
      throw element.fault("\(element.title) has impedances that are too large.")
    }
    branches["line." + element.header.name] = lines.count
    lines.append(
      MultiphaseLine(
        name: element.header.name, from: from, to: to, impedance: impedance,
        shuntAdmittance: admittance,
        ratedCurrentAmperes: element.ratedCurrent > 0 ? element.ratedCurrent : nil,
        lengthKilometres: element.lengthUnit.metres.map { element.length * $0 / 1000 },
        kind: element.isSwitch ? .switch : .line, isInService: !element.isOpen))
  }

  /// The impedances and shunt admittances of a whole line.
  private func sections(
    of element: LineElement
  ) throws(ScriptFault) -> (ComplexMatrix, ComplexMatrix) {
    if let geometry = element.geometry { return try sections(of: element, geometry) }
    try checkFrequency(of: element)
    let matrices = element.matrices
    let order = matrices.order
    guard order == element.phases else {
      throw element.fault(
        "\(element.title) has \(element.phases) phases, but matrices of \(order).")
    }
    let length = element.length * element.lengthFactor
    let susceptance = 2 * .pi * circuit.frequency * 1e-9 * length
    var impedance = ComplexMatrix(rowCount: order, columnCount: order)
    var admittance = impedance
    for row in 0..<order {
      for column in 0..<order {
        impedance[row, column] = Complex(
          matrices.r[row][column] * length, matrices.x[row][column] * length)
        admittance[row, column] = Complex(0, matrices.c[row][column] * susceptance)
      }
    }
    return (impedance, admittance)
  }

  private func sections(
    of element: LineElement, _ geometry: LineGeometryElement
  ) throws(ScriptFault) -> (ComplexMatrix, ComplexMatrix) {
    let conductors = try geometry.conductors()
    let constants = LineConstants(
      conductors: conductors, frequency: circuit.frequency, resistivity: element.resistivity,
      earthModel: element.earthModel ?? circuit.earthModel)
    let kept = Array(0..<geometry.reducedCount)
    let eliminated = Array(geometry.reducedCount..<conductors.count)
    guard let impedance = constants.impedance.eliminating(eliminated),
      let admittance = constants.admittance?.submatrix(rows: kept, columns: kept)
    else {
      throw geometry.fault("\(geometry.title) has conductors in one place.")
    }
    let length = Complex(element.length * (element.lengthUnit.metres ?? 1), 0)
    return (length * impedance, length * admittance)
  }

  /// A reactor in series is a line without capacitance; one at a bus is a constant impedance.
  mutating func add(_ element: ReactorElement) throws(ScriptFault) {
    try checkFrequency(of: element)
    let count = element.phases
    let value = element.impedance
    let impedance = Complex(value.resistance, value.reactance)
    guard element.isShunt else {
      let from = try terminal(element.bus1, phases: count, count: count, of: element)
      let to = try terminal(element.bus2, phases: count, count: count, of: element, "bus2")
      branches["reactor." + element.header.name] = lines.count
      lines.append(
        MultiphaseLine(
          name: "reactor." + element.header.name, from: from, to: to,
          impedance: ComplexMatrix(diagonal: Array(repeating: impedance, count: count)),
          ratedCurrentAmperes: element.ratedCurrent))
      return
    }
    let isDelta = element.connection == .delta
    let terminal = try shuntTerminal(
      element.bus1, phases: count, connection: element.connection, of: element)
    let volts = element.kilovolts * 1000
    let phaseVolts = count == 1 || isDelta ? volts : volts / .sqrt(3)
    let power = Complex(phaseVolts * phaseVolts * Double(count), 0) / impedance.conjugate
    guard power.isFinite else { throw element.fault("\(element.title) has no impedance.") }
    loads.append(
      MultiphaseLoad(
        name: "reactor." + element.header.name, terminal: terminal, phaseCount: count,
        connection: element.connection, ratedVolts: volts, activePowerWatts: power.real,
        reactivePowerVar: power.imaginary, model: .constantImpedance))
  }
}

/// The complex number of length one in a direction.
private func directionOf(degrees: Double) -> Complex<Double> {
  let turned = degrees.remainder(dividingBy: 360)
  return Complex(.cos(turned * .pi / 180), .sin(turned * .pi / 180))
}
