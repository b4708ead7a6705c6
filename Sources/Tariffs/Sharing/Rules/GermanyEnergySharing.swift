public import Parameters

/// Energy sharing over the public network in Germany (EnWG § 42c).
///
/// ```text
/// bill(i) = tariff on D(i) − a(i)  +  a(i)·(p + all network charges and levies)
/// ```
///
/// for each quarter of an hour, with a key that the parties agree on. Network charges and what is
/// owed to the state are due in full; only the supplier's energy is replaced by the price of shared
/// energy. Possible since 2026-06-01 within the balancing area of one distribution company, and from
/// 2028-06-01 with adjacent ones. Source: EnWG § 42c. Left out: who may take part, and the duties of
/// suppliers.
public struct GermanyEnergySharing: SharingRule, Hashable {
  let sharing: KeyedSharing
  let dates: RuleDates
  let isAdjacent: Bool

  public var memberNames: [String] { sharing.group.names }

  public static let parameterSet = ParameterSet(
    name: "germany-energy-sharing",
    "Energy sharing over the public network in Germany (§ 42c EnWG).",
    KeyedSharing.parameters(
      keys: ["fixed", "proportional", "redistributed", "priority", "coefficients"],
      default: "proportional", windowMinutes: 15)
      + [
        Parameter(
          "areas", .choice(["same", "adjacent"]), default: .text("same"),
          "Whether the members lie in one balancing area or in adjacent ones."),
        RuleDates.parameter,
      ])

  public init(_ values: ParameterValues) throws(ParameterError) {
    sharing = try KeyedSharing(values, charges: .network)
    dates = RuleDates(values)
    isAdjacent = values.text("areas") == "adjacent"
  }

  private init(_ sharing: KeyedSharing, _ other: GermanyEnergySharing) {
    self.sharing = sharing
    dates = other.dates
    isAdjacent = other.isAdjacent
  }

  public func prepared(_ inputs: TariffInputs) throws(ParameterError) -> GermanyEnergySharing {
    GermanyEnergySharing(try sharing.prepared(inputs), self)
  }

  public func share(_ energy: inout SharedEnergy) throws(BillingError) {
    try dates.check(
      energy.grid, rule: isAdjacent ? "germany-energy-sharing-adjacent" : "germany-energy-sharing")
    try sharing.share(&energy)
  }

  public func lines(for cycle: SharedCycle) throws(BillingError) -> [[BillLine]] {
    try sharing.pricing.lines(for: cycle)
  }
}
