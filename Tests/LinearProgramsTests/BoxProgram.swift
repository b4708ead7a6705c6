import LinearPrograms

/// A random program in a box, small enough for everything to be tried.
struct BoxProgram {
  var costs: [Double] = []
  var curvatures: [Double] = []
  var greatest: [Double] = []
  var matrix: [[Double]] = []
  var lowers: [Double] = []
  var uppers: [Double] = []

  init(
    columnCount: Int, rowCount: Int, isCurved: Bool = false, isWhole: Bool = true,
    _ numbers: inout TestNumbers
  ) {
    func draw(_ range: ClosedRange<Int>, _ numbers: inout TestNumbers) -> Double {
      isWhole
        ? numbers.whole(range) : numbers.number(Double(range.lowerBound)...Double(range.upperBound))
    }
    for _ in 0..<columnCount {
      costs.append(draw(-6...6, &numbers))
      curvatures.append(isCurved && numbers.integer(0...2) > 0 ? draw(0...5, &numbers) : 0)
      greatest.append(draw(0...4, &numbers))
    }
    for _ in 0..<rowCount {
      matrix.append((0..<columnCount).map { _ in draw(-3...3, &numbers) })
      let lower = draw(-6...2, &numbers)
      var bounds = (lower, lower)
      switch numbers.integer(0...3) {
      case 0: bounds = (lower, lower + draw(0...8, &numbers))
      case 1: bounds = (lower, .infinity)
      case 2: bounds = (-.infinity, lower + 4)
      default: break
      }
      lowers.append(bounds.0)
      uppers.append(bounds.1)
    }
  }

  func program(isInteger: Bool) -> LinearProgram {
    var program = LinearProgram()
    for column in costs.indices {
      _ = program.addColumn(
        cost: costs[column], to: greatest[column], quadraticCost: curvatures[column],
        isInteger: isInteger)
    }
    for (row, coefficients) in matrix.enumerated() {
      program.addRow(
        from: lowers[row], to: uppers[row],
        coefficients.enumerated().map { LinearProgram.Term($0.offset, $0.element) })
    }
    return program
  }

  /// The program with the bound of a row moved that a dual belongs to.
  func moved(row: Int, by step: Double, _ dual: Double) -> LinearProgram {
    var copy = self
    if dual > 0 || lowers[row] == uppers[row] { copy.lowers[row] += step }
    if dual <= 0 || lowers[row] == uppers[row] { copy.uppers[row] += step }
    return copy.program(isInteger: false)
  }

  func objective(_ values: [Double]) -> Double {
    values.indices.reduce(0) { sum, column in
      sum + costs[column] * values[column] + curvatures[column] * values[column] * values[column]
        / 2
    }
  }

  private func isFeasible(_ values: [Double], tolerance: Double) -> Bool {
    for column in values.indices
    where values[column] < -tolerance || values[column] > greatest[column] + tolerance {
      return false
    }
    for row in matrix.indices {
      let activity = zip(matrix[row], values).reduce(0) { $0 + $1.0 * $1.1 }
      if activity < lowers[row] - tolerance || activity > uppers[row] + tolerance { return false }
    }
    return true
  }

  /// The best of all whole numbers.
  func bestIntegers() -> Double? {
    var best: Double?
    var values = [Double](repeating: 0, count: costs.count)
    while true {
      if isFeasible(values, tolerance: 1e-9) {
        best = min(best ?? .infinity, objective(values))
      }
      guard let column = values.indices.first(where: { values[$0] + 1 <= greatest[$0] }) else {
        return best
      }
      values[column] += 1
      for earlier in 0..<column { values[earlier] = 0 }
    }
  }

  /// The best of the points at which three planes meet, for three columns.
  func bestVertex() -> Double? {
    var planes: [(normal: [Double], side: Double)] = []
    for column in 0..<3 {
      let normal = (0..<3).map { $0 == column ? 1.0 : 0 }
      planes += [(normal, 0), (normal, greatest[column])]
    }
    for row in matrix.indices {
      for side in [lowers[row], uppers[row]] where side.isFinite {
        planes.append((matrix[row], side))
      }
    }
    var best: Double?
    for first in planes.indices {
      for second in (first + 1)..<planes.count {
        for third in (second + 1)..<planes.count {
          let chosen = [planes[first], planes[second], planes[third]]
          guard let point = crossing(chosen), isFeasible(point, tolerance: 1e-8) else { continue }
          best = min(best ?? .infinity, objective(point))
        }
      }
    }
    return best
  }

  /// The greatest violation of a condition of optimality, relative to the size of the numbers.
  func violation(of solution: LinearSolution) -> Double {
    var worst = 0.0
    let values = solution.values
    let size = max(1, abs(solution.objective))
    for column in values.indices {
      let (value, reduced) = (values[column], solution.reducedCosts[column])
      var expected = costs[column] + curvatures[column] * value
      for row in matrix.indices { expected -= matrix[row][column] * solution.duals[row] }
      worst = max(worst, abs(expected - reduced) / size, -value, value - greatest[column])
      worst = max(worst, min(abs(reduced), reduced > 0 ? value : greatest[column] - value) / size)
    }
    for row in matrix.indices {
      let activity = zip(matrix[row], values).reduce(0) { $0 + $1.0 * $1.1 }
      let dual = solution.duals[row]
      worst = max(worst, (lowers[row] - activity) / size, (activity - uppers[row]) / size)
      worst = max(
        worst, min(abs(dual), dual > 0 ? activity - lowers[row] : uppers[row] - activity) / size)
    }
    return worst
  }
}

/// The point at which three planes meet, by Cramer's rule.
private func crossing(_ planes: [(normal: [Double], side: Double)]) -> [Double]? {
  func determinant(_ rows: [[Double]]) -> Double {
    rows[0][0] * (rows[1][1] * rows[2][2] - rows[1][2] * rows[2][1])
      - rows[0][1] * (rows[1][0] * rows[2][2] - rows[1][2] * rows[2][0])
      + rows[0][2] * (rows[1][0] * rows[2][1] - rows[1][1] * rows[2][0])
  }
  let normals = planes.map(\.normal)
  let whole = determinant(normals)
  guard abs(whole) > 1e-9 else { return nil }
  return (0..<3).map { column in
    var rows = normals
    for row in 0..<3 { rows[row][column] = planes[row].side }
    return determinant(rows) / whole
  }
}
