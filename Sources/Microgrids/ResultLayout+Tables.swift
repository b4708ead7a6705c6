import Accounting
import ResultFiles
import Scenarios

extension ResultLayout {
  static let clearingsPath = "market/local/clearings"
  static let tradesPath = "market/local/trades"
  static let ordersPath = "market/local/orders"
  static let ledgerPath = "ledger"
  static let billsPath = "bills"

  static func tables(_ scenario: borrowing Scenario) -> [Table] {
    let currency = scenario.currency
    let network = scenario.network
    let contract = scenario.contract.flatMap { $0.isEnabled ? $0 : nil }
    let hasContract = contract != nil
    let kinds = postingKinds(hasContract: hasContract)
    let hasControls = network?.controlNames.isEmpty == false
    return [clearings(currency), trades(currency)]
      + (scenario.recording.orders ? [orders(currency)] : [])
      + [ledger(currency, kinds), bills(currency, kinds)]
      + (contract.map { contractTables($0, currency: currency) } ?? [])
      + (hasControls ? [controlSteps] : [])
      + (network.map { constraintTables($0, currency: currency) } ?? [])
  }

  private static func clearings(_ currency: String) -> Table {
    Table(
      path: clearingsPath, rowDimension: "clearing", longName: "Number of the clearing",
      columns: [
        .time(name: "gate_closure", longName: "When orders were due"),
        .time(name: "delivery_start", longName: "When the delivery interval begins"),
        TableColumn(
          name: "price", type: .float64, units: "\(currency)/kWh",
          longName: "Uniform price; NaN without a trade"),
        TableColumn(
          name: "lower_competitive_price", type: .float64, units: "\(currency)/kWh",
          longName: "Lower end of the market-clearing price interval; NaN without a trade"),
        TableColumn(
          name: "upper_competitive_price", type: .float64, units: "\(currency)/kWh",
          longName: "Upper end of the market-clearing price interval; NaN without a trade"),
        TableColumn(name: "energy", type: .float64, units: "kWh", longName: "Energy traded"),
        TableColumn(name: "bid_count", type: .int32, longName: "Number of bids"),
        TableColumn(name: "offer_count", type: .int32, longName: "Number of offers"),
        TableColumn(name: "trade_count", type: .int32, longName: "Number of trades"),
        TableColumn(
          name: "first_trade", type: .int64, longName: "Number of the first of the trades"),
      ])
  }

  private static func trades(_ currency: String) -> Table {
    Table(
      path: tradesPath, rowDimension: "trade", longName: "Number of the trade",
      columns: [
        TableColumn(name: "clearing", type: .int64, longName: "Clearing that made the trade"),
        TableColumn(
          name: "buyer", type: .int32, longName: "Member that buys", indexOf: "member"),
        TableColumn(
          name: "seller", type: .int32, longName: "Member that sells", indexOf: "member"),
        TableColumn(name: "energy", type: .float64, units: "kWh", longName: "Energy traded"),
        TableColumn(
          name: "price", type: .float64, units: "\(currency)/kWh", longName: "Price of the trade"),
      ])
  }

  private static func orders(_ currency: String) -> Table {
    Table(
      path: ordersPath, rowDimension: "order", longName: "Number of the order",
      columns: [
        TableColumn(name: "clearing", type: .int64, longName: "Clearing that the order was for"),
        TableColumn(
          name: "trader", type: .int32, longName: "Member that orders", indexOf: "member"),
        TableColumn(
          name: "side", type: .int8, longName: "Side of the order", flags: Flags(["bid", "offer"])),
        TableColumn(name: "energy", type: .float64, units: "kWh", longName: "Energy ordered"),
        TableColumn(
          name: "limit_price", type: .float64, units: "\(currency)/kWh", longName: "Limit price"),
        TableColumn(name: "accepted", type: .float64, units: "kWh", longName: "Energy served"),
      ])
  }

  private static func ledger(_ currency: String, _ kinds: Flags) -> Table {
    Table(
      path: ledgerPath, rowDimension: "entry", longName: "Number of the posting",
      columns: [
        .time(name: "booked", longName: "When the posting was booked"),
        TableColumn(
          name: "kind", type: .int8, longName: "What the posting is for", flags: kinds),
        TableColumn(
          name: "debtor", type: .int32, longName: "Account that pays", indexOf: "account"),
        TableColumn(
          name: "creditor", type: .int32, longName: "Account that is paid",
          indexOf: "account"),
        TableColumn(name: "amount", type: .float64, units: currency, longName: "Amount"),
        TableColumn(
          name: "energy", type: .float64, units: "kWh", longName: "Energy that the amount is for"),
      ])
  }

  private static func bills(_ currency: String, _ kinds: Flags) -> Table {
    Table(
      path: billsPath, rowDimension: "bill_line", longName: "Number of the line",
      columns: [
        TableColumn(
          name: "member", type: .int32, longName: "Member that is billed", indexOf: "member"),
        .time(name: "period_start", longName: "Beginning of the billing period"),
        .time(name: "period_end", longName: "End of the billing period"),
        TableColumn(
          name: "kind", type: .int8, longName: "What the line is for", flags: kinds),
        TableColumn(
          name: "component", type: .text, longName: "Tariff component, or what else is billed"),
        TableColumn(name: "tariff_period", type: .text, longName: "Period of the tariff"),
        TableColumn(name: "energy", type: .float64, units: "kWh", longName: "Energy"),
        TableColumn(
          name: "amount", type: .float64, units: currency,
          longName: "What the member owes; negative when it is owed"),
      ])
  }

  private static func postingKinds(hasContract: Bool) -> Flags {
    let kinds = PostingKind.allCases.filter { hasContract || !$0.isOfContract }
    return Flags(
      values: kinds.map { Int8(clamping: $0.rawValue) }, meanings: kinds.map { "\($0)" })
  }
}
