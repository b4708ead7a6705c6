/// A program that minimises a linear, or separable and convex quadratic, function of columns under
/// linear rows.
///
/// ```text
/// minimise  Σ c_j·x_j + ½·Σ q_j·x_j²    so that    l ≤ x ≤ u,   L ≤ A·x ≤ U
/// ```
///
/// Bounds of a magnitude from 10²⁰ on count as none; costs and coefficients lie within ±10¹⁴.
/// Coefficients of a column that a row names twice are added.
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
}
