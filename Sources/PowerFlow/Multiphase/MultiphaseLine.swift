/// What a line element is. All are solved alike; the kind tells what may be switched.
public enum LineKind: String, Hashable, Sendable, CaseIterable {
  /// An overhead line or a cable.
  case line
  /// A switch, a breaker or a recloser.
  case `switch`
  /// A fuse.
  case fuse
}

/// A line, cable, switch or fuse of one or more conductors, as a π section.
public struct MultiphaseLine: Hashable, Sendable {
  /// The name.
  public var name: String
  /// The bus and conductors at the “from” end.
  public var from: Terminal
  /// The bus and conductors at the “to” end, in the same order.
  public var to: Terminal
  /// The series impedances of the whole line between its conductors, in ohms.
  public var impedance: ComplexMatrix
  /// The shunt admittances of the whole line between its conductors, in siemens; half is at each end.
  public var shuntAdmittance: ComplexMatrix
  /// The current that each conductor may carry, in amperes, or `nil` without a limit.
  public var ratedCurrentAmperes: Double?
  /// The length in kilometres, where it is known.
  public var lengthKilometres: Double?
  /// What the element is.
  public var kind: LineKind
  /// Whether the line is connected at both ends.
  public var isInService: Bool

  /// Creates a line.
  ///
  /// - Precondition: Both ends have as many conductors as the matrices have rows and columns.
  public init(
    name: String, from: Terminal, to: Terminal, impedance: ComplexMatrix,
    shuntAdmittance: ComplexMatrix? = nil, ratedCurrentAmperes: Double? = nil,
    lengthKilometres: Double? = nil, kind: LineKind = .line, isInService: Bool = true
  ) {
    let count = from.conductors.count
    let shunt = shuntAdmittance ?? ComplexMatrix(rowCount: count, columnCount: count)
    precondition(
      to.conductors.count == count && impedance.rowCount == count && impedance.columnCount == count
        && shunt.rowCount == count && shunt.columnCount == count,
      "both ends and the matrices must have the same number of conductors")
    self.name = name
    self.from = from
    self.to = to
    self.impedance = impedance
    self.shuntAdmittance = shunt
    self.ratedCurrentAmperes = ratedCurrentAmperes
    self.lengthKilometres = lengthKilometres
    self.kind = kind
    self.isInService = isInService
  }
}
