extension GeneralSolver {
  /// The voltage of a bus in units of its base, if it is known.
  private func voltage(ofBus bus: Int) -> Phasor? {
    let node = equations.map.nodes[bus]
    return isSolved && node >= 0 ? Phasor.one + deviations[node] : nil
  }

  func magnitude(ofBus bus: Int) -> Double {
    guard let voltage = voltage(ofBus: bus) else { return .nan }
    return voltage.length * equations.baseMagnitudes[bus]
  }

  func angle(ofBus bus: Int) -> Double {
    guard let voltage = voltage(ofBus: bus) else { return .nan }
    return (voltage.degrees + equations.map.baseDegrees[bus]).remainder(dividingBy: 360)
  }

  func copyMagnitudes(into magnitudes: inout MutableSpan<Double>) {
    precondition(magnitudes.count == busCount, "there must be room for each bus")
    for bus in 0..<busCount { magnitudes[bus] = magnitude(ofBus: bus) }
  }

  func copyAngles(into degrees: inout MutableSpan<Double>) {
    precondition(degrees.count == busCount, "there must be room for each bus")
    for bus in 0..<busCount { degrees[bus] = angle(ofBus: bus) }
  }

  /// The power that a source delivers into the network, in W and var.
  ///
  /// Stiff sources at one node share it in equal parts, because nothing tells their parts apart.
  func sourcePower(_ source: Int) -> Phasor {
    guard isSolved else { return Phasor(.nan, .nan) }
    if let feed = equations.feeds.first(where: { $0.source == source }) {
      let deviation = deviations[Int(feed.node)]
      let current = feed.admittance * (feed.voltageLessOne - deviation)
      return (Phasor.one + deviation) * current.conjugate
    }
    let node = equations.map.nodes[equations.sources[source].bus]
    var sharing = 0.0
    for other in equations.sources
    where other.isStiff && equations.map.nodes[other.bus] == node { sharing += 1 }
    return (Phasor.one + deviations[node]) * balances[node].conjugate * (1 / sharing)
  }

  /// The power that all sources deliver into the network, in W and var.
  var totalSourcePower: Phasor {
    var sum = Phasor.zero
    for source in equations.sources.indices { sum += sourcePower(source) }
    return sum
  }

  /// The active power that is lost in all lines and transformers, in W.
  var totalLossWatts: Double {
    guard isSolved else { return .nan }
    var loss = 0.0
    for end in equations.branches {
      let current = seriesCurrent(end, deviations[Int(end.from)], deviations[Int(end.to)])
      loss += end.resistance * current.squaredLength
    }
    for node in 0..<equations.nodeCount {
      loss += equations.lossConductances[node] * (Phasor.one + deviations[node]).squaredLength
    }
    return loss
  }

  /// The power that is consumed at buses without a path to a source, in W.
  var unservedLoadWatts: Double {
    var sum = 0.0
    for bus in equations.map.deadBuses { sum += max(0, -busPowers[bus].x) }
    return sum
  }

  /// The indices of the generators that hold no voltage because they are at a limit.
  var generatorsAtLimit: [Int] {
    held.groups.flatMap { $0.state == .regulating ? [] : $0.generators }.sorted()
  }

  func generatorReactivePowerVar(_ generator: Int) -> Double? {
    guard let power = held.reactivePowerVar(ofGenerator: generator) else { return nil }
    return isSolved ? power : .nan
  }
}
