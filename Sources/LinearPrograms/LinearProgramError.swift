/// Why a program has no solution.
public enum LinearProgramError: Error, Hashable, Sendable {
  /// No values meet all bounds.
  case infeasible
  /// The objective has no least value.
  case unbounded
  /// A number is not a number or too large, a row names a column that there is not, or a quadratic
  /// cost is negative.
  case malformed
  /// The solver gave up.
  case notSolved
}

extension LinearProgramError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .infeasible: "no values meet all bounds of the linear program"
    case .unbounded: "the objective of the linear program has no least value"
    case .malformed: "a number or a column of the linear program is not allowed"
    case .notSolved: "the solver found no solution of the linear program within its limits"
    }
  }
}
