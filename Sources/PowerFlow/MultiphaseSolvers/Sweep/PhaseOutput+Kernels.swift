// The loops that find magnitudes. Slots lie within the voltages and nodes within the magnitudes,
// which the callers check, so that both are read and written unchecked.

extension PhaseOutput {
  /// Writes the magnitude of each node's voltage in one load case, two at a time.
  func write(_ voltages: Span<PackedPhasor>, into magnitudes: inout MutableSpan<Double>) {
    let slots = slots.span
    let slotNodes = slotNodes.span
    var index = 0
    while index &+ 1 < slots.count {
      // SAFETY: slots and nodes were checked.
      let first = unsafe voltages[unchecked: Int(truncatingIfNeeded: slots[unchecked: index])].value
      let second = unsafe voltages[
        unchecked: Int(truncatingIfNeeded: slots[unchecked: index &+ 1])
      ].value
      let firsts = SIMD2(first.x, second.x)
      let seconds = SIMD2(first.y, second.y)
      let roots = squareRoots(firsts * firsts + seconds * seconds)
      unsafe store(roots, slotNodes, index, &magnitudes)
      index &+= 2
    }
    writeLines(voltages, &magnitudes)
    let copies = copies.span
    let originals = originals.span
    index = 0
    while index < copies.count {
      // SAFETY: nodes were checked.
      let original = unsafe Int(truncatingIfNeeded: originals[unchecked: index])
      let copy = unsafe Int(truncatingIfNeeded: copies[unchecked: index])
      unsafe magnitudes[unchecked: copy] = magnitudes[unchecked: original]
      index &+= 1
    }
  }

  @inline(always)
  private func writeLines(
    _ voltages: Span<PackedPhasor>, _ magnitudes: inout MutableSpan<Double>
  ) {
    let starts = lineStarts.span
    let ends = lineEnds.span
    let offsets = lineOffsets.span
    let shares = shares.span
    let nodes = shareNodes.span
    var line = 0
    var index = 0
    while line < starts.count {
      // SAFETY: slots and nodes were checked, and offsets lie within the shares.
      let start = unsafe voltages[unchecked: Int(truncatingIfNeeded: starts[unchecked: line])].value
      let end = unsafe voltages[unchecked: Int(truncatingIfNeeded: ends[unchecked: line])].value
      let way = end - start
      let real = SIMD2(repeating: start.x)
      let imaginary = SIMD2(repeating: start.y)
      let realWay = SIMD2(repeating: way.x)
      let imaginaryWay = SIMD2(repeating: way.y)
      let last = unsafe Int(truncatingIfNeeded: offsets[unchecked: line &+ 1])
      while index < last {
        let share = unsafe SIMD2(shares[unchecked: index], shares[unchecked: index &+ 1])
        let first = real + share * realWay
        let second = imaginary + share * imaginaryWay
        unsafe store(squareRoots(first * first + second * second), nodes, index, &magnitudes)
        index &+= 2
      }
      line &+= 1
    }
  }

  /// Writes the magnitude of each node's voltage in all load cases of a group. The cases' rows begin
  /// at the given elements.
  func write(
    _ voltages: Span<LanePhasor>, into magnitudes: inout MutableSpan<Double>,
    rows: SIMD8<Int>
  ) {
    let slots = slots.span
    let slotNodes = slotNodes.span
    var index = 0
    while index < slots.count {
      // SAFETY: slots, nodes and rows were checked.
      let voltage = unsafe voltages[unchecked: Int(truncatingIfNeeded: slots[unchecked: index])]
      unsafe store(
        squareRoots(voltage.real * voltage.real + voltage.imaginary * voltage.imaginary),
        Int(truncatingIfNeeded: slotNodes[unchecked: index]), rows, &magnitudes)
      index &+= 1
    }
    writeLines(voltages, &magnitudes, rows)
    let copies = copies.span
    let originals = originals.span
    for lane in 0..<LanePhasor.laneCount {
      let row = rows[lane]
      index = 0
      while index < copies.count {
        // SAFETY: nodes and rows were checked.
        let original = unsafe row &+ Int(truncatingIfNeeded: originals[unchecked: index])
        let copy = unsafe row &+ Int(truncatingIfNeeded: copies[unchecked: index])
        unsafe magnitudes[unchecked: copy] = magnitudes[unchecked: original]
        index &+= 1
      }
    }
  }

  @inline(always)
  private func writeLines(
    _ voltages: Span<LanePhasor>, _ magnitudes: inout MutableSpan<Double>, _ rows: SIMD8<Int>
  ) {
    let starts = lineStarts.span
    let ends = lineEnds.span
    let offsets = lineOffsets.span
    let shares = shares.span
    let nodes = shareNodes.span
    var line = 0
    var index = 0
    while line < starts.count {
      // SAFETY: slots, nodes and rows were checked, and offsets lie within the shares.
      let start = unsafe voltages[unchecked: Int(truncatingIfNeeded: starts[unchecked: line])]
      let end = unsafe voltages[unchecked: Int(truncatingIfNeeded: ends[unchecked: line])]
      let realWay = end.real - start.real
      let imaginaryWay = end.imaginary - start.imaginary
      let last = unsafe Int(truncatingIfNeeded: offsets[unchecked: line &+ 1])
      while index < last {
        let share = unsafe LanePhasor.Vector(repeating: shares[unchecked: index])
        let first = start.real + share * realWay
        let second = start.imaginary + share * imaginaryWay
        unsafe store(
          squareRoots(first * first + second * second),
          Int(truncatingIfNeeded: nodes[unchecked: index]), rows, &magnitudes)
        index &+= 1
      }
      line &+= 1
    }
  }
}

/// Writes two magnitudes to their nodes.
@inline(always)
@unsafe
private func store(
  _ pair: SIMD2<Double>, _ nodes: Span<Int32>, _ index: Int,
  _ magnitudes: inout MutableSpan<Double>
) {
  // SAFETY: the caller's nodes lie within the magnitudes.
  unsafe magnitudes[unchecked: Int(truncatingIfNeeded: nodes[unchecked: index])] = pair.x
  unsafe magnitudes[unchecked: Int(truncatingIfNeeded: nodes[unchecked: index &+ 1])] = pair.y
}

/// Writes the magnitude of one node in each row.
@inline(always)
@unsafe
private func store(
  _ values: LanePhasor.Vector, _ node: Int, _ rows: SIMD8<Int>,
  _ magnitudes: inout MutableSpan<Double>
) {
  // SAFETY: the caller's rows and nodes lie within the magnitudes.
  unsafe magnitudes[unchecked: rows[0] &+ node] = values[0]
  unsafe magnitudes[unchecked: rows[1] &+ node] = values[1]
  unsafe magnitudes[unchecked: rows[2] &+ node] = values[2]
  unsafe magnitudes[unchecked: rows[3] &+ node] = values[3]
}

/// The roots of both elements.
@inline(always)
private func squareRoots(_ squares: SIMD2<Double>) -> SIMD2<Double> { squares.squareRoot() }

/// The roots of all elements.
@inline(always)
private func squareRoots(_ squares: SIMD4<Double>) -> SIMD4<Double> { squares.squareRoot() }
