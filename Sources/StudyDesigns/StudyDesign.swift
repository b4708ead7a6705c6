/// Which combinations of factor values a study looks at.
public enum StudyDesign: Hashable, Sendable {
  /// Every combination of levels.
  case fullFactorial
  /// The first level of every factor, and each other level of each factor with all else at its first.
  case oneAtATime
  /// A Latin hypercube of so many points.
  case latinHypercube(count: Int)
  /// A Sobol sequence with Saltelli's extension: `count · (d + 2)` cells, or `count · (2d + 2)` with
  /// second order, for `d` factors.
  case sobol(count: Int, secondOrder: Bool)
  /// So many independent draws.
  case random(count: Int)
  /// The rows of a table: one label or number for each factor.
  case table([[String]])
}
