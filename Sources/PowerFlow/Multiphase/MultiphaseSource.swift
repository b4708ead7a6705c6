public import ComplexModule
public import RealModule

/// The grid behind a bus: voltages that do not move, behind an impedance (Thévenin).
public struct MultiphaseSource: Hashable, Sendable {
  /// The name.
  public var name: String
  /// The bus and the conductors that it feeds.
  public var terminal: Terminal
  /// The voltage to ground of each conductor behind the impedance, in volts.
  public var voltages: [Complex<Double>]
  /// The impedances between the conductors, in ohms; zeros for a stiff source.
  public var impedance: ComplexMatrix

  /// Creates a source.
  ///
  /// - Precondition: There is one voltage, and one row and column of impedances, for each conductor.
  public init(
    name: String, terminal: Terminal, voltages: [Complex<Double>], impedance: ComplexMatrix
  ) {
    precondition(
      voltages.count == terminal.conductors.count && impedance.rowCount == voltages.count
        && impedance.columnCount == voltages.count,
      "there must be one voltage, row and column for each conductor")
    self.name = name
    self.terminal = terminal
    self.voltages = voltages
    self.impedance = impedance
  }
}
