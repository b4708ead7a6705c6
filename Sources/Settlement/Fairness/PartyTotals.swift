public import Quantities
public import Tariffs

/// Who pays and who is paid, added up over bills.
///
/// ```text
/// Σ paid by members = received by retailer + distribution company + government + community
/// ```
///
/// The net of a line is owed to its party and the tax on it to the government. The community passes
/// on what it receives, so it has zero when members pay each other exactly.
public struct PartyTotals: Hashable, Sendable {
  /// What each member paid.
  public var members: [Money]
  /// What the retailer received.
  public var retailer = Money.zero
  /// What the distribution company received.
  public var distributionCompany = Money.zero
  /// What the government received: its components and all taxes.
  public var government = Money.zero
  /// What members paid to the community less what it paid to them.
  public var community = Money.zero

  /// Adds up bills.
  ///
  /// - Parameter bills: For each member the bills of all cycles.
  /// - Throws: `BillingError` when a sum leaves the range, or a bill's total is not the sum of its lines.
  public init(_ bills: [[Bill]]) throws(BillingError) {
    var received = TariffParty.allCases.map { _ in Int128(0) }
    let parties = TariffParty.allCases
    let government = parties.firstIndex(of: .government) ?? 0
    members = []
    for (member, bills) in bills.enumerated() {
      var paid: Int128 = 0
      for bill in bills {
        var sum: Int128 = 0
        for line in bill.lines {
          received[parties.firstIndex(of: line.party) ?? 0] += Int128(line.net.micros)
          received[government] += Int128(line.tax.micros)
          sum += Int128(line.net.micros) + Int128(line.tax.micros)
        }
        guard sum == Int128(bill.total.micros) else {
          throw BillingError(
            "the bill of member \(member + 1) for \(bill.cycle.year)-\(bill.cycle.month) is not the sum "
              + "of its lines")
        }
        paid += sum
      }
      members.append(try Self.money(paid))
    }
    for (party, sum) in zip(parties, received) {
      let amount = try Self.money(sum)
      switch party {
      case .retailer: retailer = amount
      case .distributionCompany: distributionCompany = amount
      case .government: self.government = amount
      case .community: community = amount
      }
    }
  }

  /// What all members paid.
  public var paid: Int128 { members.reduce(0) { $0 + Int128($1.micros) } }

  static func money(_ sum: Int128) throws(BillingError) -> Money {
    guard let micros = Int64(exactly: sum) else {
      throw BillingError("a sum of bills leaves the range of 64 bits")
    }
    return Money(micros: micros)
  }
}
