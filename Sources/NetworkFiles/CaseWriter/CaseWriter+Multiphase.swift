import ComplexModule
import PowerFlow
import Quantities
import RealModule

extension CaseWriter {
  private static let multiphaseUnits = [
    ("base_kv_ln", "kV line to neutral"), ("nodes", "1, 2, 3 = phases A, B, C; 0 = ground"),
    ("e_kv_ln", "kV line to neutral"), ("v_re", "V"), ("v_im", "V"),
    ("r_ohm", "ohm, whole line"), ("x_ohm", "ohm, whole line"),
    ("b_us", "microsiemens, whole line, half at each end"), ("max_a", "A"),
    ("kv", "kV line to line for 2 or 3 phases and delta, else line to neutral"),
    ("kva", "kVA"), ("kw", "kW of the whole element"), ("kvar", "kvar of the whole element"),
    ("r_percent", "percent of winding 1's kVA"), ("x_percent", "percent of winding 1's kVA"),
    ("clock", "hours of 30 degrees"), ("yprim", "siemens"),
  ]

  /// Writes a network whose phases differ.
  mutating func write(_ network: MultiphaseNetwork, provenance: String?) {
    begin(
      name: network.name, title: network.title, kind: "unbalanced",
      frequency: network.frequencyHertz, provenance: provenance, units: Self.multiphaseUnits)
    let buses = network.buses.map(\.name)
    addTable("sources", network.sources.map { row($0, buses) })
    addTable("buses", network.buses.map(row))
    addTable("lines", network.lines.map { row($0, buses) })
    addTable("transformers", network.transformers.map { row($0, buses) })
    addTable("regulators", network.regulators.map { row($0, network.transformers) })
    addTable("capacitors", network.capacitors.map { row($0, network, buses) })
    addTable("loads", network.loads.map { row($0, buses) })
    if !network.generators.isEmpty {
      addTable("gens", network.generators.map { row($0, buses) })
    }
    end()
  }

  private func row(_ bus: MultiphaseBus) -> JSONText {
    var record = Self.row(bus.name, label: bus.label)
    record.add("base_kv_ln", JSONText(bus.nominalPhaseVoltage.volts, tens: -3))
    record.add("nodes", JSONText(bus.conductors))
    return record.json
  }

  private func row(_ source: MultiphaseSource, _ buses: [String]) -> JSONText {
    var record = Self.row(source.name)
    record.add("bus", JSONText(buses[source.terminal.bus]))
    record.add("nodes", JSONText(source.terminal.conductors))
    let first = source.voltages.first ?? .one
    record.add("e_kv_ln", JSONText(first.length, tens: -3))
    record.add("angle_deg", JSONText(first.isZero ? 0 : first.phase * 180 / .pi))
    record.add("v_re", JSONText(source.voltages.map(\.real)))
    record.add("v_im", JSONText(source.voltages.map(\.imaginary)))
    record.add("r_ohm", JSONText(source.impedance, \.real))
    record.add("x_ohm", JSONText(source.impedance, \.imaginary))
    return record.json
  }

  private func row(_ line: MultiphaseLine, _ buses: [String]) -> JSONText {
    var record = Self.row(line.name)
    record.add("from", JSONText(buses[line.from.bus]))
    record.add("to", JSONText(buses[line.to.bus]))
    record.add("from_nodes", JSONText(line.from.conductors))
    record.add("to_nodes", JSONText(line.to.conductors))
    record.add("in_service", JSONText(line.isInService))
    record.add("r_ohm", JSONText(line.impedance, \.real))
    record.add("x_ohm", JSONText(line.impedance, \.imaginary))
    record.add("b_us", JSONText(line.shuntAdmittance, \.imaginary, tens: 6))
    if line.shuntAdmittance.elements.contains(where: { $0.real != 0 }) {
      record.add("g_us", JSONText(line.shuntAdmittance, \.real, tens: 6))
    }
    if let length = line.lengthKilometres {
      record.add("length", JSONText(length))
      record.add("length_units", JSONText("km"))
    }
    record.add("switch", JSONText(line.kind == .switch))
    if line.kind == .fuse { record.add("kind", JSONText(line.kind.rawValue)) }
    if let rating = line.ratedCurrentAmperes { record.add("max_a", JSONText(rating)) }
    return record.json
  }

  private func row(_ transformer: MultiphaseTransformer, _ buses: [String]) -> JSONText {
    var record = Self.row(transformer.name)
    record.add("phases", JSONText(transformer.phaseCount))
    record.add(
      "conductors", JSONText(transformer.windings.map(\.terminal.conductors.count).max() ?? 0))
    if let stated = transformer.statedAdmittance {
      record.add("yprim_re", JSONText(stated, \.real))
      record.add("yprim_im", JSONText(stated, \.imaginary))
    } else {
      record.add("x_percent", JSONText(transformer.reactancesPerUnit, tens: 2))
    }
    record.add("no_load_loss_percent", JSONText(transformer.noLoadLossPerUnit, tens: 2))
    record.add("imag_percent", JSONText(transformer.magnetizingCurrentPerUnit, tens: 2))
    record.add("ppm_antifloat", JSONText(transformer.antifloatPartsPerMillion))
    if !transformer.isInService { record.add("in_service", JSONText(false)) }
    record.add("windings", JSONText(transformer.windings.map { row($0, buses) }))
    return record.json
  }

  private func row(_ winding: Winding, _ buses: [String]) -> JSONText {
    var record = JSONText.Record()
    record.add("bus", JSONText(buses[winding.terminal.bus]))
    record.add("nodes", JSONText(winding.terminal.conductors))
    record.add("conn", JSONText(winding.connection.rawValue))
    record.add("clock", JSONText(winding.clock))
    record.add("kv", JSONText(winding.ratedVolts, tens: -3))
    record.add("kva", JSONText(winding.ratedVoltAmperes, tens: -3))
    record.add("r_percent", JSONText(winding.resistancePerUnit, tens: 2))
    record.add("tap", JSONText(winding.tap))
    record.add("min_tap", JSONText(winding.tapRange.lowerBound))
    record.add("max_tap", JSONText(winding.tapRange.upperBound))
    record.add("num_taps", JSONText(winding.tapStepCount))
    if !winding.neutralImpedance.isZero {
      record.add("r_neutral_ohm", JSONText(winding.neutralImpedance.real))
      record.add("x_neutral_ohm", JSONText(winding.neutralImpedance.imaginary))
    }
    return record.json
  }

  private func row(
    _ regulator: VoltageRegulator, _ transformers: [MultiphaseTransformer]
  ) -> JSONText {
    var record = Self.row(regulator.name)
    record.add("transformer", JSONText(transformers[regulator.transformer].name))
    record.add("winding", JSONText(regulator.winding + 1))
    record.add("measured_phase", JSONText(regulator.measuredPhase + 1))
    record.add("vreg_v", JSONText(regulator.voltageSettingVolts))
    record.add("band_v", JSONText(regulator.bandwidthVolts))
    record.add("pt_ratio", JSONText(regulator.potentialRatio))
    record.add("ct_primary_a", JSONText(regulator.currentRatingAmperes))
    record.add("ldc_r_v", JSONText(regulator.compensationResistanceVolts))
    record.add("ldc_x_v", JSONText(regulator.compensationReactanceVolts))
    record.add("max_tap_change", JSONText(regulator.maximumTapChange))
    record.add("delay_s", JSONText(regulator.delaySeconds))
    record.add("tap_delay_s", JSONText(regulator.tapDelaySeconds))
    return record.json
  }
}
