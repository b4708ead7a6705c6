/// Bills the members of a community together: each under its own tariff, and with what they share.
///
/// The cycles of the grid are billed in order; within a cycle the sharing rules act first, then every
/// member is billed, those who give surplus to others before those who receive it.
public struct CommunityBilling: Sendable {
  /// The engines of the tariffs.
  public let engines: [BillingEngine]
  /// The index of each member's tariff.
  public let engineOfMember: [Int]
  /// The names of the members.
  public let memberNames: [String]
  /// How members share what some of them generate.
  public let sharing: [any SharingRule]

  /// Prepares the bills of a community.
  ///
  /// - Throws: ``BillingError`` when a tariff contradicts itself or a rule names nobody's member.
  public init(
    plans: [RatePlan], planOfMember: [Int], memberNames: [String], on grid: BillingGrid,
    sharing: [any SharingRule] = []
  ) throws(BillingError) {
    var engines: [BillingEngine] = []
    for plan in plans { engines.append(try BillingEngine(plan, on: grid)) }
    self.engines = engines
    engineOfMember = planOfMember
    self.memberNames = memberNames
    self.sharing = sharing
  }

  /// The bills of every member: for each member those of all cycles.
  ///
  /// - Parameters:
  ///   - meters: What each member's meter registered on the grid.
  ///   - states: What each member carries from bill to bill.
  public func bills(
    for meters: [MeterSeries], states: inout [BillingState]
  ) throws(BillingError) -> [[Bill]] {
    var bills: [[Bill]] = []
    for member in meters.indices {
      bills.append(
        try engines[engineOfMember[member]].bills(for: meters[member], state: &states[member]))
    }
    return bills
  }
}
