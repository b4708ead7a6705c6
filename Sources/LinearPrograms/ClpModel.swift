import CClp

/// A model of Clp, which frees itself.
@safe
struct ClpModel: ~Copyable {
  private let handle: UnsafeMutableRawPointer

  /// Gives Clp a program that has rows and columns.
  init(_ program: SparseProgram) throws(LinearProgramError) {
    // SAFETY: the arrays have the sizes that Clp asks for, their indices lie within the program,
    // and Clp copies them during the call.
    guard let model = unsafe Clp_newModel() else { throw .notSolved }
    unsafe handle = model
    unsafe Clp_setLogLevel(handle, 0)
    unsafe Clp_setPrimalTolerance(handle, 1e-9)
    unsafe Clp_setDualTolerance(handle, 1e-9)
    unsafe Clp_loadProblem(
      handle, Int32(program.columnCount), Int32(program.rowCount), program.starts, program.rows,
      program.coefficients, program.columnLowers, program.columnUppers, program.costs,
      program.rowLowers, program.rowUppers)
    // Programs of this size take far fewer; the limit ends what would cycle.
    unsafe Clp_setMaximumIterations(
      handle, Int32(min(50_000 + 50 * (program.columnCount + program.rowCount), 100_000_000)))
  }

  deinit { unsafe Clp_deleteModel(handle) }

  /// Sets the bounds of all columns.
  func setColumnBounds(_ lowers: [Double], _ uppers: [Double]) {
    // SAFETY: the arrays have one element for each column, and Clp copies them.
    unsafe Clp_chgColumnLower(handle, lowers)
    unsafe Clp_chgColumnUpper(handle, uppers)
  }

  /// Solves the program that the model was made of, from scratch or from its last basis.
  func solve(_ program: SparseProgram) throws(LinearProgramError) -> LinearSolution {
    _ = unsafe Clp_dual(handle, 0)
    if unsafe Clp_status(handle) != 0 { _ = unsafe Clp_primal(handle, 0) }
    switch unsafe Clp_status(handle) {
    case 0: return try solution(program)
    case 1: throw .infeasible
    case 2: throw try isFeasible(program) ? .unbounded : .infeasible
    default: throw .notSolved
    }
  }

  /// Whether there are values within all bounds, whatever they cost.
  private func isFeasible(_ program: SparseProgram) throws(LinearProgramError) -> Bool {
    guard program.costs.contains(where: { $0 != 0 }) else { return true }
    var free = program
    free.costs = Array(repeating: 0, count: program.columnCount)
    do {
      _ = try ClpModel(free).solve(free)
      return true
    } catch .infeasible {
      return false
    }
  }

  private func solution(_ program: SparseProgram) throws(LinearProgramError) -> LinearSolution {
    guard let values = unsafe Clp_primalColumnSolution(handle),
      let duals = unsafe Clp_dualRowSolution(handle)
    else { throw .notSolved }
    // SAFETY: Clp holds one value for each column and one dual for each row.
    var solution = LinearSolution(
      objective: 0,
      values: unsafe Array(UnsafeBufferPointer(start: values, count: program.columnCount)),
      duals: unsafe Array(UnsafeBufferPointer(start: duals, count: program.rowCount)),
      reducedCosts: [])
    solution.reducedCosts = program.reducedCosts(solution.values, duals: solution.duals)
    solution.objective = program.objective(of: solution.values)
    guard solution.objective.isFinite, solution.values.allSatisfy(\.isFinite),
      solution.reducedCosts.allSatisfy(\.isFinite)
    else { throw .notSolved }
    return solution
  }
}

extension SparseProgram {
  /// What is left of each column's marginal cost when the rows are paid.
  func reducedCosts(_ values: [Double], duals: [Double]) -> [Double] {
    var reduced = costs
    for column in 0..<columnCount {
      reduced[column] += quadraticCosts[column] * values[column]
      for place in places(of: column) {
        reduced[column] -= coefficients[place] * duals[Int(rows[place])]
      }
    }
    return reduced
  }
}
