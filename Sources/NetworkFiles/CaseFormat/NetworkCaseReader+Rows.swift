import JSONReading
import PowerFlow
import Quantities

extension NetworkCaseReader {
  mutating func readBus(_ value: JSONValue) -> (String, Bus)? {
    guard let (record, name) = openRow(value, "bus", ["name", "base_kv", "open_end"]) else {
      return nil
    }
    _ = record.flag("open_end", default: false, &report)
    let label = record.optionalText("name", &report)
    guard let volts = record.number("base_kv", .positive, tens: 3, &report) else { return nil }
    return (name, Bus(name: name, label: label, nominalVoltage: Voltage(volts: volts)))
  }

  mutating func readLine(_ value: JSONValue) -> (String, Line)? {
    let fields = [
      "name", "from", "to", "in_service", "r_ohm", "x_ohm", "b_us", "length_km", "max_a",
      "kind",
    ]
    guard let (record, name) = openRow(value, "line", fields) else { return nil }
    _ = record.optionalText("name", &report)
    let from = bus("from", of: record)
    let to = bus("to", of: record)
    let resistance = record.number("r_ohm", .any, &report)
    let reactance = record.number("x_ohm", .any, &report)
    let charging = record.number("b_us", .notNegative, &report)
    let rating = record.optionalNumber("max_a", .positive, &report)
    let length = record.optionalNumber("length_km", .notNegative, &report)
    let isInService = record.flag("in_service", default: true, &report)
    let kind = readLineKind(of: record)
    guard let from, let to, let resistance, let reactance, let charging, let kind else {
      return nil
    }
    let line = Line(
      name: name, from: from, to: to, resistanceOhm: resistance, reactanceOhm: reactance,
      chargingMicrosiemens: charging, ratedCurrentAmperes: rating, lengthKilometres: length,
      kind: kind, isInService: isInService)
    return (name, line)
  }

  mutating func readTransformer(_ value: JSONValue) -> (String, Transformer)? {
    let nameplate = [
      "vk_percent", "vkr_percent", "pfe_kw", "i0_percent", "shift_deg", "max_loading_percent",
      "tap_pos", "tap_neutral", "tap_min", "tap_max", "tap_step_percent",
    ]
    let fields = [
      "name", "hv", "lv", "sn_kva", "vn_hv_kv", "vn_lv_kv", "tap_side", "pi",
      "tap_changer", "in_service",
    ]
    guard let (record, name) = openRow(value, "transformer", fields + nameplate) else {
      return nil
    }
    for field in nameplate { _ = record.optionalNumber(field, .any, &report) }
    for field in ["name", "tap_side"] { _ = record.optionalText(field, &report) }
    let high = bus("hv", of: record)
    let low = bus("lv", of: record)
    let power = record.number("sn_kva", .positive, tens: 3, &report)
    let highVoltage = record.number("vn_hv_kv", .positive, tens: 3, &report)
    let lowVoltage = record.number("vn_lv_kv", .positive, tens: 3, &report)
    let isInService = record.flag("in_service", default: true, &report)
    let tapChanger = readTapChanger(of: record)
    guard
      let section = readSection(of: record), let high, let low, let power, let highVoltage,
      let lowVoltage
    else { return nil }
    let transformer = Transformer(
      name: name, highVoltageBus: high, lowVoltageBus: low, ratedPowerVoltAmperes: power,
      ratedHighVoltageVolts: highVoltage, ratedLowVoltageVolts: lowVoltage,
      resistanceOhm: section.resistance, reactanceOhm: section.reactance,
      conductanceMicrosiemens: section.conductance, susceptanceMicrosiemens: section.susceptance,
      ratio: section.ratio, shiftDegrees: section.shift, tapChanger: tapChanger,
      isInService: isInService)
    return (name, transformer)
  }

  /// The π section of a transformer.
  private struct Section {
    let resistance: Double
    let reactance: Double
    let conductance: Double
    let susceptance: Double
    let ratio: Double
    let shift: Double
  }

  private mutating func readSection(of transformer: JSONRecord) -> Section? {
    let fields = ["r_ohm_lv", "x_ohm_lv", "g_us_lv", "b_us_lv", "ratio", "shift_deg"]
    guard
      let value = transformer.required("pi", &report),
      let record = JSONRecord(value, "'pi' of \(transformer.title)", known: fields, &report)
    else { return nil }
    let resistance = record.number("r_ohm_lv", .any, &report)
    let reactance = record.number("x_ohm_lv", .any, &report)
    let conductance = record.number("g_us_lv", .notNegative, &report)
    let susceptance = record.number("b_us_lv", .any, &report)
    let ratio = record.number("ratio", .positive, &report)
    let shift = record.number("shift_deg", .any, &report)
    guard let resistance, let reactance, let conductance, let susceptance, let ratio, let shift
    else { return nil }
    return Section(
      resistance: resistance, reactance: reactance, conductance: conductance,
      susceptance: susceptance, ratio: ratio, shift: shift)
  }
}
