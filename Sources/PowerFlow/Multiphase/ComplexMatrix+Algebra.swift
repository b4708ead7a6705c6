public import ComplexModule
public import RealModule

extension ComplexMatrix {
  /// The sum of two matrices of the same shape.
  public static func + (left: ComplexMatrix, right: ComplexMatrix) -> ComplexMatrix {
    combine(left, right) { $0 + $1 }
  }

  /// The difference of two matrices of the same shape.
  public static func - (left: ComplexMatrix, right: ComplexMatrix) -> ComplexMatrix {
    combine(left, right) { $0 - $1 }
  }

  /// The matrix with each element multiplied by a number.
  public static func * (factor: Complex<Double>, matrix: ComplexMatrix) -> ComplexMatrix {
    combine(matrix, matrix) { element, _ in factor * element }
  }

  /// The product of two matrices.
  ///
  /// - Precondition: The first has as many columns as the second has rows.
  public static func * (left: ComplexMatrix, right: ComplexMatrix) -> ComplexMatrix {
    precondition(left.columnCount == right.rowCount, "the inner dimensions must be equal")
    var product = ComplexMatrix(rowCount: left.rowCount, columnCount: right.columnCount)
    for row in 0..<left.rowCount {
      for column in 0..<right.columnCount {
        var sum = Complex<Double>.zero
        for inner in 0..<left.columnCount { sum += left[row, inner] * right[inner, column] }
        product[row, column] = sum
      }
    }
    return product
  }

  /// The product with a vector.
  ///
  /// - Precondition: The vector has one element for each column.
  public static func * (matrix: ComplexMatrix, vector: [Complex<Double>]) -> [Complex<Double>] {
    precondition(matrix.columnCount == vector.count, "there must be one element for each column")
    return (0..<matrix.rowCount).map { row in
      var sum = Complex<Double>.zero
      for column in 0..<matrix.columnCount { sum += matrix[row, column] * vector[column] }
      return sum
    }
  }

  /// The inverse, by elimination with partial pivoting, or `nil` if the matrix is singular.
  ///
  /// - Precondition: The matrix is square.
  /// - Complexity: O(*n*³) for *n* rows.
  public var inverse: ComplexMatrix? {
    precondition(rowCount == columnCount, "only a square matrix has an inverse")
    var left = self
    var right = ComplexMatrix(diagonal: Array(repeating: .one, count: rowCount))
    for column in 0..<rowCount {
      var pivot = column
      for row in column..<rowCount
      where left[row, column].magnitude > left[pivot, column].magnitude {
        pivot = row
      }
      let value = left[pivot, column]
      guard value.isFinite, !value.isZero else { return nil }
      left.exchangeRows(column, pivot)
      right.exchangeRows(column, pivot)
      let scale = Complex<Double>.one / value
      left.scaleRow(column, by: scale)
      right.scaleRow(column, by: scale)
      for row in 0..<rowCount where row != column {
        let factor = left[row, column]
        guard !factor.isZero else { continue }
        left.subtract(row: column, times: factor, fromRow: row)
        right.subtract(row: column, times: factor, fromRow: row)
      }
    }
    return right.isFinite ? right : nil
  }

  private static func combine(
    _ left: ComplexMatrix, _ right: ComplexMatrix,
    _ operation: (Complex<Double>, Complex<Double>) -> Complex<Double>
  ) -> ComplexMatrix {
    precondition(
      left.rowCount == right.rowCount && left.columnCount == right.columnCount,
      "the matrices must have the same shape")
    var result = left
    for row in 0..<left.rowCount {
      for column in 0..<left.columnCount {
        result[row, column] = operation(left[row, column], right[row, column])
      }
    }
    return result
  }

  private mutating func exchangeRows(_ first: Int, _ second: Int) {
    guard first != second else { return }
    for column in 0..<columnCount {
      let element = self[first, column]
      self[first, column] = self[second, column]
      self[second, column] = element
    }
  }

  private mutating func scaleRow(_ row: Int, by factor: Complex<Double>) {
    for column in 0..<columnCount { self[row, column] *= factor }
  }

  private mutating func subtract(row: Int, times factor: Complex<Double>, fromRow target: Int) {
    for column in 0..<columnCount { self[target, column] -= factor * self[row, column] }
  }
}
