import JSONReading
import PowerFlow

extension NetworkCaseReader {
  mutating func readSource(_ value: JSONValue) -> (String, Source)? {
    let fields = ["name", "bus", "v_pu", "angle_deg", "r_ohm", "x_ohm"]
    guard let (record, name) = openRow(value, "source", fields) else { return nil }
    _ = record.optionalText("name", &report)
    let bus = bus("bus", of: record)
    let voltage = record.number("v_pu", .positive, &report)
    let angle = record.number("angle_deg", .any, &report)
    let resistance = record.number("r_ohm", .notNegative, &report)
    let reactance = record.number("x_ohm", .any, &report)
    guard let bus, let voltage, let angle, let resistance, let reactance else { return nil }
    let source = Source(
      name: name, bus: bus, voltagePerUnit: voltage, angleDegrees: angle,
      resistanceOhm: resistance, reactanceOhm: reactance)
    return (name, source)
  }

  mutating func readShunt(_ value: JSONValue) -> (String, Shunt)? {
    guard let (record, name) = openRow(value, "shunt", ["name", "bus", "p_kw", "q_kvar"]) else {
      return nil
    }
    _ = record.optionalText("name", &report)
    guard let bus = bus("bus", of: record), let power = readPower(record) else { return nil }
    return (
      name, Shunt(name: name, bus: bus, activePowerWatts: power.x, reactivePowerVar: power.y)
    )
  }

  mutating func readLoad(_ value: JSONValue) -> (String, NetworkLoad)? {
    let fields = [
      "name", "bus", "p_kw", "q_kvar", "model", "exponents", "zip", "profile", "storage",
    ]
    guard let (record, name) = openRow(value, "load", fields) else { return nil }
    let label = record.optionalText("name", &report)
    let profile = record.optionalText("profile", &report)
    let isStorage = record.flag("storage", default: false, &report)
    let bus = bus("bus", of: record)
    let power = readPower(record)
    let dependence = readLoadModel(of: record)
    guard let bus, let power, let dependence else { return nil }
    let load = NetworkLoad(
      name: name, label: label, bus: bus, activePowerWatts: power.x, reactivePowerVar: power.y,
      model: dependence, profile: profile, isStorage: isStorage)
    return (name, load)
  }

  mutating func readGenerator(_ value: JSONValue) -> (String, NetworkGenerator)? {
    let fields = ["name", "bus", "p_kw", "q_kvar", "sn_kva", "control", "profile"]
    guard let (record, name) = openRow(value, "generator", fields) else { return nil }
    let label = record.optionalText("name", &report)
    let profile = record.optionalText("profile", &report)
    let rating = record.optionalNumber("sn_kva", .positive, tens: 3, &report)
    let control = readControl(of: record)
    guard let bus = bus("bus", of: record), let power = readPower(record), let control else {
      return nil
    }
    let generator = NetworkGenerator(
      name: name, label: label, bus: bus, activePowerWatts: power.x, reactivePowerVar: power.y,
      ratedPowerVoltAmperes: rating, control: control, profile: profile)
    return (name, generator)
  }

  /// The fields `p_kw` and `q_kvar`, in W and var.
  private mutating func readPower(_ record: JSONRecord) -> SIMD2<Double>? {
    let active = record.number("p_kw", .any, tens: 3, &report)
    let reactive = record.number("q_kvar", .any, tens: 3, &report)
    guard let active, let reactive else { return nil }
    return SIMD2(active, reactive)
  }
}
