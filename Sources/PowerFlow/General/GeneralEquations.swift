import Quantities

/// The constants of the equations of any balanced network, in units in which most ideal transformers
/// have disappeared.
///
/// A voltage is a multiple of its bus's base, a current the power in W per base voltage, an
/// admittance 1/Ω times the square of the base (``NodeMap``). The unknowns are the differences
/// *u* = *v* − 1 of the voltages from their bases. At each node the currents must balance:
///
/// ```text
/// r(k) = Σ branches y·(u(k) − u(m)) + shunts y(k)·(1 + u(k)) − Σ sources y·(e − 1 − u(k)) − i(k)
/// ```
///
/// The current of a branch is computed once, from the difference of two small numbers, and enters
/// both balances with opposite signs. Its rounding so does not move power from one end to the other:
/// very short lines cost no accuracy, as they would in a product with the admittance matrix.
struct GeneralEquations: Sendable {
  /// A branch whose ratio is contained in the bases.
  struct Edge: Sendable {
    let from: Int32
    let to: Int32
    /// The series admittance.
    let admittance: Phasor
  }

  /// What is needed to report a branch, and a branch whose ratio is not contained in the bases.
  struct BranchEnd: Sendable {
    let branch: Int
    let from: Int32
    let to: Int32
    let fromBus: Int
    let toBus: Int
    let admittance: Phasor
    /// The real part of the series impedance.
    let resistance: Double
    /// Half of the shunt admittance, behind the ratio.
    let half: Phasor
    /// The voltage behind the ratio is this multiple of that of the “from” bus; mostly 1.
    let ratio: Phasor
    /// The same less 1.
    let ratioLessOne: Phasor
  }

  /// A source behind an impedance.
  struct Feed: Sendable {
    let source: Int
    let node: Int32
    let admittance: Phasor
    /// The voltage of the source, less 1.
    let voltageLessOne: Phasor
  }

  let map: NodeMap
  /// Branches in service with impedance.
  private(set) var branches: [BranchEnd] = []
  /// Those whose ratio is 1.
  private(set) var edges: [Edge] = []
  /// The indices in ``branches`` of those whose ratio is not 1.
  private(set) var ratioBranches: [Int] = []
  private(set) var feeds: [Feed] = []
  /// The sum of all constant admittances of the network at each node.
  private(set) var shunts: [Phasor]
  /// The conductances of the branches' ends at each node, which count as losses.
  private(set) var lossConductances: [Double]
  /// The voltage of the stiff sources, less 1, by node behind the unknown ones.
  private(set) var heldVoltages: [Phasor]
  /// The base of each bus in per unit of its nominal voltage; NaN without a path to a source.
  private(set) var baseMagnitudes: [Double]
  /// Amperes for one unit of current at each bus.
  private(set) var amperes: [Double]
  /// What takes current at each bus apart from branches with impedance: shunts, and halves of the
  /// shunts of branches without impedance.
  private(set) var busShunts: [Phasor]
  /// Half of the shunt admittance of branches without impedance, by branch.
  private(set) var fusedHalfShunts: [Int: Phasor] = [:]
  let sources: [Source]

  var nodeCount: Int { map.nodeCount }
  var unknownCount: Int { map.unknownCount }

  /// - Precondition: The values of the network were checked.
  /// - Throws: ``NetworkError`` if sources contradict each other, or there is none.
  init(_ network: Network) throws(NetworkError) {
    map = try NodeMap(network)
    sources = network.sources
    shunts = Array(repeating: .zero, count: map.nodeCount)
    busShunts = Array(repeating: .zero, count: network.buses.count)
    lossConductances = Array(repeating: 0, count: map.nodeCount)
    heldVoltages = Array(repeating: .zero, count: map.nodeCount - map.unknownCount)
    baseMagnitudes = network.buses.indices.map { [map] in
      map.baseVolts[$0] / network.buses[$0].nominalVoltage.volts
    }
    amperes = map.baseVolts.map { 1 / (3.0.squareRoot() * $0) }
    try addSources(network)
    addBranches(network)
    for shunt in network.shunts where map.nodes[shunt.bus] >= 0 {
      let scale = baseMagnitudes[shunt.bus] * baseMagnitudes[shunt.bus]
      let admittance = Phasor(shunt.activePowerWatts, -shunt.reactivePowerVar) * scale
      shunts[map.nodes[shunt.bus]] += admittance
      busShunts[shunt.bus] += admittance
    }
  }

  private mutating func addSources(_ network: Network) throws(NetworkError) {
    var holders = [Int](repeating: -1, count: heldVoltages.count)
    for (index, source) in network.sources.enumerated() {
      let node = map.nodes[source.bus]
      let magnitude = source.voltagePerUnit / baseMagnitudes[source.bus]
      let turn = source.angleDegrees - map.baseDegrees[source.bus]
      let voltage = Phasor(magnitude: magnitude, degrees: turn) - .one
      guard source.isStiff else {
        let base = map.baseVolts[source.bus]
        let impedance = Phasor(source.resistanceOhm, source.reactanceOhm)
        feeds.append(
          Feed(
            source: index, node: Int32(truncatingIfNeeded: node),
            admittance: impedance.reciprocal * base * base, voltageLessOne: voltage))
        continue
      }
      let held = node - map.unknownCount
      if holders[held] < 0 {
        holders[held] = index
        heldVoltages[held] = voltage
      } else if (heldVoltages[held] - voltage).length > 1e-9 {
        throw .conflictingSources([network.sources[holders[held]].name, source.name])
      }
    }
  }

  private mutating func addBranches(_ network: Network) {
    for (index, line) in network.lines.enumerated()
    where line.isInService && map.nodes[line.from] >= 0 {
      let impedance = Phasor(line.resistanceOhm, line.reactanceOhm)
      add(
        index, line.from, line.to, impedance, Phasor(0, line.chargingMicrosiemens), ratio: 1,
        shiftDegrees: 0)
    }
    for (index, transformer) in network.transformers.enumerated()
    where transformer.isInService && map.nodes[transformer.highVoltageBus] >= 0 {
      add(
        network.lines.count + index, transformer.highVoltageBus, transformer.lowVoltageBus,
        Phasor(transformer.resistanceOhm, transformer.reactanceOhm),
        Phasor(transformer.conductanceMicrosiemens, transformer.susceptanceMicrosiemens),
        ratio: transformer.ratio, shiftDegrees: transformer.shiftDegrees)
    }
  }

  private mutating func add(
    _ branch: Int, _ from: Int, _ to: Int, _ impedance: Phasor, _ microsiemens: Phasor,
    ratio: Double, shiftDegrees: Double
  ) {
    let base = map.baseVolts[to]
    let nodes = (from: map.nodes[from], to: map.nodes[to])
    let half = microsiemens * (0.5e-6 * base * base)
    let turn = map.baseDegrees[from] - map.baseDegrees[to] - shiftDegrees
    let magnitude = map.baseVolts[from] / ratio / base
    // A path that runs through the same ratios in another order meets with rounding only.
    let isPlain =
      abs(magnitude - 1) <= 4e-16 && abs(turn.remainder(dividingBy: 360)) <= 1e-13
    let factor = isPlain ? Phasor.one : Phasor(magnitude: magnitude, degrees: turn)

    let square = factor.squaredLength
    shunts[nodes.from] += half * square
    shunts[nodes.to] += half
    lossConductances[nodes.from] += half.real * square
    lossConductances[nodes.to] += half.real
    guard impedance != .zero else {
      busShunts[from] += half * square
      busShunts[to] += half
      fusedHalfShunts[branch] = half
      return
    }

    let admittance = impedance.reciprocal * base * base
    let end = BranchEnd(
      branch: branch, from: Int32(truncatingIfNeeded: nodes.from),
      to: Int32(truncatingIfNeeded: nodes.to), fromBus: from, toBus: to, admittance: admittance,
      resistance: impedance.real / (base * base), half: half, ratio: factor,
      ratioLessOne: factor - .one)
    if isPlain {
      edges.append(Edge(from: end.from, to: end.to, admittance: admittance))
    } else {
      ratioBranches.append(branches.count)
    }
    branches.append(end)
  }
}
