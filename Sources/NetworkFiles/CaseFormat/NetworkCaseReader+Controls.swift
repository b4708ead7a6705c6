import JSONReading
import PowerFlow
import Spelling

/// The fields of controls, all of which may be left out.
extension NetworkCaseReader {
  /// The control of a generator: `control`, an object whose `kind` says what it does.
  mutating func readControl(of generator: JSONRecord) -> GeneratorControl? {
    guard let value = generator.optional("control") else { return .constantPower }
    let title = "'control' of \(generator.title)"
    let known = [
      "kind", "v_pu", "q_min_kvar", "q_max_kvar", "cosine", "produces_q", "q_curve", "p_curve",
    ]
    guard
      let record = JSONRecord(value, title, known: known, &report),
      let kind = record.required("kind", &report)
    else { return nil }
    switch kind.string {
    case "constant_power": return .constantPower
    case "voltage": return readVoltageControl(record)
    case "power_factor": return readPowerFactor(record)
    case "volt_var": return readCurve("q_curve", of: record).map { .voltVar($0) }
    case "volt_watt": return readCurve("p_curve", of: record).map { .voltWatt($0) }
    case "volt_var_watt":
      let reactive = readCurve("q_curve", of: record)
      let active = readCurve("p_curve", of: record)
      guard let reactive, let active else { return nil }
      return .voltVarWatt(reactive: reactive, active: active)
    default:
      report.add(
        kind,
        "'kind' of \(title) must be \"constant_power\", \"voltage\", \"power_factor\", "
          + "\"volt_var\", \"volt_watt\" or \"volt_var_watt\", not \(kind.found).")
      return nil
    }
  }

  private mutating func readVoltageControl(_ record: JSONRecord) -> GeneratorControl? {
    let voltage = record.number("v_pu", .positive, &report)
    let low = record.number("q_min_kvar", .any, tens: 3, &report)
    let high = record.number("q_max_kvar", .any, tens: 3, &report)
    guard let voltage, let low, let high else { return nil }
    guard low <= high else {
      report.add(record, "\(record.title) has a 'q_min_kvar' above its 'q_max_kvar'.")
      return nil
    }
    return .voltage(perUnit: voltage, reactiveLimitsVar: low...high)
  }

  private mutating func readPowerFactor(_ record: JSONRecord) -> GeneratorControl? {
    let produces = record.flag("produces_q", default: true, &report)
    guard let cosine = record.number("cosine", .positive, &report) else { return nil }
    guard cosine <= 1 else {
      report.add(record, "'cosine' of \(record.title) must not be greater than 1.")
      return nil
    }
    return .powerFactor(cosine: cosine, producesReactivePower: produces)
  }

  private mutating func readCurve(_ name: String, of record: JSONRecord) -> VoltageCurve? {
    guard let field = record.required(name, &report) else { return nil }
    let pairs = field.elements?.compactMap { numbers($0, 2) } ?? []
    let points = pairs.map { VoltageCurve.Point(voltagePerUnit: $0[0], value: $0[1]) }
    guard points.count == field.elements?.count, let curve = VoltageCurve(points) else {
      report.add(
        field,
        "\(quoted(name)) of \(record.title) must be a list of pairs of a voltage and a value, by "
          + "rising voltage.")
      return nil
    }
    return curve
  }

  /// The taps of a transformer of a balanced network: `tap_changer`.
  mutating func readTapChanger(of transformer: JSONRecord) -> TapChanger? {
    guard let value = transformer.optional("tap_changer") else { return nil }
    let known = ["side", "min", "max", "neutral", "position", "step_pu", "control"]
    let title = "'tap_changer' of \(transformer.title)"
    guard let record = JSONRecord(value, title, known: known, &report) else { return nil }
    let limit = 1_000_000
    let lowest = integer("min", -limit...limit, of: record)
    let highest = integer("max", -limit...limit, of: record)
    let neutral = integer("neutral", -limit...limit, of: record)
    let position = integer("position", -limit...limit, of: record)
    let step = record.number("step_pu", .any, &report)
    let side = record.text("side", &report)
    let control = record.optional("control").flatMap { readTapControl($0, of: title) }
    guard let lowest, let highest, let neutral, let position, let step, let side else { return nil }
    guard let side = TapChanger.Side(rawValue: side), lowest <= highest,
      (lowest...highest).contains(position)
    else {
      report.add(
        value,
        "\(title) must have the side \"highVoltage\" or \"lowVoltage\", and a position between "
          + "'min' and 'max'.")
      return nil
    }
    return TapChanger(
      side: side, positions: lowest...highest, neutralPosition: neutral, position: position,
      stepPerUnit: step, control: control)
  }

  private mutating func readTapControl(_ value: JSONValue, of title: String) -> TapControl? {
    let known = ["bus", "v_pu", "band_pu", "delay_s", "tap_delay_s"]
    guard let record = JSONRecord(value, "'control' of \(title)", known: known, &report) else {
      return nil
    }
    let bus = bus("bus", of: record)
    let setting = record.number("v_pu", .positive, &report)
    let band = record.number("band_pu", .positive, &report)
    let delay = record.number("delay_s", .notNegative, &report)
    let tapDelay = record.number("tap_delay_s", .notNegative, &report)
    guard let bus, let setting, let band, let delay, let tapDelay else { return nil }
    return TapControl(
      bus: bus, voltageSettingPerUnit: setting, bandwidthPerUnit: band, delaySeconds: delay,
      tapDelaySeconds: tapDelay)
  }

  /// The control of a capacitor bank: `control`, with the `line` or `transformer` that it measures.
  mutating func readCapacitorControl(
    of capacitor: JSONRecord, lines: [String], transformers: [String]
  ) -> CapacitorControl? {
    guard let value = capacitor.optional("control") else { return nil }
    let title = "'control' of \(capacitor.title)"
    let known = [
      "quantity", "line", "transformer", "on", "off", "ratio", "on_delay_s", "off_delay_s",
      "dead_time_s",
    ]
    guard let record = JSONRecord(value, title, known: known, &report) else { return nil }
    let quantity = record.text("quantity", &report)
    let on = record.number("on", .any, &report)
    let off = record.number("off", .any, &report)
    let ratio = record.number("ratio", .positive, &report)
    let onDelay = record.number("on_delay_s", .notNegative, &report)
    let offDelay = record.number("off_delay_s", .notNegative, &report)
    let deadTime = record.number("dead_time_s", .notNegative, &report)
    let line = branch("line", of: record, among: lines)
    let transformer = branch("transformer", of: record, among: transformers)
    guard let quantity, let on, let off, let ratio, let onDelay, let offDelay, let deadTime else {
      return nil
    }
    guard let quantity = CapacitorControl.Quantity(rawValue: quantity) else {
      report.add(
        value,
        "'quantity' of \(title) must be \"voltage\", \"current\" or \"reactivePower\".")
      return nil
    }
    return CapacitorControl(
      quantity: quantity, branch: line ?? transformer.map { $0 + lines.count }, onThreshold: on,
      offThreshold: off, ratio: ratio, onDelaySeconds: onDelay, offDelaySeconds: offDelay,
      deadTimeSeconds: deadTime)
  }

  private mutating func branch(
    _ name: String, of record: JSONRecord, among names: [String]
  ) -> Int? {
    guard let field = record.optional(name) else { return nil }
    if let index = field.string.flatMap({ names.firstIndex(of: $0) }) { return index }
    report.add(
      field,
      "\(quoted(name)) of \(record.title) is \(field.found), which is no \(name). "
        + advice(for: field.string ?? "", among: names))
    return nil
  }
}
