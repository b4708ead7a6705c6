/// Finds whole numbers for integer columns by branch and bound.
///
/// > A. H. Land and A. G. Doig. "An automatic method of solving discrete programming problems."
/// > *Econometrica* 28 (1960). [doi:10.2307/1910129](https://doi.org/10.2307/1910129)
///
/// Branches on the column that is furthest from whole (the first of equals), the nearer side first,
/// depth first. Cbc, the search of Clp's makers, is left out: its interface in C prints, reads the
/// standard input and fails when two threads search at once.
struct BranchAndBound: ~Copyable {
  private struct Node {
    var lowers: [Double]
    var uppers: [Double]
    /// No solution below the node is better.
    var bound: Double
  }

  private let program: SparseProgram
  private let model: ClpModel?
  private var best: LinearSolution?
  private var nodes: [Node] = []

  /// Prepares a search.
  init(_ program: SparseProgram) throws(LinearProgramError) {
    self.program = program
    let isLinear = program.quadraticCosts.allSatisfy { $0 == 0 }
    model = isLinear && program.rowCount > 0 ? try ClpModel(program) : nil
  }

  /// Searches to the end.
  mutating func solve() throws(LinearProgramError) -> LinearSolution {
    nodes = [
      Node(lowers: program.columnLowers, uppers: program.columnUppers, bound: -.infinity)
    ]
    var visitedCount = 0
    while let node = nodes.popLast() {
      guard node.bound < cutoff else { continue }
      visitedCount += 1
      guard visitedCount <= greatestNodeCount else { throw .notSolved }
      let relaxed: LinearSolution
      do { relaxed = try relax(node) } catch .infeasible { continue }
      guard relaxed.objective < cutoff else { continue }
      let column = branchingColumn(relaxed.values, tolerance: 1e-7)
      if column == nil || visitedCount % roundingInterval == 1 {
        let isAccepted = try acceptNearest(relaxed, in: node)
        if column == nil && isAccepted { continue }
      }
      guard let column = column ?? branchingColumn(relaxed.values, tolerance: 0) else { continue }
      branch(node, at: column, relaxed)
    }
    guard let best else { throw .infeasible }
    return best
  }

  /// What a solution must be below to be better than the best.
  private var cutoff: Double {
    guard let best else { return .infinity }
    return best.objective - 1e-9 * max(1, abs(best.objective))
  }

  private func relax(_ node: Node) throws(LinearProgramError) -> LinearSolution {
    var part = program
    (part.columnLowers, part.columnUppers) = (node.lowers, node.uppers)
    guard model != nil else { return try part.solveRelaxation() }
    model?.setColumnBounds(node.lowers, node.uppers)
    guard let solution = try model?.solve(part) else { throw .notSolved }
    return solution
  }

  /// The column that is furthest from whole; `nil` when all are whole but for a tolerance.
  private func branchingColumn(_ values: [Double], tolerance: Double) -> Int? {
    var (found, distance): (Int?, Double) = (nil, tolerance)
    for column in program.integerColumns {
      let away = abs(values[column] - values[column].rounded())
      if away > distance { (found, distance) = (column, away) }
    }
    return found
  }

  private mutating func branch(_ node: Node, at column: Int, _ relaxed: LinearSolution) {
    let value = relaxed.values[column]
    var (below, above) = (node, node)
    (below.bound, above.bound) = (relaxed.objective, relaxed.objective)
    below.uppers[column] = value.rounded(.down)
    above.lowers[column] = value.rounded(.up)
    let isNearerBelow = value - value.rounded(.down) <= 0.5
    nodes.append(isNearerBelow ? above : below)
    nodes.append(isNearerBelow ? below : above)
  }

  /// Fixes the integer columns at the nearest whole numbers, and keeps the solution if it is better.
  ///
  /// - Returns: Whether the whole numbers meet all bounds.
  private mutating func acceptNearest(
    _ relaxed: LinearSolution, in node: Node
  ) throws(LinearProgramError) -> Bool {
    var fixed = node
    for column in program.integerColumns {
      let value = relaxed.values[column].rounded()
      (fixed.lowers[column], fixed.uppers[column]) = (value, value)
    }
    var solution: LinearSolution
    do { solution = try relax(fixed) } catch .infeasible { return false }
    for column in program.integerColumns { solution.values[column].round() }
    guard solution.objective < cutoff else { return true }
    (solution.duals, solution.reducedCosts) = ([], [])
    best = solution
    return true
  }
}

/// The number of relaxations after which a search gives up.
private let greatestNodeCount = 200_000

/// How often whole numbers near a relaxation are tried.
private let roundingInterval = 50
