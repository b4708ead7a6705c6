import Quantities

extension Network {
  /// Checks all that the equations of a balanced network rely on, apart from its shape.
  func checkValues() throws(NetworkError) {
    guard !buses.isEmpty else { throw .empty }
    for bus in buses {
      try check(bus.nominalVoltage.volts, .positive, "nominal voltage", of: "bus", bus.name)
    }
    for line in lines { try check(line) }
    for transformer in transformers { try check(transformer) }
    for source in sources { try check(source) }
    for shunt in shunts {
      try check(bus: shunt.bus, of: "shunt", shunt.name)
      try check(shunt.activePowerWatts, .finite, "active power", of: "shunt", shunt.name)
      try check(shunt.reactivePowerVar, .finite, "reactive power", of: "shunt", shunt.name)
    }
  }

  /// What can be solved but is probably a mistake.
  var warnings: [NetworkWarning] {
    var warnings: [NetworkWarning] = []
    func inspect(_ name: String, _ resistance: Double, _ reactance: Double) {
      if resistance < 0 {
        warnings.append(.negativeResistance(branch: name, ohm: resistance))
      } else if resistance == 0 && reactance == 0 {
        warnings.append(.zeroImpedance(branch: name))
      }
    }
    for line in lines where line.isInService {
      inspect(line.name, line.resistanceOhm, line.reactanceOhm)
    }
    for transformer in transformers where transformer.isInService {
      inspect(transformer.name, transformer.resistanceOhm, transformer.reactanceOhm)
    }
    return warnings
  }

  private enum Allowed {
    case finite
    case notNegative
    case positive
  }

  private func check(_ line: Line) throws(NetworkError) {
    try check(bus: line.from, of: "line", line.name)
    try check(bus: line.to, of: "line", line.name)
    try check(line.resistanceOhm, .finite, "resistance", of: "line", line.name)
    try check(line.reactanceOhm, .finite, "reactance", of: "line", line.name)
    try check(line.chargingMicrosiemens, .finite, "charging", of: "line", line.name)
    if let rating = line.ratedCurrentAmperes {
      try check(rating, .positive, "rated current", of: "line", line.name)
    }
    let from = buses[line.from].nominalVoltage.volts
    let to = buses[line.to].nominalVoltage.volts
    guard abs(from - to) <= 1e-6 * from else {
      throw .differentVoltages(line: line.name, fromVolts: from, toVolts: to)
    }
  }

  private func check(_ transformer: Transformer) throws(NetworkError) {
    let name = transformer.name
    let kind = "transformer"
    try check(bus: transformer.highVoltageBus, of: kind, name)
    try check(bus: transformer.lowVoltageBus, of: kind, name)
    try check(transformer.ratedPowerVoltAmperes, .positive, "rated power", of: kind, name)
    try check(transformer.ratedHighVoltageVolts, .positive, "rated high voltage", of: kind, name)
    try check(transformer.ratedLowVoltageVolts, .positive, "rated low voltage", of: kind, name)
    try check(transformer.resistanceOhm, .finite, "resistance", of: kind, name)
    try check(transformer.reactanceOhm, .finite, "reactance", of: kind, name)
    try check(transformer.conductanceMicrosiemens, .finite, "conductance", of: kind, name)
    try check(transformer.susceptanceMicrosiemens, .finite, "susceptance", of: kind, name)
    try check(transformer.ratio, .positive, "ratio", of: kind, name)
    try check(transformer.shiftDegrees, .finite, "shift", of: kind, name)
    let nominal =
      buses[transformer.highVoltageBus].nominalVoltage
      / buses[transformer.lowVoltageBus].nominalVoltage
    guard (0.5...2).contains(transformer.ratio / nominal) else {
      throw .wrongRatio(transformer: name, ratio: transformer.ratio, nominal: nominal)
    }
  }

  private func check(_ source: Source) throws(NetworkError) {
    try check(bus: source.bus, of: "source", source.name)
    try check(source.voltagePerUnit, .positive, "voltage", of: "source", source.name)
    try check(source.angleDegrees, .finite, "angle", of: "source", source.name)
    try check(source.resistanceOhm, .notNegative, "resistance", of: "source", source.name)
    try check(source.reactanceOhm, .finite, "reactance", of: "source", source.name)
  }

  private func check(bus: Int, of kind: String, _ name: String) throws(NetworkError) {
    guard buses.indices.contains(bus) else {
      throw .noSuchBus(element: "the \(kind) \(quoted(name))", index: bus)
    }
  }

  private func check(
    _ value: Double, _ allowed: Allowed, _ quantity: String, of kind: String, _ name: String
  ) throws(NetworkError) {
    let problem: String? =
      switch allowed {
      case _ where !value.isFinite: "must be a finite number"
      case .finite: nil
      case .notNegative: value < 0 ? "must not be negative" : nil
      case .positive: value <= 0 ? "must be greater than zero" : nil
      }
    if let problem {
      throw .impossibleValue(
        element: "the \(kind) \(quoted(name))",
        problem: "has the \(quantity) \(value), which \(problem)")
    }
  }
}
