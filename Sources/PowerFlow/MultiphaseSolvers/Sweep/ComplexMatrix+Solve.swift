import ComplexModule
import RealModule

extension ComplexMatrix {
  /// X in this · X = right, by elimination with partial pivoting, or `nil` if the matrix is singular.
  ///
  /// Where a winding floats but for tiny reactances to ground, the matrix is nearly singular. Then
  /// this keeps the voltages between the conductors exact, which a product with the inverse does not.
  ///
  /// - Precondition: The matrix is square, and the right side has as many rows.
  func solve(_ right: ComplexMatrix) -> ComplexMatrix? {
    precondition(rowCount == columnCount && right.rowCount == rowCount, "the shapes must fit")
    var left = self
    var result = right
    for column in 0..<rowCount {
      var pivot = column
      for row in column..<rowCount
      where left[row, column].magnitude > left[pivot, column].magnitude {
        pivot = row
      }
      guard left[pivot, column].isFinite, !left[pivot, column].isZero else { return nil }
      left.swapRows(column, pivot)
      result.swapRows(column, pivot)
      for row in column + 1..<max(rowCount, column + 1) {
        let factor = left[row, column] / left[column, column]
        guard !factor.isZero else { continue }
        for other in column..<rowCount { left[row, other] -= factor * left[column, other] }
        for other in 0..<result.columnCount { result[row, other] -= factor * result[column, other] }
      }
    }
    for row in (0..<rowCount).reversed() {
      for column in 0..<result.columnCount {
        var value = result[row, column]
        for other in row + 1..<max(rowCount, row + 1) {
          value -= left[row, other] * result[other, column]
        }
        result[row, column] = value / left[row, row]
      }
    }
    return result.isFinite ? result : nil
  }

  private mutating func swapRows(_ first: Int, _ second: Int) {
    guard first != second else { return }
    for column in 0..<columnCount {
      let element = self[first, column]
      self[first, column] = self[second, column]
      self[second, column] = element
    }
  }
}
