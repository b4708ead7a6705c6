import ComplexModule
import Quantities
import RealModule

extension MultiphaseNetwork {
  /// Checks what the equations rely on and what primitive admittances do not check themselves.
  func checkValues() throws(NetworkError) {
    guard !buses.isEmpty else { throw .empty }
    guard !sources.isEmpty else { throw .noSource }
    for bus in buses {
      let volts = bus.nominalPhaseVoltage.volts
      guard volts > 0, volts.isFinite else {
        throw .impossibleValue(
          element: "the bus \(quoted(bus.name))",
          problem: "has the nominal voltage \(volts) V, which must be positive")
      }
    }
    for source in sources { try check(source) }
    for line in lines { try check(line) }
    for transformer in transformers { try check(transformer) }
  }

  private func check(_ source: MultiphaseSource) throws(NetworkError) {
    let name = "the source \(quoted(source.name))"
    guard buses.indices.contains(source.terminal.bus) else {
      throw .noSuchBus(element: name, index: source.terminal.bus)
    }
    let count = source.terminal.conductors.count
    guard
      source.voltages.count == count, source.impedance.rowCount == count,
      source.impedance.columnCount == count
    else {
      throw .impossibleValue(
        element: name, problem: "must have a voltage and impedances for each of its conductors")
    }
    guard source.terminal.conductors.allSatisfy({ $0 != Terminal.ground }) else {
      throw .impossibleValue(element: name, problem: "must not feed the ground")
    }
    let nominal = buses[source.terminal.bus].nominalPhaseVoltage.volts
    for voltage in source.voltages {
      let perUnit = voltage.length / nominal
      guard perUnit >= 0.1, perUnit <= 3 else {
        throw .impossibleValue(
          element: name,
          problem: "has \(voltage.length) V to ground, but its bus a nominal voltage of "
            + "\(nominal) V")
      }
    }
  }

  private func check(_ line: MultiphaseLine) throws(NetworkError) {
    let name = "the line \(quoted(line.name))"
    guard line.from.conductors.count == line.to.conductors.count else {
      throw .impossibleValue(element: name, problem: "must have as many conductors at both ends")
    }
    for bus in [line.from.bus, line.to.bus] where !buses.indices.contains(bus) {
      throw .noSuchBus(element: name, index: bus)
    }
    let from = buses[line.from.bus].nominalPhaseVoltage.volts
    let to = buses[line.to.bus].nominalPhaseVoltage.volts
    guard abs(from - to) <= 0.1 * from else {
      throw .differentVoltages(line: line.name, fromVolts: from, toVolts: to)
    }
  }

  private func check(_ transformer: MultiphaseTransformer) throws(NetworkError) {
    let name = "the transformer \(quoted(transformer.name))"
    // What one volt of a winding's phase means per unit of its bus.
    var scales: [Double] = []
    for winding in transformer.windings {
      guard buses.indices.contains(winding.terminal.bus) else {
        throw .noSuchBus(element: name, index: winding.terminal.bus)
      }
      let nominal = buses[winding.terminal.bus].nominalPhaseVoltage.volts
      let ends = winding.terminal.conductors
      let isBetweenPhases =
        winding.connection == .delta
        || (transformer.phaseCount == 1 && ends.allSatisfy { (1...3).contains($0) })
      scales.append(
        winding.phaseVolts(count: transformer.phaseCount)
          / (isBetweenPhases ? nominal * 3.0.squareRoot() : nominal))
    }
    for scale in scales.dropFirst() {
      let ratio = scales[0] / scale
      guard ratio >= 0.4, ratio <= 2.5 else {
        let first = transformer.windings[0].ratedVolts
        let other = transformer.windings[1].ratedVolts
        throw .wrongRatio(
          transformer: transformer.name, ratio: first / other, nominal: first / other / ratio)
      }
    }
  }
}
