/// Solves a quadratic program by a primal-dual interior point method with predictor and corrector.
///
/// > S. Mehrotra. "On the implementation of a primal-dual interior point method." *SIAM Journal on
/// > Optimization* 2 (1992). [doi:10.1137/0802028](https://doi.org/10.1137/0802028)
///
/// The equations of a step are reduced to the rows, with a proximal term for columns that have
/// neither a quadratic cost nor a bound, which moves no solution.
struct InteriorPoint {
  /// A column's place: its value, its distances from the bounds and the prices of the bounds.
  struct Point {
    var value: Double
    var below = Double.infinity
    var above = Double.infinity
    var lowerPrice = 0.0
    var upperPrice = 0.0
  }

  private let program: QuadraticProgram
  private var equations: RowEquations
  private(set) var points: [Point] = []
  private(set) var duals: [Double]
  private let costScale: Double

  /// Starts inside all bounds.
  init(_ program: QuadraticProgram) {
    self.program = program
    equations = RowEquations(program)
    duals = Array(repeating: 0, count: program.rowCount)
    costScale = max(1e-3, program.costs.reduce(0) { max($0, abs($1)) })
    for column in 0..<program.columnCount {
      let (lower, upper) = (program.lowers[column], program.uppers[column])
      var point = Point(value: startingValue(lower, upper))
      if lower.isFinite { (point.below, point.lowerPrice) = (point.value - lower, costScale) }
      if upper.isFinite { (point.above, point.upperPrice) = (upper - point.value, costScale) }
      points.append(point)
    }
  }

  var values: [Double] { points.map(\.value) }

  /// Goes on until the point is as close to an optimum as it gets.
  ///
  /// Where the bounds leave no room it stops short of the last digits.
  mutating func run() {
    for _ in 0..<100 {
      let rowResiduals = program.rowResiduals(values)
      let reduced = program.reducedCosts(values, duals)
      let gap = meanGap
      guard !isDone(rowResiduals, reduced, gap), gap.isFinite,
        step(rowResiduals, reduced, gap)
      else { return }
    }
  }

  /// The mean product of a distance and its price.
  private var meanGap: Double {
    var (sum, count) = (0.0, 0.0)
    for point in points {
      if point.below.isFinite { (sum, count) = (sum + point.below * point.lowerPrice, count + 1) }
      if point.above.isFinite { (sum, count) = (sum + point.above * point.upperPrice, count + 1) }
    }
    return count > 0 ? sum / count : 0
  }

  private func isDone(
    _ rowResiduals: [Double], _ reduced: [Double], _ gap: Double
  ) -> Bool {
    let size = points.reduce(1) { max($0, abs($1.value)) }
    let priceSize = duals.reduce(costScale) { max($0, abs($1)) }
    guard gap <= 1e-11 * size * priceSize else { return false }
    guard rowResiduals.allSatisfy({ abs($0) <= 1e-11 * size }) else { return false }
    return zip(reduced, points).allSatisfy { reduced, point in
      abs(reduced - point.lowerPrice + point.upperPrice) <= 1e-10 * priceSize
    }
  }

  /// Goes one step; false when there is no direction.
  private mutating func step(
    _ rowResiduals: [Double], _ reduced: [Double], _ gap: Double
  ) -> Bool {
    let diagonals = points.indices.map { column in
      let point = points[column]
      return max(
        program.quadraticCosts[column] + point.lowerPrice / point.below
          + point.upperPrice / point.above, 1e-10 * costScale)
    }
    equations.factor(diagonals)
    // The predictor aims at the bounds themselves.
    let predictor = direction(rowResiduals, reduced, diagonals, target: 0, corrections: nil)
    let reach = min(1, greatestStep(predictor.moves, target: 0, corrections: nil))
    let predicted = predictedGap(predictor.moves, reach)
    let centering = gap > 0 ? predicted / gap : 0
    let target = centering * centering * centering * gap
    let final = direction(
      rowResiduals, reduced, diagonals, target: target, corrections: predictor.moves)
    let length = min(
      1, 0.995 * greatestStep(final.moves, target: target, corrections: predictor.moves))
    guard length > 1e-14, final.moves.allSatisfy(\.isFinite) else { return false }
    for column in points.indices {
      points[column].move(
        final.moves[column], length, target: target, correction: predictor.moves[column])
    }
    for row in duals.indices { duals[row] += length * final.duals[row] }
    return true
  }

  private func direction(
    _ rowResiduals: [Double], _ reduced: [Double], _ diagonals: [Double], target: Double,
    corrections: [Double]?
  ) -> (moves: [Double], duals: [Double]) {
    let pulls = points.indices.map { column in
      points[column].pull(target: target, correction: corrections?[column] ?? 0)
        - reduced[column]
    }
    return equations.solve(rowResiduals, pulls, diagonals)
  }

  /// The greatest step that keeps all distances and prices positive.
  private func greatestStep(_ moves: [Double], target: Double, corrections: [Double]?) -> Double {
    var length = Double.infinity
    for (column, point) in points.enumerated() {
      length = min(
        length,
        point.greatestStep(
          moves[column], target: target, correction: corrections?[column] ?? 0))
    }
    return length
  }

  /// The mean gap after a step of the predictor.
  private func predictedGap(_ moves: [Double], _ length: Double) -> Double {
    var copy = self
    for column in copy.points.indices {
      copy.points[column].move(moves[column], length, target: 0, correction: 0)
    }
    return copy.meanGap
  }
}

extension InteriorPoint.Point {
  /// How the price of the lower bound changes with a move; that of the upper in the same way.
  private func priceMoves(
    _ move: Double, target: Double, correction: Double
  ) -> (lower: Double, upper: Double) {
    var (lower, upper) = (0.0, 0.0)
    if below.isFinite {
      let secondOrder = correction * priceCorrection(correction).lower
      lower = (target - lowerPrice * move - secondOrder) / below - lowerPrice
    }
    if above.isFinite {
      let secondOrder = correction * priceCorrection(correction).upper
      upper = (target + upperPrice * move + secondOrder) / above - upperPrice
    }
    return (lower, upper)
  }

  /// How the prices change in the predictor.
  private func priceCorrection(_ move: Double) -> (lower: Double, upper: Double) {
    guard move != 0 else { return (0, 0) }
    return (
      below.isFinite ? -lowerPrice * move / below - lowerPrice : 0,
      above.isFinite ? upperPrice * move / above - upperPrice : 0
    )
  }

  /// What pulls the column inwards.
  func pull(target: Double, correction: Double) -> Double {
    let prices = priceCorrection(correction)
    var sum = 0.0
    if below.isFinite { sum += (target - correction * prices.lower) / below }
    if above.isFinite { sum -= (target + correction * prices.upper) / above }
    return sum
  }

  func greatestStep(_ move: Double, target: Double, correction: Double) -> Double {
    let prices = priceMoves(move, target: target, correction: correction)
    var length = Double.infinity
    if move < 0 { length = min(length, below / -move) }
    if move > 0 { length = min(length, above / move) }
    if prices.lower < 0 { length = min(length, lowerPrice / -prices.lower) }
    if prices.upper < 0 { length = min(length, upperPrice / -prices.upper) }
    return length
  }

  mutating func move(_ move: Double, _ length: Double, target: Double, correction: Double) {
    let prices = priceMoves(move, target: target, correction: correction)
    value += length * move
    if below.isFinite {
      below += length * move
      lowerPrice += length * prices.lower
    }
    if above.isFinite {
      above -= length * move
      upperPrice += length * prices.upper
    }
  }
}

private func startingValue(_ lower: Double, _ upper: Double) -> Double {
  switch (lower.isFinite, upper.isFinite) {
  case (true, true): lower + (upper - lower) / 2
  case (true, false): lower + max(1, abs(lower))
  case (false, true): upper - max(1, abs(upper))
  case (false, false): 0
  }
}
