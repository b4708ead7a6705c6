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
      let series = MagnitudeSeries<SIMD2<Double>>(
        along: SIMD2(repeating: start.x * way.x + start.y * way.y),
        across: SIMD2(repeating: start.x * way.y - start.y * way.x),
        magnitude: SIMD2(repeating: magnitude), inverse: SIMD2(repeating: inverse))
      let last = unsafe Int(truncatingIfNeeded: offsets[unchecked: line &+ 1])
      while index < last {
        let share = unsafe SIMD2(shares[unchecked: index], shares[unchecked: index &+ 1])
        var pair = series(share)
        if !series.isExact {
          let real = start.x + share * way.x
          let imaginary = start.y + share * way.y
          pair = (real * real + imaginary * imaginary).squareRoot()
        }
        unsafe magnitudes[unchecked: Int(truncatingIfNeeded: nodes[unchecked: index])] = pair.x
        unsafe magnitudes[unchecked: Int(truncatingIfNeeded: nodes[unchecked: index &+ 1])] =
          pair.y
        index &+= 2
      }
      line &+= 1
    }
  }
}

/// Where the magnitudes of the load cases in four lanes go.
@unsafe struct LaneRows {
  var first: UnsafeMutablePointer<Double>
  var second: UnsafeMutablePointer<Double>
  var third: UnsafeMutablePointer<Double>
  var fourth: UnsafeMutablePointer<Double>

  @inline(always)
  func store(_ values: LanePhasor.Vector, at node: Int) {
    // SAFETY: the rows have an element for each node.
    unsafe first[node] = values[0]
    unsafe second[node] = values[1]
    unsafe third[node] = values[2]
    unsafe fourth[node] = values[3]
  }
}

extension PhaseOutput {
  /// Writes the magnitude of each node's voltage in the load cases of all lanes.
  func write(_ voltages: Span<LanePhasor>, into rows: LaneRows) {
    let slots = slots.span
    let slotNodes = slotNodes.span
    var index = 0
    while index < slots.count {
      // SAFETY: slots lie within the voltages, nodes within the rows.
      let voltage = unsafe voltages[unchecked: Int(truncatingIfNeeded: slots[unchecked: index])]
      let squared = voltage.real * voltage.real + voltage.imaginary * voltage.imaginary
      unsafe rows.store(
        squared.squareRoot(), at: Int(truncatingIfNeeded: slotNodes[unchecked: index]))
      index &+= 1
    }
    unsafe writeLines(voltages, rows)
    let copies = copies.span
    let originals = originals.span
    index = 0
    while index < copies.count {
      // SAFETY: nodes lie within the rows.
      let original = unsafe Int(truncatingIfNeeded: originals[unchecked: index])
      let copy = unsafe Int(truncatingIfNeeded: copies[unchecked: index])
      unsafe rows.first[copy] = rows.first[original]
      unsafe rows.second[copy] = rows.second[original]
      unsafe rows.third[copy] = rows.third[original]
      unsafe rows.fourth[copy] = rows.fourth[original]
      index &+= 1
    }
  }

  @inline(always)
  private func writeLines(_ voltages: Span<LanePhasor>, _ rows: LaneRows) {
    let starts = lineStarts.span
    let ends = lineEnds.span
    let offsets = lineOffsets.span
    let shares = shares.span
    let nodes = shareNodes.span
    var line = 0
    var index = 0
    var lastStart: Int32 = -1
    var start = LanePhasor.zero
    var magnitude = LanePhasor.Vector.zero
    var inverse = LanePhasor.Vector.zero
    while line < starts.count {
      // SAFETY: slots lie within the voltages, nodes within the rows, offsets within the shares.
      let startSlot = unsafe starts[unchecked: line]
      if startSlot != lastStart {
        lastStart = startSlot
        start = unsafe voltages[unchecked: Int(truncatingIfNeeded: startSlot)]
        let squared = start.real * start.real + start.imaginary * start.imaginary
        magnitude = squared.squareRoot()
        inverse = 1 / squared
      }
      let end = unsafe voltages[unchecked: Int(truncatingIfNeeded: ends[unchecked: line])]
      let way = end - start
      let series = MagnitudeSeries<LanePhasor.Vector>(
        along: start.real * way.real + start.imaginary * way.imaginary,
        across: start.real * way.imaginary - start.imaginary * way.real, magnitude: magnitude,
        inverse: inverse)
      let last = unsafe Int(truncatingIfNeeded: offsets[unchecked: line &+ 1])
      while index < last {
        let share = unsafe LanePhasor.Vector(repeating: shares[unchecked: index])
        var values = series(share)
        if !series.isExact {
          let real = start.real + share * way.real
          let imaginary = start.imaginary + share * way.imaginary
          values = (real * real + imaginary * imaginary).squareRoot()
        }
        unsafe rows.store(values, at: Int(truncatingIfNeeded: nodes[unchecked: index]))
        index &+= 1
      }
      line &+= 1
    }
  }
}
