/// Where the elements of a sparse square matrix stand, by columns.
///
/// Elements that are named several times share one place, so that their values add up.
struct SparsePattern: Sendable {
  /// The number of rows and columns.
  let size: Int
  /// The index of each column's first place, and behind them the number of places.
  let columnStarts: [Int32]
  /// The row of each place.
  let rows: [Int32]
  /// The place of each element in the order in which they were named.
  let places: [Int32]

  /// Sorts elements that are named by row and column.
  ///
  /// - Precondition: All rows and columns lie within the size.
  /// - Complexity: O(*n* log *n*) for *n* elements.
  init(size: Int, elements: [(row: Int, column: Int)]) {
    precondition(
      elements.allSatisfy { (0..<size).contains($0.row) && (0..<size).contains($0.column) },
      "rows and columns must lie within the matrix")
    let order = elements.indices.sorted {
      (elements[$0].column, elements[$0].row) < (elements[$1].column, elements[$1].row)
    }
    var starts = [Int32](repeating: 0, count: size + 1)
    var rows: [Int32] = []
    var places = [Int32](repeating: 0, count: elements.count)
    var last: (row: Int, column: Int)?
    for index in order {
      let element = elements[index]
      if last?.row != element.row || last?.column != element.column {
        rows.append(Int32(truncatingIfNeeded: element.row))
        starts[element.column + 1] += 1
        last = element
      }
      places[index] = Int32(truncatingIfNeeded: rows.count - 1)
    }
    for column in 0..<size { starts[column + 1] += starts[column] }
    self.size = size
    columnStarts = starts
    self.rows = rows
    self.places = places
  }
}
