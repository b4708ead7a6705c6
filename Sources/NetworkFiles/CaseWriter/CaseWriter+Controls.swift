import PowerFlow

extension CaseWriter {
  /// The shares of a ZIP load.
  static func json(_ active: LoadModel.Polynomial, _ reactive: LoadModel.Polynomial) -> JSONText {
    JSONText([
      active.impedance, active.current, active.power, reactive.impedance, reactive.current,
      reactive.power,
    ])
  }

  /// The control of a generator, or `nil` for the one that need not be written.
  static func json(_ control: GeneratorControl) -> JSONText? {
    var record = JSONText.Record()
    switch control {
    case .constantPower: return nil
    case .voltage(let perUnit, let limits):
      record.add("kind", JSONText("voltage"))
      record.add("v_pu", JSONText(perUnit))
      record.add("q_min_kvar", JSONText(limits.lowerBound, tens: -3))
      record.add("q_max_kvar", JSONText(limits.upperBound, tens: -3))
    case .powerFactor(let cosine, let produces):
      record.add("kind", JSONText("power_factor"))
      record.add("cosine", JSONText(cosine))
      record.add("produces_q", JSONText(produces))
    case .voltVar(let curve):
      record.add("kind", JSONText("volt_var"))
      record.add("q_curve", json(curve))
    case .voltWatt(let curve):
      record.add("kind", JSONText("volt_watt"))
      record.add("p_curve", json(curve))
    case .voltVarWatt(let reactive, let active):
      record.add("kind", JSONText("volt_var_watt"))
      record.add("q_curve", json(reactive))
      record.add("p_curve", json(active))
    }
    return record.json
  }

  private static func json(_ curve: VoltageCurve) -> JSONText {
    JSONText(curve.points.map { JSONText([$0.voltagePerUnit, $0.value]) })
  }

  /// The taps of a transformer of a balanced network.
  static func json(_ changer: TapChanger, _ buses: [String]) -> JSONText {
    var record = JSONText.Record()
    record.add("side", JSONText(changer.side.rawValue))
    record.add("min", JSONText(changer.positions.lowerBound))
    record.add("max", JSONText(changer.positions.upperBound))
    record.add("neutral", JSONText(changer.neutralPosition))
    record.add("position", JSONText(changer.position))
    record.add("step_pu", JSONText(changer.stepPerUnit))
    if let control = changer.control {
      var inner = JSONText.Record()
      inner.add("bus", JSONText(buses[control.bus]))
      inner.add("v_pu", JSONText(control.voltageSettingPerUnit))
      inner.add("band_pu", JSONText(control.bandwidthPerUnit))
      inner.add("delay_s", JSONText(control.delaySeconds))
      inner.add("tap_delay_s", JSONText(control.tapDelaySeconds))
      record.add("control", inner.json)
    }
    return record.json
  }

  /// The control of a capacitor bank.
  static func json(_ control: CapacitorControl, _ network: MultiphaseNetwork) -> JSONText {
    var record = JSONText.Record()
    record.add("quantity", JSONText(control.quantity.rawValue))
    if let branch = control.branch {
      let isLine = branch < network.lines.count
      let name =
        isLine
        ? network.lines[branch].name : network.transformers[branch - network.lines.count].name
      record.add(isLine ? "line" : "transformer", JSONText(name))
    }
    record.add("on", JSONText(control.onThreshold))
    record.add("off", JSONText(control.offThreshold))
    record.add("ratio", JSONText(control.ratio))
    record.add("on_delay_s", JSONText(control.onDelaySeconds))
    record.add("off_delay_s", JSONText(control.offDelaySeconds))
    record.add("dead_time_s", JSONText(control.deadTimeSeconds))
    return record.json
  }
}
