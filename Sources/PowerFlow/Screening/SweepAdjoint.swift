import Glibc

/// The adjoint equations of a radial network at a solution.
///
/// With voltages and currents as vectors of two real parts, *Z* the matrix of an impedance and
/// *A* = ∂I/∂V of what leaves at a bus, a quantity *f*(V, J) has multipliers that follow the tree as
/// voltages and currents do, but are linear, so that they are found by one elimination:
///
/// ```text
/// μ(k) = μ(parent) − ∂f/∂J(k) − Zᵀ(k)·λ(k)         μ above the source is zero
/// λ(k) = Σ λ(children) + Aᵀ(k)·μ(k) − ∂f/∂V(k)
/// df/ds(k) = −μ(k) · ∂I(k)/∂s(k)                    s: active or reactive power injected at bus k
///
/// λ(k) = M(k)·(G(k)·μ(parent) + h(k) − G(k)·∂f/∂J(k))
/// G(k) = Aᵀ(k) + Σ M·G    M = (1 + G·Zᵀ)⁻¹    h(k) = −∂f/∂V(k) + Σ M·(h − G·∂f/∂J)
/// ```
struct SweepAdjoint {
  /// The derivatives of a quantity by all voltages and branch currents, by position.
  struct Gradient {
    var voltages: [SIMD2<Double>]
    var currents: [SIMD2<Double>]
  }

  private let equations: RadialEquations
  private let voltages: [SIMD2<Double>]
  private let currents: [SIMD2<Double>]
  /// G and M of each position.
  private var gains: [Matrix2]
  private var inverses: [Matrix2]

  /// - Returns: `nil` if there is no solution.
  init?(_ solver: RadialSweepSolver) {
    guard solver.isSolved else { return nil }
    var expansion = TreeExpansion()
    expansion.fill(solver.equations, solver.plan, solver.state)
    equations = solver.equations
    voltages = expansion.voltages
    currents = expansion.currents
    gains = equations.shunts.map { Matrix2(multiplyingBy: $0) }
    for node in 0..<solver.plan.nodeCount {
      let position = solver.plan.positions[node]
      let excess = solver.plan.shunts[node] - equations.shunts[position]
      gains[position] = solver.state.injections.derivative(
        node, voltages[position], excessShunt: excess)
    }
    gains = gains.map(\.transposed)
    inverses = gains
    for position in stride(from: gains.count - 1, through: 0, by: -1) {
      let impedance = Matrix2(multiplyingBy: equations.impedances[position].pair)
      inverses[position] = (Matrix2.one + gains[position] * impedance.transposed).inverse
      guard position > 0 else { break }
      let parent = Int(equations.tree.parents[position])
      gains[parent] = gains[parent] + inverses[position] * gains[position]
    }
  }

  /// The derivatives of the total losses.
  func lossGradient() -> Gradient {
    Gradient(
      voltages: voltages.indices.map { 2 * equations.lossConductances[$0] * voltages[$0] },
      currents: currents.indices.map { position in
        position == 0 ? .zero : 2 * equations.impedances[position].real.x * currents[position]
      })
  }

  /// The derivatives of the magnitude of a voltage, in per unit of the nominal voltage.
  func voltageGradient(ofBus bus: Int) -> Gradient {
    let zeros = [SIMD2<Double>](repeating: .zero, count: voltages.count)
    var gradient = Gradient(voltages: zeros, currents: zeros)
    let position = equations.tree.positions[bus]
    let voltage = voltages[position]
    gradient.voltages[position] =
      voltage * (equations.baseMagnitudes[position] / magnitude(voltage))
    return gradient
  }

  /// The derivatives of a quantity by the injections at some buses.
  func sensitivities(
    of gradient: Gradient, toInjectionsAt buses: [Int]
  ) -> InjectionSensitivities {
    let multipliers = multipliers(of: gradient)
    var active: [Double] = []
    var reactive: [Double] = []
    for bus in buses {
      let position = equations.tree.positions[bus]
      let voltage = voltages[position] / lengthSquared(voltages[position])
      // I = (−P + j·Q) · V / |V|²
      active.append((multipliers[position] * voltage).sum())
      reactive.append(-(multipliers[position] * SIMD2(-voltage.y, voltage.x)).sum())
    }
    return InjectionSensitivities(activePower: active, reactivePower: reactive)
  }

  /// The multipliers μ by position.
  private func multipliers(of gradient: Gradient) -> [SIMD2<Double>] {
    var sums = gradient.voltages.map { SIMD2<Double>.zero - $0 }
    for position in sums.indices.reversed() {
      sums[position] -= gains[position] * gradient.currents[position]
      guard position > 0 else { break }
      sums[Int(equations.tree.parents[position])] += inverses[position] * sums[position]
    }
    var multipliers = sums
    for position in sums.indices {
      let upper = position == 0 ? .zero : multipliers[Int(equations.tree.parents[position])]
      let current = inverses[position] * (gains[position] * upper + sums[position])
      let impedance = Matrix2(multiplyingBy: equations.impedances[position].pair)
      multipliers[position] =
        upper - gradient.currents[position] - impedance.transposed * current
    }
    return multipliers
  }
}

extension Injections {
  /// The derivative ∂I/∂V of what leaves at a node.
  ///
  /// With I = φ(|V|²) · V it is φ + 2·φ′·V·Vᵀ.
  fileprivate func derivative(
    _ node: Int, _ voltage: SIMD2<Double>, excessShunt: SIMD2<Double>
  ) -> Matrix2 {
    let squared = lengthSquared(voltage)
    let root = squared.squareRoot()
    let power = powers[node].pair
    let current = currentParts[node]
    var factor = power / squared + current / root + shunts[node].pair - excessShunt
    var slope = SIMD2<Double>.zero - power / (squared * squared) - current / (2 * squared * root)
    for index in exponentialStarts[node]..<exponentialStarts[node + 1] {
      let part = exponentialParts[Int(index)]
      let term =
        part.power * SIMD2(pow(root, part.exponents.x), pow(root, part.exponents.y))
      factor += term
      slope += term * part.exponents / (2 * squared)
    }
    let turned = product(slope, voltage)
    return Matrix2(multiplyingBy: factor)
      + Matrix2(first: turned * (2 * voltage.x), second: turned * (2 * voltage.y))
  }
}

/// A real matrix of two rows and columns.
private struct Matrix2 {
  /// The columns.
  var first: SIMD2<Double>
  var second: SIMD2<Double>

  static var one: Matrix2 { Matrix2(first: SIMD2(1, 0), second: SIMD2(0, 1)) }

  init(first: SIMD2<Double>, second: SIMD2<Double>) {
    self.first = first
    self.second = second
  }

  /// The matrix that multiplies the parts of a complex number as another complex number does.
  init(multiplyingBy number: SIMD2<Double>) {
    first = number
    second = SIMD2(-number.y, number.x)
  }

  var transposed: Matrix2 {
    Matrix2(first: SIMD2(first.x, second.x), second: SIMD2(first.y, second.y))
  }

  var inverse: Matrix2 {
    let determinant = first.x * second.y - first.y * second.x
    return Matrix2(
      first: SIMD2(second.y, -first.y) / determinant,
      second: SIMD2(-second.x, first.x) / determinant)
  }

  static func * (left: Matrix2, right: SIMD2<Double>) -> SIMD2<Double> {
    left.first * right.x + left.second * right.y
  }

  static func * (left: Matrix2, right: Matrix2) -> Matrix2 {
    Matrix2(first: left * right.first, second: left * right.second)
  }

  static func + (left: Matrix2, right: Matrix2) -> Matrix2 {
    Matrix2(first: left.first + right.first, second: left.second + right.second)
  }
}
