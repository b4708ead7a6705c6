/// The triangular factors of a sparse matrix, with the order of elimination that KLU has chosen.
///
/// ```text
/// (A scaled by rows)(rowOrder, columnOrder) = L · U
/// ```
///
/// Both factors are stored by columns; L without its diagonal of ones, U with the reciprocals of its
/// diagonal apart. The pattern of the factors does not change with the values, so another
/// matrix of the same pattern is factorised in place, from left to right: each column of A is
/// reduced by the columns of L that its column of U names, which stand in rising order
/// (J. R. Gilbert and T. Peierls, SIAM J. Sci. Stat. Comput. 9(5), 1988, <https://doi.org/10.1137/0909058>).
struct SparseFactors: Sendable {
  let numbers: SparseSystem.Numbers
  /// The row of A at each position.
  let rowOrder: [Int32]
  /// The column of A at each position.
  let columnOrder: [Int32]
  /// The position of the row of each place of the pattern of A.
  let placePositions: [Int32]
  /// What the rows of A were multiplied with before pivots were chosen, by row.
  let rowScales: [Double]
  /// The same for each place.
  let placeScales: [Double]
  let lowerStarts: [Int32]
  let lowerRows: [Int32]
  let upperStarts: [Int32]
  let upperRows: [Int32]
  var lowerValues: [Double]
  var upperValues: [Double]
  /// One over the diagonal of U.
  var reciprocals: [Double]
  /// Room for one column or one right-hand side; zero between factorisations.
  var work: [Double]

  /// The largest multiplier of an elimination that a factorisation with old pivots may meet.
  static let largestMultiplier = 1e6

  /// Factorises again with the same pivots.
  ///
  /// - Returns: Whether the pivots are still good. If not, the factors are of no use.
  mutating func refactor(_ pattern: SparsePattern, _ values: [Double]) -> Bool {
    switch numbers {
    case .real:
      refactorReal(
        pattern.columnStarts, values, columnOrder, placePositions, placeScales, lowerStarts,
        lowerRows, upperStarts, upperRows, &lowerValues, &upperValues, &reciprocals, &work)
    case .complex:
      refactorComplex(
        pattern.columnStarts, values, columnOrder, placePositions, placeScales, lowerStarts,
        lowerRows, upperStarts, upperRows, &lowerValues, &upperValues, &reciprocals, &work)
    }
  }

  /// Replaces a right-hand side by the solution.
  mutating func solve(_ vector: inout [Double]) {
    switch numbers {
    case .real:
      solveReal(
        rowOrder, columnOrder, rowScales, lowerStarts, lowerRows, lowerValues, upperStarts,
        upperRows, upperValues, reciprocals, &work, &vector)
    case .complex:
      solveComplex(
        rowOrder, columnOrder, rowScales, lowerStarts, lowerRows, lowerValues, upperStarts,
        upperRows, upperValues, reciprocals, &work, &vector)
    }
  }
}
