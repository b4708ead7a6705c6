import RealModule

/// A matrix of numbers in a MATPOWER file; a number is a matrix of one row and column.
struct MatpowerMatrix {
  let rowCount: Int
  let columnCount: Int
  /// The elements, row by row.
  var elements: [Double]
  /// The bytes at which the rows start, where the matrix is written out.
  var rowOffsets: [Int] = []

  init(_ number: Double) {
    rowCount = 1
    columnCount = 1
    elements = [number]
  }

  init(rowCount: Int, columnCount: Int, elements: [Double], rowOffsets: [Int] = []) {
    self.rowCount = rowCount
    self.columnCount = columnCount
    self.elements = elements
    self.rowOffsets = rowOffsets
  }

  /// The number, if there is exactly one.
  var number: Double? { elements.count == 1 ? elements[0] : nil }

  subscript(row: Int, column: Int) -> Double {
    get { elements[row * columnCount + column] }
    set { elements[row * columnCount + column] = newValue }
  }

  /// The matrix with a function applied to each element.
  func mapped(_ function: (Double) -> Double) -> MatpowerMatrix {
    MatpowerMatrix(rowCount: rowCount, columnCount: columnCount, elements: elements.map(function))
  }

  var transposed: MatpowerMatrix {
    var elements: [Double] = []
    elements.reserveCapacity(self.elements.count)
    for column in 0..<columnCount {
      for row in 0..<rowCount { elements.append(self[row, column]) }
    }
    return MatpowerMatrix(rowCount: columnCount, columnCount: rowCount, elements: elements)
  }

  /// Combines two matrices element by element; a number goes with every element of the other.
  ///
  /// - Returns: `nil` if their shapes differ.
  func combined(
    with other: MatpowerMatrix, _ function: (Double, Double) -> Double
  ) -> MatpowerMatrix? {
    if let number = other.number { return mapped { function($0, number) } }
    if let number { return other.mapped { function(number, $0) } }
    guard rowCount == other.rowCount, columnCount == other.columnCount else { return nil }
    return MatpowerMatrix(
      rowCount: rowCount, columnCount: columnCount,
      elements: zip(elements, other.elements).map(function))
  }
}

/// The functions that a statement of a MATPOWER file may use.
let matpowerFunctions: [String: @Sendable (Double) -> Double] = [
  "sqrt": { $0.squareRoot() }, "abs": { $0.magnitude }, "sin": { Double.sin($0) },
  "cos": { Double.cos($0) }, "tan": { Double.tan($0) }, "asin": { Double.asin($0) },
  "acos": { Double.acos($0) }, "atan": { Double.atan($0) }, "exp": { Double.exp($0) },
  "log": { Double.log($0) },
]
