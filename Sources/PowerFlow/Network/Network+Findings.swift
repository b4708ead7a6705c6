import Quantities

extension Network {
  /// Inspects the network before anything is solved.
  ///
  /// - Returns: First what makes it impossible to solve: values that cannot be, names used twice, no
  ///   source, sources that contradict each other, buses without a path to a source. Then what is
  ///   probably a mistake: negative resistances and lengths, branches without impedance, loops,
  ///   ratings that do not fit, values far from anything usual.
  /// - Complexity: O(*n* log *n*) for *n* elements.
  public func findings() -> [NetworkFinding] {
    var errors = valueErrors
    let areValuesGood = errors.isEmpty
    if !errors.contains(.empty) { errors += injectionErrors + duplicateNames }
    if areValuesGood {
      do {
        let map = try GeneralEquations(self).map
        if !map.deadBuses.isEmpty {
          errors.append(.island(buses: map.deadBuses.map { buses[$0].name }))
        }
      } catch {
        errors.append(error)
      }
    } else if sources.isEmpty, !buses.isEmpty {
      errors.append(.noSource)
    }
    var seen: Set<NetworkError> = []
    errors = errors.filter { seen.insert($0).inserted }
    let warnings = areValuesGood ? warnings + unusualValues + shapeWarnings : []
    return errors.map(NetworkFinding.error) + warnings.map(NetworkFinding.warning)
  }

  /// What can be solved but is probably a mistake in the values of branches.
  var warnings: [NetworkWarning] {
    var warnings: [NetworkWarning] = []
    func inspect(_ name: String, _ resistance: Double, _ reactance: Double) {
      if resistance < 0 {
        warnings.append(.negativeResistance(branch: name, ohm: resistance))
      } else if resistance == 0 && reactance == 0 {
        warnings.append(.zeroImpedance(branch: name))
      }
    }
    for line in lines where line.isInService {
      inspect(line.name, line.resistanceOhm, line.reactanceOhm)
    }
    for transformer in transformers where transformer.isInService {
      inspect(transformer.name, transformer.resistanceOhm, transformer.reactanceOhm)
    }
    return warnings
  }

  private var duplicateNames: [NetworkError] {
    var errors: [NetworkError] = []
    func inspect(_ kind: String, _ names: [String]) {
      var seen: Set<String> = []
      for name in names where !name.isEmpty && !seen.insert(name).inserted {
        errors.append(.duplicateName(kind: kind, name: name))
      }
    }
    inspect("bus", buses.map(\.name))
    inspect("branch", branchNames)
    inspect("source", sources.map(\.name))
    inspect("shunt", shunts.map(\.name))
    inspect("load", loads.map(\.name))
    inspect("generator", generators.map(\.name))
    return errors
  }

  private var unusualValues: [NetworkWarning] {
    var warnings: [NetworkWarning] = []
    func warn(_ kind: String, _ name: String, _ problem: String) {
      warnings.append(
        .unusualValue(element: "the \(kind) \(quoted(name))", problem: problem))
    }
    for bus in buses where !(10...2e6).contains(bus.nominalVoltage.volts) {
      warn("bus", bus.name, "has the nominal voltage \(bus.nominalVoltage.volts) V")
    }
    for line in lines {
      if let length = line.lengthKilometres, !(0...5000).contains(length) {
        warn("line", line.name, "has the length \(length) km")
      }
      let impedance = Phasor(line.resistanceOhm, line.reactanceOhm).length
      if !(impedance <= 1e6) {
        warn("line", line.name, "has an impedance of \(impedance) Ω")
      } else if impedance > 0, impedance < 1e-7 {
        warn("line", line.name, "has an impedance of only \(impedance) Ω")
      }
    }
    for source in sources where !(0.8...1.2).contains(source.voltagePerUnit) {
      warn("source", source.name, "has the voltage \(source.voltagePerUnit) per unit")
    }
    for transformer in transformers { inspectRatings(transformer, warn) }
    for load in loads
    where !(Phasor(load.activePowerWatts, load.reactivePowerVar).length <= 1e11) {
      warn("load", load.name, "asks for more than 100 GVA")
    }
    for generator in generators
    where !(Phasor(generator.activePowerWatts, generator.reactivePowerVar).length <= 1e11) {
      warn("generator", generator.name, "produces more than 100 GVA")
    }
    return warnings
  }

  private func inspectRatings(
    _ transformer: Transformer, _ warn: (String, String, String) -> Void
  ) {
    for (rated, bus, side) in [
      (transformer.ratedHighVoltageVolts, transformer.highVoltageBus, "high"),
      (transformer.ratedLowVoltageVolts, transformer.lowVoltageBus, "low"),
    ] {
      let nominal = buses[bus].nominalVoltage.volts
      if !(0.7...1.4).contains(rated / nominal) {
        warn(
          "transformer", transformer.name,
          "has the rated \(side) voltage \(rated) V, but the bus \(quoted(buses[bus].name)) "
            + "has \(nominal) V")
      }
    }
    let base =
      transformer.ratedLowVoltageVolts * transformer.ratedLowVoltageVolts
      / transformer.ratedPowerVoltAmperes
    let impedance = Phasor(transformer.resistanceOhm, transformer.reactanceOhm).length / base
    if transformer.isInService, impedance != 0, !(0.002...1).contains(impedance) {
      warn(
        "transformer", transformer.name,
        "has a series impedance of \(impedance * 100) % of its rating")
    }
  }

  /// Loops, and generators that do not agree.
  private var shapeWarnings: [NetworkWarning] {
    var parents = Array(buses.indices)
    func root(_ bus: Int) -> Int {
      var bus = bus
      while parents[bus] != bus {
        parents[bus] = parents[parents[bus]]
        bus = parents[bus]
      }
      return bus
    }
    var closing: [String] = []
    for (branch, ends) in branchEnds.enumerated() where ends.isInService {
      let (from, to) = (root(ends.from), root(ends.to))
      if from == to { closing.append(branchName(branch)) }
      parents[from] = to
    }
    var warnings: [NetworkWarning] = closing.isEmpty ? [] : [.loops(branches: closing)]
    var first: [Int: (name: String, perUnit: Double)] = [:]
    for generator in generators {
      guard case .voltage(let perUnit, _) = generator.control else { continue }
      if let other = first[generator.bus], other.perUnit != perUnit {
        warnings.append(.conflictingVoltages(generators: [other.name, generator.name]))
      } else {
        first[generator.bus] = (generator.name, perUnit)
      }
    }
    return warnings
  }
}
