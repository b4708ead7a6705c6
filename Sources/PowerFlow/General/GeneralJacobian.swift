/// The matrix of a general solver's linear steps, and its factors.
///
/// Each node has two rows, the balances of real and imaginary current, and two columns, the parts of
/// its voltage. The part of the network in it is constant; injections change the blocks on the
/// diagonal only. At a node whose voltage is held the rows are the balance of active power and the
/// square of the magnitude.
struct GeneralJacobian: Sendable {
  /// The places of the four elements of a block, by columns.
  struct Block: Sendable, Hashable {
    let column: Int
    let places: SIMD4<Int32>
  }

  var system: SparseSystem
  /// The values that the network gives.
  private let constants: [Double]
  /// The blocks on the diagonal.
  let diagonals: [Block]
  /// For each group of generators the blocks of its node's rows.
  private let heldRows: [[Block]]
  /// What the squares of magnitudes are multiplied with, so that they compare with currents.
  private let heldScales: [Double]

  /// - Returns: `nil` if nothing is unknown.
  init?(_ equations: GeneralEquations, _ held: HeldGenerators) {
    let count = equations.unknownCount
    guard count > 0 else { return nil }
    var blocks: [(row: Int, column: Int, value: Phasor)] = []
    for node in 0..<count { blocks.append((node, node, equations.shunts[node])) }
    for end in equations.branches {
      let (from, to, ratio) = (Int(end.from), Int(end.to), end.ratio)
      let own = end.admittance * ratio.squaredLength
      if from < count { blocks.append((from, from, own)) }
      if to < count { blocks.append((to, to, end.admittance)) }
      if from < count, to < count {
        blocks.append((from, to, -(end.admittance * ratio.conjugate)))
        blocks.append((to, from, -(end.admittance * ratio)))
      }
    }
    for feed in equations.feeds where Int(feed.node) < count {
      blocks.append((Int(feed.node), Int(feed.node), feed.admittance))
    }
    let elements = blocks.flatMap { block in
      let (row, column) = (2 * block.row, 2 * block.column)
      return [
        (row: row, column: column), (row: row + 1, column: column),
        (row: row, column: column + 1), (row: row + 1, column: column + 1),
      ]
    }
    let pattern = SparsePattern(size: 2 * count, elements: elements)
    guard var system = SparseSystem(pattern, .real) else { return nil }
    var places: [Block] = []
    for (index, block) in blocks.enumerated() {
      let start = 4 * index
      let four = SIMD4(
        pattern.places[start], pattern.places[start + 1], pattern.places[start + 2],
        pattern.places[start + 3])
      places.append(Block(column: block.column, places: four))
      system.add(block.value.real, at: four.x)
      system.add(block.value.imaginary, at: four.y)
      system.add(-block.value.imaginary, at: four.z)
      system.add(block.value.real, at: four.w)
    }
    constants = system.values
    self.system = system
    diagonals = Array(places[..<count])
    heldRows = held.groups.map { group in
      var seen: Set<Block> = []
      var row: [Block] = []
      for index in blocks.indices
      where blocks[index].row == group.node && seen.insert(places[index]).inserted {
        row.append(places[index])
      }
      return row
    }
    heldScales = held.groups.map { group in
      let place = places[group.node].places
      let own = Phasor(system.values[Int(place.x)], system.values[Int(place.y)]).length
      return own > 0 && own.isFinite ? own : 1
    }
  }

  /// Factorises the matrix for the present voltages.
  ///
  /// - Parameter isFlat: Whether injections are left out, so that the matrix does not depend on them.
  /// - Returns: Whether it is regular.
  mutating func factorize(
    _ injections: GeneralInjections, _ deviations: [Phasor], _ balances: [Phasor],
    _ held: HeldGenerators, isFlat: Bool
  ) -> Bool {
    copy(constants, &system.values)
    if !isFlat { subtractInjections(injections, deviations, diagonals, &system.values) }
    for (index, group) in held.groups.enumerated() where group.state == .regulating {
      let voltage = isFlat ? .one : Phasor.one + deviations[group.node]
      let balance = isFlat ? .zero : balances[group.node]
      for block in heldRows[index] {
        let isOwn = block.column == group.node
        replaceRows(block, voltage, isOwn ? balance : .zero, isOwn ? heldScales[index] : 0)
      }
    }
    return system.factorize()
  }

  /// Puts the active power and the square of the magnitude in the place of the two currents.
  private mutating func replaceRows(
    _ block: Block, _ voltage: Phasor, _ balance: Phasor, _ scale: Double
  ) {
    let places = block.places
    replace(places.x, places.y, voltage, balance.real, 2 * voltage.real * scale)
    replace(places.z, places.w, voltage, balance.imaginary, 2 * voltage.imaginary * scale)
  }

  private mutating func replace(
    _ upper: Int32, _ lower: Int32, _ voltage: Phasor, _ own: Double, _ magnitude: Double
  ) {
    let (upper, lower) = (Int(upper), Int(lower))
    system.values[upper] =
      voltage.real * system.values[upper] + voltage.imaginary * system.values[lower] + own
    system.values[lower] = magnitude
  }

  /// Turns the right-hand side at nodes whose voltage is held into that of the replaced rows.
  func replaceRightSide(
    _ deviations: [Phasor], _ balances: [Phasor], _ held: HeldGenerators,
    _ rightSide: inout [Double]
  ) {
    for (index, group) in held.groups.enumerated() where group.state == .regulating {
      let deviation = deviations[group.node]
      let balance = balances[group.node]
      let voltage = Phasor.one + deviation
      rightSide[2 * group.node] =
        -(voltage.real * balance.real + voltage.imaginary * balance.imaginary)
      // |1 + u|² − m², without the cancellation of two numbers near to one.
      let excess =
        2 * deviation.real + deviation.squaredLength - (group.magnitude - 1) * (group.magnitude + 1)
      rightSide[2 * group.node + 1] = -excess * heldScales[index]
    }
  }
}

private func copy(_ source: [Double], _ target: inout [Double]) {
  let source = source.span
  var target = target.mutableSpan
  for index in target.indices { target[index] = source[index] }
}

/// Subtracts the derivatives of the injected currents from the blocks on the diagonal.
///
/// With i = conj(s)·v and s a function of |v|² it is di = conj(s)·dv + v·conj(s')·2(a·da + b·db).
private func subtractInjections(
  _ injections: GeneralInjections, _ deviations: [Phasor], _ diagonals: [GeneralJacobian.Block],
  _ values: inout [Double]
) {
  func subtract(
    _ node: Int, _ voltage: Phasor, _ factor: SIMD2<Double>, _ slope: SIMD2<Double>,
    _ values: inout [Double]
  ) {
    let turned = Phasor(slope) * voltage * 2
    let places = diagonals[node].places
    values[Int(places.x)] -= factor.x + turned.real * voltage.real
    values[Int(places.y)] -= factor.y + turned.imaginary * voltage.real
    values[Int(places.z)] -= turned.real * voltage.imaginary - factor.y
    values[Int(places.w)] -= factor.x + turned.imaginary * voltage.imaginary
  }
  for node in diagonals.indices {
    let voltage = Phasor.one + deviations[node]
    let inverse = 1 / voltage.squaredLength
    let power = injections.powers[node] * inverse
    var factor = power + injections.impedanceParts[node]
    var slope = power * -inverse
    if injections.hasCurrentParts {
      let current = injections.currentParts[node] * inverse.squareRoot()
      factor += current
      slope -= current * (0.5 * inverse)
    }
    subtract(node, voltage, factor, slope, &values)
  }
  for part in injections.exponentials where part.node < diagonals.count {
    let voltage = Phasor.one + deviations[part.node]
    let (factor, slope) = GeneralInjections.exponentialFactor(
      part, squared: voltage.squaredLength)
    subtract(part.node, voltage, factor, slope, &values)
  }
}
