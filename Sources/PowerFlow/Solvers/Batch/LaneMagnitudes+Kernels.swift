// Magnitudes of voltages, from lanes to rows. As with one load case, memory is read and written
// unchecked.

extension LaneMemory {
  /// Writes the magnitudes of all buses of each lane to its row.
  func copyMagnitudes(
    _ plan: SweepPlan, _ tableRows: Span<Int>, _ magnitudes: UnsafeMutableBufferPointer<Double>
  ) {
    let (real, imaginary) = unsafe (voltages.real, voltages.imaginary)
    let (roots, inverses) = unsafe (scratch.real, scratch.imaginary)
    for index in 0..<plan.nodeCount * Self.lanes {
      // SAFETY: here and below, the arrays fit each other, and each lane has a row for all buses.
      let (x, y) = unsafe (real[index], imaginary[index])
      let squared = x * x + y * y
      unsafe roots[index] = squared.squareRoot()
      unsafe inverses[index] = 1 / squared
    }
    unsafe scatter(
      roots, rows.span, plan.buses.span, plan.baseMagnitudes.span, tableRows, magnitudes)
    let removed = plan.removed
    for span in removed.spans { findRemoved(span, removed.factors.span) }
    unsafe scatter(
      members, removed.order.span, removed.buses.span, removed.baseMagnitudes.span, tableRows,
      magnitudes)
  }

  /// Finds the magnitudes of the removed buses of a span, in units of their bases.
  ///
  /// See ``RemovedBuses`` for the equation.
  private func findRemoved(_ span: RemovedBuses.Span, _ factors: Swift.Span<SIMD4<Double>>) {
    let upper = rows[span.upper] * Self.vectors
    let lower = rows[span.lower] * Self.vectors
    let (real, imaginary) = unsafe (asVectors(voltages.real), asVectors(voltages.imaginary))
    let roots = unsafe asVectors(scratch.real) + upper
    let inverses = unsafe asVectors(scratch.imaginary) + upper
    let results = unsafe asVectors(members)
    for column in 0..<Self.vectors {
      let (x, y) = unsafe (real[upper &+ column], imaginary[upper &+ column])
      let (a, b) = unsafe (real[lower &+ column] - x, imaginary[lower &+ column] - y)
      let (root, inverse) = unsafe (roots[column], inverses[column])
      let along = (x * a + y * b) * inverse
      let across = (y * a - x * b) * inverse
      let square = (a * a + b * b) * inverse
      let isShort = span.isPlain && all(square .< 1e-7)
      var member = span.members.lowerBound
      if isShort {
        // √(1 + h) = 1 + h/2 − h²/8 + h³/16 − …: the next term is below 10⁻¹⁴ here.
        while member < span.members.upperBound {
          let factor = unsafe factors[unchecked: member]
          let excess = (factor.x + factor.y * along) + (factor.z * across + factor.w * square)
          unsafe results[member &* Self.vectors &+ column] =
            root + root * (excess * (0.5 + excess * (excess * 0.0625 - 0.125)))
          member &+= 1
        }
      } else {
        while member < span.members.upperBound {
          let factor = unsafe factors[unchecked: member]
          let excess = (factor.x + factor.y * along) + (factor.z * across + factor.w * square)
          unsafe results[member &* Self.vectors &+ column] = root * (1 + excess).squareRoot()
          member &+= 1
        }
      }
    }
  }

  /// Writes values, whose lanes lie side by side, to a row for each lane.
  private func scatter(
    _ values: Numbers, _ places: Swift.Span<Int>, _ buses: Swift.Span<Int>,
    _ bases: Swift.Span<Double>, _ tableRows: Swift.Span<Int>,
    _ magnitudes: UnsafeMutableBufferPointer<Double>
  ) {
    let vectors = unsafe asVectors(values)
    for column in 0..<Self.vectors {
      let (first, second) = (tableRows[2 * column], tableRows[2 * column + 1])
      var index = 0
      while index < buses.count {
        let bus = unsafe buses[unchecked: index]
        let value =
          unsafe vectors[places[unchecked: index] &* Self.vectors &+ column]
          * bases[unchecked: index]
        unsafe magnitudes[first &+ bus] = value.x
        unsafe magnitudes[second &+ bus] = value.y
        index &+= 1
      }
    }
  }
}
