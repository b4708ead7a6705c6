import ComplexModule
import RealModule

extension CapacitorBank {
  /// The admittances between the conductors of the terminal and, as its last row and column, the
  /// ground, in siemens: ω·C of the closed steps between the ends of each phase.
  ///
  /// ```text
  /// b = Q / n · closed steps / steps / V²      for each of n phases of rated voltage V
  /// ```
  ///
  /// - Throws: ``NetworkError`` if conductors do not fit the connection or a rating is not positive.
  public func primitiveAdmittance() throws(NetworkError) -> ComplexMatrix {
    let element = "the capacitor \(quoted(name))"
    let ends = try terminal.phases(count: phaseCount, connection: connection, element: element)
    guard ratedVolts > 0, ratedVolts.isFinite, ratedVar.isFinite else {
      throw .impossibleValue(
        element: element, problem: "must have a positive rated voltage and a finite rated power")
    }
    guard stepCount > 0, (0...stepCount).contains(closedStepCount) else {
      throw .impossibleValue(
        element: element,
        problem: "has \(closedStepCount) of \(stepCount) steps closed, which cannot be")
    }
    let volts = phaseVolts(ratedVolts, count: phaseCount, connection: connection)
    let susceptance =
      ratedVar / Double(phaseCount) * Double(closedStepCount) / Double(stepCount) / (volts * volts)
    let size = terminal.conductors.count + 1
    var matrix = ComplexMatrix(rowCount: size, columnCount: size)
    let value = Complex(0, susceptance)
    for phase in ends {
      let start = phase.start ?? size - 1
      let end = phase.end ?? size - 1
      matrix[start, start] += value
      matrix[end, end] += value
      matrix[start, end] -= value
      matrix[end, start] -= value
    }
    guard matrix.isFinite else {
      throw .impossibleValue(element: element, problem: "has values that cannot be right")
    }
    return matrix
  }
}
