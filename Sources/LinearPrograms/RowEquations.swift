/// The equations of a step of a quadratic program, reduced to its rows.
///
/// ```text
/// D·Δx − Aᵀ·Δy = g,   A·Δx = r        →      (A·D⁻¹·Aᵀ)·Δy = r − A·D⁻¹·g
/// ```
struct RowEquations {
  private let elements: [[QuadraticProgram.Element]]
  private var factors: ProfileFactors

  /// Finds the pattern.
  init(_ program: QuadraticProgram) {
    elements = program.elements.map { $0.sorted { $0.row < $1.row } }
    var firsts = Array(0..<program.rowCount)
    for column in elements {
      guard let first = column.first?.row else { continue }
      for element in column { firsts[element.row] = min(firsts[element.row], first) }
    }
    factors = ProfileFactors(firsts: firsts)
  }

  /// Factors the matrix for diagonal elements; an infinite one stands for a column that is fixed.
  mutating func factor(_ diagonals: [Double]) {
    factors.clear()
    for (column, diagonal) in diagonals.enumerated() where diagonal.isFinite {
      for (place, element) in elements[column].enumerated() {
        for other in elements[column][...place] {
          factors.add(
            element.value * other.value / diagonal, row: element.row, column: other.row)
        }
      }
    }
    factors.factor()
  }

  /// Solves the equations.
  func solve(
    _ rowResiduals: [Double], _ pulls: [Double], _ diagonals: [Double]
  ) -> (moves: [Double], duals: [Double]) {
    var duals = rowResiduals
    for column in pulls.indices {
      for element in elements[column] {
        duals[element.row] -= element.value * pulls[column] / diagonals[column]
      }
    }
    factors.solve(&duals)
    var moves = pulls
    for column in pulls.indices {
      for element in elements[column] { moves[column] += element.value * duals[element.row] }
      moves[column] /= diagonals[column]
    }
    return (moves, duals)
  }
}
