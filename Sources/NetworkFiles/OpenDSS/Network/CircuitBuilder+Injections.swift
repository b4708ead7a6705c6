import PowerFlow

extension CircuitBuilder {
  mutating func add(_ element: CapacitorElement) throws(ScriptFault) {
    try checkFrequency(of: element)
    let phases = element.phases
    let isDelta = element.connection == .delta
    let terminal = try terminal(
      element.bus, phases: phases, count: isDelta && phases < 3 ? phases + 1 : phases, of: element)
    capacitors.append(
      CapacitorBank(
        name: element.header.name, terminal: terminal, phaseCount: phases,
        connection: element.connection, ratedVolts: element.kilovolts * 1000,
        ratedVar: element.kilovars * 1000, stepCount: element.stepCount,
        closedStepCount: element.closedCount))
  }

  mutating func add(_ element: CapacitorControlElement) throws(ScriptFault) {
    guard let capacitor = element.capacitor else {
      throw element.fault("\(element.title) needs 'capacitor'.")
    }
    guard let index = capacitors.firstIndex(where: { $0.name == capacitor.name }) else {
      throw capacitor.fault("'capacitor' of \(element.title) is not part of the circuit.")
    }
    guard capacitors[index].control == nil else {
      throw element.fault("\(shortened(capacitor.text)) has a control already.")
    }
    guard let measured = element.element else {
      throw element.fault("\(element.title) needs 'element'.")
    }
    let branch = branches[measured.name]
    if element.quantity != .voltage, branch == nil {
      throw measured.fault(
        "'element' of \(element.title) is \(shortened(measured.text)), which is no line or "
          + "transformer of the circuit.")
    }
    capacitors[index].control = CapacitorControl(
      quantity: element.quantity, branch: element.quantity == .voltage ? nil : branch,
      onThreshold: element.on, offThreshold: element.off,
      ratio: element.quantity == .voltage ? element.potentialRatio : element.currentRatio,
      onDelaySeconds: element.delay, offDelaySeconds: element.delayOff,
      deadTimeSeconds: element.deadTime)
  }

  mutating func add(_ element: LoadElement) throws(ScriptFault) {
    guard let model = element.loadModel else {
      throw element.fault("\(element.title) has model 8, so it needs 'zipv'.")
    }
    guard element.minimum < element.maximum else {
      throw element.fault("\(element.title) has a 'vminpu' that is not below its 'vmaxpu'.")
    }
    let terminal = try shuntTerminal(
      element.bus, phases: element.phases, connection: element.connection, of: element)
    loads.append(
      MultiphaseLoad(
        name: element.header.name, terminal: terminal, phaseCount: element.phases,
        connection: element.connection, ratedVolts: element.kilovolts * 1000,
        activePowerWatts: element.kilowatts * 1000, reactivePowerVar: element.kilovars * 1000,
        model: model,
        voltageWindow: VoltageWindow(minimum: element.minimum, maximum: element.maximum),
        profile: element.profile))
  }

  mutating func add(_ element: GeneratorElement) throws(ScriptFault) {
    guard let control = element.control else {
      throw element.fault("\(element.title) has a 'minkvar' above its 'maxkvar'.")
    }
    let terminal = try shuntTerminal(
      element.bus, phases: element.phases, connection: element.connection, of: element)
    generators.append(
      MultiphaseGenerator(
        name: element.header.name, terminal: terminal, phaseCount: element.phases,
        connection: element.connection, ratedVolts: element.kilovolts * 1000,
        activePowerWatts: element.kilowatts * 1000, reactivePowerVar: element.kilovars * 1000,
        ratedVoltAmperes: element.ratedKilovoltAmperes.map { $0 * 1000 }, control: control,
        profile: element.profile))
  }

  mutating func add(_ element: PhotovoltaicElement) throws(ScriptFault) {
    guard !element.isOverloaded else {
      throw unsupported(element, "produces more than its 'kva' allows.")
    }
    let terminal = try shuntTerminal(
      element.bus, phases: element.phases, connection: element.connection, of: element)
    let power = element.power
    generators.append(
      MultiphaseGenerator(
        name: "pvsystem." + element.header.name, terminal: terminal, phaseCount: element.phases,
        connection: element.connection, ratedVolts: element.kilovolts * 1000,
        activePowerWatts: power.active * 1000, reactivePowerVar: power.reactive * 1000,
        ratedVoltAmperes: element.ratedKilovoltAmperes * 1000, profile: element.profile))
  }
}
