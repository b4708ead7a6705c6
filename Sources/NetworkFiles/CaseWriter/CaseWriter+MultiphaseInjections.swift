import PowerFlow

extension CaseWriter {
  /// Begins a row with the fields that loads, generators and capacitor banks share.
  private func row(
    _ name: String, _ terminal: Terminal, _ phases: Int, _ connection: PhaseConnection,
    _ volts: Double, _ buses: [String]
  ) -> JSONText.Record {
    var record = Self.row(name)
    record.add("bus", JSONText(buses[terminal.bus]))
    record.add("nodes", JSONText(terminal.conductors))
    record.add("phases", JSONText(phases))
    record.add("conn", JSONText(connection.rawValue))
    record.add("kv", JSONText(volts, tens: -3))
    return record
  }

  func row(
    _ bank: CapacitorBank, _ network: MultiphaseNetwork, _ buses: [String]
  ) -> JSONText {
    var record = row(
      bank.name, bank.terminal, bank.phaseCount, bank.connection, bank.ratedVolts, buses)
    record.add("kvar", JSONText(bank.ratedVar, tens: -3))
    if bank.stepCount != 1 || bank.closedStepCount != 1 {
      record.add("steps", JSONText(bank.stepCount))
      record.add("closed_steps", JSONText(bank.closedStepCount))
    }
    if let control = bank.control { record.add("control", Self.json(control, network)) }
    return record.json
  }

  func row(_ load: MultiphaseLoad, _ buses: [String]) -> JSONText {
    var record = row(
      load.name, load.terminal, load.phaseCount, load.connection, load.ratedVolts, buses)
    record.add("kw", JSONText(load.activePowerWatts, tens: -3))
    record.add("kvar", JSONText(load.reactivePowerVar, tens: -3))
    switch load.model {
    case .constantPower: record.add("model", JSONText(1))
    case .constantImpedance: record.add("model", JSONText(2))
    case .exponential(let active, let reactive):
      record.add("model", JSONText(4))
      record.add("cvr_watts", JSONText(active))
      record.add("cvr_vars", JSONText(reactive))
    case .constantCurrent: record.add("model", JSONText(5))
    case .polynomial(let active, let reactive):
      record.add("model", JSONText(8))
      record.add("zip", Self.json(active, reactive))
    }
    if let window = load.voltageWindow {
      record.add("vminpu", JSONText(window.minimum))
      record.add("vmaxpu", JSONText(window.maximum))
    }
    if let profile = load.profile { record.add("profile", JSONText(profile)) }
    return record.json
  }

  func row(_ generator: MultiphaseGenerator, _ buses: [String]) -> JSONText {
    var record = row(
      generator.name, generator.terminal, generator.phaseCount, generator.connection,
      generator.ratedVolts, buses)
    record.add("kw", JSONText(generator.activePowerWatts, tens: -3))
    record.add("kvar", JSONText(generator.reactivePowerVar, tens: -3))
    if let rating = generator.ratedVoltAmperes { record.add("sn_kva", JSONText(rating, tens: -3)) }
    if let control = Self.json(generator.control) { record.add("control", control) }
    if let profile = generator.profile { record.add("profile", JSONText(profile)) }
    return record.json
  }
}
