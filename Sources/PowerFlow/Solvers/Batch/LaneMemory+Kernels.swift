internal import Glibc

// The loops over nodes with a load case in each lane.

extension LaneMemory {
  private func numbers(_ rows: Range<Int>) -> Range<Int> {
    rows.lowerBound * Self.lanes..<rows.upperBound * Self.lanes
  }

  /// Turns rows of powers into lanes.
  func takePowers(
    _ active: Span<Double>, _ reactive: Span<Double>, _ plan: BatchPlan, _ tableRows: Span<Int>
  ) {
    let (columns, slotNodes, rows) = (plan.columns.span, plan.slotNodes.span, rows.span)
    let (real, imaginary) = unsafe (powers.real, powers.imaginary)
    var slot = 0
    while slot < columns.count {
      // SAFETY: here and below, the solver has checked that the tables hold all rows and columns.
      let column = unsafe columns[unchecked: slot]
      let start = unsafe rows[unchecked: slotNodes[unchecked: slot]] &* Self.lanes
      for lane in 0..<Self.lanes {
        let index = unsafe tableRows[unchecked: lane] &+ column
        unsafe real[start &+ lane] = -active[unchecked: index]
        unsafe imaginary[start &+ lane] = reactive[unchecked: index]
      }
      slot &+= 1
    }
    for (slot, column) in plan.furtherColumns {
      let start = rows[plan.slotNodes[slot]] * Self.lanes
      for lane in 0..<Self.lanes {
        unsafe real[start + lane] -= active[tableRows[lane] + column]
        unsafe imaginary[start + lane] += reactive[tableRows[lane] + column]
      }
    }
  }

  /// Finds the currents that leave at present voltages.
  func withdraw(_ plan: BatchPlan, _ block: Rows) { withdraw(plan, block, into: currents) }

  /// Sweeps backward and forward once. The currents then are those that leave at each node.
  func sweep(_ plan: BatchPlan, _ block: Rows) {
    addUp(block)
    findDrops(block)
    subtractDrops(block, into: voltages)
    withdraw(plan, block, into: currents)
  }

  /// Keeps the currents that leave, before they are added up.
  func keepWithdrawals(_ block: Rows) { copy(block, currents, to: withdrawals) }

  /// Takes up the currents that leave, for the next sweep.
  func restoreWithdrawals(_ block: Rows) { copy(block, withdrawals, to: currents) }

  /// Sweeps backward and forward once, and asks what has changed: the squares of the largest
  /// change of a voltage, and of the largest difference of power. The currents then are those of
  /// the branches.
  func measuredSweep(
    _ plan: BatchPlan, _ block: Rows, _ change: inout LaneMaximum, _ mismatch: inout LaneMaximum
  ) {
    addUp(block)
    findDrops(block)
    copySource(block)
    subtractDrops(block, into: scratch)
    replaceVoltages(block)
    unsafe change.find(drops.real, block.all)
    withdraw(plan, block, into: scratch)
    replaceWithdrawals(block)
    unsafe mismatch.find(drops.real, block.all)
  }

  private func copy(_ block: Rows, _ from: Pairs, to: Pairs) {
    let range = numbers(block.all)
    unsafe (to.real + range.lowerBound).update(
      from: from.real + range.lowerBound, count: range.count)
    unsafe (to.imaginary + range.lowerBound).update(
      from: from.imaginary + range.lowerBound, count: range.count)
  }

  /// Adds up the currents of each node and of all behind it.
  private func addUp(_ block: Rows) {
    let (real, imaginary) = unsafe (asVectors(currents.real), asVectors(currents.imaginary))
    let starts = unsafe starts
    var node = block.nodes.upperBound
    while node > block.nodes.lowerBound {
      node &-= 1
      let (own, parent) = unsafe starts[node]
      unsafe store(at: real + parent, load(real + parent), load(real + own)) { $0 + $1 }
      unsafe store(at: imaginary + parent, load(imaginary + parent), load(imaginary + own)) {
        $0 + $1
      }
    }
  }

  /// The voltage that is lost in each branch.
  private func findDrops(_ block: Rows) {
    let (resistance, reactance) = unsafe (impedances.real, impedances.imaginary)
    let (currentReal, currentImaginary) = unsafe (currents.real, currents.imaginary)
    let (real, imaginary) = unsafe (drops.real, drops.imaginary)
    for index in numbers(block.all) {
      let (r, x) = unsafe (resistance[index], reactance[index])
      let (a, b) = unsafe (currentReal[index], currentImaginary[index])
      unsafe real[index] = r * a - x * b
      unsafe imaginary[index] = r * b + x * a
    }
  }

  /// The voltages behind the branches.
  private func subtractDrops(_ block: Rows, into voltages: Pairs) {
    let (real, imaginary) = unsafe (asVectors(voltages.real), asVectors(voltages.imaginary))
    let (dropReal, dropImaginary) = unsafe (asVectors(drops.real), asVectors(drops.imaginary))
    let starts = unsafe starts
    var node = block.nodes.lowerBound
    while node < block.nodes.upperBound {
      let (own, parent) = unsafe starts[node]
      unsafe store(at: real + own, load(real + parent), load(dropReal + own)) { $0 - $1 }
      unsafe store(at: imaginary + own, load(imaginary + parent), load(dropImaginary + own)) {
        $0 - $1
      }
      node &+= 1
    }
  }

  /// Puts the voltage at the top of a block where new voltages are found.
  private func copySource(_ block: Rows) {
    let top = block.nodes.lowerBound
    let parent = unsafe starts[top].parent * 2
    for index in parent..<parent + Self.lanes {
      unsafe scratch.real[index] = voltages.real[index]
      unsafe scratch.imaginary[index] = voltages.imaginary[index]
    }
  }

  /// The currents that leave, as in the sweep of one case.
  ///
  /// There is no division: 1/|V|² is found from its last value by one step of Newton's method, whose
  /// error is the square of what the voltage has changed meanwhile. So it is exact when the sweep
  /// has converged, and never holds it up.
  private func withdraw(_ plan: BatchPlan, _ block: Rows, into result: Pairs) {
    let (real, imaginary) = unsafe (voltages.real, voltages.imaginary)
    let (conductance, susceptance) = unsafe (shunts.real, shunts.imaginary)
    let (active, reactive) = unsafe (powers.real, powers.imaginary)
    let (resultReal, resultImaginary, inverses) = unsafe (result.real, result.imaginary, inverses)
    let hasShunts = plan.injections.form != .powers
    if hasShunts {
      for index in numbers(block.loads) {
        let (x, y) = unsafe (real[index], imaginary[index])
        let last = unsafe inverses[index]
        let inverse = last * (2 - (x * x + y * y) * last)
        unsafe inverses[index] = inverse
        let g = unsafe active[index] * inverse + conductance[index]
        let b = unsafe reactive[index] * inverse + susceptance[index]
        unsafe resultReal[index] = g * x - b * y
        unsafe resultImaginary[index] = g * y + b * x
      }
      for index in numbers(block.loads.upperBound..<block.all.upperBound) {
        let (x, y) = unsafe (real[index], imaginary[index])
        let (g, b) = unsafe (conductance[index], susceptance[index])
        unsafe resultReal[index] = g * x - b * y
        unsafe resultImaginary[index] = g * y + b * x
      }
    } else {
      for index in numbers(block.loads) {
        let (x, y) = unsafe (real[index], imaginary[index])
        let last = unsafe inverses[index]
        let inverse = last * (2 - (x * x + y * y) * last)
        unsafe inverses[index] = inverse
        let g = unsafe active[index] * inverse
        let b = unsafe reactive[index] * inverse
        unsafe resultReal[index] = g * x - b * y
        unsafe resultImaginary[index] = g * y + b * x
      }
      let others = numbers(block.loads.upperBound..<block.all.upperBound)
      unsafe (resultReal + others.lowerBound).update(repeating: 0, count: others.count)
      unsafe (resultImaginary + others.lowerBound).update(repeating: 0, count: others.count)
    }
    if plan.injections.form == .all { addDependentParts(plan, block, to: result) }
  }

  /// Adds what has constant current or follows exponents.
  private func addDependentParts(_ plan: BatchPlan, _ block: Rows, to result: Pairs) {
    for node in block.nodes {
      for lane in 0..<Self.lanes {
        let voltage = pair(voltages, node: node, lane: lane)
        let factor = plan.injections.dependentFactor(node, magnitude(voltage))
        let current = product(factor, voltage)
        let index = rows[node] * Self.lanes + lane
        unsafe result.real[index] += current.x
        unsafe result.imaginary[index] += current.y
      }
    }
  }

  /// Takes new voltages, and puts the squares of their changes where the drops were.
  private func replaceVoltages(_ block: Rows) {
    let (newReal, newImaginary) = unsafe (scratch.real, scratch.imaginary)
    let (real, imaginary) = unsafe (voltages.real, voltages.imaginary)
    let squares = unsafe drops.real
    for index in numbers(block.all) {
      let (x, y) = unsafe (newReal[index], newImaginary[index])
      let (a, b) = unsafe (x - real[index], y - imaginary[index])
      unsafe squares[index] = a * a + b * b
      unsafe real[index] = x
      unsafe imaginary[index] = y
    }
  }

  /// Takes new currents that leave, and puts the squares of the differences of power where the drops
  /// were.
  private func replaceWithdrawals(_ block: Rows) {
    let (newReal, newImaginary) = unsafe (scratch.real, scratch.imaginary)
    let (lastReal, lastImaginary) = unsafe (withdrawals.real, withdrawals.imaginary)
    let (real, imaginary) = unsafe (voltages.real, voltages.imaginary)
    let squares = unsafe drops.real
    for index in numbers(block.all) {
      let (x, y) = unsafe (real[index], imaginary[index])
      let (g, h) = unsafe (newReal[index], newImaginary[index])
      let (a, b) = unsafe (g - lastReal[index], h - lastImaginary[index])
      unsafe squares[index] = (a * a + b * b) * (x * x + y * y)
      unsafe lastReal[index] = g
      unsafe lastImaginary[index] = h
    }
  }

  /// Adds up what the limbs and the bus itself draw from a source that holds its voltage.
  func finishStiffSource(_ plan: BatchPlan) {
    withdraw(plan, blocks[0])
    for node in plan.sweep.parents.indices.dropFirst() where plan.sweep.parents[node] == 0 {
      for lane in 0..<Self.lanes {
        let index = rows[node] * Self.lanes + lane
        unsafe currents.real[rows[0] * Self.lanes + lane] += currents.real[index]
        unsafe currents.imaginary[rows[0] * Self.lanes + lane] += currents.imaginary[index]
      }
    }
  }

  /// Adds up the active power that is lost in each lane, in W.
  func addLosses(_ plan: BatchPlan, to losses: inout [Double]) {
    for lane in 0..<Self.lanes { losses[lane] = 0 }
    for node in 0..<plan.sweep.nodeCount {
      let start = rows[node] * Self.lanes
      let resistance = node == 0 ? 0 : plan.impedances[node].x
      let conductance = plan.sweep.lossConductances[node]
      for lane in 0..<Self.lanes {
        let (a, b) = unsafe (currents.real[start + lane], currents.imaginary[start + lane])
        let (x, y) = unsafe (voltages.real[start + lane], voltages.imaginary[start + lane])
        losses[lane] += resistance * (a * a + b * b) + conductance * (x * x + y * y)
      }
    }
  }
}

extension Injections {
  /// The sum of c / |V| and of what follows exponents.
  func dependentFactor(_ node: Int, _ magnitude: Double) -> SIMD2<Double> {
    var factor = currentParts[node] / magnitude
    for index in exponentialStarts[node]..<exponentialStarts[node + 1] {
      let part = exponentialParts[Int(index)]
      factor +=
        part.power * SIMD2(pow(magnitude, part.exponents.x), pow(magnitude, part.exponents.y))
    }
    return factor
  }
}

/// The numbers of a row, for which the compiler finds no vectors by itself.
private typealias Row = (SIMD2<Double>, SIMD2<Double>, SIMD2<Double>, SIMD2<Double>)
typealias LaneVectors = UnsafeMutablePointer<SIMD2<Double>>

@inline(always)
func asVectors(_ numbers: LaneMemory.Numbers) -> LaneVectors {
  // SAFETY: the storage is aligned for vectors, which are laid out as two numbers are.
  unsafe UnsafeMutableRawPointer(numbers).assumingMemoryBound(to: SIMD2<Double>.self)
}

@inline(always)
private func load(_ row: LaneVectors) -> Row { unsafe (row[0], row[1], row[2], row[3]) }

@inline(always)
private func store(
  at row: LaneVectors, _ left: Row, _ right: Row,
  _ operation: (SIMD2<Double>, SIMD2<Double>) -> SIMD2<Double>
) {
  let first = operation(left.0, right.0)
  let second = operation(left.1, right.1)
  let third = operation(left.2, right.2)
  let fourth = operation(left.3, right.3)
  unsafe (row[0], row[1], row[2], row[3]) = (first, second, third, fourth)
}
