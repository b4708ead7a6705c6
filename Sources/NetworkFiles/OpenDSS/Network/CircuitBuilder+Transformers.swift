import ComplexModule
import PowerFlow

extension CircuitBuilder {
  mutating func add(_ element: TransformerElement) throws(ScriptFault) {
    let values = element.values
    let clocks = try clocks(of: element)
    var windings: [Winding] = []
    for (index, winding) in values.windings.enumerated() {
      let isDelta = winding.connection == .delta
      let terminal = try terminal(
        winding.bus, phases: values.phases, count: values.phases + 1, of: element,
        "bus' of winding '\(index + 1)")
      let neutral = terminal.conductors.last ?? Terminal.ground
      if winding.neutralResistance >= 0, !isDelta, neutral != Terminal.ground {
        throw unsupported(element, "has a neutral with a conductor and an impedance of its own.")
      }
      guard winding.minimumTap <= winding.maximumTap else {
        throw element.fault("\(element.title) has a 'mintap' above its 'maxtap'.")
      }
      windings.append(
        Winding(
          terminal: terminal, connection: winding.connection, clock: clocks[index],
          ratedVolts: winding.kilovolts * 1000, ratedVoltAmperes: winding.kilovoltAmperes * 1000,
          resistancePerUnit: winding.resistancePercent / 100, tap: winding.tap,
          tapRange: winding.minimumTap...winding.maximumTap, tapStepCount: winding.tapCount))
    }
    transformerIndices[element.header.name] = transformers.count
    branches["transformer." + element.header.name] = circuitLineCount + transformers.count
    transformers.append(
      MultiphaseTransformer(
        name: element.header.name, phaseCount: values.phases, windings: windings,
        reactancesPerUnit: values.reactances.prefix(windings.count == 2 ? 1 : 3).map { $0 / 100 },
        noLoadLossPerUnit: values.noLoadLossPercent / 100,
        magnetizingCurrentPerUnit: values.magnetizingPercent / 100,
        antifloatPartsPerMillion: values.antifloatPartsPerMillion))
  }

  /// The number of lines; all are there before the first transformer.
  private var circuitLineCount: Int { lines.count }

  /// The hours of the clock by which windings lag the first.
  ///
  /// All deltas are wound one way. Where the first two windings are a wye and a delta, it is the way
  /// in which the lower voltage lags by 30°, or leads where the script says so.
  private func clocks(of element: TransformerElement) throws(ScriptFault) -> [Int] {
    let windings = element.values.windings
    let isMixed = windings.contains { $0.connection != windings[0].connection }
    guard isMixed, element.values.phases > 1 else { return windings.map { _ in 0 } }
    guard element.values.phases == 3 else {
      throw unsupported(element, "has two phases in wye and delta.")
    }
    let high = windings[0].kilovolts >= windings[1].kilovolts ? windings[0] : windings[1]
    let isAlike = windings[0].connection == windings[1].connection
    let lags = element.values.lowVoltageLags
    let direction = isAlike || (high.connection == .wye) == lags ? 1 : -1
    let angles = windings.map { $0.connection == .delta ? direction : 0 }
    return angles.map { ($0 - angles[0] + 12) % 12 }
  }

  mutating func add(_ element: RegulatorElement) throws(ScriptFault) {
    guard let name = element.transformer else {
      throw element.fault("\(element.title) needs 'transformer'.")
    }
    guard let index = transformerIndices[name.name] else {
      throw name.fault("'transformer' of \(element.title) is not part of the circuit.")
    }
    let transformer = transformers[index]
    guard element.winding <= transformer.windings.count else {
      throw element.fault(
        "'winding' of \(element.title) is \(element.winding), but \(shortened(name.text)) has "
          + "\(transformer.windings.count).")
    }
    if let value = element.tapWinding, try value.integer(1...3) != element.winding {
      throw unsupported(element, "moves the tap of another winding than it measures.")
    }
    guard element.phase <= transformer.phaseCount else {
      throw element.fault(
        "'ptphase' of \(element.title) is \(element.phase), but \(shortened(name.text)) has "
          + "\(counted(transformer.phaseCount, "phase")).")
    }
    let winding = element.winding - 1
    if let number = try element.tapNumber?.integer(-1000...1000) {
      let range = transformer.windings[winding].tapRange
      let step =
        (range.upperBound - range.lowerBound) / Double(transformer.windings[winding].tapStepCount)
      let middle = (range.upperBound + range.lowerBound) / 2
      transformers[index].windings[winding].tap =
        min(max(middle + step * Double(number), range.lowerBound), range.upperBound)
    }
    regulators.append(
      VoltageRegulator(
        name: element.header.name, transformer: index, winding: winding,
        measuredPhase: element.phase - 1, voltageSettingVolts: element.setting,
        bandwidthVolts: element.band, potentialRatio: element.potentialRatio,
        currentRatingAmperes: element.currentRating,
        compensationResistanceVolts: element.resistance,
        compensationReactanceVolts: element.reactance,
        maximumTapChange: element.maximumTapChange, delaySeconds: element.delay,
        tapDelaySeconds: element.tapDelay))
  }
}
