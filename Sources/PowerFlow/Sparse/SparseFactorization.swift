import CKLU

/// A sparse system of linear equations that KLU of SuiteSparse factorises and solves.
///
/// The pattern is analysed once; ``factorize()`` reuses the order of elimination. Elements are real,
/// or complex numbers of two values each, real part first.
@safe final class SparseFactorization {
  /// What the elements are.
  enum Numbers {
    case real
    case complex

    var valuesPerElement: Int { self == .real ? 1 : 2 }
  }

  let pattern: SparsePattern
  let numbers: Numbers
  /// The values of the places of the pattern.
  var values: [Double]

  private var columnStarts: [Int32]
  private var rows: [Int32]
  private var common = unsafe klu_common()
  private var symbolic: UnsafeMutablePointer<klu_symbolic>?
  private var numeric: UnsafeMutablePointer<klu_numeric>?

  /// Analyses a pattern.
  ///
  /// - Returns: `nil` if KLU cannot order it, as when a row or column is empty.
  init?(_ pattern: SparsePattern, _ numbers: Numbers) {
    self.pattern = pattern
    self.numbers = numbers
    values = Array(repeating: 0, count: pattern.rows.count * numbers.valuesPerElement)
    columnStarts = pattern.columnStarts
    rows = pattern.rows
    // SAFETY: KLU reads the pattern during the calls only; the arrays fit the size.
    unsafe klu_defaults(&common)
    let size = Int32(truncatingIfNeeded: pattern.size)
    unsafe symbolic = klu_analyze(size, &columnStarts, &rows, &common)
    guard unsafe symbolic != nil else { return nil }
  }

  deinit {
    // SAFETY: both were made by KLU with this common block, and nobody else holds them.
    unsafe klu_free_symbolic(&symbolic, &common)
    if numbers == .real {
      unsafe klu_free_numeric(&numeric, &common)
    } else {
      unsafe klu_z_free_numeric(&numeric, &common)
    }
  }

  /// Sets all values to zero.
  func clear() {
    for index in values.indices { values[index] = 0 }
  }

  /// Adds to a real element, by its place.
  func add(_ value: Double, at place: Int32) { values[Int(place)] += value }

  /// Adds to a complex element, by its place.
  func add(_ real: Double, _ imaginary: Double, at place: Int32) {
    values[2 * Int(place)] += real
    values[2 * Int(place) + 1] += imaginary
  }

  /// Factorises the matrix with its present values.
  ///
  /// The first time chooses pivots; later calls keep them as long as they stay good.
  ///
  /// - Returns: Whether the matrix is regular.
  func factorize() -> Bool {
    // SAFETY: the arrays fit the pattern that was analysed.
    if unsafe numeric != nil {
      let isDone =
        numbers == .real
        ? unsafe klu_refactor(&columnStarts, &rows, &values, symbolic, numeric, &common)
        : unsafe klu_z_refactor(&columnStarts, &rows, &values, symbolic, numeric, &common)
      let isGood =
        numbers == .real
        ? unsafe klu_rcond(symbolic, numeric, &common)
        : unsafe klu_z_rcond(symbolic, numeric, &common)
      if isDone == 1, isGood == 1, unsafe common.rcond > 1e-14 { return true }
      if numbers == .real {
        unsafe klu_free_numeric(&numeric, &common)
      } else {
        unsafe klu_z_free_numeric(&numeric, &common)
      }
    }
    unsafe numeric =
      numbers == .real
      ? klu_factor(&columnStarts, &rows, &values, symbolic, &common)
      : klu_z_factor(&columnStarts, &rows, &values, symbolic, &common)
    return unsafe numeric != nil && common.status == KLU_OK
  }

  /// Solves for a right-hand side and puts the solution in its place.
  ///
  /// - Precondition: ``factorize()`` has returned `true`; there is one element for each row.
  func solve(_ vector: inout [Double]) {
    precondition(
      vector.count == pattern.size * numbers.valuesPerElement,
      "there must be one element for each row")
    precondition(unsafe numeric != nil, "the matrix must be factorised first")
    let size = Int32(truncatingIfNeeded: pattern.size)
    // SAFETY: the vector has one element for each row.
    if numbers == .real {
      unsafe klu_solve(symbolic, numeric, size, 1, &vector, &common)
    } else {
      unsafe klu_z_solve(symbolic, numeric, size, 1, &vector, &common)
    }
  }
}
