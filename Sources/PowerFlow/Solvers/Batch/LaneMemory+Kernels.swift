internal import Glibc

// The loops over nodes with a load case in each lane.
//
// What is found for a node is stored before the next one reads it, even if that is its child: the
// compiler takes apart what is carried from node to node in registers. Between loads and stores
// each column of two lanes goes for itself.

extension LaneMemory {
  /// Turns rows of powers into lanes.
  func takePowers(
    _ active: Span<Double>, _ reactive: Span<Double>, _ plan: BatchPlan, _ rows: Span<Int>
  ) {
    let (columns, slotNodes) = (plan.columns.span, plan.slotNodes.span)
    let (real, imaginary) = unsafe (powers.real, powers.imaginary)
    for half in 0..<Self.columns {
      let (first, second) = (rows[2 * half], rows[2 * half + 1])
      var slot = 0
      while slot < columns.count {
        // SAFETY: here and below, the solver has checked that the tables hold all rows and columns.
        let column = unsafe columns[unchecked: slot]
        let index = unsafe slotNodes[unchecked: slot] &* Self.columns &+ half
        unsafe real[index] =
          SIMD2(-active[unchecked: first &+ column], -active[unchecked: second &+ column])
        unsafe imaginary[index] =
          SIMD2(reactive[unchecked: first &+ column], reactive[unchecked: second &+ column])
        slot &+= 1
      }
      for (slot, column) in plan.furtherColumns {
        let index = slotNodes[slot] * Self.columns + half
        unsafe real[index] -= SIMD2(active[first + column], active[second + column])
        unsafe imaginary[index] += SIMD2(reactive[first + column], reactive[second + column])
      }
    }
  }

  /// Finds the currents that leave at present voltages.
  func withdraw(_ plan: BatchPlan, _ range: Range<Int>) {
    switch plan.injections.form {
    case .powers: withdraw(plan, range, .powers)
    case .shunts: withdraw(plan, range, .shunts)
    case .all: withdraw(plan, range, .all)
    }
  }

  @inline(always)
  private func withdraw(_ plan: BatchPlan, _ range: Range<Int>, _ form: Injections.Form) {
    let (real, imaginary) = unsafe (voltages.real, voltages.imaginary)
    for node in range {
      let constants = unsafe nodes[node]
      let start = node &* Self.columns
      if form == .all {
        for column in 0..<Self.columns {
          let (x, y) = unsafe (real[start &+ column], imaginary[start &+ column])
          unsafe ends[2 * Self.columns &+ column] = x * x + y * y
        }
        findDependentFactors(plan, node)
      }
      for column in 0..<Self.columns {
        let (x, y) = unsafe (real[start &+ column], imaginary[start &+ column])
        let current =
          constants.isLoad
          ? loadCurrent(constants, start, column, x, y, form)
          : shuntCurrent(constants, column, x, y, form)
        unsafe currents.real[start &+ column] = current.real
        unsafe currents.imaginary[start &+ column] = current.imaginary
      }
    }
  }

  /// Keeps the currents that leave, before they are added up.
  func keepWithdrawals(_ range: Range<Int>) { copy(range, currents, to: withdrawals) }

  /// Takes up the currents that leave, for the next sweep.
  func restoreWithdrawals(_ range: Range<Int>) { copy(range, withdrawals, to: currents) }

  /// Adds up the currents of the branches from those that leave at the voltages just found.
  func findBranchCurrents(_ range: Range<Int>) {
    restoreWithdrawals(range)
    addUp(range)
  }

  private func copy(_ range: Range<Int>, _ from: Pairs, to: Pairs) {
    let (start, count) = (range.lowerBound * Self.columns, range.count * Self.columns)
    unsafe (to.real + start).update(from: from.real + start, count: count)
    unsafe (to.imaginary + start).update(from: from.imaginary + start, count: count)
  }

  /// Sweeps backward and forward once. The currents then are those that leave at each node.
  func sweep(_ plan: BatchPlan, _ range: Range<Int>) {
    addUp(range)
    switch plan.injections.form {
    case .powers: goForward(plan, range, .powers, asksForChange: false)
    case .shunts: goForward(plan, range, .shunts, asksForChange: false)
    case .all: goForward(plan, range, .all, asksForChange: false)
    }
  }

  /// Sweeps backward and forward once, and finds the squares of the largest changes of voltages. The
  /// currents then are those that leave at each node.
  func sweep(_ plan: BatchPlan, _ range: Range<Int>, _ change: inout LaneMaximum) {
    addUp(range)
    switch plan.injections.form {
    case .powers: goForward(plan, range, .powers, asksForChange: true)
    case .shunts: goForward(plan, range, .shunts, asksForChange: true)
    case .all: goForward(plan, range, .all, asksForChange: true)
    }
    unsafe change.find(scratch.real, range)
  }

  /// Sweeps backward and forward once, and asks what has changed: the squares of the largest
  /// change of a voltage, and of the largest difference of power. The currents then are those of
  /// the branches.
  func measuredSweep(
    _ plan: BatchPlan, _ range: Range<Int>, _ change: inout LaneMaximum,
    _ mismatch: inout LaneMaximum
  ) {
    addUp(range)
    switch plan.injections.form {
    case .powers: measure(plan, range, .powers)
    case .shunts: measure(plan, range, .shunts)
    case .all: measure(plan, range, .all)
    }
    unsafe change.find(scratch.real, range)
    unsafe mismatch.find(scratch.imaginary, range)
  }

  /// Adds up the currents of each node and of all behind it.
  private func addUp(_ range: Range<Int>) {
    let (real, imaginary) = unsafe (currents.real, currents.imaginary)
    var node = range.upperBound
    while node > range.lowerBound {
      node &-= 1
      let parent = unsafe nodes[node].parent
      let own = node &* Self.columns
      for column in 0..<Self.columns {
        unsafe real[parent &+ column] += real[own &+ column]
        unsafe imaginary[parent &+ column] += imaginary[own &+ column]
      }
    }
  }

  @inline(always)
  private func goForward(
    _ plan: BatchPlan, _ range: Range<Int>, _ form: Injections.Form, asksForChange: Bool
  ) {
    let (real, imaginary) = unsafe (voltages.real, voltages.imaginary)
    let changes = unsafe scratch.real
    var node = range.lowerBound
    while node < range.upperBound {
      let constants = unsafe nodes[node]
      let start = node &* Self.columns
      if form == .all {
        for column in 0..<Self.columns {
          // What depends on the voltage is found from where it will be.
          let (x, y) = voltageBehind(constants, start, column)
          unsafe ends[2 * Self.columns &+ column] = x * x + y * y
        }
        findDependentFactors(plan, node)
      }
      if constants.isLoad {
        for column in 0..<Self.columns {
          let (x, y) = voltageBehind(constants, start, column)
          if asksForChange {
            let a = unsafe x - real[start &+ column]
            let b = unsafe y - imaginary[start &+ column]
            unsafe changes[start &+ column] = a * a + b * b
          }
          unsafe (real[start &+ column], imaginary[start &+ column]) = (x, y)
          let (a, b) = loadCurrent(constants, start, column, x, y, form)
          unsafe currents.real[start &+ column] = a
          unsafe currents.imaginary[start &+ column] = b
        }
      } else {
        for column in 0..<Self.columns {
          let (x, y) = voltageBehind(constants, start, column)
          if asksForChange {
            let a = unsafe x - real[start &+ column]
            let b = unsafe y - imaginary[start &+ column]
            unsafe changes[start &+ column] = a * a + b * b
          }
          unsafe (real[start &+ column], imaginary[start &+ column]) = (x, y)
          let (a, b) = shuntCurrent(constants, column, x, y, form)
          unsafe currents.real[start &+ column] = a
          unsafe currents.imaginary[start &+ column] = b
        }
      }
      node &+= 1
    }
  }

  @inline(always)
  private func measure(_ plan: BatchPlan, _ range: Range<Int>, _ form: Injections.Form) {
    let (real, imaginary) = unsafe (voltages.real, voltages.imaginary)
    let changes = unsafe scratch.real
    var node = range.lowerBound
    while node < range.upperBound {
      let constants = unsafe nodes[node]
      let start = node &* Self.columns
      for column in 0..<Self.columns {
        let voltage = voltageBehind(constants, start, column)
        let x = unsafe voltage.real - real[start &+ column]
        let y = unsafe voltage.imaginary - imaginary[start &+ column]
        unsafe (real[start &+ column], imaginary[start &+ column]) = voltage
        unsafe changes[start &+ column] = x * x + y * y
      }
      if form == .all {
        for column in 0..<Self.columns {
          let (x, y) = unsafe (real[start &+ column], imaginary[start &+ column])
          unsafe ends[2 * Self.columns &+ column] = x * x + y * y
        }
        findDependentFactors(plan, node)
      }
      if constants.isLoad {
        for column in 0..<Self.columns {
          let (x, y) = unsafe (real[start &+ column], imaginary[start &+ column])
          compare(loadCurrent(constants, start, column, x, y, form), start, column, x, y)
        }
      } else {
        for column in 0..<Self.columns {
          let (x, y) = unsafe (real[start &+ column], imaginary[start &+ column])
          compare(shuntCurrent(constants, column, x, y, form), start, column, x, y)
        }
      }
      node &+= 1
    }
  }

  /// Keeps what leaves in two lanes, and the square of the difference of power to what left before.
  @inline(always)
  private func compare(
    _ current: (real: Vector, imaginary: Vector), _ start: Int, _ column: Int, _ x: Vector,
    _ y: Vector
  ) {
    let index = start &+ column
    let a = unsafe current.real - withdrawals.real[index]
    let b = unsafe current.imaginary - withdrawals.imaginary[index]
    unsafe withdrawals.real[index] = current.real
    unsafe withdrawals.imaginary[index] = current.imaginary
    unsafe scratch.imaginary[index] = (a * a + b * b) * (x * x + y * y)
  }

  /// The voltage behind the branch that leads to a node, in two lanes.
  @inline(always)
  private func voltageBehind(
    _ node: Node, _ start: Int, _ column: Int
  ) -> (real: Vector, imaginary: Vector) {
    let parent = node.parent &+ column
    let a = unsafe currents.real[start &+ column]
    let b = unsafe currents.imaginary[start &+ column]
    return unsafe (
      voltages.real[parent] - (node.resistance * a - node.reactance * b),
      voltages.imaginary[parent] - (node.resistance * b + node.reactance * a)
    )
  }

  /// The current that leaves at a node with an injection in two lanes, as in the sweep of one case.
  ///
  /// There is no division: 1/|V|² is found from its last value by one step of Newton's method, whose
  /// error is the square of what the voltage has changed meanwhile. So it is exact when the sweep
  /// has converged, and never holds it up.
  @inline(always)
  private func loadCurrent(
    _ node: Node, _ start: Int, _ column: Int, _ x: Vector, _ y: Vector, _ form: Injections.Form
  ) -> (real: Vector, imaginary: Vector) {
    let index = start &+ column
    let last = unsafe inverses[index]
    let inverse = last * (2 - (x * x + y * y) * last)
    unsafe inverses[index] = inverse
    var g = unsafe powers.real[index] * inverse
    var h = unsafe powers.imaginary[index] * inverse
    if form != .powers {
      g += node.conductance
      h += node.susceptance
    }
    if form == .all {
      g += unsafe ends[column]
      h += unsafe ends[Self.columns &+ column]
    }
    return (g * x - h * y, g * y + h * x)
  }

  /// The current that leaves at a node without an injection of its own in each lane.
  @inline(always)
  private func shuntCurrent(
    _ node: Node, _ column: Int, _ x: Vector, _ y: Vector, _ form: Injections.Form
  ) -> (real: Vector, imaginary: Vector) {
    switch form {
    case .powers: return (.zero, .zero)
    case .shunts:
      return (
        node.conductance * x - node.susceptance * y, node.conductance * y + node.susceptance * x
      )
    case .all:
      let g = unsafe node.conductance + ends[column]
      let h = unsafe node.susceptance + ends[Self.columns &+ column]
      return (g * x - h * y, g * y + h * x)
    }
  }

  /// Finds the sum of c / |V| and of what follows exponents for each lane of a node, whose squares of
  /// voltages lie behind where the sums go.
  private func findDependentFactors(_ plan: BatchPlan, _ node: Int) {
    for lane in 0..<Self.lanes {
      let squared = unsafe ends[2 * Self.columns + lane / 2][lane % 2]
      let factor = plan.injections.dependentFactor(node, squared.squareRoot())
      unsafe ends[lane / 2][lane % 2] = factor.x
      unsafe ends[Self.columns + lane / 2][lane % 2] = factor.y
    }
  }

  /// Adds up what the limbs and the bus itself draw from a source that holds its voltage.
  func finishStiffSource(_ plan: BatchPlan) {
    withdraw(plan, 0..<1)
    for node in plan.sweep.parents.indices.dropFirst() where plan.sweep.parents[node] == 0 {
      for column in 0..<Self.columns {
        unsafe currents.real[column] += currents.real[node * Self.columns + column]
        unsafe currents.imaginary[column] += currents.imaginary[node * Self.columns + column]
      }
    }
  }

  /// Adds up the active power that is lost in each lane, in W.
  func addLosses(_ plan: BatchPlan, to losses: inout [Double]) {
    for column in 0..<Self.columns {
      var loss = Vector.zero
      for node in 0..<nodeCount {
        let index = node * Self.columns + column
        let (a, b) = unsafe (currents.real[index], currents.imaginary[index])
        let (x, y) = unsafe (voltages.real[index], voltages.imaginary[index])
        if node > 0 { loss += unsafe nodes[node].resistance * (a * a + b * b) }
        loss += plan.sweep.lossConductances[node] * (x * x + y * y)
      }
      (losses[2 * column], losses[2 * column + 1]) = (loss.x, loss.y)
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
