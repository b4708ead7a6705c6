import Quantities

extension Network {
  /// Checks all that the equations of a balanced network rely on, apart from its shape.
  ///
  /// - Throws: The first thing that cannot be.
  func checkValues() throws(NetworkError) {
    if let first = valueErrors.first { throw first }
  }

  /// Checks the loads and generators, which a solver that is given injections does not read.
  func checkInjections() throws(NetworkError) {
    if let first = injectionErrors.first { throw first }
  }

  /// What cannot be in buses, branches, sources and shunts, and in voltages that generators hold.
  var valueErrors: [NetworkError] {
    guard !buses.isEmpty else { return [.empty] }
    var inspector = ValueInspector(busCount: buses.count)
    for bus in buses {
      inspector.begin("bus", bus.name)
      inspector.check(bus.nominalVoltage.volts, .positive, "nominal voltage")
    }
    for line in lines { inspect(line, &inspector) }
    for transformer in transformers { inspect(transformer, &inspector) }
    for source in sources {
      inspector.begin("source", source.name)
      inspector.check(bus: source.bus)
      inspector.check(source.voltagePerUnit, .positive, "voltage")
      inspector.check(source.angleDegrees, .finite, "angle")
      inspector.check(source.resistanceOhm, .notNegative, "resistance")
      inspector.check(source.reactanceOhm, .finite, "reactance")
    }
    for shunt in shunts {
      inspector.begin("shunt", shunt.name)
      inspector.check(bus: shunt.bus)
      inspector.check(shunt.activePowerWatts, .finite, "active power")
      inspector.check(shunt.reactivePowerVar, .finite, "reactive power")
    }
    for generator in generators {
      guard case .voltage(let perUnit, let limits) = generator.control else { continue }
      inspector.begin("generator", generator.name)
      inspector.check(bus: generator.bus)
      inspector.check(perUnit, .positive, "voltage")
      if limits.lowerBound == .infinity || limits.upperBound == -.infinity {
        inspector.complain("has reactive limits that leave nothing between them")
      }
    }
    return inspector.errors
  }

  /// What cannot be in loads and generators.
  var injectionErrors: [NetworkError] {
    var inspector = ValueInspector(busCount: buses.count)
    for load in loads {
      inspector.begin("load", load.name)
      inspector.check(bus: load.bus)
      inspector.check(load.activePowerWatts, .finite, "active power")
      inspector.check(load.reactivePowerVar, .finite, "reactive power")
      switch load.model {
      case .exponential(let active, let reactive):
        inspector.check(active, .finite, "exponent of the active power")
        inspector.check(reactive, .finite, "exponent of the reactive power")
      case .polynomial(let active, let reactive):
        for share in [
          active.impedance, active.current, active.power, reactive.impedance, reactive.current,
          reactive.power,
        ] { inspector.check(share, .finite, "share") }
      default: break
      }
    }
    for generator in generators {
      inspector.begin("generator", generator.name)
      inspector.check(bus: generator.bus)
      inspector.check(generator.activePowerWatts, .finite, "active power")
      inspector.check(generator.reactivePowerVar, .finite, "reactive power")
      if let rating = generator.ratedPowerVoltAmperes {
        inspector.check(rating, .positive, "rated power")
      }
      switch generator.control {
      case .powerFactor(let cosine, _):
        if !(cosine > 0 && cosine <= 1) {
          inspector.complain("has the power factor \(cosine), which must be in 0 to 1")
        }
      case .voltVar, .voltWatt, .voltVarWatt:
        if generator.ratedPowerVoltAmperes == nil {
          inspector.complain("follows a curve in per unit of its rated power, but has none")
        }
      case .constantPower, .voltage: break
      }
    }
    return inspector.errors
  }

  private func inspect(_ line: Line, _ inspector: inout ValueInspector) {
    inspector.begin("line", line.name)
    let hasFrom = inspector.check(bus: line.from)
    let hasTo = inspector.check(bus: line.to)
    inspector.check(line.resistanceOhm, .finite, "resistance")
    inspector.check(line.reactanceOhm, .finite, "reactance")
    inspector.check(line.chargingMicrosiemens, .finite, "charging")
    if let rating = line.ratedCurrentAmperes {
      inspector.check(rating, .positive, "rated current")
    }
    guard hasFrom, hasTo else { return }
    let from = buses[line.from].nominalVoltage.volts
    let to = buses[line.to].nominalVoltage.volts
    if !(abs(from - to) <= 1e-6 * from) {
      inspector.add(.differentVoltages(line: line.name, fromVolts: from, toVolts: to))
    }
  }

  private func inspect(_ transformer: Transformer, _ inspector: inout ValueInspector) {
    inspector.begin("transformer", transformer.name)
    let hasHigh = inspector.check(bus: transformer.highVoltageBus)
    let hasLow = inspector.check(bus: transformer.lowVoltageBus)
    inspector.check(transformer.ratedPowerVoltAmperes, .positive, "rated power")
    inspector.check(transformer.ratedHighVoltageVolts, .positive, "rated high voltage")
    inspector.check(transformer.ratedLowVoltageVolts, .positive, "rated low voltage")
    inspector.check(transformer.resistanceOhm, .finite, "resistance")
    inspector.check(transformer.reactanceOhm, .finite, "reactance")
    inspector.check(transformer.conductanceMicrosiemens, .finite, "conductance")
    inspector.check(transformer.susceptanceMicrosiemens, .finite, "susceptance")
    inspector.check(transformer.ratio, .positive, "ratio")
    inspector.check(transformer.shiftDegrees, .finite, "shift")
    if let changer = transformer.tapChanger { inspect(changer, &inspector) }
    guard hasHigh, hasLow else { return }
    let nominal =
      buses[transformer.highVoltageBus].nominalVoltage
      / buses[transformer.lowVoltageBus].nominalVoltage
    if !(0.5...2).contains(transformer.ratio / nominal) {
      inspector.add(
        .wrongRatio(transformer: transformer.name, ratio: transformer.ratio, nominal: nominal))
    }
  }

  private func inspect(_ changer: TapChanger, _ inspector: inout ValueInspector) {
    inspector.check(changer.stepPerUnit, .finite, "tap step")
    if !changer.positions.contains(changer.position) {
      inspector.complain("has the tap position \(changer.position), which cannot be reached")
    }
    for position in [changer.positions.lowerBound, changer.positions.upperBound, changer.position]
    where !(changer.factor(at: position) > 0) {
      return inspector.complain("has tap steps that turn its voltage round")
    }
    if let control = changer.control {
      inspector.check(bus: control.bus)
      inspector.check(control.voltageSettingPerUnit, .positive, "voltage setting")
      inspector.check(control.bandwidthPerUnit, .notNegative, "bandwidth")
      inspector.check(control.delaySeconds, .notNegative, "delay")
      inspector.check(control.tapDelaySeconds, .notNegative, "tap delay")
    }
  }
}
