extension SparseProgram {
  /// Solves a program with quadratic costs.
  ///
  /// Clp finds out whether there is a solution, the interior point method which bounds bind in it,
  /// and a few steps on these bounds give the last digits.
  func solveQuadratic() throws(LinearProgramError) -> LinearSolution {
    try checkForSolution()
    let quadratic = QuadraticProgram(self)
    var interior = InteriorPoint(quadratic)
    interior.run()
    let raw = (values: interior.values, duals: interior.duals)
    let refined = quadratic.refine(interior.points, interior.duals)
    let errors = (
      raw: quadratic.error(raw.values, raw.duals),
      refined: quadratic.error(refined.values, refined.duals)
    )
    let best = errors.refined <= errors.raw ? refined : raw
    let size = max(1, quadratic.costs.reduce(0) { max($0, abs($1)) })
    guard min(errors.refined, errors.raw) <= 1e-6 * size else { throw .notSolved }
    var values = columnLowers
    for (column, origin) in quadratic.origins.enumerated() {
      guard let origin else { continue }
      values[origin] = min(max(best.values[column], columnLowers[origin]), columnUppers[origin])
    }
    let solution = LinearSolution(
      objective: objective(of: values), values: values, duals: best.duals,
      reducedCosts: reducedCosts(values, duals: best.duals))
    guard solution.objective.isFinite else { throw .notSolved }
    return solution
  }

  /// Throws when there are no values within the bounds, or when the costs fall for ever along
  /// columns without a quadratic cost.
  private func checkForSolution() throws(LinearProgramError) {
    var feasibility = self
    feasibility.quadraticCosts = Array(repeating: 0, count: columnCount)
    feasibility.costs = feasibility.quadraticCosts
    _ = try feasibility.solveRelaxation()
    var ray = self
    ray.quadraticCosts = feasibility.quadraticCosts
    for column in 0..<columnCount {
      let isCurved = quadraticCosts[column] > 0
      ray.columnLowers[column] = columnLowers[column].isFinite || isCurved ? 0 : -1
      ray.columnUppers[column] = columnUppers[column].isFinite || isCurved ? 0 : 1
    }
    for row in 0..<rowCount {
      ray.rowLowers[row] = rowLowers[row].isFinite ? 0 : -.infinity
      ray.rowUppers[row] = rowUppers[row].isFinite ? 0 : .infinity
    }
    let size = costs.reduce(0) { max($0, abs($1)) }
    guard try ray.solveRelaxation().objective >= -1e-9 * size else { throw .unbounded }
  }
}

extension QuadraticProgram {
  /// Solves the equations that hold where the bounds that bind do bind, and others do not.
  func refine(
    _ points: [InteriorPoint.Point], _ duals: [Double]
  ) -> (values: [Double], duals: [Double]) {
    var equations = RowEquations(self)
    var (values, duals) = (points.map(\.value), duals)
    let costSize = costs.reduce(1e-3) { max($0, abs($1)) }
    var diagonals = quadraticCosts.map { max($0, 1e-7 * costSize) }
    for (column, point) in points.enumerated() {
      if point.below < point.lowerPrice / costSize {
        (values[column], diagonals[column]) = (lowers[column], .infinity)
      } else if point.above < point.upperPrice / costSize {
        (values[column], diagonals[column]) = (uppers[column], .infinity)
      }
    }
    equations.factor(diagonals)
    for _ in 0..<8 {
      var pulls = reducedCosts(values, duals).map { -$0 }
      for column in pulls.indices where diagonals[column].isInfinite { pulls[column] = 0 }
      let step = equations.solve(rowResiduals(values), pulls, diagonals)
      for column in values.indices { values[column] += step.moves[column] }
      for row in duals.indices { duals[row] += step.duals[row] }
    }
    return (values, duals)
  }

  /// The greatest violation of a condition of optimality.
  func error(_ values: [Double], _ duals: [Double]) -> Double {
    var worst = rowResiduals(values).reduce(0) { max($0, abs($1)) }
    for (column, reduced) in reducedCosts(values, duals).enumerated() {
      let (lower, upper) = (lowers[column], uppers[column])
      let value = values[column]
      worst = max(worst, lower - value, value - upper)
      // A price at a bound is due only at the bound.
      worst = max(worst, reduced > 0 ? min(reduced, value - lower) : min(-reduced, upper - value))
      if !value.isFinite { worst = .infinity }
    }
    return worst
  }
}
