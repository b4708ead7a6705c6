import ComplexModule
import RealModule

extension MultiphaseTransformer {
  /// The admittances between all conductors of all windings, in siemens: those of the first winding's
  /// terminal, then those of the second and the third.
  ///
  /// Each phase is a transformer of its own. At one volt for each turn, with *S* the rated power of
  /// one phase of the first winding:
  ///
  /// ```text
  /// z(i,j) = (r(i) + r(j) + j·x(i,j)) / S           leakage between windings i and j
  /// ZB     = [ z12                 (z12 + z13 − z23)/2 ]
  ///          [ (z12 + z13 − z23)/2  z13                ]
  /// Y      = A · ZB⁻¹ · Aᵀ,   A = [ 1 1; −1 0; 0 −1 ]    currents into the windings add up to 0
  /// Y(2,2) += S · (losses − j·magnetising current)  without load
  /// ```
  ///
  /// Element (i, j), divided by the turns of both windings (rated volts of the phase times tap), stands
  /// between the ends of the phase at winding i and those at winding j. To each end of a phase of
  /// rated voltage *V* comes −j · ppm · 10⁻⁶ · *S* / (2·*V*²) against ground, and once more to each
  /// star point, as OpenDSS has it. A star point behind a
  /// neutral impedance, or without any conductor (as many conductors as phases), is eliminated.
  ///
  /// - Throws: ``NetworkError`` if conductors or clock do not fit the connection, a rating is not
  ///   positive, or there is no leakage impedance.
  public func primitiveAdmittance() throws(NetworkError) -> ComplexMatrix {
    if let statedAdmittance { return try checked(statedAdmittance) }
    let phases = try windingPhases()
    let core = try phaseAdmittance()
    let ratedPower = windings[0].ratedVoltAmperes / Double(phaseCount)
    var offsets: [Int] = []
    var count = 0
    for winding in windings {
      offsets.append(count)
      count += winding.terminal.conductors.count
    }
    // Behind the conductors stand the star points, one for each winding, used or not.
    let star = count
    let size = count + windings.count
    func place(_ end: Int?, _ winding: Int) -> Int {
      if let end { return offsets[winding] + end }
      let isDirect =
        windings[winding].terminal.conductors.count > phaseCount
        && windings[winding].neutralImpedance.isZero
      return isDirect ? offsets[winding] + phaseCount : star + winding
    }
    var matrix = ComplexMatrix(rowCount: size, columnCount: size)
    for phase in 0..<phaseCount {
      for (row, rowWinding) in windings.enumerated() {
        let rowEnds = phases[row][phase]
        let (rowStart, rowEnd) = (place(rowEnds.start, row), place(rowEnds.end, row))
        let rowVolts = rowWinding.phaseVolts(count: phaseCount)
        let toGround = Complex(
          0, -antifloatPartsPerMillion * 1e-6 * ratedPower / (2 * rowVolts * rowVolts))
        matrix[rowStart, rowStart] += toGround
        matrix[rowEnd, rowEnd] += toGround
        if phase == 0 && rowWinding.connection == .wye {
          let star = place(nil, row)
          matrix[star, star] += toGround
        }
        for (column, columnWinding) in windings.enumerated() {
          let ends = phases[column][phase]
          let (start, end) = (place(ends.start, column), place(ends.end, column))
          let turns =
            rowVolts * rowWinding.tap * columnWinding.phaseVolts(count: phaseCount)
            * columnWinding.tap
          let value = core[row, column] / Complex(turns)
          matrix[rowStart, start] += value
          matrix[rowEnd, end] += value
          matrix[rowStart, end] -= value
          matrix[rowEnd, start] -= value
        }
      }
    }
    for (index, winding) in windings.enumerated()
    where winding.terminal.conductors.count > phaseCount && !winding.neutralImpedance.isZero {
      let value = Complex<Double>.one / winding.neutralImpedance
      let neutral = offsets[index] + phaseCount
      matrix[star + index, star + index] += value
      matrix[neutral, neutral] += value
      matrix[star + index, neutral] -= value
      matrix[neutral, star + index] -= value
    }
    for index in windings.indices { matrix.eliminate(star + index) }
    let result = matrix.submatrix(rows: Array(0..<count), columns: Array(0..<count))
    guard result.isFinite else {
      throw .impossibleValue(
        element: "the transformer \(quoted(name))", problem: "has values that cannot be right")
    }
    return result
  }

  private func checked(_ matrix: ComplexMatrix) throws(NetworkError) -> ComplexMatrix {
    let count = windings.reduce(0) { $0 + $1.terminal.conductors.count }
    guard matrix.rowCount == count, matrix.columnCount == count, matrix.isFinite else {
      throw .impossibleValue(
        element: "the transformer \(quoted(name))",
        problem: "must have a finite admittance between each two of its \(count) conductors")
    }
    return matrix
  }

  /// The admittances between the windings of one phase at one volt for each turn, in siemens.
  private func phaseAdmittance() throws(NetworkError) -> ComplexMatrix {
    let element = "the transformer \(quoted(name))"
    let pairs = [2: 1, 3: 3][windings.count]
    guard let pairs, reactancesPerUnit.count == pairs else {
      throw .impossibleValue(
        element: element, problem: "must have a reactance for each pair of two or three windings")
    }
    for (index, winding) in windings.enumerated() {
      let title = "winding \(index + 1) of \(element)"
      guard winding.ratedVolts > 0, winding.ratedVolts.isFinite else {
        throw .impossibleValue(element: title, problem: "must have a positive rated voltage")
      }
      guard winding.ratedVoltAmperes > 0, winding.ratedVoltAmperes.isFinite else {
        throw .impossibleValue(element: title, problem: "must have a positive rated power")
      }
      guard winding.tap > 0, winding.tap.isFinite else {
        throw .impossibleValue(element: title, problem: "must have a positive tap")
      }
      guard winding.resistancePerUnit.isFinite, winding.neutralImpedance.isFinite else {
        throw .impossibleValue(element: title, problem: "must have finite impedances")
      }
    }
    let ratedPower = windings[0].ratedVoltAmperes / Double(phaseCount)
    func leakage(_ first: Int, _ second: Int, _ reactance: Double) -> Complex<Double> {
      Complex(
        (windings[first].resistancePerUnit + windings[second].resistancePerUnit) / ratedPower,
        reactance / ratedPower)
    }
    let first = leakage(0, 1, reactancesPerUnit[0])
    var impedances = ComplexMatrix(diagonal: [first])
    var incidence = ComplexMatrix(rows: [[.one], [-.one]])
    if windings.count == 3 {
      let second = leakage(0, 2, reactancesPerUnit[1])
      let mutual = (first + second - leakage(1, 2, reactancesPerUnit[2])) / Complex(2)
      impedances = ComplexMatrix(rows: [[first, mutual], [mutual, second]])
      incidence = ComplexMatrix(rows: [[.one, .one], [-.one, .zero], [.zero, -.one]])
    }
    guard let inverse = impedances.inverse else {
      throw .impossibleValue(
        element: element,
        problem: "has no leakage impedance. Give it a reactance, however small")
    }
    var result = incidence * inverse * incidence.transposed
    result[1, 1] += Complex(noLoadLossPerUnit, -magnetizingCurrentPerUnit) * Complex(ratedPower)
    return result
  }
}

extension Winding {
  /// The rated voltage of one phase of the winding, in volts.
  func phaseVolts(count: Int) -> Double {
    PowerFlow.phaseVolts(ratedVolts, count: count, connection: connection)
  }
}

extension ComplexMatrix {
  /// Takes a node without current out of an admittance matrix (Kron's reduction); its row and column
  /// become zero. A node to which nothing is joined is left alone.
  mutating func eliminate(_ node: Int) {
    let pivot = self[node, node]
    var largest = 0.0
    for index in 0..<rowCount where index != node {
      largest = max(largest, self[node, index].magnitude)
    }
    if largest > 0, pivot.magnitude > 1e-13 * largest {
      for row in 0..<rowCount where row != node {
        let factor = self[row, node] / pivot
        for column in 0..<columnCount where column != node {
          self[row, column] -= factor * self[node, column]
        }
      }
    }
    for index in 0..<rowCount {
      self[node, index] = .zero
      self[index, node] = .zero
    }
  }
}
