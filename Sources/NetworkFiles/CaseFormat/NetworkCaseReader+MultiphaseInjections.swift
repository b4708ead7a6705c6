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
    let kilovolts = record.number("kv", .positive, &report)
    guard let terminal, let phases, let connection, let kilovolts else { return nil }
    do {
      _ = try terminal.phases(count: phases, connection: connection, element: record.title)
    } catch {
      report.add(value, error.description)
      return nil
    }
    return Injection(
      terminal: terminal, phaseCount: phases, connection: connection, volts: kilovolts * 1000)
  }

  mutating func readCapacitor(_ value: JSONValue) -> (String, CapacitorBank)? {
    let fields = ["bus", "nodes", "phases", "conn", "kv", "kvar"]
    guard let (record, name) = openRow(value, "capacitor", fields) else { return nil }
    let power = record.number("kvar", .notNegative, &report)
    guard let injection = readInjection(record, value), let power else { return nil }
    let bank = CapacitorBank(
      name: name, terminal: injection.terminal, phaseCount: injection.phaseCount,
      connection: injection.connection, ratedVolts: injection.volts, ratedVar: power * 1000)
    return (name, bank)
  }

  mutating func readMultiphaseLoad(_ value: JSONValue) -> (String, MultiphaseLoad)? {
    let fields = [
      "bus", "nodes", "phases", "conn", "kv", "kw", "kvar", "model", "vminpu", "vmaxpu",
      "cvr_watts", "cvr_vars", "profile",
    ]
    guard let (record, name) = openRow(value, "load", fields) else { return nil }
    let profile = record.optionalText("profile", &report)
    let active = record.number("kw", .any, &report)
    let reactive = record.number("kvar", .any, &report)
    let model = readLoadModel(record)
    let window = readWindow(record)
    guard
      let injection = readInjection(record, value), let active, let reactive, let model
    else { return nil }
    let load = MultiphaseLoad(
      name: name, terminal: injection.terminal, phaseCount: injection.phaseCount,
      connection: injection.connection, ratedVolts: injection.volts,
      activePowerWatts: active * 1000, reactivePowerVar: reactive * 1000, model: model,
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
    default:
      report.add(
        field,
        "'model' of \(record.title) must be 1 (constant power), 2 (constant impedance), "
          + "4 (exponents) or 5 (constant current), not \(field.found).")
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
      "bus", "nodes", "phases", "conn", "kv", "kw", "kvar", "sn_kva", "profile",
    ]
    guard let (record, name) = openRow(value, "generator", fields) else { return nil }
    let profile = record.optionalText("profile", &report)
    let active = record.number("kw", .any, &report)
    let reactive = record.number("kvar", .any, &report)
    let rating = record.optionalNumber("sn_kva", .positive, &report)
    guard let injection = readInjection(record, value), let active, let reactive else { return nil }
    let generator = MultiphaseGenerator(
      name: name, terminal: injection.terminal, phaseCount: injection.phaseCount,
      connection: injection.connection, ratedVolts: injection.volts,
      activePowerWatts: active * 1000, reactivePowerVar: reactive * 1000,
      ratedVoltAmperes: rating.map { $0 * 1000 }, profile: profile)
    return (name, generator)
  }
}
