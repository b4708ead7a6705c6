/// The Cholesky factors of a symmetric, positive definite matrix, each row from its first element
/// that is not zero.
///
/// Rows that follow each other in time are joined to their neighbours only, so their factors stay
/// narrow.
struct ProfileFactors {
  /// By row, the column of the first element.
  private let firsts: [Int]
  /// By row, where the element of column 0 would stand.
  private let offsets: [Int]
  private var values: [Double]

  let size: Int

  /// Prepares a matrix of zeros.
  ///
  /// - Parameter firsts: By row, the first column that is not zero, at most the row itself.
  init(firsts: [Int]) {
    self.firsts = firsts
    size = firsts.count
    var offsets: [Int] = []
    var count = 0
    for (row, first) in firsts.enumerated() {
      offsets.append(count - first)
      count += row - first + 1
    }
    self.offsets = offsets
    values = Array(repeating: 0, count: count)
  }

  /// Sets all elements to zero.
  mutating func clear() { for index in values.indices { values[index] = 0 } }

  /// Adds to an element on or below the diagonal.
  mutating func add(_ value: Double, row: Int, column: Int) {
    values[offsets[row] + column] += value
  }

  /// Replaces the matrix by its factors; pivots that are not positive count as infinite, so that
  /// rows that follow from others are left as they are.
  mutating func factor() {
    for row in 0..<size {
      let start = offsets[row]
      for column in firsts[row]..<row {
        let other = offsets[column]
        var sum = values[start + column]
        // The row starts no later than the column that it has an element in.
        for inner in max(firsts[row], firsts[column])..<column {
          sum -= values[start + inner] * values[other + inner]
        }
        values[start + column] = sum / values[other + column]
      }
      var pivot = values[start + row]
      let size = pivot
      for inner in firsts[row]..<row { pivot -= values[start + inner] * values[start + inner] }
      values[start + row] = pivot > 1e-15 * size && pivot.isFinite ? pivot.squareRoot() : 1e150
    }
  }

  /// Solves the system of a right-hand side, in place.
  func solve(_ vector: inout [Double]) {
    for row in 0..<size {
      var sum = vector[row]
      for column in firsts[row]..<row { sum -= values[offsets[row] + column] * vector[column] }
      vector[row] = sum / values[offsets[row] + row]
    }
    for row in stride(from: size - 1, through: 0, by: -1) {
      vector[row] /= values[offsets[row] + row]
      for column in firsts[row]..<row {
        vector[column] -= values[offsets[row] + column] * vector[row]
      }
    }
  }
}
