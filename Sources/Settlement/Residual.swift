public import Quantities

/// What remains of a member's interval when its credits and its trades have got their title.
///
/// ```text
/// d = import − export                          netted for each member alone, never between members
/// u = min(credit, max(d, 0))                   the credit that offsets consumption
/// ρ = d − credit − (bought − sold)
/// ```
///
/// Every injected and every consumed kilowatt-hour has one title: self-consumed behind the meter,
/// credited by quota, traded locally, or exchanged with the supplier. A credit beyond the
/// consumption is a surplus of the member like its own export. A positive residual is bought from
/// the supplier at the import price; a negative one is sold to it at the export price; nothing else
/// is due on it.
@frozen
public struct Residual: Hashable, Sendable {
  /// The energy that the supplier delivers.
  public let fromSupplier: MeteredEnergy
  /// The energy that the supplier takes.
  public let toSupplier: MeteredEnergy
  /// The credit that offsets consumption; the rest of it is a surplus, traded or taken by the
  /// supplier.
  public let usedCredit: MeteredEnergy

  /// Finds what remains.
  ///
  /// - Parameters:
  ///   - imported: The energy that the member's meter counted towards it.
  ///   - exported: The energy that the member's meter counted away from it.
  ///   - credited: The energy of shared plants that the member's quota entitles it to.
  ///   - bought: The energy bought locally.
  ///   - sold: The energy sold locally.
  /// - Throws: `QuantityOverflow` when a difference leaves the range of 64 bits.
  public init(
    imported: MeteredEnergy, exported: MeteredEnergy, credited: MeteredEnergy = .zero,
    bought: MeteredEnergy, sold: MeteredEnergy
  ) throws(QuantityOverflow) {
    let demand = Int128(imported.milliwattHours) - Int128(exported.milliwattHours)
    let residual =
      demand - Int128(credited.milliwattHours) - Int128(bought.milliwattHours)
      + Int128(sold.milliwattHours)
    guard let exact = Int64(exactly: residual), exact != .min else {
      throw QuantityOverflow(calculation: "a residual of energy")
    }
    fromSupplier = MeteredEnergy(milliwattHours: max(exact, 0))
    toSupplier = MeteredEnergy(milliwattHours: max(-exact, 0))
    let used = min(Int128(credited.milliwattHours), max(demand, 0))
    usedCredit = MeteredEnergy(milliwattHours: Int64(clamping: used))
  }
}
