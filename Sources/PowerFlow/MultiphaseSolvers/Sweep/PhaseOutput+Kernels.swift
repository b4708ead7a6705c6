// The loops that find magnitudes. Slots lie within the voltages and nodes within the magnitudes, so
// both are read and written unchecked.

extension PhaseOutput {
  /// Writes the magnitude of each node's voltage in one load case, two at a time.
  ///
  /// - Precondition: There is a magnitude for each node.
  func write(_ voltages: Span<PackedPhasor>, into magnitudes: inout MutableSpan<Double>) {
    writeSlots(voltages, &magnitudes)
    writeLines(voltages, &magnitudes)
    let copies = copies.span
    let originals = originals.span
    var index = 0
    while index < copies.count {
      // SAFETY: nodes lie within the magnitudes.
      let original = unsafe Int(truncatingIfNeeded: originals[unchecked: index])
      let copy = unsafe Int(truncatingIfNeeded: copies[unchecked: index])
      unsafe magnitudes[unchecked: copy] = magnitudes[unchecked: original]
      index &+= 1
    }
  }

  @inline(always)
  private func writeSlots(
    _ voltages: Span<PackedPhasor>, _ magnitudes: inout MutableSpan<Double>
  ) {
    let slots = slots.span
    let nodes = slotNodes.span
    var index = 0
    while index < slots.count {
      // SAFETY: slots lie within the voltages, nodes within the magnitudes.
      let voltage = unsafe voltages[unchecked: Int(truncatingIfNeeded: slots[unchecked: index])]
      let squares = voltage.value * voltage.value
      let node = unsafe Int(truncatingIfNeeded: nodes[unchecked: index])
      unsafe magnitudes[unchecked: node] = (squares.x + squares.y).squareRoot()
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
    var lastStart: Int32 = -1
    var start = SIMD2<Double>.zero
    var magnitude = 0.0
    var inverse = 0.0
    while line < starts.count {
      // SAFETY: slots lie within the voltages, nodes within the magnitudes, offsets within the
      // shares.
      let startSlot = unsafe starts[unchecked: line]
      if startSlot != lastStart {
        lastStart = startSlot
        start = unsafe voltages[unchecked: Int(truncatingIfNeeded: startSlot)].value
        let squared = start.x * start.x + start.y * start.y
        magnitude = squared.squareRoot()
        inverse = 1 / squared
      }
      let end = unsafe voltages[unchecked: Int(truncatingIfNeeded: ends[unchecked: line])].value
      let way = end - start
      let last = unsafe Int(truncatingIfNeeded: offsets[unchecked: line &+ 1])
      // For a few points roots are cheaper than the coefficients of the series.
      guard last &- index >= 12 else {
        unsafe writeRoots(start, way, shares, nodes, index, last, &magnitudes)
        index = last
        line &+= 1
        continue
      }
      let series = MagnitudeSeries<SIMD2<Double>>(
        along: SIMD2(repeating: start.x * way.x + start.y * way.y),
        across: SIMD2(repeating: start.x * way.y - start.y * way.x),
        magnitude: SIMD2(repeating: magnitude), inverse: SIMD2(repeating: inverse))
      switch series.form {
      case .short:
        while index < last {
          let share = unsafe SIMD2(shares[unchecked: index], shares[unchecked: index &+ 1])
          unsafe store(series.short(share), nodes, index, &magnitudes)
          index &+= 2
        }
      case .long:
        let further = series.further
        while index < last {
          let share = unsafe SIMD2(shares[unchecked: index], shares[unchecked: index &+ 1])
          unsafe store(series.long(share, further), nodes, index, &magnitudes)
          index &+= 2
        }
      case .none:
        unsafe writeRoots(start, way, shares, nodes, index, last, &magnitudes)
        index = last
      }
      line &+= 1
    }
  }
}

/// Writes the magnitudes of points on a straight line, each by a root.
@inline(always)
@unsafe
private func writeRoots(
  _ start: SIMD2<Double>, _ way: SIMD2<Double>, _ shares: Span<Double>, _ nodes: Span<Int32>,
  _ first: Int, _ last: Int, _ magnitudes: inout MutableSpan<Double>
) {
  var index = first
  while index < last {
    // SAFETY: the caller's points lie within the shares.
    let share = unsafe SIMD2(shares[unchecked: index], shares[unchecked: index &+ 1])
    let real = start.x + share * way.x
    let imaginary = start.y + share * way.y
    unsafe store(
      (real * real + imaginary * imaginary).squareRoot(), nodes, index, &magnitudes)
    index &+= 2
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
