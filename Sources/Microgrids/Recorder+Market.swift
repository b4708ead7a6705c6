import Markets
import Quantities
import ResultFiles
import Scenarios

/// The columns of a stage's tables.
struct MarketColumns {
  let clearings: ClearingColumns
  let trades: TradeColumns
  let orders: OrderColumns?

  init(_ stage: MarketStage, _ writer: borrowing ResultFileWriter) {
    let path = ResultLayout.path(of: stage)
    clearings = ClearingColumns(at: path + "clearings", writer)
    trades = TradeColumns(at: path + "trades", writer)
    if let table = writer.tableIfPresent(at: path + "orders") {
      orders = OrderColumns(table, writer)
    } else {
      orders = nil
    }
  }
}

extension Recorder {
  /// Records a clearing with its trades and, if asked for, its orders.
  mutating func record(
    _ session: borrowing TradingSession, stage: Int, round: Int, gateClosure: Instant,
    delivery: Instant
  ) throws(ResultFileError) {
    let (clearings, trades) = (markets[stage].clearings, markets[stage].trades)
    let number = writer.rowCount(of: clearings.table)
    let clearing = session.clearing
    writer.append(gateClosure, to: clearings.gateClosure)
    writer.append(delivery, to: clearings.deliveryStart)
    if let column = clearings.round { writer.append(round, to: column) }
    let isTraded = clearing.volume > .zero
    if isTraded, let price = clearing.price {
      writer.append(price.unitsPerKilowattHour, to: clearings.price)
    }
    if isTraded, let price = clearing.lowerCompetitivePrice {
      writer.append(price.unitsPerKilowattHour, to: clearings.lowerPrice)
    }
    if isTraded, let price = clearing.upperCompetitivePrice {
      writer.append(price.unitsPerKilowattHour, to: clearings.upperPrice)
    }
    writer.append(clearing.volume.kilowattHours, to: clearings.energy)
    if let welfare = clearing.welfare { writer.append(welfare.units, to: clearings.welfare) }
    if let lost = clearing.lostWelfare { writer.append(lost.units, to: clearings.lostWelfare) }
    if let fees = clearing.networkFees { writer.append(fees.units, to: clearings.networkFees) }
    if let balance = clearing.auctioneerBalance {
      writer.append(balance.units, to: clearings.auctioneerBalance)
    }
    writer.append(clearing.iterationCount, to: clearings.iterationCount)
    writer.append(clearing.hasConverged ? 1 : 0, to: clearings.hasConverged)
    let bidCount = session.orders.count { $0.side == .bid }
    writer.append(bidCount, to: clearings.bidCount)
    writer.append(session.orders.count - bidCount, to: clearings.offerCount)
    writer.append(clearing.trades.count, to: clearings.tradeCount)
    writer.append(writer.rowCount(of: trades.table), to: clearings.firstTrade)
    try writer.endRow(of: clearings.table)
    for trade in clearing.trades {
      writer.append(number, to: trades.clearing)
      writer.append(Int64(trade.buyer), to: trades.buyer)
      writer.append(Int64(trade.seller), to: trades.seller)
      writer.append(trade.energy.kilowattHours, to: trades.energy)
      writer.append(trade.buyerPrice.unitsPerKilowattHour, to: trades.price)
      if let prices = trades.twoPrices {
        writer.append(trade.sellerPrice.unitsPerKilowattHour, to: prices.seller)
        writer.append(trade.networkFee.unitsPerKilowattHour, to: prices.networkFee)
      }
      try writer.endRow(of: trades.table)
    }
    if let orders = markets[stage].orders { try record(session, clearing: number, orders) }
  }

  private mutating func record(
    _ session: borrowing TradingSession, clearing number: Int, _ columns: OrderColumns
  ) throws(ResultFileError) {
    for (index, order) in session.orders.enumerated() {
      writer.append(number, to: columns.clearing)
      writer.append(Int64(order.trader), to: columns.trader)
      writer.append(Int64(order.side.rawValue), to: columns.side)
      writer.append(order.energy.kilowattHours, to: columns.energy)
      writer.append(order.limitPrice.unitsPerKilowattHour, to: columns.limitPrice)
      writer.append(session.clearing.servedEnergy[index].kilowattHours, to: columns.accepted)
      try writer.endRow(of: columns.table)
    }
  }
}
