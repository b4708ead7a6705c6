public import Parameters

/// Shared supply of a building in Germany (*gemeinschaftliche Gebäudeversorgung*, § 42b EnWG).
///
/// ```text
/// constant   net(i) = max(0, D(i) − k(i)·G)      fixed shares of the building's plant
/// variable   net(i) = D(i) − D(i)/ΣD·min(G, ΣD)  in proportion to consumption
/// ```
///
/// for each quarter of an hour; the allocated energy never exceeds the generation nor the
/// consumption. It stays behind the building's connection, so no network charges are due on it unless
/// `charges` names some. In force since 2024-05-16. Source: EnWG § 42b. Left out: the contract on the
/// use of the building's plant beyond its price for each kilowatt-hour.
public struct GermanyBuilding: SharingRule, Hashable {
  let sharing: KeyedSharing
  let dates: RuleDates

  public var memberNames: [String] { sharing.group.names }

  public static let parameterSet = ParameterSet(
    name: "germany-ggv", "Shared supply of a building in Germany (EnWG § 42b).",
    KeyedSharing.parameters(
      keys: ["constant", "variable"], default: "variable", windowMinutes: 15)
      + [RuleDates.parameter])

  public init(_ values: ParameterValues) throws(ParameterError) {
    let isConstant = values.text("key") == "constant"
    var plain = values
    plain.values["key"] = .text(isConstant ? "fixed" : "proportional")
    sharing = try KeyedSharing(plain, charges: .none)
    dates = RuleDates(values)
  }

  public func share(_ energy: inout SharedEnergy) throws(BillingError) {
    try dates.check(energy.grid, rule: "germany-ggv")
    try sharing.share(&energy)
  }

  public func lines(for cycle: SharedCycle) throws(BillingError) -> [[BillLine]] {
    try sharing.pricing.lines(for: cycle)
  }
}
