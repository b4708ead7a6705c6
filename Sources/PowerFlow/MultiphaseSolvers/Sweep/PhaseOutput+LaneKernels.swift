// The loops that find the magnitudes of several load cases. Slots lie within the voltages and nodes
// within the magnitudes, so both are read and written unchecked.
//
// Magnitudes are first written as whole vectors, node after node. Were each lane stored to its row at
// once, the compiler would take all the arithmetic before apart, lane by lane.

extension PhaseOutput {
  typealias Vector = LanePhasor.Vector

  /// Writes the magnitude of each node's voltage in the load cases of all lanes.
  ///
  /// - Precondition: There are magnitudes for each node.
  func write(_ voltages: Span<LanePhasor>, into magnitudes: inout MutableSpan<Vector>) {
    let slots = slots.span
    let slotNodes = slotNodes.span
    var index = 0
    while index < slots.count {
      // SAFETY: slots lie within the voltages, nodes within the magnitudes.
      let voltage = unsafe voltages[unchecked: Int(truncatingIfNeeded: slots[unchecked: index])]
      let squared = voltage.real * voltage.real + voltage.imaginary * voltage.imaginary
      unsafe magnitudes[unchecked: Int(truncatingIfNeeded: slotNodes[unchecked: index])] =
        squared.squareRoot()
      index &+= 1
    }
    writeLines(voltages, &magnitudes)
    let copies = copies.span
    let originals = originals.span
    index = 0
    while index < copies.count {
      // SAFETY: nodes lie within the magnitudes.
      let original = unsafe Int(truncatingIfNeeded: originals[unchecked: index])
      let copy = unsafe Int(truncatingIfNeeded: copies[unchecked: index])
      unsafe magnitudes[unchecked: copy] = magnitudes[unchecked: original]
      index &+= 1
    }
  }

  @inline(always)
  private func writeLines(
    _ voltages: Span<LanePhasor>, _ magnitudes: inout MutableSpan<Vector>
  ) {
    let starts = lineStarts.span
    let ends = lineEnds.span
    let offsets = lineOffsets.span
    let shares = shares.span
    let nodes = shareNodes.span
    var line = 0
    var index = 0
    var lastStart: Int32 = -1
    var start = LanePhasor.zero
    var magnitude = Vector.zero
    var inverse = Vector.zero
    while line < starts.count {
      // SAFETY: slots lie within the voltages, nodes within the magnitudes, offsets within the
      // shares.
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
      let last = unsafe Int(truncatingIfNeeded: offsets[unchecked: line &+ 1])
      line &+= 1
      // For a few points roots are cheaper than the coefficients of the series.
      guard last &- index >= 4 else {
        writeRoots(start, way, shares, nodes, index, last, &magnitudes)
        index = last
        continue
      }
      let series = MagnitudeSeries<Vector>(
        along: start.real * way.real + start.imaginary * way.imaginary,
        across: start.real * way.imaginary - start.imaginary * way.real, magnitude: magnitude,
        inverse: inverse)
      switch series.form {
      case .short:
        while index < last {
          let share = unsafe Vector(repeating: shares[unchecked: index])
          let node = unsafe Int(truncatingIfNeeded: nodes[unchecked: index])
          unsafe magnitudes[unchecked: node] = series.short(share)
          index &+= 1
        }
      case .long:
        let further = series.further
        while index < last {
          let share = unsafe Vector(repeating: shares[unchecked: index])
          let node = unsafe Int(truncatingIfNeeded: nodes[unchecked: index])
          unsafe magnitudes[unchecked: node] = series.long(share, further)
          index &+= 1
        }
      case .none:
        writeRoots(start, way, shares, nodes, index, last, &magnitudes)
        index = last
      }
    }
  }
}

/// Writes the magnitudes of points on a straight line in all lanes, each by a root.
@inline(always)
private func writeRoots(
  _ start: LanePhasor, _ way: LanePhasor, _ shares: Span<Double>, _ nodes: Span<Int32>,
  _ first: Int, _ last: Int, _ magnitudes: inout MutableSpan<LanePhasor.Vector>
) {
  var index = first
  while index < last {
    // SAFETY: points lie within the shares, and nodes within the magnitudes.
    let share = unsafe LanePhasor.Vector(repeating: shares[unchecked: index])
    let real = start.real + share * way.real
    let imaginary = start.imaginary + share * way.imaginary
    unsafe magnitudes[unchecked: Int(truncatingIfNeeded: nodes[unchecked: index])] =
      (real * real + imaginary * imaginary).squareRoot()
    index &+= 1
  }
}

/// Where the magnitudes of the load cases in four lanes go.
@unsafe struct LaneRows {
  var first: UnsafeMutablePointer<Double>
  var second: UnsafeMutablePointer<Double>
  var third: UnsafeMutablePointer<Double>
  var fourth: UnsafeMutablePointer<Double>

  /// Writes the magnitudes of each lane to its row, two nodes at a time.
  func write(_ magnitudes: Span<LanePhasor.Vector>) {
    var node = 0
    while node &+ 1 < magnitudes.count {
      // SAFETY: the rows have an element for each node.
      let left = unsafe magnitudes[unchecked: node]
      let right = unsafe magnitudes[unchecked: node &+ 1]
      unsafe store(SIMD2(left[0], right[0]), first + node)
      unsafe store(SIMD2(left[1], right[1]), second + node)
      unsafe store(SIMD2(left[2], right[2]), third + node)
      unsafe store(SIMD2(left[3], right[3]), fourth + node)
      node &+= 2
    }
    if node < magnitudes.count {
      let last = magnitudes[node]
      // SAFETY: the rows have an element for each node.
      unsafe first[node] = last[0]
      unsafe second[node] = last[1]
      unsafe third[node] = last[2]
      unsafe fourth[node] = last[3]
    }
  }

  @inline(always)
  private func store(_ pair: SIMD2<Double>, _ place: UnsafeMutablePointer<Double>) {
    // SAFETY: there are two elements from the place on; a pair needs no alignment here.
    unsafe UnsafeMutableRawPointer(place).storeBytes(of: pair, as: SIMD2<Double>.self)
  }
}
