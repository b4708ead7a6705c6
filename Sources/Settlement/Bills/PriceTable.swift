import Accounting
import Quantities
import Tariffs

/// A tariff's prices in flat arrays, and the shape of the bill that follows from it.
///
/// The lines of a bill are, for each period: one for each component's price of supply and one for
/// what stays due on local trades, then one for exported energy; with quota, one for each
/// component's charge on credits of the interval and one for its part in the compensation of
/// credits of the month. After all periods there is one for energy bought locally, one for energy
/// sold locally, with quota one for upkeep, and one for the standing charge.
struct PriceTable {
  let componentCount: Int
  let hasQuota: Bool
  /// The price of each line of a bill, in the order of the lines; zero for what has no price.
  let prices: [UnitPrice]

  init(_ plan: RatePlan, hasQuota: Bool) {
    let components = plan.components.indices
    componentCount = components.count
    self.hasQuota = hasQuota
    prices = plan.periods.names.indices.flatMap { period in
      let supply = components.map { plan.price(ofComponent: $0, inPeriod: period) }
      let local = components.map {
        UnitPrice(plan.localPrice(ofComponent: $0, inPeriod: period))
      }
      return zip(supply, local).flatMap { [$0, $1] } + [plan.exportPrice(inPeriod: period)]
        + (hasQuota ? zip(supply, local).flatMap { [$1, $0.less($1)] } : [])
    }
  }

  /// The number of lines of one period.
  var lineCountOfPeriod: Int { (hasQuota ? 4 : 2) * componentCount + 1 }

  func firstLine(ofPeriod period: Int) -> Int { period * lineCountOfPeriod }

  func lines(
    of plan: RatePlan, payer: AccountID, to accounts: PartyAccounts
  ) -> [ChargeLine] {
    func line(
      _ kind: PostingKind, _ component: String, _ period: String, from: AccountID, to: AccountID
    ) -> ChargeLine {
      ChargeLine(kind: kind, component: component, period: period, payer: from, payee: to)
    }
    let supply = plan.periods.names.flatMap { period in
      let charges = plan.components.flatMap { component in
        let party = accounts.account(of: component.party)
        return [
          line(.supplierImport, component.name, period, from: payer, to: party),
          line(.localCharge, component.name, period, from: payer, to: party),
        ]
      }
      let export = line(.supplierExport, "export", period, from: accounts.retailer, to: payer)
      guard hasQuota else { return charges + [export] }
      let quota = plan.components.flatMap { component in
        let party = accounts.account(of: component.party)
        return [
          line(.quotaCharge, component.name, period, from: payer, to: party),
          line(.quotaCompensation, component.name, period, from: party, to: payer),
        ]
      }
      return charges + [export] + quota
    }
    let trades = [
      line(.imbalance, "imbalance", "", from: payer, to: accounts.retailer),
      line(.localTrade, "bought locally", "", from: payer, to: accounts.auctioneer),
      line(.localTrade, "sold locally", "", from: accounts.auctioneer, to: payer),
    ]
    let upkeep =
      hasQuota
      ? accounts.contract.map { [line(.upkeep, "upkeep", "", from: payer, to: $0)] } ?? [] : []
    let standing = line(
      .standingCharge, plan.fixed.first?.name ?? "standing charge", "", from: payer,
      to: accounts.account(of: plan.fixed.first?.party ?? .retailer))
    return supply + trades + upkeep + [standing]
  }
}

extension UnitPrice {
  fileprivate init(_ price: EnergyPrice) {
    self.init(nanos: Int64(clamping: Int128(price.microsPerKilowattHour) * 1000))
  }

  /// What this price is above another: what supply costs more than local energy does.
  fileprivate func less(_ other: UnitPrice) -> UnitPrice {
    UnitPrice(nanos: Int64(clamping: Int128(nanos) - Int128(other.nanos)))
  }
}
