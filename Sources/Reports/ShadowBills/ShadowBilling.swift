public import Tariffs

/// Bills a finished run's meters again, under any number of tariffs and rules of sharing.
///
/// What members and devices did stays as it was; only the money changes. Every set of bills starts
/// without history: no credits, no earlier peaks.
public struct ShadowBilling: Sendable {
  /// The meters.
  public let meters: RunMeters
  private let tariffs: [TariffChoice]
  private let cases: [BillCasePlan]
  private let engines: [BillingEngine]

  /// Prepares the bills.
  ///
  /// - Parameters:
  ///   - meters: What the run metered.
  ///   - tariffs: The tariffs; those without names of members are compared.
  ///   - sharing: Sets of rules; each is added to each tariff that is compared.
  /// - Throws: ``ShadowBillError`` when a tariff has another currency than the run or contradicts
  ///   itself, or names nobody's member.
  public init(
    _ meters: RunMeters, tariffs: [TariffChoice], sharing: [SharingChoice] = []
  ) throws(ShadowBillError) {
    self.meters = meters
    self.tariffs = tariffs
    cases = try BillCasePlan.all(tariffs, sharing, memberNames: meters.memberNames)
    var engines: [BillingEngine] = []
    for tariff in tariffs {
      guard tariff.plan.currency == meters.currency else {
        throw ShadowBillError(
          "'\(tariff.name)' has prices in \(tariff.plan.currency), but the run counts in "
            + "\(meters.currency).")
      }
      guard meters.generation != nil || !tariff.plan.looksBehindMeter else {
        throw ShadowBillError(
          "'\(tariff.name)' needs the generation behind the meters, which was not read.")
      }
      do throws(BillingError) {
        engines.append(try BillingEngine(tariff.plan, on: meters.grid))
      } catch {
        throw ShadowBillError("'\(tariff.name)': \(error)")
      }
    }
    self.engines = engines
  }

  /// Makes the bills and adds them up.
  ///
  /// Without rules of sharing one member's meter is in memory at a time; with rules those of all
  /// members are.
  ///
  /// - Throws: ``ShadowBillError`` when a tariff cannot bill the meters.
  public func bills() throws(ShadowBillError) -> ShadowBills {
    let cycles = meters.grid.cycles.count
    let empty = BillTally(members: meters.memberNames.count, cycles: cycles)
    var tallies = cases.map { _ in empty }
    for member in meters.memberNames.indices {
      let meter = meters.meter(ofMember: member)
      var made: [Int: [Bill]] = [:]
      for (index, plan) in cases.enumerated() where plan.sharing == nil {
        let tariff = plan.tariffOfMember[member]
        let bills =
          if let known = made[tariff] { known } else { try self.bills(meter, tariff, member) }
        made[tariff] = bills
        try tallies[index].add(bills, member: member)
      }
    }
    if cases.contains(where: { $0.sharing != nil }) {
      let all = meters.memberNames.indices.map { meters.meter(ofMember: $0) }
      for (index, plan) in cases.enumerated() {
        guard let sharing = plan.sharing else { continue }
        for (member, bills) in try self.bills(all, plan, sharing).enumerated() {
          try tallies[index].add(bills, member: member)
        }
      }
    }
    if meters.reading == .residual {
      for index in tallies.indices {
        try tallies[index].add(meters.simulated) { !$0.isOfTariff }
      }
    }
    var simulated = empty
    try simulated.add(meters.simulated) { _ in true }
    return ShadowBills(
      meters, simulated: BillCase(BillCasePlan.simulatedName, simulated),
      cases: zip(cases, tallies).map { BillCase($0.name, $1) })
  }

  private func bills(
    _ meter: MeterSeries, _ tariff: Int, _ member: Int
  ) throws(ShadowBillError) -> [Bill] {
    var state = BillingState()
    do throws(BillingError) {
      return try engines[tariff].bills(for: meter, state: &state)
    } catch {
      throw ShadowBillError(
        "'\(meters.memberNames[member])' under '\(tariffs[tariff].name)': \(error)")
    }
  }

  private func bills(
    _ meters: [MeterSeries], _ plan: BillCasePlan, _ sharing: SharingChoice
  ) throws(ShadowBillError) -> [[Bill]] {
    do throws(BillingError) {
      let billing = try CommunityBilling(
        plans: tariffs.map(\.plan), planOfMember: plan.tariffOfMember,
        memberNames: self.meters.memberNames, on: self.meters.grid, sharing: sharing.rules)
      var states = meters.map { _ in BillingState() }
      return try billing.bills(for: meters, states: &states)
    } catch {
      throw ShadowBillError("'\(plan.name)': \(error)")
    }
  }
}

extension RatePlan {
  /// Whether bills need the generation behind the meter.
  public var looksBehindMeter: Bool {
    exports.kind == .buyAllSellAll || exports.selfConsumptionPremium.nanos != 0
  }
}
