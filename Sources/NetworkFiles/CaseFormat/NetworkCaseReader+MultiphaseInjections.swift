import JSONReading
import PowerFlow

extension NetworkCaseReader {
  /// The fields that loads, generators and capacitor banks share.
  private struct Injection {
    let terminal: Terminal
    let phaseCount: Int
    let connection: PhaseConnection
    let volts: Double
  }

  private mutating func readInjection(_ record: JSONRecord, _ value: JSONValue) -> Injection? {
    let terminal = terminal("bus", "nodes", of: record)
    let phases = integer("phases", 1...3, of: record)
    let connection = connection(of: record)
    let volts = record.number("kv", .positive, tens: 3, &report)
    guard let terminal, let phases, let connection, let volts else { return nil }
    do {
      _ = try terminal.phases(count: phases, connection: connection, element: record.title)
    } catch {
      report.add(value, error.description)
      return nil
    }
    return Injection(
      terminal: terminal, phaseCount: phases, connection: connection, volts: volts)
  }

  mutating func readCapacitor(
    _ value: JSONValue, lines: [String], transformers: [String]
  ) -> (String, CapacitorBank)? {
    let fields = [
      "bus", "nodes", "phases", "conn", "kv", "kvar", "steps", "closed_steps", "control",
    ]
    guard let (record, name) = openRow(value, "capacitor", fields) else { return nil }
    let power = record.number("kvar", .notNegative, tens: 3, &report)
    let steps = readSteps(of: record)
    let control = readCapacitorControl(of: record, lines: lines, transformers: transformers)
    guard let injection = readInjection(record, value), let power, let steps else { return nil }
    let bank = CapacitorBank(
      name: name, terminal: injection.terminal, phaseCount: injection.phaseCount,
      connection: injection.connection, ratedVolts: injection.volts, ratedVar: power,
      stepCount: steps.all, closedStepCount: steps.closed, control: control)
    return (name, bank)
  }

  mutating func readMultiphaseLoad(_ value: JSONValue) -> (String, MultiphaseLoad)? {
    let fields = [
      "bus", "nodes", "phases", "conn", "kv", "kw", "kvar", "model", "vminpu", "vmaxpu",
      "cvr_watts", "cvr_vars", "zip", "profile",
    ]
    guard let (record, name) = openRow(value, "load", fields) else { return nil }
    let profile = record.optionalText("profile", &report)
    let active = record.number("kw", .any, tens: 3, &report)
    let reactive = record.number("kvar", .any, tens: 3, &report)
    let model = readLoadModel(record)
    let window = readWindow(record)
    guard
      let injection = readInjection(record, value), let active, let reactive, let model
    else { return nil }
    let load = MultiphaseLoad(
      name: name, terminal: injection.terminal, phaseCount: injection.phaseCount,
      connection: injection.connection, ratedVolts: injection.volts,
      activePowerWatts: active, reactivePowerVar: reactive, model: model,
      voltageWindow: window, profile: profile)
    return (name, load)
  }

  /// The model by its number in OpenDSS.
  private mutating func readLoadModel(_ record: JSONRecord) -> LoadModel? {
    let activeExponent = record.optionalNumber("cvr_watts", .any, &report)
    let reactiveExponent = record.optionalNumber("cvr_vars", .any, &report)
    guard let field = record.required("model", &report) else { return nil }
    switch field.number {
    case 1: return .constantPower
    case 2: return .constantImpedance
    case 4:
      guard let activeExponent, let reactiveExponent,
        abs(activeExponent) <= 100, abs(reactiveExponent) <= 100
      else {
        report.add(
          field,
          "\(record.title) has the model 4 and needs the fields 'cvr_watts' and 'cvr_vars', "
            + "the exponents of its power, between -100 and 100.")
        return nil
      }
      return .exponential(active: activeExponent, reactive: reactiveExponent)
    case 5: return .constantCurrent
    case 8: return readShares(of: record)
    default:
      report.add(
        field,
        "'model' of \(record.title) must be 1 (constant power), 2 (constant impedance), "
          + "4 (exponents), 5 (constant current) or 8 (shares of them), not \(field.found).")
      return nil
    }
  }

  private mutating func readWindow(_ record: JSONRecord) -> VoltageWindow? {
    if record.optional("vminpu") == nil && record.optional("vmaxpu") == nil { return nil }
    let minimum = record.number("vminpu", .notNegative, &report)
    let maximum = record.number("vmaxpu", .positive, &report)
    guard let minimum, let maximum else { return nil }
    guard minimum < maximum else {
      if let field = record.optional("vminpu") {
        report.add(
          field, "'vminpu' of \(record.title) must be less than 'vmaxpu', but is \(field.found).")
      }
      return nil
    }
    return VoltageWindow(minimum: minimum, maximum: maximum)
  }

  mutating func readMultiphaseGenerator(_ value: JSONValue) -> (String, MultiphaseGenerator)? {
    let fields = [
      "bus", "nodes", "phases", "conn", "kv", "kw", "kvar", "sn_kva", "control", "profile",
    ]
    guard let (record, name) = openRow(value, "generator", fields) else { return nil }
    let profile = record.optionalText("profile", &report)
    let active = record.number("kw", .any, tens: 3, &report)
    let reactive = record.number("kvar", .any, tens: 3, &report)
    let rating = record.optionalNumber("sn_kva", .positive, tens: 3, &report)
    let control = readControl(of: record)
    guard
      let injection = readInjection(record, value), let active, let reactive, let control
    else { return nil }
    let generator = MultiphaseGenerator(
      name: name, terminal: injection.terminal, phaseCount: injection.phaseCount,
      connection: injection.connection, ratedVolts: injection.volts,
      activePowerWatts: active, reactivePowerVar: reactive,
      ratedVoltAmperes: rating, control: control, profile: profile)
    return (name, generator)
  }
}
