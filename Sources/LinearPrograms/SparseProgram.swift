/// A checked program whose coefficients stand by columns.
struct SparseProgram: Sendable {
  var costs: [Double] = []
  var quadraticCosts: [Double] = []
  var columnLowers: [Double] = []
  var columnUppers: [Double] = []
  var rowLowers: [Double] = []
  var rowUppers: [Double] = []
  /// The columns that must be whole numbers.
  var integerColumns: [Int] = []
  /// By column, where its coefficients start; one more at the end.
  private(set) var starts: [Int32] = []
  private(set) var rows: [Int32] = []
  private(set) var coefficients: [Double] = []

  var columnCount: Int { costs.count }
  var rowCount: Int { rowLowers.count }

  /// The places of the coefficients of a column.
  func places(of column: Int) -> Range<Int> { Int(starts[column])..<Int(starts[column + 1]) }

  /// Checks a program.
  init(_ program: LinearProgram) throws(LinearProgramError) {
    for (index, column) in program.columns.enumerated() {
      guard isUsable(column.cost), isUsable(column.quadraticCost), column.quadraticCost >= 0 else {
        throw .malformed
      }
      let (lower, upper) = try bounds(column.lower, column.upper)
      costs.append(column.cost)
      quadraticCosts.append(column.quadraticCost)
      columnLowers.append(lower)
      columnUppers.append(upper)
      if column.isInteger { integerColumns.append(index) }
    }
    var coefficientCount = 0
    for row in program.rows {
      for term in row.terms {
        guard program.columns.indices.contains(term.column), isUsable(term.coefficient) else {
          throw .malformed
        }
      }
      let (lower, upper) = try bounds(row.lower, row.upper)
      rowLowers.append(lower)
      rowUppers.append(upper)
      coefficientCount += row.terms.count
    }
    // Clp counts with 32 bits, rows and columns together.
    guard max(coefficientCount, columnCount + rowCount) < Int(Int32.max) / 4 else {
      throw .malformed
    }
    loadCoefficients(program)
    // The order matters: what is malformed is malformed even where bounds contradict.
    for (lower, upper) in zip(columnLowers + rowLowers, columnUppers + rowUppers)
    where lower > upper { throw .infeasible }
    for value in coefficients where !isUsable(value) { throw .malformed }
  }

  /// Orders the coefficients by column, and adds those that a row has twice.
  private mutating func loadCoefficients(_ program: LinearProgram) {
    var counts = [Int32](repeating: 0, count: columnCount + 1)
    var lastRows = [Int](repeating: -1, count: columnCount)
    for (index, row) in program.rows.enumerated() {
      for term in row.terms where lastRows[term.column] != index {
        lastRows[term.column] = index
        counts[term.column + 1] += 1
      }
    }
    for column in 0..<columnCount { counts[column + 1] += counts[column] }
    starts = counts
    rows = Array(repeating: 0, count: Int(counts[columnCount]))
    coefficients = Array(repeating: 0, count: rows.count)
    lastRows = Array(repeating: -1, count: columnCount)
    for (index, row) in program.rows.enumerated() {
      for term in row.terms {
        if lastRows[term.column] != index {
          lastRows[term.column] = index
          rows[Int(counts[term.column])] = Int32(truncatingIfNeeded: index)
          counts[term.column] += 1
        }
        coefficients[Int(counts[term.column]) - 1] += term.coefficient
      }
    }
  }

  /// Moves the bounds of integer columns inwards to whole numbers.
  mutating func roundIntegerBounds() throws(LinearProgramError) {
    for column in integerColumns {
      columnLowers[column].round(.up)
      columnUppers[column].round(.down)
      guard columnLowers[column] <= columnUppers[column] else { throw .infeasible }
    }
  }
}

/// The magnitude from which on a bound is none.
private let greatestBound = 1e20

/// Whether a cost or a coefficient is small enough for Clp, which ends the process where scaled
/// costs pass 10²⁵.
private func isUsable(_ number: Double) -> Bool { abs(number) <= 1e14 }

/// Bounds of which the enormous are infinite.
private func bounds(
  _ lower: Double, _ upper: Double
) throws(LinearProgramError) -> (lower: Double, upper: Double) {
  guard lower < greatestBound, upper > -greatestBound else { throw .malformed }
  return (
    lower > -greatestBound ? lower : -.infinity, upper < greatestBound ? upper : .infinity
  )
}
