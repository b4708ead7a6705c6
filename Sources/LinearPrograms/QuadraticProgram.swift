/// A separable quadratic program whose rows are equations, as the interior point method sees it.
///
/// ```text
/// minimise  c·x + ½·x·Q·x     so that     A·x = b,   l ≤ x ≤ u
/// ```
///
/// A row with two different bounds got a column of its own, which is its activity; a column whose
/// bounds are equal is a number in *b*.
struct QuadraticProgram {
  /// A coefficient with its row.
  struct Element {
    var row: Int
    var value: Double
  }

  private(set) var costs: [Double] = []
  private(set) var quadraticCosts: [Double] = []
  private(set) var lowers: [Double] = []
  private(set) var uppers: [Double] = []
  /// By column, its coefficients.
  private(set) var elements: [[Element]] = []
  private(set) var rightSides: [Double] = []
  /// By column, the column of the program that it was made of; `nil` for the activity of a row.
  private(set) var origins: [Int?] = []

  var columnCount: Int { costs.count }
  var rowCount: Int { rightSides.count }

  /// Makes a program with equations only.
  init(_ program: SparseProgram) {
    rightSides = Array(repeating: 0, count: program.rowCount)
    for column in 0..<program.columnCount {
      let elements = program.places(of: column).map { place in
        Element(row: Int(program.rows[place]), value: program.coefficients[place])
      }
      let (lower, upper) = (program.columnLowers[column], program.columnUppers[column])
      if lower == upper {
        for element in elements { rightSides[element.row] -= element.value * lower }
      } else {
        append(
          cost: program.costs[column], quadraticCost: program.quadraticCosts[column],
          from: lower, to: upper, elements, origin: column)
      }
    }
    for row in 0..<program.rowCount {
      let (lower, upper) = (program.rowLowers[row], program.rowUppers[row])
      if lower == upper {
        rightSides[row] += lower
      } else {
        append(
          cost: 0, quadraticCost: 0, from: lower, to: upper, [Element(row: row, value: -1)],
          origin: nil)
      }
    }
  }

  private mutating func append(
    cost: Double, quadraticCost: Double, from lower: Double, to upper: Double,
    _ elements: [Element], origin: Int?
  ) {
    costs.append(cost)
    quadraticCosts.append(quadraticCost)
    lowers.append(lower)
    uppers.append(upper)
    self.elements.append(elements)
    origins.append(origin)
  }

  /// What is missing in each row.
  func rowResiduals(_ values: [Double]) -> [Double] {
    var residuals = rightSides
    for column in 0..<columnCount {
      for element in elements[column] { residuals[element.row] -= element.value * values[column] }
    }
    return residuals
  }

  /// What is left of each column's marginal cost when the rows are paid.
  func reducedCosts(_ values: [Double], _ duals: [Double]) -> [Double] {
    var reduced = costs
    for column in 0..<columnCount {
      reduced[column] += quadraticCosts[column] * values[column]
      for element in elements[column] { reduced[column] -= element.value * duals[element.row] }
    }
    return reduced
  }
}
