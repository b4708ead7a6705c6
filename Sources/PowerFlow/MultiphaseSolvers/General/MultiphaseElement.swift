import ComplexModule
import RealModule

/// An element with admittances between its conductors, as the equations see it.
struct MultiphaseElement: Sendable {
  /// What the element is, with its index in the network.
  enum Kind: Hashable, Sendable {
    case line(Int)
    /// The shunt of a closed switch, by the index of the line.
    case shunt(Int)
    case transformer(Int)
    case capacitor(Int)
    case source(Int)
  }

  let kind: Kind
  /// The nodes of its conductors, in the order of the matrix; the ground is
  /// ``MultiphaseNodes/ground``.
  let nodes: [Int]
  /// The admittances between them.
  var admittance: ComplexMatrix
  /// The currents that it puts into its nodes by itself, as a source does.
  var currents: [Complex<Double>] = []
  /// The positions of conductors that have a path to each other that is no mere magnetic one.
  var paths: [(Int, Int)] = []
  /// The positions of conductors that have such a path to the ground.
  var grounded: [Int] = []
}

extension MultiphaseElement {
  /// The points of its conductors.
  func ends(_ points: MultiphasePoints) -> [Int] { nodes.map { points.point(ofNode: $0) } }

  /// Each conductor of a line has a path from end to end, and others where there is a capacitance.
  fileprivate mutating func findPaths(of line: MultiphaseLine) {
    let count = line.from.conductors.count
    for row in 0..<count {
      paths.append((row, count + row))
      var sum = Complex<Double>.zero
      for column in 0..<count {
        let shunt = line.shuntAdmittance[row, column]
        sum += shunt
        if row != column && !shunt.isZero { paths.append((row, column)) }
      }
      if sum.length > 1e-9 * line.shuntAdmittance[row, row].length { grounded.append(row) }
    }
  }

  /// The conductors of a winding have paths where it has admittances; what does not cancel in a row
  /// goes to the ground.
  fileprivate mutating func findPaths(among positions: Range<Int>) {
    for row in positions {
      var sum = Complex<Double>.zero
      for column in positions {
        sum += admittance[row, column]
        if column < row && !admittance[row, column].isZero { paths.append((row, column)) }
      }
      if sum.length > 1e-12 * admittance[row, row].length { grounded.append(row) }
    }
  }
}

extension MultiphaseNetwork {
  /// The elements that are in service and have an impedance.
  func elements(_ nodes: MultiphaseNodes) throws(NetworkError) -> [MultiphaseElement] {
    var elements: [MultiphaseElement] = []
    for (index, line) in lines.enumerated() where line.isInService && !line.isClosedSwitch {
      let name = "the line \(quoted(line.name))"
      let ends =
        try nodes.indices(of: line.from, element: name)
        + nodes.indices(of: line.to, element: name)
      var element = MultiphaseElement(
        kind: .line(index), nodes: ends, admittance: try line.primitiveAdmittance())
      element.findPaths(of: line)
      elements.append(element)
    }
    for (index, line) in lines.enumerated()
    where line.isInService && line.isClosedSwitch && !line.shuntAdmittance.isZero {
      let ends = try nodes.indices(of: line.from, element: "the line \(quoted(line.name))")
      var element = MultiphaseElement(
        kind: .shunt(index), nodes: ends, admittance: line.shuntAdmittance)
      element.findPaths(among: 0..<ends.count)
      elements.append(element)
    }
    for (index, transformer) in transformers.enumerated() where transformer.isInService {
      var ends: [Int] = []
      for winding in transformer.windings {
        ends += try nodes.indices(
          of: winding.terminal, element: "the transformer \(quoted(transformer.name))")
      }
      var element = MultiphaseElement(
        kind: .transformer(index), nodes: ends, admittance: try transformer.primitiveAdmittance())
      var start = 0
      for winding in transformer.windings {
        let end = start + winding.terminal.conductors.count
        element.findPaths(among: start..<end)
        start = end
      }
      elements.append(element)
    }
    for (index, bank) in capacitors.enumerated() {
      let ends = try nodes.indices(
        of: bank.terminal, element: "the capacitor \(quoted(bank.name))")
      var element = MultiphaseElement(
        kind: .capacitor(index), nodes: ends + [MultiphaseNodes.ground],
        admittance: try bank.primitiveAdmittance())
      element.findPaths(among: 0..<ends.count + 1)
      elements.append(element)
    }
    for (index, source) in sources.enumerated() where !source.impedance.isZero {
      let name = "the source \(quoted(source.name))"
      let ends = try nodes.indices(of: source.terminal, element: name)
      guard source.impedance.isFinite, let admittance = source.impedance.inverse else {
        throw .impossibleValue(
          element: name,
          problem: "has impedances without an inverse. Give all of its conductors an impedance, "
            + "or none")
      }
      elements.append(
        MultiphaseElement(
          kind: .source(index), nodes: ends, admittance: admittance,
          currents: admittance * source.voltages, grounded: Array(ends.indices)))
    }
    return elements
  }
}
