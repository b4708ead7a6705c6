public import ComplexModule
public import RealModule

/// A small dense matrix of complex numbers, such as the impedances between the conductors of a line.
///
/// It is made for preparing equations, not for loops that run in each iteration.
public struct ComplexMatrix: Hashable, Sendable {
  /// The number of rows.
  public let rowCount: Int
  /// The number of columns.
  public let columnCount: Int
  /// The elements, row by row.
  public private(set) var elements: [Complex<Double>]

  /// Creates a matrix of zeros.
  public init(rowCount: Int, columnCount: Int) {
    self.rowCount = rowCount
    self.columnCount = columnCount
    elements = Array(repeating: .zero, count: rowCount * columnCount)
  }

  /// Creates a matrix from its rows.
  ///
  /// - Precondition: All rows have the same number of elements.
  public init(rows: [[Complex<Double>]]) {
    rowCount = rows.count
    columnCount = rows.first?.count ?? 0
    elements = rows.flatMap { $0 }
    precondition(
      rows.allSatisfy { $0.count == rows[0].count },
      "all rows must have the same number of elements")
  }

  /// Creates a square matrix from the elements on its diagonal.
  public init(diagonal: [Complex<Double>]) {
    self.init(rowCount: diagonal.count, columnCount: diagonal.count)
    for (index, element) in diagonal.enumerated() { self[index, index] = element }
  }

  /// The element in a row and a column.
  public subscript(row: Int, column: Int) -> Complex<Double> {
    get { elements[row * columnCount + column] }
    set { elements[row * columnCount + column] = newValue }
  }

  /// Whether every element is a finite number.
  public var isFinite: Bool { elements.allSatisfy(\.isFinite) }

  /// Whether every element is zero.
  public var isZero: Bool { elements.allSatisfy(\.isZero) }

  /// The matrix with rows and columns exchanged.
  public var transposed: ComplexMatrix {
    var result = ComplexMatrix(rowCount: columnCount, columnCount: rowCount)
    for row in 0..<rowCount {
      for column in 0..<columnCount { result[column, row] = self[row, column] }
    }
    return result
  }

  /// The rows and columns with the given indices, in that order.
  public func submatrix(rows: [Int], columns: [Int]) -> ComplexMatrix {
    var result = ComplexMatrix(rowCount: rows.count, columnCount: columns.count)
    for (row, source) in rows.enumerated() {
      for (column, other) in columns.enumerated() { result[row, column] = self[source, other] }
    }
    return result
  }
}
