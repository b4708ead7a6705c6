// The loops over the triangular factors. They read memory unchecked: elements are gathered and
// scattered through the patterns, where the compiler cannot lift the checks.
//
// SAFETY, for all expressions of this file: `SparseFactors` makes the patterns from those of KLU for
// a matrix of the same size. Starts have one element more than there are columns and rise to the
// number of rows; rows, orders and positions are below the size; values have one element, or two
// when they are complex, for each row; `work` and the right-hand side have so for each column.

/// Factorises a real matrix with given pivots.
func refactorReal(
  _ columnStarts: [Int32], _ values: [Double], _ columnOrder: [Int32], _ placePositions: [Int32],
  _ placeScales: [Double], _ lowerStarts: [Int32], _ lowerRows: [Int32], _ upperStarts: [Int32],
  _ upperRows: [Int32], _ lowerArray: inout [Double], _ upperArray: inout [Double],
  _ reciprocalArray: inout [Double], _ workArray: inout [Double]
) -> Bool {
  let (columnStarts, values, columnOrder) = (columnStarts.span, values.span, columnOrder.span)
  let (positions, scales) = (placePositions.span, placeScales.span)
  let (lowerStarts, lowerRows) = (lowerStarts.span, lowerRows.span)
  let (upperStarts, upperRows) = (upperStarts.span, upperRows.span)
  var lower = lowerArray.mutableSpan
  var upper = upperArray.mutableSpan
  var reciprocals = reciprocalArray.mutableSpan
  var work = workArray.mutableSpan
  var largest = 0.0
  var column = 0
  while column < columnOrder.count {
    let source = unsafe Int(columnOrder[unchecked: column])
    var place = unsafe Int(columnStarts[unchecked: source])
    let lastPlace = unsafe Int(columnStarts[unchecked: source &+ 1])
    while place < lastPlace {
      let row = unsafe Int(positions[unchecked: place])
      unsafe work[unchecked: row] = values[unchecked: place] * scales[unchecked: place]
      place &+= 1
    }
    var index = unsafe Int(upperStarts[unchecked: column])
    let lastIndex = unsafe Int(upperStarts[unchecked: column &+ 1])
    while index < lastIndex {
      let pivot = unsafe Int(upperRows[unchecked: index])
      let factor = unsafe work[unchecked: pivot]
      unsafe work[unchecked: pivot] = 0
      unsafe upper[unchecked: index] = factor
      var entry = unsafe Int(lowerStarts[unchecked: pivot])
      let lastEntry = unsafe Int(lowerStarts[unchecked: pivot &+ 1])
      while entry < lastEntry {
        let row = unsafe Int(lowerRows[unchecked: entry])
        unsafe work[unchecked: row] -= lower[unchecked: entry] * factor
        entry &+= 1
      }
      index &+= 1
    }
    let reciprocal = unsafe 1 / work[unchecked: column]
    unsafe work[unchecked: column] = 0
    unsafe reciprocals[unchecked: column] = reciprocal
    if !reciprocal.isFinite { largest = .infinity }
    var entry = unsafe Int(lowerStarts[unchecked: column])
    let lastEntry = unsafe Int(lowerStarts[unchecked: column &+ 1])
    while entry < lastEntry {
      let row = unsafe Int(lowerRows[unchecked: entry])
      let multiplier = unsafe work[unchecked: row] * reciprocal
      unsafe work[unchecked: row] = 0
      unsafe lower[unchecked: entry] = multiplier
      // Not a number counts as too large.
      if !(abs(multiplier) <= largest) { largest = abs(multiplier) }
      entry &+= 1
    }
    column &+= 1
  }
  return largest <= SparseFactors.largestMultiplier
}

/// Solves with the factors of a real matrix.
func solveReal(
  _ rowOrder: [Int32], _ columnOrder: [Int32], _ rowScales: [Double], _ lowerStarts: [Int32],
  _ lowerRows: [Int32], _ lowerValues: [Double], _ upperStarts: [Int32], _ upperRows: [Int32],
  _ upperValues: [Double], _ reciprocals: [Double], _ workArray: inout [Double],
  _ vectorArray: inout [Double]
) {
  let (rowOrder, columnOrder, scales) = (rowOrder.span, columnOrder.span, rowScales.span)
  let (lowerStarts, lowerRows, lower) = (lowerStarts.span, lowerRows.span, lowerValues.span)
  let (upperStarts, upperRows, upper) = (upperStarts.span, upperRows.span, upperValues.span)
  let reciprocals = reciprocals.span
  var work = workArray.mutableSpan
  var vector = vectorArray.mutableSpan
  let count = rowOrder.count
  var position = 0
  while position < count {
    let row = unsafe Int(rowOrder[unchecked: position])
    unsafe work[unchecked: position] = vector[unchecked: row] * scales[unchecked: row]
    position &+= 1
  }
  position = 0
  while position < count {
    let value = unsafe work[unchecked: position]
    var entry = unsafe Int(lowerStarts[unchecked: position])
    let last = unsafe Int(lowerStarts[unchecked: position &+ 1])
    while entry < last {
      let row = unsafe Int(lowerRows[unchecked: entry])
      unsafe work[unchecked: row] -= lower[unchecked: entry] * value
      entry &+= 1
    }
    position &+= 1
  }
  position = count &- 1
  while position >= 0 {
    let value = unsafe work[unchecked: position] * reciprocals[unchecked: position]
    unsafe work[unchecked: position] = 0
    unsafe vector[unchecked: Int(columnOrder[unchecked: position])] = value
    var entry = unsafe Int(upperStarts[unchecked: position])
    let last = unsafe Int(upperStarts[unchecked: position &+ 1])
    while entry < last {
      let row = unsafe Int(upperRows[unchecked: entry])
      unsafe work[unchecked: row] -= upper[unchecked: entry] * value
      entry &+= 1
    }
    position &-= 1
  }
}

/// A complex element.
@inline(always)
private func pair(_ values: Span<Double>, _ index: Int) -> SIMD2<Double> {
  unsafe SIMD2(values[unchecked: 2 &* index], values[unchecked: 2 &* index &+ 1])
}

@inline(always)
private func pair(_ values: borrowing MutableSpan<Double>, _ index: Int) -> SIMD2<Double> {
  unsafe SIMD2(values[unchecked: 2 &* index], values[unchecked: 2 &* index &+ 1])
}

@inline(always)
private func put(_ value: SIMD2<Double>, _ values: inout MutableSpan<Double>, _ index: Int) {
  unsafe values[unchecked: 2 &* index] = value.x
  unsafe values[unchecked: 2 &* index &+ 1] = value.y
}

/// The product of two complex numbers.
@inline(always)
private func complexProduct(_ left: SIMD2<Double>, _ right: SIMD2<Double>) -> SIMD2<Double> {
  left.x * right + left.y * SIMD2(-right.y, right.x)
}

/// Factorises a complex matrix with given pivots.
func refactorComplex(
  _ columnStarts: [Int32], _ values: [Double], _ columnOrder: [Int32], _ placePositions: [Int32],
  _ placeScales: [Double], _ lowerStarts: [Int32], _ lowerRows: [Int32], _ upperStarts: [Int32],
  _ upperRows: [Int32], _ lowerArray: inout [Double], _ upperArray: inout [Double],
  _ reciprocalArray: inout [Double], _ workArray: inout [Double]
) -> Bool {
  let (columnStarts, values, columnOrder) = (columnStarts.span, values.span, columnOrder.span)
  let (positions, scales) = (placePositions.span, placeScales.span)
  let (lowerStarts, lowerRows) = (lowerStarts.span, lowerRows.span)
  let (upperStarts, upperRows) = (upperStarts.span, upperRows.span)
  var lower = lowerArray.mutableSpan
  var upper = upperArray.mutableSpan
  var reciprocals = reciprocalArray.mutableSpan
  var work = workArray.mutableSpan
  var largest = 0.0
  var column = 0
  while column < columnOrder.count {
    let source = unsafe Int(columnOrder[unchecked: column])
    var place = unsafe Int(columnStarts[unchecked: source])
    let lastPlace = unsafe Int(columnStarts[unchecked: source &+ 1])
    while place < lastPlace {
      let row = unsafe Int(positions[unchecked: place])
      put(unsafe pair(values, place) * scales[unchecked: place], &work, row)
      place &+= 1
    }
    var index = unsafe Int(upperStarts[unchecked: column])
    let lastIndex = unsafe Int(upperStarts[unchecked: column &+ 1])
    while index < lastIndex {
      let pivot = unsafe Int(upperRows[unchecked: index])
      let factor = pair(work, pivot)
      put(.zero, &work, pivot)
      put(factor, &upper, index)
      var entry = unsafe Int(lowerStarts[unchecked: pivot])
      let lastEntry = unsafe Int(lowerStarts[unchecked: pivot &+ 1])
      while entry < lastEntry {
        let row = unsafe Int(lowerRows[unchecked: entry])
        put(pair(work, row) - complexProduct(pair(lower, entry), factor), &work, row)
        entry &+= 1
      }
      index &+= 1
    }
    let diagonal = pair(work, column)
    put(.zero, &work, column)
    let scale = 1 / (diagonal * diagonal).sum()
    let reciprocal = SIMD2(diagonal.x, -diagonal.y) * scale
    put(reciprocal, &reciprocals, column)
    if !(reciprocal.x.isFinite && reciprocal.y.isFinite) { largest = .infinity }
    var entry = unsafe Int(lowerStarts[unchecked: column])
    let lastEntry = unsafe Int(lowerStarts[unchecked: column &+ 1])
    while entry < lastEntry {
      let row = unsafe Int(lowerRows[unchecked: entry])
      let multiplier = complexProduct(pair(work, row), reciprocal)
      put(.zero, &work, row)
      put(multiplier, &lower, entry)
      let size = abs(multiplier.x) + abs(multiplier.y)
      if !(size <= largest) { largest = size }
      entry &+= 1
    }
    column &+= 1
  }
  return largest <= SparseFactors.largestMultiplier
}

/// Solves with the factors of a complex matrix.
func solveComplex(
  _ rowOrder: [Int32], _ columnOrder: [Int32], _ rowScales: [Double], _ lowerStarts: [Int32],
  _ lowerRows: [Int32], _ lowerValues: [Double], _ upperStarts: [Int32], _ upperRows: [Int32],
  _ upperValues: [Double], _ reciprocals: [Double], _ workArray: inout [Double],
  _ vectorArray: inout [Double]
) {
  let (rowOrder, columnOrder, scales) = (rowOrder.span, columnOrder.span, rowScales.span)
  let (lowerStarts, lowerRows, lower) = (lowerStarts.span, lowerRows.span, lowerValues.span)
  let (upperStarts, upperRows, upper) = (upperStarts.span, upperRows.span, upperValues.span)
  let reciprocals = reciprocals.span
  var work = workArray.mutableSpan
  var vector = vectorArray.mutableSpan
  let count = rowOrder.count
  var position = 0
  while position < count {
    let row = unsafe Int(rowOrder[unchecked: position])
    put(unsafe pair(vector, row) * scales[unchecked: row], &work, position)
    position &+= 1
  }
  position = 0
  while position < count {
    let value = pair(work, position)
    var entry = unsafe Int(lowerStarts[unchecked: position])
    let last = unsafe Int(lowerStarts[unchecked: position &+ 1])
    while entry < last {
      let row = unsafe Int(lowerRows[unchecked: entry])
      put(pair(work, row) - complexProduct(pair(lower, entry), value), &work, row)
      entry &+= 1
    }
    position &+= 1
  }
  position = count &- 1
  while position >= 0 {
    let value = complexProduct(pair(work, position), pair(reciprocals, position))
    put(.zero, &work, position)
    put(value, &vector, unsafe Int(columnOrder[unchecked: position]))
    var entry = unsafe Int(upperStarts[unchecked: position])
    let last = unsafe Int(upperStarts[unchecked: position &+ 1])
    while entry < last {
      let row = unsafe Int(upperRows[unchecked: entry])
      put(pair(work, row) - complexProduct(pair(upper, entry), value), &work, row)
      entry &+= 1
    }
    position &-= 1
  }
}
