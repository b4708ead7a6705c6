import ComplexModule
import RealModule

extension MultiphaseLine {
  /// Whether the line has no series impedance at all, so that it is a closed switch.
  public var isClosedSwitch: Bool { impedance.isZero }

  /// The admittances between the conductors of the “from” end and, behind them, those of the “to”
  /// end, in siemens:
  ///
  /// ```text
  /// [  Z⁻¹ + Y/2   −Z⁻¹       ]
  /// [ −Z⁻¹          Z⁻¹ + Y/2 ]
  /// ```
  ///
  /// - Throws: ``NetworkError`` if the series impedances have no inverse, or are not finite.
  public func primitiveAdmittance() throws(NetworkError) -> ComplexMatrix {
    let element = "the line \(quoted(name))"
    let count = from.conductors.count
    guard
      to.conductors.count == count, impedance.rowCount == count, impedance.columnCount == count,
      shuntAdmittance.rowCount == count, shuntAdmittance.columnCount == count
    else {
      throw .impossibleValue(
        element: element,
        problem: "must have as many rows and columns of impedances as conductors at each end")
    }
    guard impedance.isFinite, shuntAdmittance.isFinite else {
      throw .impossibleValue(element: element, problem: "must have finite impedances")
    }
    guard let series = impedance.inverse else {
      throw .impossibleValue(
        element: element,
        problem: "has series impedances without an inverse. Give all of its conductors an "
          + "impedance, or none")
    }
    var matrix = ComplexMatrix(rowCount: 2 * count, columnCount: 2 * count)
    for row in 0..<count {
      for column in 0..<count {
        let shunt = shuntAdmittance[row, column] / Complex(2)
        let value = series[row, column]
        matrix[row, column] = value + shunt
        matrix[count + row, count + column] = value + shunt
        matrix[row, count + column] = -value
        matrix[count + row, column] = -value
      }
    }
    return matrix
  }
}
