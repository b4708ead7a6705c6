/// Estimates voltages and flows of a balanced, radial network without iterations, for screening.
///
/// With the losses left out of the flows, the square of the voltage falls along a branch by what is
/// proportional to the powers that it carries (M. E. Baran and F. F. Wu, IEEE Trans. Power Delivery
/// 4(1), 1989, <https://doi.org/10.1109/61.19266>):
///
/// ```text
/// P(k) = p(k) + Σ P(children)                  what the branch to bus k carries, likewise Q
/// |V(k)|² = |V(parent)|² − 2 · (r(k) · P(k) + x(k) · Q(k))
/// ```
///
/// Shunts and charging take their power at the source's voltage. Where losses are a few per cent of
/// the load the voltages are right to a few thousandths; under load they are too high, as losses
/// would lower them further. Angles are left out. The equations are linear: the answer to a sum of
/// injections is the sum of the answers.
///
/// ```swift
/// var estimate = try LinearDistFlow(network)
/// estimate.solve(activePowerWatts: active.span, reactivePowerVar: reactive.span)
/// ```
public struct LinearDistFlow: Sendable {
  /// The number of buses.
  public let busCount: Int

  private let equations: RadialEquations
  /// The source's impedance and the series impedances toward the parents.
  private let impedances: [SIMD2<Double>]
  /// The power toward each position, in W and var, of what is behind it.
  private var flows: [SIMD2<Double>]
  /// The square of each voltage, in units of its base.
  private var squares: [Double]

  /// Prepares the equations of a network.
  ///
  /// - Throws: ``NetworkError`` as ``RadialSweepSolver`` does.
  public init(_ network: Network) throws(NetworkError) {
    equations = try RadialEquations(network)
    busCount = network.buses.count
    impedances = equations.impedances.map(\.pair)
    flows = Array(repeating: .zero, count: busCount)
    squares = Array(repeating: 1, count: busCount)
  }

  /// Finds voltages and flows for the powers that are injected at each bus, whatever the voltage.
  ///
  /// - Parameters:
  ///   - activePowerWatts: The active power into each bus, in W.
  ///   - reactivePowerVar: The reactive power into each bus, in var.
  /// - Complexity: O(*n*) for *n* buses. Nothing is allocated.
  public mutating func solve(activePowerWatts: Span<Double>, reactivePowerVar: Span<Double>) {
    precondition(activePowerWatts.count == busCount, "there must be one active power for each bus")
    precondition(
      reactivePowerVar.count == busCount, "there must be one reactive power for each bus")
    let tree = equations.tree
    for position in 0..<busCount {
      let bus = tree.buses[position]
      let shunt = equations.shunts[position]
      flows[position] = SIMD2(
        shunt.x - activePowerWatts[bus], -shunt.y - reactivePowerVar[bus])
    }
    for position in stride(from: busCount - 1, to: 0, by: -1) {
      flows[Int(tree.parents[position])] += flows[position]
    }
    for position in 0..<busCount {
      let upper = position == 0 ? 1 : squares[Int(tree.parents[position])]
      squares[position] = upper - 2 * (impedances[position] * flows[position]).sum()
    }
  }

  /// The magnitude of a bus's voltage, in per unit of its nominal voltage.
  ///
  /// Not a number where the estimate has no voltage left, which is far beyond collapse.
  public func voltageMagnitudePerUnit(ofBus bus: Int) -> Double {
    let position = equations.tree.positions[bus]
    return squares[position].squareRoot() * equations.baseMagnitudes[position]
  }

  /// Writes the magnitudes of all voltages, in per unit of the nominal voltages, in the order of
  /// the buses.
  public func copyVoltageMagnitudes(into magnitudes: inout MutableSpan<Double>) {
    precondition(magnitudes.count == busCount, "there must be room for each bus")
    for bus in 0..<busCount { magnitudes[bus] = voltageMagnitudePerUnit(ofBus: bus) }
  }

  /// The power that arrives at a bus by the branch from the side of the source, in W and var; at the
  /// source's bus what the source delivers.
  public func arrivingPower(
    atBus bus: Int
  ) -> (activePowerWatts: Double, reactivePowerVar: Double) {
    let flow = flows[equations.tree.positions[bus]]
    return (flow.x, flow.y)
  }

  /// An estimate of the losses in series resistances and of the conductances of transformers, in W,
  /// from the lossless flows.
  public var totalLossWatts: Double {
    var loss = 0.0
    for position in 0..<busCount {
      loss += equations.lossConductances[position]
      guard position > 0 else { continue }
      loss += impedances[position].x * lengthSquared(flows[position]) / squares[position]
    }
    return loss
  }
}
