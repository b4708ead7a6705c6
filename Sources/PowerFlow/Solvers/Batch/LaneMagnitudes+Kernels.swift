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
      for column in 0..<Self.columns {
        let magnitude = unsafe roots[node &* Self.columns &+ column]
        unsafe targets[2 &* column][place] = magnitude.x
        unsafe targets[2 &* column &+ 1][place] = magnitude.y
      }
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
      let inverse = 1 / (x * x + y * y)
      let square = (a * a + b * b) * inverse
      isShort = isShort && all(square .< 1e-7)
      unsafe ends[column] = roots[upper] * ratio
      unsafe ends[Self.columns &+ column] = (x * a + y * b) * inverse
      unsafe ends[2 * Self.columns &+ column] = (y * a - x * b) * inverse
      unsafe ends[3 * Self.columns &+ column] = square
    }
    for member in span.members {
      let factor = unsafe factors[unchecked: member]
      let bus = unsafe buses[unchecked: member]
      let (constant, first) = (Vector(repeating: factor.x), Vector(repeating: factor.y))
      let (second, third) = (Vector(repeating: factor.z), Vector(repeating: factor.w))
      for column in 0..<Self.columns {
        let root = unsafe ends[column]
        let excess =
          unsafe constant
          + (first * ends[Self.columns &+ column] + second * ends[2 * Self.columns &+ column]
            + third * ends[3 * Self.columns &+ column])
        let value: Vector
        if isShort {
          // √(1 + h) = 1 + h/2 − h²/8 + h³/16 − …: the next term is below 10⁻¹⁴ here.
          value = root + root * (excess * (0.5 + excess * (excess * 0.0625 - 0.125)))
        } else {
          value = root * (1 + excess).squareRoot()
        }
        unsafe targets[2 &* column][bus] = value.x
        unsafe targets[2 &* column &+ 1][bus] = value.y
      }
    }
  }
}
