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
  let prices: [EnergyPrice]

  init(_ tariff: any Tariff, hasQuota: Bool) {
    let components = tariff.components
    componentCount = components.count
    self.hasQuota = hasQuota
    prices = tariff.periodNames.indices.flatMap { period in
      components.flatMap { [$0.prices[period], $0.localPrices[period]] }
        + [tariff.exportPrices[period]]
        + (hasQuota
          ? components.flatMap { [$0.localPrices[period], $0.compensationPrice(inPeriod: period)] }
          : [])
    }
  }

  /// The number of lines of one period.
  var lineCountOfPeriod: Int { (hasQuota ? 4 : 2) * componentCount + 1 }

  func firstLine(ofPeriod period: Int) -> Int { period * lineCountOfPeriod }

  func lines(
    of tariff: any Tariff, payer: AccountID, to accounts: PartyAccounts
  ) -> [ChargeLine] {
    func line(
      _ kind: PostingKind, _ component: String, _ period: String, from: AccountID, to: AccountID
    ) -> ChargeLine {
      ChargeLine(kind: kind, component: component, period: period, payer: from, payee: to)
    }
    let supply = tariff.periodNames.flatMap { period in
      let charges = tariff.components.flatMap { component in
        let party = accounts.account(of: component.party)
        return [
          line(.supplierImport, component.name, period, from: payer, to: party),
          line(.localCharge, component.name, period, from: payer, to: party),
        ]
      }
      let export = line(.supplierExport, "export", period, from: accounts.retailer, to: payer)
      guard hasQuota else { return charges + [export] }
      let quota = tariff.components.flatMap { component in
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
    let standing = line(.standingCharge, "standing charge", "", from: payer, to: accounts.retailer)
    return supply + trades + upkeep + [standing]
  }
}

extension TariffComponent {
  /// What supply costs more in a period than local energy does.
  fileprivate func compensationPrice(inPeriod period: Int) -> EnergyPrice {
    let difference =
      Int128(prices[period].microsPerKilowattHour)
      - Int128(localPrices[period].microsPerKilowattHour)
    return EnergyPrice(microsPerKilowattHour: Int64(clamping: difference))
  }
}
