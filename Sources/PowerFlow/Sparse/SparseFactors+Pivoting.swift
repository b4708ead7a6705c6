import CKLU

extension SparseFactors {
  /// Lets KLU choose the order of elimination and the pivots, and takes over its factors.
  ///
  /// - Returns: `nil` if the matrix is singular or holds something that is not finite.
  init?(_ pattern: SparsePattern, _ numbers: SparseSystem.Numbers, _ values: [Double]) {
    let scales = reciprocalsOfLargestElements(pattern, numbers, values)
    guard scales.allSatisfy({ $0.isFinite && $0 > 0 }) else { return nil }
    let placeScales = pattern.rows.map { scales[Int($0)] }
    var scaled = values
    for index in scaled.indices { scaled[index] *= placeScales[index / numbers.valuesPerElement] }
    guard scaled.allSatisfy(\.isFinite), let copy = KLUFactors(pattern, numbers, scaled) else {
      return nil
    }

    self.numbers = numbers
    self.placeScales = placeScales
    rowScales = scales
    rowOrder = copy.rowOrder
    columnOrder = copy.columnOrder
    var positions = [Int32](repeating: 0, count: pattern.size)
    for position in 0..<pattern.size {
      positions[Int(copy.rowOrder[position])] = Int32(truncatingIfNeeded: position)
    }
    placePositions = pattern.rows.map { positions[Int($0)] }
    (lowerStarts, lowerRows) = copy.lower.withoutDiagonal()
    (upperStarts, upperRows) = copy.upper.withoutDiagonal()
    let width = numbers.valuesPerElement
    lowerValues = Array(repeating: 0, count: lowerRows.count * width)
    upperValues = Array(repeating: 0, count: upperRows.count * width)
    reciprocals = Array(repeating: 0, count: pattern.size * width)
    work = reciprocals
    guard refactor(pattern, values) else { return nil }
  }
}

/// One over the largest element of each row.
private func reciprocalsOfLargestElements(
  _ pattern: SparsePattern, _ numbers: SparseSystem.Numbers, _ values: [Double]
) -> [Double] {
  var largest = [Double](repeating: 0, count: pattern.size)
  for (place, row) in pattern.rows.enumerated() {
    let size =
      numbers == .real
      ? abs(values[place]) : max(abs(values[2 * place]), abs(values[2 * place + 1]))
    if !(size <= largest[Int(row)]) { largest[Int(row)] = size }
  }
  return largest.map { 1 / $0 }
}

/// The pattern of a triangular factor by columns, its diagonal included.
private struct TriangularPattern {
  var starts: [Int32]
  var rows: [Int32]

  init(size: Int, count: Int32) {
    starts = Array(repeating: 0, count: size + 1)
    rows = Array(repeating: 0, count: Int(count))
  }

  /// The same with the diagonal left out.
  func withoutDiagonal() -> (starts: [Int32], rows: [Int32]) {
    var kept: [Int32] = []
    kept.reserveCapacity(rows.count)
    var newStarts: [Int32] = [0]
    for column in 0..<(starts.count - 1) {
      for index in Int(starts[column])..<Int(starts[column + 1]) where rows[index] != column {
        kept.append(rows[index])
      }
      newStarts.append(Int32(truncatingIfNeeded: kept.count))
    }
    return (newStarts, kept)
  }
}

/// What KLU finds out about a matrix.
private struct KLUFactors {
  var rowOrder: [Int32]
  var columnOrder: [Int32]
  var lower: TriangularPattern
  var upper: TriangularPattern

  init?(_ pattern: SparsePattern, _ numbers: SparseSystem.Numbers, _ values: [Double]) {
    var starts = pattern.columnStarts
    var rows = pattern.rows
    var values = values
    var common = unsafe klu_common()
    let size = Int32(truncatingIfNeeded: pattern.size)
    // SAFETY: the arrays fit the pattern, whose rows lie within the size; KLU reads them during the
    // calls only. What it allocates is freed before this initialiser ends.
    unsafe klu_defaults(&common)
    // One block for the whole matrix, whose rows are scaled already.
    unsafe common.btf = 0
    unsafe common.scale = 0
    unsafe common.halt_if_singular = 1
    var symbolic = unsafe klu_analyze(size, &starts, &rows, &common)
    defer { unsafe klu_free_symbolic(&symbolic, &common) }
    guard unsafe symbolic != nil else { return nil }

    let isReal = numbers == .real
    var numeric =
      isReal
      ? unsafe klu_factor(&starts, &rows, &values, symbolic, &common)
      : unsafe klu_z_factor(&starts, &rows, &values, symbolic, &common)
    defer {
      if isReal {
        unsafe klu_free_numeric(&numeric, &common)
      } else {
        unsafe klu_z_free_numeric(&numeric, &common)
      }
    }
    guard let found = unsafe numeric, unsafe common.status == KLU_OK else { return nil }

    rowOrder = Array(repeating: 0, count: pattern.size)
    columnOrder = rowOrder
    lower = unsafe TriangularPattern(size: pattern.size, count: found.pointee.lnz)
    upper = unsafe TriangularPattern(size: pattern.size, count: found.pointee.unz)
    // KLU gives the patterns together with the values only.
    var lowerValues = [Double](repeating: 0, count: lower.rows.count)
    var upperValues = [Double](repeating: 0, count: upper.rows.count)
    // SAFETY: the arrays have the sizes that KLU asks for; it leaves out what is nil.
    let isDone: Int32
    if isReal {
      unsafe klu_sort(symbolic, numeric, &common)
      isDone = unsafe klu_extract(
        numeric, symbolic, &lower.starts, &lower.rows, &lowerValues, &upper.starts, &upper.rows,
        &upperValues, nil, nil, nil, &rowOrder, &columnOrder, nil, nil, &common)
    } else {
      var lowerImaginary = lowerValues
      var upperImaginary = upperValues
      unsafe klu_z_sort(symbolic, numeric, &common)
      isDone = unsafe klu_z_extract(
        numeric, symbolic, &lower.starts, &lower.rows, &lowerValues, &lowerImaginary,
        &upper.starts, &upper.rows, &upperValues, &upperImaginary, nil, nil, nil, nil, &rowOrder,
        &columnOrder, nil, nil, &common)
    }
    guard isDone == 1 else { return nil }
  }
}
