public import Quantities

/// What remains of a member's interval when its trades have got their title.
///
/// ```text
/// ρ = (import − export) − (bought − sold)
/// ```
///
/// Every injected and every consumed kilowatt-hour has one title: self-consumed behind the meter,
/// traded locally, or exchanged with the supplier. Import and export of one interval are netted for
/// each member alone, never between members. A positive residual is bought from the supplier at the
/// import price; a negative one is sold to it at the export price; nothing else is due on it.
@frozen
public struct Residual: Hashable, Sendable {
  /// The energy that the supplier delivers.
  public let fromSupplier: MeteredEnergy
  /// The energy that the supplier takes.
  public let toSupplier: MeteredEnergy

  /// Finds what remains.
  ///
  /// - Throws: `QuantityOverflow` when a difference leaves the range of 64 bits.
  public init(
    imported: MeteredEnergy, exported: MeteredEnergy, bought: MeteredEnergy, sold: MeteredEnergy
  ) throws(QuantityOverflow) {
    let residual =
      Int128(imported.milliwattHours) - Int128(exported.milliwattHours)
      - Int128(bought.milliwattHours) + Int128(sold.milliwattHours)
    guard let exact = Int64(exactly: residual), exact != .min else {
      throw QuantityOverflow(calculation: "a residual of energy")
    }
    fromSupplier = MeteredEnergy(milliwattHours: max(exact, 0))
    toSupplier = MeteredEnergy(milliwattHours: max(-exact, 0))
  }
}
