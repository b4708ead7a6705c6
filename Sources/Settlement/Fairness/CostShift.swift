public import Quantities
public import Tariffs

/// Whose bills a change of tariffs raises, by groups of customers.
///
/// The cost shift is the change of the bills of customers without generation of their own, after the
/// network charges were scaled to the same revenue.
public struct CostShift: Hashable, Sendable {
  /// The change of one group.
  public struct Row: Hashable, Sendable {
    /// The group.
    public let group: String
    /// The number of customers.
    public let memberCount: Int
    /// What they import, in mWh.
    public let imported: BilledQuantity
    /// Their bills before.
    public let before: Money
    /// Their bills after.
    public let after: Money

    /// The change of their bills, in currency units.
    public var change: Double { after.units - before.units }
    /// The change for each kilowatt-hour of imports; `nil` without imports.
    public var changePerKilowattHour: Double? {
      imported > 0 ? change / (Double(imported) / 1e6) : nil
    }
    /// The change for each customer; `nil` without customers.
    public var changePerMember: Double? {
      memberCount > 0 ? change / Double(memberCount) : nil
    }
  }

  /// One row for each group.
  public let rows: [Row]

  /// Compares the bills of groups.
  ///
  /// - Parameters:
  ///   - before: What each member paid before.
  ///   - after: What each member pays after.
  ///   - imported: What each member imports, in mWh.
  ///   - groupOfMember: The group of each member.
  ///   - groups: The names of the groups.
  /// - Throws: `BillingError` when the lists differ in length or a sum leaves the range.
  public init(
    before: [Money], after: [Money], imported: [BilledQuantity], groupOfMember: [Int],
    groups: [String]
  ) throws(BillingError) {
    guard before.count == after.count, before.count == imported.count,
      before.count == groupOfMember.count, groupOfMember.allSatisfy({ groups.indices.contains($0) })
    else { throw BillingError("each member needs a bill before and after, imports and a group") }
    var rows: [Row] = []
    for (index, group) in groups.enumerated() {
      let members = groupOfMember.indices.filter { groupOfMember[$0] == index }
      func sum(_ values: (Int) -> Int64) throws(BillingError) -> Int64 {
        try PartyTotals.money(members.reduce(Int128(0)) { $0 + Int128(values($1)) }).micros
      }
      rows.append(
        Row(
          group: group, memberCount: members.count, imported: try sum { imported[$0] },
          before: Money(micros: try sum { before[$0].micros }),
          after: Money(micros: try sum { after[$0].micros })))
    }
    self.rows = rows
  }

  /// The groups of customers with and without generation or storage of their own.
  public static let generationGroups = ["without own generation", "with own generation"]

  /// The group of each member among ``generationGroups``, by whether its meter ever exports or knows of
  /// generation behind it.
  public static func generationGroup(of meters: [MeterSeries]) -> [Int] {
    meters.map { meter in
      meter.exported.contains { $0 > 0 } || meter.generation.contains { $0 > 0 } ? 1 : 0
    }
  }
}
