// Magnitudes of voltages, from lanes to rows. As with one load case, memory is read and written
// unchecked.

extension LaneMemory {
  /// Writes the magnitudes of the observed buses of each lane to its row.
  func copyMagnitudes(
    _ plan: BatchPlan, _ rows: Span<Int>, _ magnitudes: UnsafeMutableBufferPointer<Double>
  ) {
    guard let start = magnitudes.baseAddress else { return }
    for lane in 0..<Self.lanes {
      // SAFETY: here and below, the arrays fit each other, and each lane has a row for all observed buses.
      unsafe targets[lane] = start + rows[lane]
    }
    copyNodes(plan.placesOfNodes.span)
    for span in plan.removed.spans {
      copyRemoved(span, plan.removed.buses.span, plan.removed.factors.span)
    }
  }

  /// Writes the magnitudes of the nodes, and keeps them in the scratch.
  private func copyNodes(_ places: Span<Int>) {
    let (real, imaginary, roots) = unsafe (voltages.real, voltages.imaginary, scratch.real)
    for node in 0..<nodeCount {
      let base = unsafe nodes[node].baseMagnitude
      let place = unsafe places[unchecked: node]
      for column in 0..<Self.columns {
        let index = node &* Self.columns &+ column
        let (x, y) = unsafe (real[index], imaginary[index])
        let magnitude = (x * x + y * y).squareRoot() * base
        unsafe roots[index] = magnitude
      }
      guard place >= 0 else { continue }
      unsafe scatter(roots + node &* Self.columns, place)
    }
  }

  /// Writes the magnitudes of the removed buses of a span.
  ///
  /// See ``RemovedBuses`` for the equation.
  private func copyRemoved(
    _ span: RemovedBuses.Span, _ buses: Swift.Span<Int>, _ factors: Swift.Span<SIMD4<Double>>
  ) {
    let (real, imaginary, roots) = unsafe (voltages.real, voltages.imaginary, scratch.real)
    let ends = unsafe ends
    let ratio = Vector(repeating: span.baseRatio)
    var isShort = span.isPlain
    for column in 0..<Self.columns {
      let upper = span.upper &* Self.columns &+ column
      let lower = span.lower &* Self.columns &+ column
      let (x, y) = unsafe (real[upper], imaginary[upper])
      let (a, b) = unsafe (real[lower] - x, imaginary[lower] - y)
      let root = unsafe roots[upper] * ratio
      let inverse = 1 / (x * x + y * y)
      let square = (a * a + b * b) * inverse
      let half = 0.5 * root
      isShort = isShort && all(square .< 1e-6)
      unsafe ends[column] = root
      unsafe ends[Self.columns &+ column] = (x * a + y * b) * inverse * half
      unsafe ends[2 * Self.columns &+ column] = (y * a - x * b) * inverse * half
      unsafe ends[3 * Self.columns &+ column] = square * half
      unsafe ends[4 * Self.columns &+ column] = 0.5 / root
    }
    if isShort {
      copyShortSpan(span, buses, factors)
    } else {
      copyLongSpan(span, buses, factors)
    }
  }

  /// Writes magnitudes that hardly differ, by a series instead of a root.
  ///
  /// With e = |U| · h / 2 the magnitude is |U| + e − e² / (2·|U|) + e³ / (2·|U|²) − …, where h is
  /// below 0.002 and the next term below 10⁻¹².
  private func copyShortSpan(
    _ span: RemovedBuses.Span, _ buses: Swift.Span<Int>, _ factors: Swift.Span<SIMD4<Double>>
  ) {
    let ends = unsafe ends
    let results = unsafe ends + 5 * Self.columns
    for member in span.members {
      let factor = unsafe factors[unchecked: member]
      let bus = unsafe buses[unchecked: member]
      let constant = Vector(repeating: 0.5 * factor.x)
      let (first, second) = (Vector(repeating: factor.y), Vector(repeating: factor.z))
      let third = Vector(repeating: factor.w)
      for column in 0..<Self.columns {
        let root = unsafe ends[column]
        let change =
          unsafe (constant * root + first * ends[Self.columns &+ column])
          + (second * ends[2 * Self.columns &+ column] + third * ends[3 * Self.columns &+ column])
        let bend = unsafe change * ends[4 * Self.columns &+ column]
        unsafe results[column] = (root + change) - change * bend * (1 - 2 * bend)
      }
      unsafe scatter(results, bus)
    }
  }

  private func copyLongSpan(
    _ span: RemovedBuses.Span, _ buses: Swift.Span<Int>, _ factors: Swift.Span<SIMD4<Double>>
  ) {
    let ends = unsafe ends
    let results = unsafe ends + 5 * Self.columns
    for member in span.members {
      let factor = unsafe factors[unchecked: member]
      let bus = unsafe buses[unchecked: member]
      for column in 0..<Self.columns {
        let root = unsafe ends[column]
        let change =
          unsafe (factor.x * 0.5 * root + factor.y * ends[Self.columns &+ column])
          + (factor.z * ends[2 * Self.columns &+ column]
            + factor.w * ends[3 * Self.columns &+ column])
        unsafe results[column] = (root * (root + 2 * change)).squareRoot()
      }
      unsafe scatter(results, bus)
    }
  }

  /// Writes the magnitudes of one bus to the rows of the lanes.
  ///
  /// They come from memory, not from registers: otherwise the compiler finds them one by one.
  @inline(always)
  private func scatter(_ values: Vectors, _ place: Int) {
    for column in 0..<Self.columns {
      let value = unsafe values[column]
      unsafe targets[2 &* column][place] = value.x
      unsafe targets[2 &* column &+ 1][place] = value.y
    }
  }
}
