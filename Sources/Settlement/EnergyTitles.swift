public import Quantities

/// The titles of one member's energy in one interval.
///
/// ```text
/// import            = netted + quota + localConsumed + supplierConsumed
/// export + credited = netted + quota + localInjected + supplierInjected
/// ```
///
/// Titles are given in this order: own import against own export, the credit of shared plants
/// against what is left, then local trades, then the supplier. What a member buys locally beyond
/// its need goes on to the supplier, and what it sells beyond its surplus comes from there.
@frozen
public struct EnergyTitles: Hashable, Sendable {
  /// Own export that own import of the same interval offsets.
  public let netted: MeteredEnergy
  /// The credit that offset consumption.
  public let quota: MeteredEnergy
  /// The consumption that local purchases discharged.
  public let localConsumed: MeteredEnergy
  /// The consumption that the supplier discharged.
  public let supplierConsumed: MeteredEnergy
  /// The surplus that was sold locally.
  public let localInjected: MeteredEnergy
  /// The surplus that the supplier took.
  public let supplierInjected: MeteredEnergy
  /// Local purchases beyond the consumption, which the supplier took.
  public let boughtInExcess: MeteredEnergy
  /// Local sales beyond the surplus, which the supplier delivered.
  public let soldInExcess: MeteredEnergy

  /// Gives the titles.
  ///
  /// - Parameters:
  ///   - imported: The energy that the member's meter counted towards it.
  ///   - exported: The energy that the member's meter counted away from it.
  ///   - credited: The energy of shared plants that the member's quota entitles it to.
  ///   - bought: The energy bought locally.
  ///   - sold: The energy sold locally.
  /// - Throws: `QuantityOverflow` when a sum or difference leaves the range of 64 bits.
  public init(
    imported: MeteredEnergy, exported: MeteredEnergy, credited: MeteredEnergy = .zero,
    bought: MeteredEnergy, sold: MeteredEnergy
  ) throws(QuantityOverflow) {
    netted = min(imported, exported)
    let demand = try imported.subtracting(netted)
    quota = min(credited, demand)
    let need = try demand.subtracting(quota)
    let surplus = try exported.subtracting(netted).adding(credited.subtracting(quota))
    let traded = min(bought, sold)
    let purchase = try bought.subtracting(traded)
    let sale = try sold.subtracting(traded)
    localConsumed = min(purchase, need)
    supplierConsumed = try need.subtracting(localConsumed)
    localInjected = min(sale, surplus)
    supplierInjected = try surplus.subtracting(localInjected)
    boughtInExcess = try purchase.subtracting(localConsumed)
    soldInExcess = try sale.subtracting(localInjected)
  }
}
