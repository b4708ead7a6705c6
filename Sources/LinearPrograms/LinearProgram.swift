/// A program that minimises a linear, or separable and convex quadratic, function of columns under
/// linear rows.
///
/// ```text
/// minimise  Σ c_j·x_j + ½·Σ q_j·x_j²    so that    l ≤ x ≤ u,   L ≤ A·x ≤ U
/// ```
public struct LinearProgram: Sendable {
  /// A column with its coefficient in a row.
  public struct Term: Hashable, Sendable {
    /// The index of the column.
    public var column: Int
    /// The coefficient.
    public var coefficient: Double

    /// Creates a term.
    public init(_ column: Int, _ coefficient: Double) {
      self.column = column
      self.coefficient = coefficient
    }
  }

  struct Column: Sendable {
    var cost: Double
    var quadraticCost: Double
    var lower: Double
    var upper: Double
    var isInteger: Bool
  }

  struct Row: Sendable {
    var lower: Double
    var upper: Double
    var terms: [Term]
  }

  var columns: [Column] = []
  var rows: [Row] = []

  /// Creates a program without columns.
  public init() {}

  /// Adds a column.
  ///
  /// - Returns: The index of the column.
  public mutating func addColumn(
    cost: Double, from lower: Double = 0, to upper: Double = .infinity, quadraticCost: Double = 0,
    isInteger: Bool = false
  ) -> Int {
    columns.append(
      Column(
        cost: cost, quadraticCost: quadraticCost, lower: lower, upper: upper, isInteger: isInteger))
    return columns.count - 1
  }

  /// Adds a row.
  ///
  /// - Returns: The index of the row.
  @discardableResult
  public mutating func addRow(
    from lower: Double = -.infinity, to upper: Double = .infinity, _ terms: [Term]
  ) -> Int {
    rows.append(Row(lower: lower, upper: upper, terms: terms))
    return rows.count - 1
  }

  /// Solves the program.
  ///
  /// - Throws: ``LinearProgramError``.
  public func solve() throws(LinearProgramError) -> LinearSolution { throw .notSolved }
}

/// The solution of a ``LinearProgram``.
public struct LinearSolution: Hashable, Sendable {
  /// The value of the objective.
  public var objective: Double
  /// The value of each column.
  public var values: [Double]
  /// By row, how much the objective rises with the bound that binds; empty with integer columns.
  public var duals: [Double]
  /// By column, how much the objective rises with the bound that binds; empty with integer columns.
  public var reducedCosts: [Double]
}

/// Why a program has no solution.
public enum LinearProgramError: Error, Hashable, Sendable {
  /// No values meet all bounds.
  case infeasible
  /// The objective has no least value.
  case unbounded
  /// A number is not a number, or a row names a column that there is not.
  case malformed
  /// The solver gave up.
  case notSolved
}
