/// A sparse system of linear equations that is factorised and solved again and again.
///
/// KLU of SuiteSparse chooses the order of elimination and the pivots when the matrix is factorised
/// first. They are kept as plain arrays: later factorisations and all solutions are loops over these
/// (``SparseFactors``). So a system is a value. It can be copied, whereby a copy shares the arrays
/// until one of the two changes, and sent to another task. Elements are real, or complex numbers of
/// two values each, real part first.
struct SparseSystem: Sendable {
  /// What the elements are.
  enum Numbers: Sendable {
    case real
    case complex

    var valuesPerElement: Int { self == .real ? 1 : 2 }
  }

  let pattern: SparsePattern
  let numbers: Numbers
  /// The values of the places of the pattern.
  var values: [Double]

  private var factors: SparseFactors?

  /// Prepares a system without values.
  ///
  /// - Returns: `nil` if a row or a column is empty, so that no values could make it regular.
  init?(_ pattern: SparsePattern, _ numbers: Numbers) {
    var rowIsEmpty = [Bool](repeating: true, count: pattern.size)
    for row in pattern.rows { rowIsEmpty[Int(row)] = false }
    let columnIsEmpty = (0..<pattern.size).contains {
      pattern.columnStarts[$0] == pattern.columnStarts[$0 + 1]
    }
    guard pattern.size > 0, !columnIsEmpty, !rowIsEmpty.contains(true) else { return nil }
    self.pattern = pattern
    self.numbers = numbers
    values = Array(repeating: 0, count: pattern.rows.count * numbers.valuesPerElement)
  }

  /// Whether there are factors to solve with.
  var isFactorized: Bool { factors != nil }

  /// Sets all values to zero.
  mutating func clear() {
    for index in values.indices { values[index] = 0 }
  }

  /// Adds to a real element, by its place.
  mutating func add(_ value: Double, at place: Int32) { values[Int(place)] += value }

  /// Adds to a complex element, by its place.
  mutating func add(_ real: Double, _ imaginary: Double, at place: Int32) {
    values[2 * Int(place)] += real
    values[2 * Int(place) + 1] += imaginary
  }

  /// Factorises the matrix with its present values.
  ///
  /// The first time chooses pivots; later calls keep them as long as they stay good, and then
  /// allocate nothing.
  ///
  /// - Returns: Whether the matrix is regular and all of its values are finite. If not, there are no
  ///   factors.
  mutating func factorize() -> Bool {
    if factors?.refactor(pattern, values) == true { return true }
    factors = SparseFactors(pattern, numbers, values)
    return factors != nil
  }

  /// Solves for a right-hand side and puts the solution in its place. Nothing is allocated.
  ///
  /// - Precondition: ``factorize()`` has returned `true`; there is one element for each row.
  mutating func solve(_ vector: inout [Double]) {
    precondition(
      vector.count == pattern.size * numbers.valuesPerElement,
      "there must be one element for each row")
    precondition(factors != nil, "the matrix must be factorised first")
    factors?.solve(&vector)
  }
}
