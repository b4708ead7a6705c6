public import Quantities
import Tariffs

// What the owners of quota owe once in a billing period, before it is closed.
extension SupplyAccounts {
  /// What the supplier has delivered to a member in one period of its tariff since the billing
  /// period began: what credits of the month can offset.
  ///
  /// A tariff without components charges nothing, so there is nothing to offset.
  public func supplied(member: Int, period: Int) -> MeteredEnergy {
    let bill = bills[member]
    guard bill.componentCount > 0 else { return .zero }
    return lines[bill.firstLine + period * bill.lineCountOfPeriod].energy
  }

  /// The number of periods of a member's tariff.
  public func periodCount(ofMember member: Int) -> Int {
    tariffs[tariffOfMember[member]].periods.names.count
  }

  /// Takes credits of the month off a member's bill.
  ///
  /// Each component's party pays back its price less what stays due on local energy, so the share
  /// of a component that is due on local trades stays due on compensated energy too.
  ///
  /// - Parameters:
  ///   - energy: The energy that credits have offset.
  ///   - member: The index of the member.
  ///   - period: The period of the member's tariff in which the offset energy was supplied.
  /// - Returns: What the member owes for it: the amount with the opposite sign.
  /// - Throws: `QuantityOverflow` when an energy or an amount leaves the range of 64 bits.
  /// - Precondition: The bills have lines for quota.
  public mutating func compensate(
    _ energy: MeteredEnergy, member: Int, period: Int
  ) throws(QuantityOverflow) -> Money {
    precondition(hasQuota, "compensation needs bills with lines for quota")
    guard energy != .zero else { return .zero }
    let bill = bills[member]
    let paidBack = try charge(
      energy, first: period * bill.lineCountOfPeriod + 2 * bill.componentCount + 2,
      count: bill.componentCount, of: bill)
    return try Money.zero.subtracting(paidBack)
  }

  /// Charges what a member pays for the upkeep of shared plants; the contract is owed it.
  ///
  /// - Throws: `QuantityOverflow` when the amount leaves the range of 64 bits.
  /// - Precondition: The bills have lines for quota.
  public mutating func chargeUpkeep(_ amount: Money, member: Int) throws(QuantityOverflow) {
    precondition(hasQuota, "upkeep needs bills with lines for quota")
    try lines[lineStarts[member + 1] - 2].add(.zero, amount)
  }
}
