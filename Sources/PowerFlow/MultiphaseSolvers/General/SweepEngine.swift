import ComplexModule
import RealModule

/// Backward and forward sweeps as an engine among others, for the networks that they can solve.
final class SweepEngine: MultiphaseEngine {
  let method = PowerFlowMethod.radialSweep

  private let tolerancePerUnit: Double
  private let maximumIterations: Int
  private var solver: MultiphaseSweepSolver?

  init(tolerancePerUnit: Double, maximumIterations: Int) {
    self.tolerancePerUnit = tolerancePerUnit
    self.maximumIterations = maximumIterations
  }

  func prepare(_ equations: MultiphaseEquations, _ network: MultiphaseNetwork) -> Bool {
    solver = try? MultiphaseSweepSolver(
      network, tolerancePerUnit: tolerancePerUnit, maximumIterations: maximumIterations)
    return solver != nil
  }

  func start(_ state: inout MultiphaseState, _ equations: MultiphaseEquations) {
    solver?.reset()
  }

  func solve(
    _ state: inout MultiphaseState, _ equations: MultiphaseEquations, _ limits: MultiphaseLimits
  ) -> MultiphaseProgress {
    guard let outcome = sweep(&solver, state.activeWatts, state.reactiveVar), let solver else {
      return MultiphaseProgress(converged: false, iterations: 0)
    }
    if outcome.converged {
      for node in 0..<equations.nodes.count {
        state.setVoltage(solver.voltage(ofNode: node), ofPoint: equations.points.ofNode[node])
      }
    }
    return MultiphaseProgress(converged: outcome.converged, iterations: outcome.iterations)
  }
}

/// Solves; a function of its own, as a span of one property would lock all of the state.
private func sweep(
  _ solver: inout MultiphaseSweepSolver?, _ active: [Double], _ reactive: [Double]
) -> PowerFlowOutcome? {
  solver?.solve(activePowerWatts: active.span, reactivePowerVar: reactive.span)
}
