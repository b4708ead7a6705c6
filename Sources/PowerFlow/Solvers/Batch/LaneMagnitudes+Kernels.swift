// Magnitudes of voltages, from lanes to rows. As with one load case, memory is read and written
// unchecked.

extension LaneMemory {
  /// Writes the magnitudes of all buses of each lane to its row.
  func copyMagnitudes(
    _ plan: SweepPlan, _ rows: Span<Int>, _ magnitudes: UnsafeMutableBufferPointer<Double>
  ) {
    let (real, imaginary, roots) = unsafe (voltages.real, voltages.imaginary, scratch.real)
    for node in 0..<nodeCount {
      // SAFETY: here and below, the arrays fit each other, and each lane has a row for all buses.
      let base = unsafe nodes[node].baseMagnitude
      for column in 0..<Self.columns {
        let index = node &* Self.columns &+ column
        let (x, y) = unsafe (real[index], imaginary[index])
        unsafe roots[index] = (x * x + y * y).squareRoot() * base
      }
    }
    unsafe scatter(roots, plan.buses.span, rows, magnitudes)
    for span in plan.removed.spans { findRemoved(span, plan.removed.factors.span) }
    unsafe scatter(members, plan.removed.buses.span, rows, magnitudes)
  }

  /// Finds the magnitudes of the removed buses of a span.
  ///
  /// See ``RemovedBuses`` for the equation.
  private func findRemoved(_ span: RemovedBuses.Span, _ factors: Swift.Span<SIMD4<Double>>) {
    let (real, imaginary) = unsafe (voltages.real, voltages.imaginary)
    let (results, ends) = unsafe (members, ends)
    var isShort = span.isPlain
    for column in 0..<Self.columns {
      let upper = span.upper &* Self.columns &+ column
      let lower = span.lower &* Self.columns &+ column
      let (x, y) = unsafe (real[upper], imaginary[upper])
      let (a, b) = unsafe (real[lower] - x, imaginary[lower] - y)
      let squared = x * x + y * y
      let inverse = 1 / squared
      let square = (a * a + b * b) * inverse
      isShort = isShort && all(square .< 1e-7)
      unsafe ends[column] = squared.squareRoot() * span.baseMagnitude
      unsafe ends[Self.columns &+ column] = (x * a + y * b) * inverse
      unsafe ends[2 * Self.columns &+ column] = (y * a - x * b) * inverse
      unsafe ends[3 * Self.columns &+ column] = square
    }
    for member in span.members {
      let factor = unsafe factors[unchecked: member]
      let result = unsafe results + member &* Self.columns
      let (constant, first) = (Vector(repeating: factor.x), Vector(repeating: factor.y))
      let (second, third) = (Vector(repeating: factor.z), Vector(repeating: factor.w))
      if isShort {
        for column in 0..<Self.columns {
          let root = unsafe ends[column]
          let excess =
            unsafe constant
            + (first * ends[Self.columns &+ column] + second * ends[2 * Self.columns &+ column]
              + third * ends[3 * Self.columns &+ column])
          // √(1 + h) = 1 + h/2 − h²/8 + h³/16 − …: the next term is below 10⁻¹⁴ here.
          let series = excess * (0.5 + excess * (excess * 0.0625 - 0.125))
          unsafe result[column] = root + root * series
        }
      } else {
        for column in 0..<Self.columns {
          let excess =
            unsafe constant
            + (first * ends[Self.columns &+ column] + second * ends[2 * Self.columns &+ column]
              + third * ends[3 * Self.columns &+ column])
          unsafe result[column] = ends[column] * (1 + excess).squareRoot()
        }
      }
    }
  }

  /// Writes values, whose lanes lie side by side, to a row for each lane.
  private func scatter(
    _ values: Vectors, _ buses: Swift.Span<Int>, _ rows: Swift.Span<Int>,
    _ magnitudes: UnsafeMutableBufferPointer<Double>
  ) {
    guard let start = magnitudes.baseAddress else { return }
    for column in 0..<Self.columns {
      let first = unsafe start + rows[2 * column]
      let second = unsafe start + rows[2 * column + 1]
      var source = unsafe values + column
      var index = 0
      while index < buses.count {
        let bus = unsafe buses[unchecked: index]
        let value = unsafe source.pointee
        unsafe first[bus] = value.x
        unsafe second[bus] = value.y
        unsafe source += Self.columns
        index &+= 1
      }
    }
  }
}
