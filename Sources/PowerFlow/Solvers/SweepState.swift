/// What changes from one solution to the next, in tree order. Each pair is a complex number.
struct SweepState: Sendable {
  /// What is injected at each position.
  var injections: Injections
  /// The voltage of each position, in units of its base.
  var voltages: [SIMD2<Double>]
  /// The current through the series impedance toward the parent.
  var currents: [SIMD2<Double>]
  /// The current that leaves the network at each position.
  var withdrawals: [SIMD2<Double>]
  /// Room for the differences of currents while a solution is certified.
  var residuals: [SIMD2<Double>]

  init(_ equations: RadialEquations) {
    let zeros = [SIMD2<Double>](repeating: .zero, count: equations.tree.buses.count)
    injections = Injections(equations)
    voltages = Array(repeating: SIMD2(1, 0), count: zeros.count)
    currents = zeros
    withdrawals = zeros
    residuals = zeros
  }

  /// Puts all voltages to that of the source.
  mutating func resetVoltages() {
    for position in voltages.indices {
      voltages[position] = SIMD2(1, 0)
    }
  }
}

/// What leaves the network at each position, in tree order.
///
/// A current is conj(w) · V for some w; stored are the conjugates of what w is made of.
struct Injections: Sendable {
  /// The constant power, in W and var, with the sign of the reactive power turned.
  var powers: [SpreadPair]
  /// The power at base voltage of what has constant current, likewise.
  var currentParts: [SpreadPair]
  /// Whether any of ``currentParts`` is not zero.
  var hasCurrentParts = false
  /// The admittances: those of the network, and injections of constant impedance.
  var shunts: [SpreadPair]

  init(_ equations: RadialEquations) {
    powers = Array(repeating: .zero, count: equations.tree.buses.count)
    currentParts = powers
    shunts = equations.shunts.map { SpreadPair($0.x, $0.y) }
  }

  /// Puts constant powers, which are given by bus, into tree order.
  mutating func take(_ active: Span<Double>, _ reactive: Span<Double>, at buses: [Int]) {
    for position in powers.indices {
      let bus = buses[position]
      powers[position] = SpreadPair(-active[bus], reactive[bus])
    }
  }

  /// The first position at which something that is no finite number is asked for.
  var firstThatIsNotFinite: Int? {
    powers.indices.first { position in
      let sum =
        powers[position].pair + currentParts[position].pair + shunts[position].pair
      return !(sum.x.isFinite && sum.y.isFinite)
    }
  }
}
