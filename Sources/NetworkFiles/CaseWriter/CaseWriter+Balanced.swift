import PowerFlow
import Quantities

extension CaseWriter {
  private static let balancedUnits = [
    ("base_kv", "kV line to line"), ("r_ohm", "ohm, whole line"), ("x_ohm", "ohm, whole line"),
    ("b_us", "microsiemens, whole line"), ("p_kw", "kW, three phases"),
    ("q_kvar", "kvar, three phases"), ("max_a", "A"), ("length_km", "km"), ("sn_kva", "kVA"),
    ("v_pu", "per unit of base_kv"), ("angle_deg", "degrees"),
  ]

  /// Writes a balanced network.
  mutating func write(_ network: Network, provenance: String?) {
    begin(
      name: network.name, title: network.title, kind: "balanced",
      frequency: network.frequencyHertz, provenance: provenance, units: Self.balancedUnits)
    let buses = network.buses.map(\.name)
    addTable("sources", network.sources.map { row($0, buses) })
    addTable("buses", network.buses.map(row))
    addTable("lines", network.lines.map { row($0, buses) })
    addTable("transformers", network.transformers.map { row($0, buses) })
    addTable("loads", network.loads.map { row($0, buses) })
    addTable("gens", network.generators.map { row($0, buses) })
    addTable("shunts", network.shunts.map { row($0, buses) })
    end()
  }

  /// Begins a row with its id, and with its label if it has another.
  static func row(_ name: String, label: String? = nil) -> JSONText.Record {
    var record = JSONText.Record()
    record.add("id", JSONText(name))
    if let label, label != name { record.add("name", JSONText(label)) }
    return record
  }

  private func row(_ bus: Bus) -> JSONText {
    var record = Self.row(bus.name, label: bus.label)
    record.add("base_kv", JSONText(bus.nominalVoltage.volts, tens: -3))
    return record.json
  }

  private func row(_ source: Source, _ buses: [String]) -> JSONText {
    var record = Self.row(source.name)
    record.add("bus", JSONText(buses[source.bus]))
    record.add("v_pu", JSONText(source.voltagePerUnit))
    record.add("angle_deg", JSONText(source.angleDegrees))
    record.add("r_ohm", JSONText(source.resistanceOhm))
    record.add("x_ohm", JSONText(source.reactanceOhm))
    return record.json
  }

  private func row(_ line: Line, _ buses: [String]) -> JSONText {
    var record = Self.row(line.name)
    record.add("from", JSONText(buses[line.from]))
    record.add("to", JSONText(buses[line.to]))
    record.add("in_service", JSONText(line.isInService))
    record.add("r_ohm", JSONText(line.resistanceOhm))
    record.add("x_ohm", JSONText(line.reactanceOhm))
    record.add("b_us", JSONText(line.chargingMicrosiemens))
    if let length = line.lengthKilometres { record.add("length_km", JSONText(length)) }
    if let rating = line.ratedCurrentAmperes { record.add("max_a", JSONText(rating)) }
    if line.kind != .line { record.add("kind", JSONText(line.kind.rawValue)) }
    return record.json
  }

  private func row(_ transformer: Transformer, _ buses: [String]) -> JSONText {
    var record = Self.row(transformer.name)
    record.add("hv", JSONText(buses[transformer.highVoltageBus]))
    record.add("lv", JSONText(buses[transformer.lowVoltageBus]))
    record.add("sn_kva", JSONText(transformer.ratedPowerVoltAmperes, tens: -3))
    record.add("vn_hv_kv", JSONText(transformer.ratedHighVoltageVolts, tens: -3))
    record.add("vn_lv_kv", JSONText(transformer.ratedLowVoltageVolts, tens: -3))
    if !transformer.isInService { record.add("in_service", JSONText(false)) }
    if let changer = transformer.tapChanger {
      record.add("tap_changer", Self.json(changer, buses))
    }
    var section = JSONText.Record()
    section.add("r_ohm_lv", JSONText(transformer.resistanceOhm))
    section.add("x_ohm_lv", JSONText(transformer.reactanceOhm))
    section.add("g_us_lv", JSONText(transformer.conductanceMicrosiemens))
    section.add("b_us_lv", JSONText(transformer.susceptanceMicrosiemens))
    section.add("ratio", JSONText(transformer.ratio))
    section.add("shift_deg", JSONText(transformer.shiftDegrees))
    record.add("pi", section.json)
    return record.json
  }

  private func row(_ load: NetworkLoad, _ buses: [String]) -> JSONText {
    var record = Self.row(load.name, label: load.label)
    record.add("bus", JSONText(buses[load.bus]))
    record.add("p_kw", JSONText(load.activePowerWatts, tens: -3))
    record.add("q_kvar", JSONText(load.reactivePowerVar, tens: -3))
    switch load.model {
    case .constantPower: record.add("model", JSONText("P"))
    case .constantCurrent: record.add("model", JSONText("I"))
    case .constantImpedance: record.add("model", JSONText("Z"))
    case .exponential(let active, let reactive):
      record.add("model", JSONText("exponential"))
      record.add("exponents", JSONText([active, reactive]))
    case .polynomial(let active, let reactive):
      record.add("model", JSONText("zip"))
      record.add("zip", Self.json(active, reactive))
    }
    if let profile = load.profile { record.add("profile", JSONText(profile)) }
    if load.isStorage { record.add("storage", JSONText(true)) }
    return record.json
  }

  private func row(_ generator: NetworkGenerator, _ buses: [String]) -> JSONText {
    var record = Self.row(generator.name, label: generator.label)
    record.add("bus", JSONText(buses[generator.bus]))
    record.add("p_kw", JSONText(generator.activePowerWatts, tens: -3))
    record.add("q_kvar", JSONText(generator.reactivePowerVar, tens: -3))
    if let rating = generator.ratedPowerVoltAmperes {
      record.add("sn_kva", JSONText(rating, tens: -3))
    }
    if let control = Self.json(generator.control) { record.add("control", control) }
    if let profile = generator.profile { record.add("profile", JSONText(profile)) }
    return record.json
  }

  private func row(_ shunt: Shunt, _ buses: [String]) -> JSONText {
    var record = Self.row(shunt.name)
    record.add("bus", JSONText(buses[shunt.bus]))
    record.add("p_kw", JSONText(shunt.activePowerWatts, tens: -3))
    record.add("q_kvar", JSONText(shunt.reactivePowerVar, tens: -3))
    return record.json
  }
}
