public import Parameters
import Quantities

/// Shares what members export among consumers within each interval, by a key.
///
/// ```text
/// G = Σ exports of the plants            D(i) = imports of consumer i            in each window
/// a(i) by the key (``AllocationKey``), Σa ≤ G, a(i) ≤ D(i)
/// bill(i) = tariff on D(i) − a(i)  +  a(i)·(p + charges that stay due)
/// paid to those who generate: p·Σa, in proportion to what each gave; their rest is their own export
/// ```
///
/// What nobody takes stays the export of those who generated it (the community's surplus).
///
/// Charges on shared energy are those of the first tier; taxes follow the tariff's components, and
/// payments among members are not taxed. Peaks of demand charges are those of the reduced imports.
public struct SharedGeneration: SharingRule, Hashable {
  let sharing: KeyedSharing

  public var memberNames: [String] { sharing.group.names }

  public static let parameterSet = ParameterSet(
    name: "shared-generation", "Exports shared among consumers within each interval, by a key.",
    KeyedSharing.parameters(
      keys: ["fixed", "proportional", "redistributed", "priority", "coefficients"],
      default: "proportional", windowMinutes: 1))

  public init(_ values: ParameterValues) throws(ParameterError) {
    sharing = try KeyedSharing(values, charges: .localTradeShare)
  }

  private init(_ sharing: KeyedSharing) { self.sharing = sharing }

  public func prepared(_ inputs: TariffInputs) throws(ParameterError) -> SharedGeneration {
    SharedGeneration(try sharing.prepared(inputs))
  }

  public func share(_ energy: inout SharedEnergy) throws(BillingError) {
    try sharing.share(&energy)
  }

  public func lines(for cycle: SharedCycle) throws(BillingError) -> [[BillLine]] {
    try sharing.pricing.lines(for: cycle)
  }
}
