import ResultFiles

/// The columns of a table of clearings.
struct ClearingColumns {
  let table: TableHandle
  let gateClosure: ColumnHandle
  let deliveryStart: ColumnHandle
  let round: ColumnHandle?
  let price: ColumnHandle
  let lowerPrice: ColumnHandle
  let upperPrice: ColumnHandle
  let energy: ColumnHandle
  let welfare: ColumnHandle
  let lostWelfare: ColumnHandle
  let networkFees: ColumnHandle
  let auctioneerBalance: ColumnHandle
  let iterationCount: ColumnHandle
  let hasConverged: ColumnHandle
  let bidCount: ColumnHandle
  let offerCount: ColumnHandle
  let tradeCount: ColumnHandle
  let firstTrade: ColumnHandle

  init(at path: String, _ writer: borrowing ResultFileWriter) {
    table = writer.table(at: path)
    gateClosure = writer.column(named: "gate_closure", of: table)
    deliveryStart = writer.column(named: "delivery_start", of: table)
    round = writer.columnIfPresent(named: "session_round", of: table)
    price = writer.column(named: "price", of: table)
    lowerPrice = writer.column(named: "lower_competitive_price", of: table)
    upperPrice = writer.column(named: "upper_competitive_price", of: table)
    energy = writer.column(named: "energy", of: table)
    welfare = writer.column(named: "welfare", of: table)
    lostWelfare = writer.column(named: "lost_welfare", of: table)
    networkFees = writer.column(named: "network_fees", of: table)
    auctioneerBalance = writer.column(named: "auctioneer_balance", of: table)
    iterationCount = writer.column(named: "iteration_count", of: table)
    hasConverged = writer.column(named: "has_converged", of: table)
    bidCount = writer.column(named: "bid_count", of: table)
    offerCount = writer.column(named: "offer_count", of: table)
    tradeCount = writer.column(named: "trade_count", of: table)
    firstTrade = writer.column(named: "first_trade", of: table)
  }
}

/// The columns of a table of trades.
struct TradeColumns {
  let table: TableHandle
  let clearing: ColumnHandle
  let buyer: ColumnHandle
  let seller: ColumnHandle
  let energy: ColumnHandle
  let price: ColumnHandle
  /// What differs from the buyer's price, under mechanisms for which something does.
  let twoPrices: (seller: ColumnHandle, networkFee: ColumnHandle)?

  init(at path: String, _ writer: borrowing ResultFileWriter) {
    table = writer.table(at: path)
    clearing = writer.column(named: "clearing", of: table)
    buyer = writer.column(named: "buyer", of: table)
    seller = writer.column(named: "seller", of: table)
    energy = writer.column(named: "energy", of: table)
    price = writer.column(named: "price", of: table)
    if let seller = writer.columnIfPresent(named: "seller_price", of: table),
      let fee = writer.columnIfPresent(named: "network_fee", of: table)
    {
      twoPrices = (seller, fee)
    } else {
      twoPrices = nil
    }
  }
}

/// The columns of a table of orders.
struct OrderColumns {
  let table: TableHandle
  let clearing: ColumnHandle
  let trader: ColumnHandle
  let side: ColumnHandle
  let energy: ColumnHandle
  let limitPrice: ColumnHandle
  let accepted: ColumnHandle

  init(_ table: TableHandle, _ writer: borrowing ResultFileWriter) {
    self.table = table
    clearing = writer.column(named: "clearing", of: table)
    trader = writer.column(named: "trader", of: table)
    side = writer.column(named: "side", of: table)
    energy = writer.column(named: "energy", of: table)
    limitPrice = writer.column(named: "limit_price", of: table)
    accepted = writer.column(named: "accepted", of: table)
  }
}
