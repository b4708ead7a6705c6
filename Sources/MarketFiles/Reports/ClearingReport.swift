import Markets
import Parameters
import Quantities

/// What a mechanism made of an order book, with the names that the book gives.
///
/// Amounts are in the currency of the book's prices, energies in kilowatt-hours. What is unknown,
/// such as the price of a clearing without trades, is `nil` here and `null` in JSON.
public struct ClearingReport: Sendable {
  /// A rule or a parameter of the design.
  public struct Entry: Encodable, Hashable, Sendable {
    /// What it is about.
    public let name: String
    /// What holds.
    public let value: String
  }

  /// Energy that a bid bought from an offer.
  public struct TradeLine: Encodable, Hashable, Sendable {
    /// The name of the bid.
    public let bid: String
    /// The name of the offer.
    public let offer: String
    /// The name of the trader who buys.
    public let buyer: String
    /// The name of the trader who sells.
    public let seller: String
    /// The energy.
    public let kwh: ExactDecimal
    /// What the buyer pays per kilowatt-hour, all fees included.
    public let buyerPrice: ExactDecimal
    /// What the seller receives per kilowatt-hour.
    public let sellerPrice: ExactDecimal
    /// The part of the buyer's price that the owner of the network receives.
    public let networkFee: ExactDecimal
  }

  /// What became of an order.
  public struct OrderLine: Hashable, Sendable {
    /// The name of the order.
    public let id: String
    /// Whether it is a `bid` or an `offer`.
    public let side: String
    /// The name of its trader.
    public let trader: String
    /// The energy asked for.
    public let kwh: ExactDecimal
    /// The limit price.
    public let price: ExactDecimal
    /// The energy traded.
    public let servedKwh: ExactDecimal
    /// The energy that the network can't carry; `nil` for a mechanism that knows no network.
    public let curtailedKwh: ExactDecimal?
    /// What a bid pays, or an offer receives, for its trades; `nil` beyond the range of money.
    public let amount: ExactDecimal?
  }

  /// What a trader pays the auctioneer beside its trades; negative when it is paid.
  public struct Payment: Encodable, Hashable, Sendable {
    /// The name of the trader.
    public let trader: String
    /// The amount.
    public let amount: ExactDecimal
  }

  /// The name of the design.
  public let design: String
  /// The values of its parameters, in the order of their description.
  public let parameters: [Entry]
  /// Its price rule, tie rule and rounding.
  public let rules: [Entry]
  /// The ordinal of the delivery interval.
  public let interval: Int64
  /// The energy traded.
  public let volume: ExactDecimal
  /// The price of all trades; `nil` when nothing is traded or prices differ.
  public let price: ExactDecimal?
  /// The lowest price that supports the efficient volume.
  public let lowerCompetitivePrice: ExactDecimal?
  /// The highest price that supports the efficient volume.
  public let upperCompetitivePrice: ExactDecimal?
  /// The limit price of the last bid that gains from trade.
  public let marginalBid: ExactDecimal?
  /// The limit price of the last offer that gains from trade.
  public let marginalOffer: ExactDecimal?
  /// What the energy traded is worth beyond what it costs, by the limit prices.
  public let welfare: ExactDecimal?
  /// The greatest welfare that any mechanism could reach.
  public let greatestWelfare: ExactDecimal?
  /// What the mechanism left of the greatest welfare.
  public let lostWelfare: ExactDecimal?
  /// What the auctioneer keeps; negative when the auctioneer pays.
  public let auctioneerBalance: ExactDecimal?
  /// What the owner of the network receives.
  public let networkFees: ExactDecimal?
  /// The trades.
  public let trades: [TradeLine]
  /// What became of each order, in the order of submission.
  public let orders: [OrderLine]
  /// What traders pay beside their trades.
  public let sidePayments: [Payment]
  /// The number of iterations; 0 for a mechanism that does not iterate.
  public let iterations: Int
  /// Whether a mechanism that iterates came to its end.
  public let hasConverged: Bool
  /// The number of orders that no mechanism can take because of their energy.
  public let refusedOrders: Int

  /// Clears a book.
  ///
  /// - Parameters:
  ///   - book: The orders.
  ///   - design: The design.
  ///   - interval: The ordinal of the delivery interval in place of the book's.
  ///   - seed: The seed of random numbers in place of the book's.
  public init(
    clearing book: OrderBookFile, by design: MarketDesign, interval: Int64? = nil,
    seed: UInt64? = nil
  ) {
    let context = book.context(interval: interval, seed: seed)
    var clearing = Clearing()
    design.mechanism.clear(book.orders.span, context: context, into: &clearing)
    self.init(clearing, of: book, by: design, interval: context.intervalOrdinal)
  }

  private init(
    _ clearing: Clearing, of book: OrderBookFile, by design: MarketDesign, interval: Int64
  ) {
    self.design = design.name
    parameters = design.parameterSet.parameters.compactMap { parameter in
      design.values.values[parameter.name].map {
        Entry(name: parameter.name, value: spelled($0, of: parameter))
      }
    }
    rules = design.mechanism.rules.map { Entry(name: $0.name, value: $0.value) }
    self.interval = interval
    volume = ExactDecimal(clearing.volume)
    price = clearing.price.map(ExactDecimal.init)
    lowerCompetitivePrice = clearing.lowerCompetitivePrice.map(ExactDecimal.init)
    upperCompetitivePrice = clearing.upperCompetitivePrice.map(ExactDecimal.init)
    marginalBid = clearing.marginalBid.map(ExactDecimal.init)
    marginalOffer = clearing.marginalOffer.map(ExactDecimal.init)
    welfare = clearing.welfare.map(ExactDecimal.init)
    greatestWelfare = clearing.greatestWelfare.map(ExactDecimal.init)
    lostWelfare = difference(clearing.greatestWelfare, clearing.welfare)
    auctioneerBalance = clearing.auctioneerBalance.map(ExactDecimal.init)
    networkFees = clearing.networkFees.map(ExactDecimal.init)
    trades = clearing.trades.map { trade in
      TradeLine(
        bid: book.orderName(trade.buyerOrder), offer: book.orderName(trade.sellerOrder),
        buyer: book.traderName(trade.buyer), seller: book.traderName(trade.seller),
        kwh: ExactDecimal(trade.energy), buyerPrice: ExactDecimal(trade.buyerPrice),
        sellerPrice: ExactDecimal(trade.sellerPrice), networkFee: ExactDecimal(trade.networkFee))
    }
    let amounts = amounts(of: clearing, orderCount: book.orders.count)
    orders = book.orders.indices.map { index in
      let order = book.orders[index]
      return OrderLine(
        id: book.orderNames[index], side: order.side == .bid ? "bid" : "offer",
        trader: book.traderName(order.trader), kwh: ExactDecimal(order.energy),
        price: ExactDecimal(order.limitPrice),
        servedKwh: ExactDecimal(clearing.servedEnergy[index]),
        curtailedKwh: clearing.curtailedEnergy.indices.contains(index)
          ? ExactDecimal(clearing.curtailedEnergy[index]) : nil,
        amount: amounts[index])
    }
    sidePayments = clearing.sidePayments.map {
      Payment(trader: book.traderName($0.trader), amount: ExactDecimal($0.amount))
    }
    iterations = clearing.iterationCount
    hasConverged = clearing.hasConverged
    refusedOrders = clearing.refusedOrderCount
  }
}

extension ExactDecimal {
  init(_ energy: MeteredEnergy) { self.init(millionths: energy.milliwattHours) }
  init(_ price: EnergyPrice) { self.init(millionths: price.microsPerKilowattHour) }
  init(_ money: Money) { self.init(millionths: money.micros) }
}

extension OrderBookFile {
  /// The name of an order.
  func orderName(_ index: Int32) -> String {
    orderNames.indices.contains(Int(index)) ? orderNames[Int(index)] : "\(index)"
  }

  /// The name of a trader.
  func traderName(_ index: Int32) -> String {
    traderNames.indices.contains(Int(index)) ? traderNames[Int(index)] : "\(index)"
  }
}

private func difference(_ left: Money?, _ right: Money?) -> ExactDecimal? {
  guard let left, let right else { return nil }
  let (value, overflows) = left.micros.subtractingReportingOverflow(right.micros)
  return overflows ? nil : ExactDecimal(millionths: value)
}

/// What each bid pays and each offer receives; `nil` beyond the range of money.
private func amounts(of clearing: Clearing, orderCount: Int) -> [ExactDecimal?] {
  var sums = [Int128?](repeating: 0, count: orderCount)
  func add(_ price: EnergyPrice, _ energy: MeteredEnergy, to order: Int32) {
    guard sums.indices.contains(Int(order)) else { return }
    let amount = (try? price.cost(of: energy)).map { Int128($0.micros) }
    sums[Int(order)] = sums[Int(order)].flatMap { sum in amount.map { sum + $0 } }
  }
  for trade in clearing.trades {
    add(trade.buyerPrice, trade.energy, to: trade.buyerOrder)
    add(trade.sellerPrice, trade.energy, to: trade.sellerOrder)
  }
  return sums.map { $0.flatMap(Int64.init(exactly:)).map(ExactDecimal.init(millionths:)) }
}

/// The value of a parameter as it would be written.
private func spelled(_ value: ParameterValue, of parameter: Parameter) -> String {
  switch value {
  case .number(let number):
    guard case .quantity(let dimension) = parameter.kind else {
      return ParameterText.text(number)
    }
    return "\(ParameterText.text(number)) \(dimension.units[0].symbol)"
  case .integer(let integer): return "\(integer)"
  case .boolean(let boolean): return "\(boolean)"
  case .text(let text): return text
  case .texts(let texts): return texts.joined(separator: ",")
  case .numbers(let numbers): return numbers.map(ParameterText.text).joined(separator: ",")
  case .section, .list: return "…"
  }
}
