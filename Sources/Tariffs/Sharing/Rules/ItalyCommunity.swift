public import Parameters
public import Quantities

/// A renewable energy community in Italy (*comunità energetica rinnovabile*, CER).
///
/// Sharing is virtual: everybody's meter is billed as it is, and the community is paid a premium.
///
/// ```text
/// shared(h)  = min(Σ injection(h), Σ withdrawal(h))      each hour, under one primary substation
/// premium    = Σ_h Σ_plants TIP(plant, h)·shared(h)·injection(plant, h)/Σ injection(h)
/// returned   = shared·c                                  network components given back (ARERA 727/2022)
/// above      = premium·max(0, shared − 0.55·Σ injection)/shared        (0.45 with a capital grant)
/// ```
///
/// TIP is ``ItalyPremium``. What is *above* the threshold goes to members who are no businesses, or to
/// social use, which leaves the members; the rest is divided equally, by withdrawal, by injection or by
/// shares. The state pays the premium, the distribution company returns its components. Amounts are
/// dealt in millionths that sum exactly.
///
/// The zonal prices come from `zonalPrices`: a constant, or a column of a file. The threshold is looked
/// at in each billing cycle, while the decree looks at years; shared energy is attributed to plants in
/// proportion to their injection. The reduction of the premium by a capital grant is a parameter, and
/// so are the returned components, which change every year.
///
/// Source: DM 7 December 2023 n. 414; Regole operative CACER of GSE; ARERA 727/2022/R/eel.
public struct ItalyCommunity: SharingRule, Hashable {
  /// How the premium is divided.
  enum Division: String, CaseIterable, Hashable {
    case equal
    case byWithdrawal = "by-withdrawal"
    case byInjection = "by-injection"
    case shares
  }

  struct Plant: Hashable {
    var member: Int
    var premium: ItalyPremium
  }

  struct PriceFile: Hashable {
    var name: String
    var column: String
  }

  public let memberNames: [String]
  let plants: [Plant]
  let division: Division
  let shares: WholeShares?
  let returned: UnitPrice
  let hasGrant: Bool
  let businesses: Set<Int>
  let excessIsSocial: Bool
  let constantPrice: UnitPrice?
  let file: PriceFile?
  let dates: RuleDates
  var prices: PriceSeries?

  public func prepared(_ inputs: TariffInputs) throws(ParameterError) -> ItalyCommunity {
    guard let file else { return self }
    var prepared = self
    prepared.prices = try inputs.prices(file.name, file.column)
    return prepared
  }

  public func share(_ energy: inout SharedEnergy) throws(BillingError) {
    try dates.check(energy.grid, rule: "italy-cer")
  }

  public func lines(for cycle: SharedCycle) throws(BillingError) -> [[BillLine]] {
    try divide(premium(for: cycle), cycle)
  }
}

/// What a community in Italy is paid in a billing cycle.
public struct CommunityPremium: Hashable, Sendable {
  /// Shared energy, in mWh.
  public var shared: BilledQuantity = 0
  /// Injected energy of the plants, in mWh.
  public var injected: BilledQuantity = 0
  /// The premium.
  public var premium = Money.zero
  /// The part of the premium above the threshold.
  public var excess = Money.zero
  /// The network components that are returned.
  public var returned = Money.zero
}
