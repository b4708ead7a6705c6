/// The solution of a ``LinearProgram``.
public struct LinearSolution: Hashable, Sendable {
  /// The value of the objective.
  public var objective: Double
  /// The value of each column.
  public var values: [Double]
  /// By row, how much the objective rises with the bound that binds; empty with integer columns.
  ///
  /// Where several duals support one solution, those of the basis that the solver ends in are
  /// given; they are the same in every run.
  public var duals: [Double]
  /// By column, how much the objective rises with the bound that binds; empty with integer columns.
  public var reducedCosts: [Double]
}
