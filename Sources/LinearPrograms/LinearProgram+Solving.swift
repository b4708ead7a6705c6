extension LinearProgram {
  /// Solves the program.
  ///
  /// A linear program goes to the simplex method of Clp, whose tolerances are set to 10⁻⁹; integer
  /// columns are found by branch and bound over it, and quadratic costs by an interior point method
  /// whose result is refined on the bounds that bind. Nothing is printed, no clock is read, and the
  /// same program gives the same solution.
  ///
  /// - Throws: ``LinearProgramError``.
  public func solve() throws(LinearProgramError) -> LinearSolution {
    var program = try SparseProgram(self)
    guard program.integerColumns.isEmpty else {
      try program.roundIntegerBounds()
      var search = try BranchAndBound(program)
      return try search.solve()
    }
    return try program.solveRelaxation()
  }
}

extension SparseProgram {
  /// Solves the program as if all columns were continuous.
  func solveRelaxation() throws(LinearProgramError) -> LinearSolution {
    guard quadraticCosts.allSatisfy({ $0 == 0 }) else { return try solveQuadratic() }
    guard rowCount > 0, columnCount > 0 else { return try solveWithoutRows() }
    let model = try ClpModel(self)
    return try model.solve(self)
  }

  /// Each column at its better bound.
  func solveWithoutRows() throws(LinearProgramError) -> LinearSolution {
    try checkEmptyRows()
    var values: [Double] = []
    for column in 0..<columnCount {
      let (lower, upper) = (columnLowers[column], columnUppers[column])
      let value =
        if costs[column] > 0 { lower } else if costs[column] < 0 { upper } else {
          min(max(0, lower), upper)
        }
      guard value.isFinite else { throw .unbounded }
      values.append(value)
    }
    return LinearSolution(
      objective: objective(of: values), values: values,
      duals: Array(repeating: 0, count: rowCount), reducedCosts: costs)
  }

  /// Checks rows of a program that has no columns.
  private func checkEmptyRows() throws(LinearProgramError) {
    for row in 0..<rowCount where rowLowers[row] > 0 || rowUppers[row] < 0 { throw .infeasible }
  }

  /// The objective of some values.
  func objective(of values: [Double]) -> Double {
    var sum = 0.0
    for column in 0..<columnCount {
      let value = values[column]
      sum += costs[column] * value + quadraticCosts[column] * value * value / 2
    }
    return sum
  }
}
