/// How exported energy is treated under a rate: the five metering options of NREL's System Advisor
/// Model (SAM).
public enum URDBExportScheme: String, CaseIterable, Hashable, Sendable {
  /// Imports and exports of each period are netted over the month; a surplus is carried in kWh
  /// within its period (SAM's option 0).
  case netMetering = "net-metering"
  /// Imports and exports of each period are netted over the month; a surplus earns money at the
  /// sell rate, which offsets energy charges of later months and is paid at the end of the year
  /// (option 1).
  case netMeteringMoney = "net-metering-money"
  /// Exports of each interval earn money at the sell rate, which is paid with the bill (option 2).
  case netBilling = "net-billing"
  /// Exports of each interval earn money at the sell rate, which offsets energy charges of later
  /// months and is paid at the end of the year (option 3).
  case netBillingCarry = "net-billing-carry"
  /// The whole load is bought and the whole generation sold (option 4).
  case buyAllSellAll = "buy-all-sell-all"

  /// The rules of a rate plan, but for the transfers of credits between seasons.
  var rules: ExportScheme {
    var scheme = ExportScheme()
    scheme.moneyOffsets = .energy
    switch self {
    case .netMetering:
      scheme.kind = .netMetering
      scheme.window = .cycleByPeriod
      scheme.credits.crossing = .never
    case .netMeteringMoney:
      scheme.kind = .netBilling
      scheme.window = .cycleByPeriod
      scheme.money = .carried
    case .netBilling:
      scheme.kind = .netPurchaseAndSale
    case .netBillingCarry:
      scheme.kind = .netPurchaseAndSale
      scheme.money = .creditedNextMonth
    case .buyAllSellAll:
      scheme.kind = .buyAllSellAll
    }
    return scheme
  }
}
