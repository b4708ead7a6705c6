import ComplexModule
import Quantities
import RealModule

/// What lies between a bus and its parent, as a generalised two-port of three phases, per unit.
///
/// ```text
/// V(child)  = A · V(parent) − Z · J(child)
/// I(parent) = Aᵀ · J(child) + Y · V(parent)
/// ```
///
/// These are Kersting's generalised matrices in the form that a sweep needs (W. H. Kersting,
/// *Distribution System Modeling and Analysis*, chapters 6 to 8). They follow from the primitive
/// admittances of the elements, with p for the parent's conductors and c for the child's:
///
/// ```text
/// Z = Ycc⁻¹      A = −Ycc⁻¹ · Ycp      Y = Ypp − Ypc · Ycc⁻¹ · Ycp
/// ```
///
/// Conductors that do not exist have zeros. Lines do not go through their admittance, so a very
/// short one loses no accuracy.
struct PhaseEdge: Sendable {
  /// A, or `nil` for the identity.
  var ratio: ComplexMatrix?
  /// Z.
  var impedance: ComplexMatrix
  /// Y, and the halves of the lines' shunts at the parent.
  var parentShunt: ComplexMatrix
  /// The halves of the lines' shunts at the child.
  var childShunt: ComplexMatrix
  /// Whether each phase of the child is connected.
  var reaches: [Bool]

  /// Whether the ends have the same voltages.
  var isFused: Bool { ratio == nil && impedance.isZero }

  static let zeros = ComplexMatrix(rowCount: 3, columnCount: 3)
}

/// Builds the edges of a tree.
struct PhaseEdgeBuilder {
  let network: MultiphaseNetwork
  let parentBus: Int
  let childBus: Int

  private var parentBase: Double { network.buses[parentBus].nominalPhaseVoltage.volts }
  private var childBase: Double { network.buses[childBus].nominalPhaseVoltage.volts }

  /// The edge of a bundle of branches.
  ///
  /// - Throws: ``NetworkError/impossibleValue(element:problem:)`` for what a sweep cannot take.
  func edge(_ bundle: [Int]) throws(NetworkError) -> PhaseEdge {
    var edge =
      if let series = seriesImpedance(bundle) {
        PhaseEdge(
          ratio: nil, impedance: series.matrix, parentShunt: PhaseEdge.zeros,
          childShunt: PhaseEdge.zeros, reaches: series.reaches)
      } else {
        try twoPort(bundle)
      }
    for branch in bundle where branch < network.lines.count {
      let line = network.lines[branch]
      let half = Complex(0.5) * line.shuntAdmittance
      let (atParent, atChild) = orientedPhases(line)
      edge.parentShunt =
        edge.parentShunt + spread(half, atParent, atParent, parentBase * parentBase)
      edge.childShunt = edge.childShunt + spread(half, atChild, atChild, childBase * childBase)
    }
    return edge
  }

  /// The impedances of lines that share no conductor and exchange none, or `nil` for anything else.
  private func seriesImpedance(_ bundle: [Int]) -> (matrix: ComplexMatrix, reaches: [Bool])? {
    guard parentBase == childBase else { return nil }
    var matrix = PhaseEdge.zeros
    var reaches = [false, false, false]
    for branch in bundle {
      guard branch < network.lines.count else { return nil }
      let line = network.lines[branch]
      guard line.from.conductors == line.to.conductors else { return nil }
      let phases = line.from.conductors.map { $0 - 1 }
      guard phases.allSatisfy({ !reaches[$0] }) else { return nil }
      for phase in phases { reaches[phase] = true }
      matrix = matrix + spread(line.impedance, phases, phases, 1 / (childBase * childBase))
    }
    return (matrix, reaches)
  }

  /// The two-port of the sum of all primitive admittances.
  private func twoPort(_ bundle: [Int]) throws(NetworkError) -> PhaseEdge {
    // Rows and columns 0 to 2 are the parent's phases, 3 to 5 those of the child.
    var sum = ComplexMatrix(rowCount: 6, columnCount: 6)
    for branch in bundle {
      let (admittance, rows) = try primitive(branch)
      for (row, target) in rows.enumerated() {
        for (column, other) in rows.enumerated() {
          guard let target, let other else { continue }
          sum[target, other] += admittance[row, column]
        }
      }
    }
    let reaches = (3..<6).map { !sum[$0, $0].isZero }
    let child = (3..<6).filter { reaches[$0 - 3] }
    let parents = [0, 1, 2]
    let own = sum.submatrix(rows: child, columns: child)
    let one = ComplexMatrix(diagonal: Array(repeating: .one, count: child.count))
    guard
      let inverse = own.solve(one),
      let negative = own.solve(sum.submatrix(rows: child, columns: parents))
    else {
      throw .impossibleValue(
        element: description(of: bundle),
        problem: "leaves a conductor of the bus \(quoted(network.buses[childBus].name)) floating, "
          + "which the three-phase sweep cannot take")
    }
    let ratio = Complex(-1) * negative
    let shunt =
      sum.submatrix(rows: parents, columns: parents)
      + sum.submatrix(rows: parents, columns: child) * ratio
    let phases = child.map { $0 - 3 }
    return PhaseEdge(
      ratio: spread(ratio, phases, parents, parentBase / childBase),
      impedance: spread(inverse, phases, phases, 1 / (childBase * childBase)),
      parentShunt: Complex(parentBase * parentBase) * shunt, childShunt: PhaseEdge.zeros,
      reaches: reaches)
  }

  /// The primitive admittance of a branch without the shunts of lines, and to which row of the sum
  /// each conductor belongs; none for the ground.
  private func primitive(_ branch: Int) throws(NetworkError) -> (ComplexMatrix, [Int?]) {
    guard branch >= network.lines.count else {
      let line = network.lines[branch]
      guard let series = line.impedance.inverse else {
        throw .impossibleValue(
          element: "the line \(quoted(line.name))",
          problem: "has no impedance but lies beside other branches or turns conductors, which the "
            + "three-phase sweep cannot take")
      }
      let (atParent, atChild) = orientedPhases(line)
      let count = atParent.count
      var matrix = ComplexMatrix(rowCount: 2 * count, columnCount: 2 * count)
      for row in 0..<count {
        for column in 0..<count {
          let element = series[row, column]
          matrix[row, column] = element
          matrix[count + row, count + column] = element
          matrix[row, count + column] = -element
          matrix[count + row, column] = -element
        }
      }
      return (matrix, atParent + atChild.map { $0 + 3 })
    }
    let transformer = network.transformers[branch - network.lines.count]
    let rows = transformer.windings.flatMap { winding in
      winding.terminal.conductors.map { conductor -> Int? in
        conductor == Terminal.ground
          ? nil : conductor - 1 + (winding.terminal.bus == childBus ? 3 : 0)
      }
    }
    return (try transformer.primitiveAdmittance(), rows)
  }

  /// The phases of a line's conductors at the parent and at the child, in the line's order.
  private func orientedPhases(_ line: MultiphaseLine) -> ([Int], [Int]) {
    let from = line.from.conductors.map { $0 - 1 }
    let to = line.to.conductors.map { $0 - 1 }
    return line.from.bus == parentBus ? (from, to) : (to, from)
  }

  private func description(of bundle: [Int]) -> String {
    "the branch \(bundle.map { quoted(network.branchNames[$0]) }.joined(separator: " with "))"
  }

  /// A matrix of some phases, scaled, as one of three.
  private func spread(
    _ matrix: ComplexMatrix, _ rows: [Int], _ columns: [Int], _ scale: Double
  ) -> ComplexMatrix {
    var result = PhaseEdge.zeros
    for (row, target) in rows.enumerated() {
      for (column, other) in columns.enumerated() {
        result[target, other] += matrix[row, column] * Complex(scale)
      }
    }
    return result
  }
}
