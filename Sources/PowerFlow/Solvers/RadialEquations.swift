import Quantities

/// The constants of a radial network's equations, in tree order and in units in which the ideal
/// transformers and the source's voltage have disappeared.
///
/// Each bus has a base voltage of its own: the source's voltage, carried through the ratios on the
/// way, and an angle, carried through the shifts. A voltage is a multiple of its base, a current
/// the power in W per base voltage, an impedance Ω divided by the square of the base. With these
/// the source's voltage is 1, and each branch is a plain π section:
///
/// ```text
/// V(k) = V(parent) − z(k) · J(k)
/// J(k) = I(k) + Σ J(children)           I(k) = conj(S(k) / V(k)) + y(k) · V(k)
/// ```
struct RadialEquations: Sendable {
  let tree: RadialTree
  /// The series impedance toward the parent; at position 0 that of the source.
  private(set) var impedances: [SpreadPair]
  /// Half of the shunt admittance of the branch toward the parent.
  private(set) var halfShunts: [SIMD2<Double>]
  /// The sum of all admittances at a position: of its branches' ends and of its shunts.
  private(set) var shunts: [SIMD2<Double>]
  /// The conductances of the branches' ends at a position, which count as losses.
  private(set) var lossConductances: [Double]
  /// The base voltage of each position in per unit of the bus's nominal voltage.
  private(set) var baseMagnitudes: [Double]
  /// The angle of each position's base, in degrees.
  private(set) var baseAngles: [Double]
  /// Amperes for one unit of current at each position.
  private(set) var amperes: [Double]

  /// - Throws: ``NetworkError`` for a network that is not radial, not whole, or has no source or
  ///   several, and for values that cannot be right.
  init(_ network: Network) throws(NetworkError) {
    try network.checkValues()
    guard let source = network.sources.first else { throw .noSource }
    guard network.sources.count == 1 else {
      throw .severalSources(network.sources.map(\.name))
    }
    tree = try RadialTree(network, root: source.bus)
    let count = tree.buses.count
    impedances = Array(repeating: .zero, count: count)
    halfShunts = Array(repeating: .zero, count: count)
    shunts = halfShunts
    lossConductances = Array(repeating: 0, count: count)
    baseMagnitudes = lossConductances
    baseAngles = lossConductances
    amperes = lossConductances

    var volts = lossConductances
    for position in 0..<count {
      let nominal = network.buses[tree.buses[position]].nominalVoltage.volts
      if position == 0 {
        volts[0] = source.voltagePerUnit * nominal
        baseAngles[0] = source.angleDegrees
        setImpedance(0, source.resistanceOhm, source.reactanceOhm, volts[0])
      } else {
        addBranch(to: position, in: network, &volts)
      }
      baseMagnitudes[position] = volts[position] / nominal
      amperes[position] = 1 / (3.0.squareRoot() * volts[position])
    }
    for shunt in network.shunts {
      let position = tree.positions[shunt.bus]
      let scale = baseMagnitudes[position] * baseMagnitudes[position]
      shunts[position] += SIMD2(shunt.activePowerWatts, -shunt.reactivePowerVar) * scale
    }
  }

  private mutating func addBranch(
    to position: Int, in network: Network, _ volts: inout [Double]
  ) {
    let parent = Int(tree.parents[position])
    let branch = tree.branches[position]
    let low: Double
    let admittance: SIMD2<Double>
    if branch < network.lines.count {
      let line = network.lines[branch]
      volts[position] = volts[parent]
      baseAngles[position] = baseAngles[parent]
      low = volts[parent]
      setImpedance(position, line.resistanceOhm, line.reactanceOhm, low)
      admittance = SIMD2(0, line.chargingMicrosiemens)
    } else {
      let transformer = network.transformers[branch - network.lines.count]
      let parentIsHigh = tree.parentIsFrom[position]
      volts[position] =
        parentIsHigh ? volts[parent] / transformer.ratio : volts[parent] * transformer.ratio
      baseAngles[position] =
        baseAngles[parent] + (parentIsHigh ? -transformer.shiftDegrees : transformer.shiftDegrees)
      low = volts[parentIsHigh ? position : parent]
      setImpedance(position, transformer.resistanceOhm, transformer.reactanceOhm, low)
      admittance = SIMD2(
        transformer.conductanceMicrosiemens, transformer.susceptanceMicrosiemens)
    }
    let half = admittance * (0.5e-6 * low * low)
    halfShunts[position] = half
    for end in [position, parent] {
      shunts[end] += half
      lossConductances[end] += half.x
    }
  }

  private mutating func setImpedance(
    _ position: Int, _ resistance: Double, _ reactance: Double, _ volts: Double
  ) {
    let base = volts * volts
    impedances[position] = SpreadPair(resistance / base, reactance / base)
  }
}
