import Markets
import ResultFiles
import Scenarios
import Settlement

// What the results hold of each stage of the market.
extension ResultLayout {
  /// The stages in the order of their tables: those before delivery, then the one after it.
  static func stages(of scenario: borrowing Scenario) -> [MarketStage] {
    let market = scenario.market
    return market.stages + (market.settlementStage.map { [$0] } ?? [])
  }

  /// The path of a stage's group, with a slash behind it.
  static func path(of stage: MarketStage) -> String { "market/\(stage.name)/" }

  /// The attributes of each stage's group: its rules, and what members know.
  static func marketGroups(_ scenario: borrowing Scenario) -> [GroupAttributes] {
    let (market, currency) = (scenario.market, scenario.currency)
    return stages(of: scenario).map { stage in
      GroupAttributes(
        path: "market/\(stage.name)",
        attributes: [
          NamedAttribute("mechanism", .text(stage.kindName)),
          NamedAttribute("currency", .text(currency)),
          NamedAttribute("forecast", .text(market.forecastKind)),
          NamedAttribute("gate_closure_lead_intervals", .integer(Int64(stage.leadIntervals))),
          NamedAttribute("rounds", .integer(Int64(stage.rounds))),
          NamedAttribute("imbalance", .text(market.imbalance.description)),
          NamedAttribute(
            "budget_balance", .text(stage.mechanism.traits.budgetBalance.rawValue)),
        ] + stage.mechanism.rules.map { NamedAttribute($0.name, .text($0.value)) })
    }
  }

  static func marketTables(
    of stage: MarketStage, currency: String, recordsOrders: Bool
  ) -> [Table] {
    [clearings(of: stage, currency), trades(of: stage, currency)]
      + (recordsOrders ? [orders(of: stage, currency)] : [])
  }

  private static func clearings(of stage: MarketStage, _ currency: String) -> Table {
    Table(
      path: path(of: stage) + "clearings", rowDimension: "clearing",
      longName: "Number of the clearing",
      columns: [
        .time(name: "gate_closure", longName: "When orders were due"),
        .time(name: "delivery_start", longName: "When the delivery interval begins"),
      ]
        + (stage.rounds > 1
          ? [TableColumn(name: "session_round", type: .int32, longName: "Round of the session")]
          : [])
        + [
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
          TableColumn(
            name: "welfare", type: .float64, units: currency,
            longName: "Limit prices of the bids served less those of the offers, times energies"),
          TableColumn(
            name: "lost_welfare", type: .float64, units: currency,
            longName: "Welfare that these orders would have allowed beyond that"),
          TableColumn(
            name: "network_fees", type: .float64, units: currency,
            longName: "What the owner of the network receives"),
          TableColumn(
            name: "auctioneer_balance", type: .float64, units: currency,
            longName: "What the auctioneer keeps; negative when it pays"),
          TableColumn(name: "iteration_count", type: .int32, longName: "Number of iterations"),
          TableColumn(
            name: "has_converged", type: .int8,
            longName: "Whether the iterations came to their end", flags: Flags(["no", "yes"])),
          TableColumn(name: "bid_count", type: .int32, longName: "Number of bids"),
          TableColumn(name: "offer_count", type: .int32, longName: "Number of offers"),
          TableColumn(name: "trade_count", type: .int32, longName: "Number of trades"),
          TableColumn(
            name: "first_trade", type: .int64, longName: "Number of the first of the trades"),
        ])
  }

  private static func trades(of stage: MarketStage, _ currency: String) -> Table {
    Table(
      path: path(of: stage) + "trades", rowDimension: "trade", longName: "Number of the trade",
      columns: [
        TableColumn(name: "clearing", type: .int64, longName: "Clearing that made the trade"),
        TableColumn(
          name: "buyer", type: .int32, longName: "Member that buys", indexOf: "member"),
        TableColumn(
          name: "seller", type: .int32, longName: "Member that sells", indexOf: "member"),
        TableColumn(name: "energy", type: .float64, units: "kWh", longName: "Energy traded"),
        TableColumn(
          name: "price", type: .float64, units: "\(currency)/kWh",
          longName: "Price that the buyer pays"),
      ]
        + (stage.mechanism.traits.hasTwoPrices
          ? [
            TableColumn(
              name: "seller_price", type: .float64, units: "\(currency)/kWh",
              longName: "Price that the seller receives"),
            TableColumn(
              name: "network_fee", type: .float64, units: "\(currency)/kWh",
              longName: "Part of the price that the owner of the network receives"),
          ] : []))
  }

  private static func orders(of stage: MarketStage, _ currency: String) -> Table {
    Table(
      path: path(of: stage) + "orders", rowDimension: "order", longName: "Number of the order",
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
}
