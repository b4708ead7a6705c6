public import Parameters

/// Collective self-consumption in France (*autoconsommation collective*).
///
/// The distribution company allocates the production of the participants to consumers in steps of 30
/// minutes by a key that the organizer chooses:
///
/// ```text
/// static          a(i) = min(D(i), k(i)·G)                   fixed shares
/// dynamic         a(i) = D(i)/ΣD · min(G, ΣD)                the default
/// simple-dynamic  a(i) = min(D(i), what those before leave)  in the order of the members
/// full-dynamic    a(i) = min(D(i), k(i,t)·G)                 shares that are sent afterwards
/// ```
///
/// What is not allocated is the surplus of the community and stays the producers' own export. On
/// allocated energy network charges and taxes stay due in full unless `charges` says otherwise (the
/// optional network tariff for collective self-consumption is entered there); the energy component of the
/// supplier does not. Source: Enedis, keys of allocation for collective self-consumption; Code de
/// l'énergie, art. L315-2. Left out: the limits on distance and power, which don't change a bill.
public struct FranceCollective: SharingRule, Hashable {
  let sharing: KeyedSharing

  public var memberNames: [String] { sharing.group.names }

  public static let parameterSet = ParameterSet(
    name: "france-collective", "Collective self-consumption in France, with the keys of Enedis.",
    KeyedSharing.parameters(
      keys: ["static", "dynamic", "simple-dynamic", "full-dynamic"], default: "dynamic",
      windowMinutes: 30))

  public init(_ values: ParameterValues) throws(ParameterError) {
    let names = [
      "static": "fixed", "dynamic": "proportional", "simple-dynamic": "priority",
      "full-dynamic": "coefficients",
    ]
    var values = values
    values.values["key"] = .text(names[values.text("key")] ?? "proportional")
    sharing = try KeyedSharing(values, charges: .network)
  }

  private init(_ sharing: KeyedSharing) { self.sharing = sharing }

  public func prepared(_ inputs: TariffInputs) throws(ParameterError) -> FranceCollective {
    FranceCollective(try sharing.prepared(inputs))
  }

  public func share(_ energy: inout SharedEnergy) throws(BillingError) {
    try sharing.share(&energy)
  }

  public func lines(for cycle: SharedCycle) throws(BillingError) -> [[BillLine]] {
    try sharing.pricing.lines(for: cycle)
  }
}
