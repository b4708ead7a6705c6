/// A method of solving the equations of a multiphase network.
///
/// An engine moves the voltages of a state until they fulfil the equations; it holds what it has
/// prepared, such as factors of a matrix. The solver around it certifies the result.
protocol MultiphaseEngine: AnyObject {
  /// The method's name.
  var method: PowerFlowMethod { get }

  /// Prepares for admittances that have changed, such as by a tap.
  ///
  /// - Parameters:
  ///   - equations: The equations with the new admittances.
  ///   - network: The network from which they were made, for engines with equations of their own.
  /// - Returns: Whether the equations have a solution at all.
  func prepare(_ equations: MultiphaseEquations, _ network: MultiphaseNetwork) -> Bool

  /// Moves the voltages to those without load, as a first guess.
  func start(_ state: inout MultiphaseState, _ equations: MultiphaseEquations)

  /// Solves for the powers of the state, starting from its voltages.
  func solve(
    _ state: inout MultiphaseState, _ equations: MultiphaseEquations, _ limits: MultiphaseLimits
  ) -> MultiphaseProgress
}

/// When to stop.
struct MultiphaseLimits: Sendable {
  /// The error of the voltages that may be left, per unit.
  var tolerancePerUnit: Double
  /// The number of iterations after which a solution is given up.
  var maximumIterations: Int
}

/// How far an engine came.
struct MultiphaseProgress: Sendable {
  var converged: Bool
  var iterations: Int
}

/// Tells from the changes of the voltages when they no longer move.
struct ConvergenceWatch {
  private var previous = Double.infinity
  private var stalled = 0
  let tolerance: Double

  init(tolerance: Double) { self.tolerance = tolerance }

  /// What a change says.
  enum Verdict {
    case goOn
    case converged
    case failed
  }

  /// Judges one change after the other.
  ///
  /// Changes that shrink by the factor *q* leave an error of about change · *q* / (1 − *q*). Where
  /// they do not shrink any further below 10⁻⁸ per unit, rounding is all that is left.
  mutating func judge(_ change: Double) -> Verdict {
    guard change.isFinite, change < 1e6 else { return .failed }
    let ratio = change / previous
    defer { previous = change }
    if change <= 1e-15 { return .converged }
    if previous.isFinite, ratio < 1, change * ratio / (1 - ratio) <= tolerance { return .converged }
    if change < 1e-8, ratio > 0.5 {
      stalled += 1
      if stalled >= 3 { return .converged }
    } else {
      stalled = 0
    }
    return .goOn
  }
}
