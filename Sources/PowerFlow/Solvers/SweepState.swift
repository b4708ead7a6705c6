/// What changes from one solution to the next, by node. Each pair is a complex number.
struct SweepState: Sendable {
  /// What is injected at each node.
  var injections: Injections
  /// The voltage of each node, in units of its base.
  var voltages: [SIMD2<Double>]
  /// The current through the series impedance toward the parent, and while currents are added up
  /// the current that leaves the network at the node.
  var currents: [SIMD2<Double>]
  /// The current that leaves the network at each node.
  var withdrawals: [SIMD2<Double>]
  /// The factor of the contraction that each block had last, or 0 if it is not known.
  var ratios: [Double]

  init(_ plan: SweepPlan) {
    let zeros = [SIMD2<Double>](repeating: .zero, count: plan.nodeCount)
    injections = Injections(plan)
    voltages = Array(repeating: SIMD2(1, 0), count: zeros.count)
    currents = zeros
    withdrawals = zeros
    ratios = Array(repeating: 0, count: plan.blocks.count)
  }

  /// Puts the voltages of a range to that of the source.
  mutating func resetVoltages(of nodes: Range<Int>) {
    for node in nodes { voltages[node] = SIMD2(1, 0) }
  }

  /// Puts all voltages to that of the source.
  mutating func resetVoltages() {
    resetVoltages(of: 0..<voltages.count)
    for block in ratios.indices { ratios[block] = 0 }
  }
}

extension SweepState {
  /// Solves all blocks for the present injections.
  ///
  /// - Parameter isWarm: Whether the voltages are those of a solution. A block that fails then
  ///   starts again from equal voltages.
  mutating func solve(_ plan: SweepPlan, _ limits: SweepLimits, isWarm: Bool) -> SweepEnd {
    var total = SweepEnd()
    for block in plan.blocks.indices {
      var end = sweep(plan, block: block, limits)
      if !end.converged && isWarm {
        let earlier = end.iterations
        resetVoltages(of: plan.blocks[block])
        ratios[block] = 0
        end = sweep(plan, block: block, limits)
        end.iterations += earlier
      }
      total.iterations = max(total.iterations, end.iterations)
      total.converged = total.converged && end.converged
      if end.mismatchSquared > total.mismatchSquared {
        total.mismatchSquared = end.mismatchSquared
        total.worstNode = end.worstNode
      }
    }
    if plan.isStiff { finishStiffSource(plan) }
    let current = currents[0].sum()
    total.converged = total.converged && current.isFinite
    guard !total.converged else { return total }
    if !(current.isFinite && total.mismatchSquared.isFinite) {
      total.mismatchSquared = .infinity
      total.worstNode = injections.firstThatIsNotFinite ?? total.worstNode
    }
    resetVoltages()
    return total
  }

  /// The active and reactive power that the source delivers, in W and var.
  var sourcePower: SIMD2<Double> {
    let voltage = voltages[0]
    let current = currents[0]
    return SIMD2(
      (voltage * current).sum(), voltage.y * current.x - voltage.x * current.y)
  }

  /// The active power that is lost, in W.
  func loss(_ plan: SweepPlan) -> Double {
    var loss = plan.lossConductances[0] * lengthSquared(voltages[0])
    for node in 1..<max(plan.nodeCount, 1) {
      loss += plan.impedances[node].real.x * lengthSquared(currents[node])
      loss += plan.lossConductances[node] * lengthSquared(voltages[node])
    }
    return loss
  }
}

extension PowerFlowOutcome {
  init(_ end: SweepEnd, _ plan: SweepPlan) {
    self.init(
      converged: end.converged, iterations: end.iterations,
      mismatchVoltAmperes: max(end.mismatchSquared, 0).squareRoot(),
      worstBus: plan.buses[end.worstNode])
  }
}

/// What leaves the network at each node.
///
/// A current is conj(w) · V for some w; stored are the conjugates of what w is made of.
struct Injections: Sendable {
  /// The constant power, in W and var, with the sign of the reactive power turned.
  var powers: [SpreadPair]
  /// The admittances: those of the network, and injections of constant impedance.
  var shunts: [SpreadPair]
  /// The power at base voltage of what has constant current, with the sign as in ``powers``.
  var currentParts: [SIMD2<Double>]
  /// What follows exponents of the voltage, ordered by node.
  var exponentialParts: [ExponentialPart] = []
  /// Where the exponential parts of each node begin.
  var exponentialStarts: [Int32]
  /// Which of these there are.
  var form = Form.powers

  /// The terms that a withdrawal has, each case with those before.
  enum Form: Sendable {
    case powers
    case shunts
    case all
  }

  /// A power at base voltage, with the sign as in ``Injections/powers``, and the exponents of the
  /// voltage less two.
  struct ExponentialPart: Sendable {
    var power: SIMD2<Double>
    var exponents: SIMD2<Double>
  }

  init(_ plan: SweepPlan) {
    powers = Array(repeating: .zero, count: plan.nodeCount)
    currentParts = Array(repeating: .zero, count: plan.nodeCount)
    exponentialStarts = Array(repeating: 0, count: plan.nodeCount + 1)
    shunts = plan.shunts.map { SpreadPair($0.x, $0.y) }
    form = plan.shunts.contains { $0 != .zero } ? .shunts : .powers
  }

  /// The first node at which something that is no finite number is asked for.
  var firstThatIsNotFinite: Int? {
    powers.indices.first { node in
      var sum = powers[node].pair + currentParts[node] + shunts[node].pair
      for part in exponentialStarts[node]..<exponentialStarts[node + 1] {
        sum += exponentialParts[Int(part)].power + exponentialParts[Int(part)].exponents
      }
      return !(sum.x.isFinite && sum.y.isFinite)
    }
  }
}
