/// The ways of solving a balanced network, by the names that files use.
public enum PowerFlowMethod: String, Hashable, Sendable, CaseIterable {
  /// The fastest method that the network allows, and Newton’s where that does not converge.
  case automatic
  /// ``RadialSweepSolver``: one source, no loops.
  case radialSweep = "radial-sweep"
  /// ``CurrentInjectionSolver``: any network.
  case currentInjection = "current-injection"
  /// ``NewtonRaphsonSolver``: any network.
  case newtonRaphson = "newton-raphson"
  /// The linear equations of a radial network, for screening.
  case linear = "linear-dist-flow"
}
