/// Solves by a fixed point: what loads draw beyond their linear part is a current that is put in.
///
/// ```text
/// (Y + Y(loads, linear)) · V′ = −c + Σ (Y(linear)·V − I(V))
/// ```
///
/// The matrix is factorised once for each position of the taps.
final class CurrentInjectionEngine: MultiphaseEngine {
  private let factorization: SparseFactorization?
  private var isRegular = false

  var method: PowerFlowMethod { .currentInjection }

  init(_ equations: MultiphaseEquations) {
    factorization =
      equations.points.unknownCount == 0 ? nil : SparseFactorization(equations.pattern, .complex)
  }

  func prepare(_ equations: MultiphaseEquations, _ network: MultiphaseNetwork) -> Bool {
    guard let factorization else {
      isRegular = equations.points.unknownCount == 0
      return isRegular
    }
    factorization.values = equations.linearValues
    isRegular = factorization.factorize()
    return isRegular
  }

  func start(_ state: inout MultiphaseState, _ equations: MultiphaseEquations) {
    guard isRegular, let factorization else { return }
    for index in state.work.indices { state.work[index] = -equations.constantCurrents[index] }
    factorization.solve(&state.work)
    _ = state.takeVoltages(equations)
  }

  func solve(
    _ state: inout MultiphaseState, _ equations: MultiphaseEquations, _ limits: MultiphaseLimits
  ) -> MultiphaseProgress {
    guard isRegular else { return MultiphaseProgress(converged: false, iterations: 0) }
    guard let factorization else { return MultiphaseProgress(converged: true, iterations: 0) }
    var watch = ConvergenceWatch(tolerance: limits.tolerancePerUnit)
    for iteration in 1...limits.maximumIterations {
      state.setCompensation(equations)
      factorization.solve(&state.work)
      switch watch.judge(state.takeVoltages(equations)) {
      case .goOn: continue
      case .converged: return MultiphaseProgress(converged: true, iterations: iteration)
      case .failed: return MultiphaseProgress(converged: false, iterations: iteration)
      }
    }
    return MultiphaseProgress(converged: false, iterations: limits.maximumIterations)
  }
}
