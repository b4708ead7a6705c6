import ComplexModule
import RealModule

/// Solves by Newton's method on the currents that do not add up to zero.
///
/// With real and imaginary parts as unknowns, an admittance *G* + j·*B* and the derivatives
/// *a* · dV + *b* · conj(dV) of a load are blocks
///
/// ```text
/// [ G  −B ]      [ Re(a + b)   −Im(a − b) ]
/// [ B   G ]      [ Im(a + b)    Re(a − b) ]
/// ```
final class NewtonEngine: MultiphaseEngine {
  private let factorization: SparseFactorization?
  private let emptyIsFine: Bool
  /// The first of the four places of each place of the complex pattern.
  private let blocks: [SIMD4<Int32>]

  var method: PowerFlowMethod { .newtonRaphson }

  init(_ equations: MultiphaseEquations) {
    let complex = equations.pattern
    var named: [(row: Int, column: Int)] = []
    for column in 0..<complex.size {
      for place in Int(complex.columnStarts[column])..<Int(complex.columnStarts[column + 1]) {
        let row = Int(complex.rows[place])
        named.append((2 * row, 2 * column))
        named.append((2 * row, 2 * column + 1))
        named.append((2 * row + 1, 2 * column))
        named.append((2 * row + 1, 2 * column + 1))
      }
    }
    let pattern = SparsePattern(size: 2 * complex.size, elements: named)
    blocks = complex.rows.indices.map { place in
      SIMD4(
        pattern.places[4 * place], pattern.places[4 * place + 1], pattern.places[4 * place + 2],
        pattern.places[4 * place + 3])
    }
    emptyIsFine = complex.size == 0
    factorization = emptyIsFine ? nil : SparseFactorization(pattern, .real)
  }

  func prepare(_ equations: MultiphaseEquations, _ network: MultiphaseNetwork) -> Bool {
    guard let factorization else { return emptyIsFine }
    setNetwork(equations.linearValues)
    return factorization.factorize()
  }

  func start(_ state: inout MultiphaseState, _ equations: MultiphaseEquations) {
    guard let factorization else { return }
    setNetwork(equations.linearValues)
    guard factorization.factorize() else { return }
    for index in state.work.indices { state.work[index] = -equations.constantCurrents[index] }
    factorization.solve(&state.work)
    _ = state.takeVoltages(equations)
  }

  func solve(
    _ state: inout MultiphaseState, _ equations: MultiphaseEquations, _ limits: MultiphaseLimits
  ) -> MultiphaseProgress {
    guard let factorization else {
      return MultiphaseProgress(converged: emptyIsFine, iterations: 0)
    }
    var stalled = 0
    var previous = Double.infinity
    for iteration in 1...limits.maximumIterations {
      setNetwork(equations.networkValues)
      addLoads(state, equations)
      guard factorization.factorize() else {
        return MultiphaseProgress(converged: false, iterations: iteration)
      }
      state.setResidual(equations)
      factorization.solve(&state.work)
      let change = Self.largestChange(state.work, equations)
      guard change.isFinite else {
        return MultiphaseProgress(converged: false, iterations: iteration)
      }
      // A long step leaves the region in which the derivatives say anything.
      var length = change > 0.5 ? 0.5 / change : 1
      if iteration > 20 { length *= 0.5 }
      for index in state.work.indices { state.voltages[index] -= length * state.work[index] }
      if length == 1 {
        if change <= limits.tolerancePerUnit || change * change <= 1e-3 * limits.tolerancePerUnit {
          return MultiphaseProgress(converged: true, iterations: iteration)
        }
        stalled = change < 1e-8 && change > 0.5 * previous ? stalled + 1 : 0
        if stalled >= 3 { return MultiphaseProgress(converged: true, iterations: iteration) }
      }
      previous = change
    }
    return MultiphaseProgress(converged: false, iterations: limits.maximumIterations)
  }

  private func setNetwork(_ values: [Double]) {
    guard let factorization else { return }
    factorization.clear()
    for place in blocks.indices {
      let block = blocks[place]
      let conductance = values[2 * place]
      let susceptance = values[2 * place + 1]
      factorization.add(conductance, at: block[0])
      factorization.add(-susceptance, at: block[1])
      factorization.add(susceptance, at: block[2])
      factorization.add(conductance, at: block[3])
    }
  }

  private func addLoads(_ state: MultiphaseState, _ equations: MultiphaseEquations) {
    guard let factorization else { return }
    for index in equations.phases.indices {
      let phase = equations.phases[index]
      let voltage = state.voltage(ofPoint: phase.start) - state.voltage(ofPoint: phase.end)
      let magnitude = voltage.length
      let law = phase.admittance(
        atVolts: magnitude, activePowerWatts: state.activeWatts[phase.element],
        reactivePowerVar: state.reactiveVar[phase.element])
      let direct = law.value + law.slope * Complex(magnitude / 2)
      let conjugate =
        magnitude > 0 ? law.slope * voltage * voltage / Complex(2 * magnitude) : .zero
      let sum = direct + conjugate
      let difference = direct - conjugate
      let places = equations.phasePlaces[index]
      for corner in 0..<4 where places[corner] >= 0 {
        let sign = corner < 2 ? 1.0 : -1.0
        let block = blocks[Int(places[corner])]
        factorization.add(sign * sum.real, at: block[0])
        factorization.add(-sign * difference.imaginary, at: block[1])
        factorization.add(sign * sum.imaginary, at: block[2])
        factorization.add(sign * difference.real, at: block[3])
      }
    }
  }

  private static func largestChange(
    _ step: [Double], _ equations: MultiphaseEquations
  ) -> Double {
    var largest = 0.0
    for point in 0..<equations.points.unknownCount {
      let nominal = equations.nominalVolts[point]
      let change =
        (step[2 * point] * step[2 * point] + step[2 * point + 1] * step[2 * point + 1])
        / (nominal * nominal)
      if !(change <= largest) { largest = change.isNaN ? .infinity : change }
    }
    return largest.squareRoot()
  }
}
