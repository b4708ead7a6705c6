public import Quantities
public import Tariffs

/// A community whose network is charged for in several ways, all to the same revenue, on the same
/// meters.
///
/// Behaviour is held fixed: storage and flexible load that followed the old prices are billed as they
/// ran.
public struct FairnessStudy: Sendable {
  /// A design with its name.
  public struct Design: Hashable, Sendable {
    /// The name.
    public var name: String
    /// The design.
    public var design: NetworkTariffDesign

    /// Creates a design.
    public init(_ name: String, _ design: NetworkTariffDesign) {
      self.name = name
      self.design = design
    }
  }

  /// The names of the members.
  public var memberNames: [String]
  /// The tariffs.
  public var plans: [RatePlan]
  /// The index of each member's tariff.
  public var planOfMember: [Int]
  /// The intervals and billing cycles.
  public var grid: BillingGrid
  /// What each member's meter registered.
  public var meters: [MeterSeries]
  /// How members share energy.
  public var sharing: [any SharingRule] = []
  /// The group of each member, such as those with and without own generation.
  public var groupOfMember: [Int]
  /// The names of the groups.
  public var groups = CostShift.generationGroups
  /// The revenue that the distribution company is allowed; `nil`: what the tariffs as they are
  /// collect.
  public var allowedRevenue: Money?
  /// The prices of the wholesale market; `nil` when the retailer's cost is not asked for.
  public var wholesalePrices: PriceSeries?
  /// The designs to compare with the tariffs as they are.
  public var designs: [Design] = []

  /// Creates a study; members are grouped by whether they generate themselves.
  public init(
    memberNames: [String], plans: [RatePlan], planOfMember: [Int], grid: BillingGrid,
    meters: [MeterSeries]
  ) {
    self.memberNames = memberNames
    self.plans = plans
    self.planOfMember = planOfMember
    self.grid = grid
    self.meters = meters
    groupOfMember = CostShift.generationGroup(of: meters)
  }

  /// Bills everybody under every design.
  ///
  /// - Throws: `BillingError` when a tariff can't be billed or a design can't collect the revenue.
  public func report() throws(BillingError) -> FairnessReport {
    guard memberNames.count == meters.count, planOfMember.count == meters.count,
      groupOfMember.count == meters.count, planOfMember.allSatisfy({ plans.indices.contains($0) })
    else { throw BillingError("each member needs a meter, a tariff and a group") }
    let base = try bills(.volumetric, factor: 1)
    let collected = try RevenueNeutralScaling.networkRevenue(of: base)
    let required = allowedRevenue ?? collected
    let totals = try PartyTotals(base)
    var imported: [BilledQuantity] = []
    for meter in meters {
      imported.append(
        try PartyTotals.money(meter.imported.reduce(Int128(0)) { $0 + Int128($1) }).micros)
    }
    var results: [FairnessReport.Result] = []
    for entry in designs {
      let scaling = try scaled(entry, to: required)
      let parties = try PartyTotals(scaling.bills)
      results.append(
        FairnessReport.Result(
          name: entry.name, scaling: scaling, parties: parties,
          change: try PartyChange(from: totals, to: parties),
          costShift: try CostShift(
            before: totals.members, after: parties.members, imported: imported,
            groupOfMember: groupOfMember, groups: groups)))
    }
    return FairnessReport(
      memberNames: memberNames, bills: base, parties: totals, allowedRevenue: required,
      wholesaleCost: try wholesaleCost(), results: results)
  }

  /// A design at the factor that collects the revenue.
  private func scaled(
    _ entry: Design, to required: Money
  ) throws(BillingError) -> RevenueNeutralScaling {
    let bill = { (factor: Double) throws(BillingError) in
      try bills(entry.design, factor: factor)
    }
    do throws(BillingError) {
      return try RevenueNeutralScaling.solve(required: required, bills: bill)
    } catch {
      throw BillingError("the design '\(entry.name)': \(error)")
    }
  }

  private func wholesaleCost() throws(BillingError) -> Money? {
    guard let wholesalePrices else { return nil }
    return try OutsideCosts.wholesale(of: meters, at: wholesalePrices, on: grid)
  }

  /// Everybody's bills under a design with its network charges times a factor.
  public func bills(
    _ design: NetworkTariffDesign, factor: Double
  ) throws(BillingError) -> [[Bill]] {
    var changed: [RatePlan] = []
    var indices: [Int] = []
    for (member, plan) in planOfMember.enumerated() {
      let own = try design.plan(plans[plan], member: member, meter: meters[member], on: grid)
      let scaled = factor == 1 ? own : try own.scalingNetworkCharges(by: factor)
      if let index = changed.firstIndex(of: scaled) {
        indices.append(index)
      } else {
        indices.append(changed.count)
        changed.append(scaled)
      }
    }
    let billing = try CommunityBilling(
      plans: changed, planOfMember: indices, memberNames: memberNames, on: grid, sharing: sharing)
    var states = memberNames.map { _ in BillingState() }
    return try billing.bills(for: meters, states: &states)
  }
}

/// What a ``FairnessStudy`` found.
public struct FairnessReport: Hashable, Sendable {
  /// What one design brings.
  public struct Result: Hashable, Sendable {
    /// The name of the design.
    public let name: String
    /// The factor, what it collects, and the bills.
    public let scaling: RevenueNeutralScaling
    /// Who pays and who is paid.
    public let parties: PartyTotals
    /// The change for each party; its ``PartyChange/gap`` is zero.
    public let change: PartyChange
    /// Whose bills rise.
    public let costShift: CostShift
  }

  /// The names of the members.
  public let memberNames: [String]
  /// The bills under the tariffs as they are.
  public let bills: [[Bill]]
  /// Who pays and who is paid under the tariffs as they are.
  public let parties: PartyTotals
  /// The revenue that each design collects.
  public let allowedRevenue: Money
  /// What the retailer pays in the wholesale market, whatever the design; `nil` when no prices were
  /// given.
  public let wholesaleCost: Money?
  /// The designs.
  public let results: [Result]
}
