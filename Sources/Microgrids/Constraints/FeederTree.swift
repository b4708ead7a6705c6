import PowerFlow
import Quantities

/// A balanced, radial network as a tree that begins at the source's voltage: a bus stands behind its
/// parent.
///
/// Voltages are carried from the source through the ratios of the transformers on the way, so that
/// behind an off-nominal tap "per unit" still means a multiple of what arrives without load.
struct FeederTree {
  /// The index of each of the network's buses in the tree.
  private(set) var indexOfBus: [Int]
  /// The parent of each index; −1 at index 0.
  private(set) var parents: [Int] = []
  /// The impedance of the branch to the parent, in Ω, and the voltage that it is meant at.
  private(set) var impedances: [SIMD2<Double>] = []
  private(set) var impedanceVolts: [Double] = []
  /// The nominal voltage on that side.
  private(set) var nominalVolts: [Double] = []
  /// What the branch to the parent carries when it is fully loaded, in W; infinity without a rating.
  private(set) var ratedWatts: [Double] = []
  /// The voltage that arrives without load, in volts, and in per unit of the nominal voltage.
  private(set) var volts: [Double] = []
  private(set) var voltagesPerUnit: [Double] = []
  /// What shunts and charging consume at nominal voltage, in W and var.
  private(set) var shunts: [SIMD2<Double>] = []

  /// The number of indices: the buses, and the voltage behind the source's impedance if there is one.
  var count: Int { parents.count }

  /// Walks through a network; `nil` unless it has one source, no loop and no island.
  init?(_ network: Network) {
    guard network.sources.count == 1, let source = network.sources.first,
      network.buses.indices.contains(source.bus)
    else { return nil }
    indexOfBus = network.buses.map { _ in -1 }
    let sourceVolts = source.voltagePerUnit * network.buses[source.bus].nominalVoltage.volts
    let hasImpedance = source.resistanceOhm != 0 || source.reactanceOhm != 0
    let nominal = network.buses[source.bus].nominalVoltage.volts
    if hasImpedance {
      append(
        parent: -1, volts: sourceVolts, perUnit: source.voltagePerUnit, nominalVolts: nominal)
    }
    indexOfBus[source.bus] = count
    append(
      parent: hasImpedance ? 0 : -1, volts: sourceVolts, perUnit: source.voltagePerUnit,
      nominalVolts: nominal, impedance: SIMD2(source.resistanceOhm, source.reactanceOhm),
      impedanceVolts: sourceVolts)
    guard walk(network, from: source.bus) else { return nil }
    addShunts(of: network)
  }

  /// The sum of |Z| from the source to each index, in Ω seen from some voltage.
  func distancesFromSource(seenFromVolts reference: Double) -> [Double] {
    var distances = [Double](repeating: 0, count: count)
    for index in 1..<max(count, 1) {
      let ratio = reference / nominalVolts[index]
      let magnitude = (impedances[index] * impedances[index]).sum().squareRoot()
      distances[index] = distances[parents[index]] + magnitude * ratio * ratio
    }
    return distances
  }

  private mutating func append(
    parent: Int, volts: Double, perUnit: Double, nominalVolts: Double,
    impedance: SIMD2<Double> = .zero, impedanceVolts: Double = 1, ratedWatts: Double = .infinity
  ) {
    parents.append(parent)
    self.volts.append(volts)
    voltagesPerUnit.append(perUnit)
    impedances.append(impedance)
    self.impedanceVolts.append(impedanceVolts)
    self.nominalVolts.append(nominalVolts)
    self.ratedWatts.append(ratedWatts)
    shunts.append(.zero)
  }
}

// MARK: Walking

extension FeederTree {
  private mutating func walk(_ network: Network, from root: Int) -> Bool {
    var branches: [[Int]] = network.buses.map { _ in [] }
    for branch in 0..<network.branchCount {
      guard let ends = network.endsInService(ofBranch: branch) else { continue }
      branches[ends.from].append(branch)
      branches[ends.to].append(branch)
    }
    var pending = [(bus: root, branch: -1)]
    while let next = pending.popLast() {
      for branch in branches[next.bus].reversed() where branch != next.branch {
        guard let ends = network.endsInService(ofBranch: branch) else { continue }
        let other = ends.from == next.bus ? ends.to : ends.from
        guard indexOfBus[other] < 0 else { return false }
        add(branch, from: next.bus, to: other, isForward: ends.from == next.bus, in: network)
        pending.append((other, branch))
      }
    }
    return !indexOfBus.contains(-1)
  }

  private mutating func add(
    _ branch: Int, from bus: Int, to other: Int, isForward: Bool, in network: Network
  ) {
    let parent = indexOfBus[bus]
    let nominal = network.buses[other].nominalVoltage.volts
    indexOfBus[other] = count
    guard branch >= network.lines.count else {
      let line = network.lines[branch]
      let watts = line.ratedCurrentAmperes.map { 3.0.squareRoot() * $0 * nominal }
      append(
        parent: parent, volts: volts[parent], perUnit: volts[parent] / nominal,
        nominalVolts: nominal, impedance: SIMD2(line.resistanceOhm, line.reactanceOhm),
        impedanceVolts: volts[parent],
        ratedWatts: watts ?? .infinity)
      return
    }
    let transformer = network.transformers[branch - network.lines.count]
    let arriving = isForward ? volts[parent] / transformer.ratio : volts[parent] * transformer.ratio
    append(
      parent: parent, volts: arriving, perUnit: arriving / nominal,
      nominalVolts: isForward ? nominal : network.buses[bus].nominalVoltage.volts,
      impedance: SIMD2(transformer.resistanceOhm, transformer.reactanceOhm),
      impedanceVolts: isForward ? arriving : volts[parent],
      ratedWatts: transformer.ratedPowerVoltAmperes)
  }

  private mutating func addShunts(of network: Network) {
    for shunt in network.shunts {
      shunts[indexOfBus[shunt.bus]] += SIMD2(shunt.activePowerWatts, shunt.reactivePowerVar)
    }
    for branch in 0..<network.branchCount {
      guard let ends = network.endsInService(ofBranch: branch) else { continue }
      let volts = network.buses[ends.to].nominalVoltage.volts
      let half = network.admittance(ofBranch: branch) * (0.5e-6 * volts * volts)
      // A susceptance that is positive gives reactive power.
      for bus in [ends.from, ends.to] { shunts[indexOfBus[bus]] += SIMD2(half.x, -half.y) }
    }
  }
}

extension Network {
  /// The buses that a branch joins; `nil` if it is out of service.
  fileprivate func endsInService(ofBranch branch: Int) -> (from: Int, to: Int)? {
    guard branch >= lines.count else {
      let line = lines[branch]
      return line.isInService ? (line.from, line.to) : nil
    }
    let transformer = transformers[branch - lines.count]
    return transformer.isInService
      ? (transformer.highVoltageBus, transformer.lowVoltageBus) : nil
  }

  /// The shunt admittance of a branch, in µS, at the voltage of its “to” end.
  fileprivate func admittance(ofBranch branch: Int) -> SIMD2<Double> {
    guard branch >= lines.count else { return SIMD2(0, lines[branch].chargingMicrosiemens) }
    let transformer = transformers[branch - lines.count]
    return SIMD2(transformer.conductanceMicrosiemens, transformer.susceptanceMicrosiemens)
  }
}
