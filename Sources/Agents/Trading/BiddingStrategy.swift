public import Markets
public import Quantities
public import RandomStreams

/// How a trader chooses the limit prices of its orders, and what it learns from the market.
///
/// A strategy is a value that its trader carries from one delivery interval to the next. It draws no
/// random numbers but those that it is given, and sees no more of others than what everybody sees.
public protocol BiddingStrategy: Sendable {
  /// What may be relied on whenever the strategy is used; with nothing said, everything.
  static var habits: StrategyHabits { get }

  /// The limit price of the next order.
  mutating func limitPrice(for quote: QuoteRequest, draws: inout RandomDraws) -> EnergyPrice

  /// Sees what everybody sees: an order that was submitted, or energy that was traded.
  ///
  /// - Parameters:
  ///   - event: What happened.
  ///   - quote: What the trader would be asked for now; it is not ``QuoteRequest/isActive`` when
  ///     nothing is left to trade.
  ///   - draws: The random numbers of the trader in this interval.
  mutating func observe(_ event: MarketEvent, having quote: QuoteRequest, draws: inout RandomDraws)

  /// Learns what its last order brought.
  mutating func learn(from outcome: TradingOutcome, draws: inout RandomDraws)
}

extension BiddingStrategy {
  public static var habits: StrategyHabits { [.keepsToLimit, .observes, .learns] }

  public mutating func observe(
    _ event: MarketEvent, having quote: QuoteRequest, draws: inout RandomDraws
  ) {}

  public mutating func learn(from outcome: TradingOutcome, draws: inout RandomDraws) {}
}

/// What a strategy does and does not do, so that markets need not tell those who do not listen.
public struct StrategyHabits: OptionSet, Hashable, Sendable {
  public let rawValue: UInt8
  public init(rawValue: UInt8) { self.rawValue = rawValue }
  /// It never bids above its limit and never offers below it.
  public static let keepsToLimit = StrategyHabits(rawValue: 1)
  /// It changes with what everybody sees.
  public static let observes = StrategyHabits(rawValue: 2)
  /// It changes with what its own orders brought.
  public static let learns = StrategyHabits(rawValue: 4)
}

/// What a trader is asked for: a limit price to buy or to sell at.
@frozen
public struct QuoteRequest: BitwiseCopyable, Hashable, Sendable {
  /// Whether the trader buys or sells.
  public var side: Order.Side
  /// The trader's own marginal value: the highest price to buy at, or the lowest to sell at, that
  /// leaves it no worse off.
  public var limit: EnergyPrice
  /// The lowest price that anybody would name, such as the retailer's price for exports.
  public var lowestPrice: EnergyPrice
  /// The highest price that anybody would name, such as the retailer's price for imports.
  public var highestPrice: EnergyPrice
  /// The best bid that stands, where orders are seen.
  public var bestBid: EnergyPrice?
  /// The best offer that stands, where orders are seen.
  public var bestOffer: EnergyPrice?
  /// The share of the trading session that is over, from 0 to 1.
  public var elapsedShare: Double
  /// Whether the trader has energy left to trade.
  public var isActive: Bool

  /// Creates a request.
  @inlinable
  public init(
    side: Order.Side, limit: EnergyPrice, lowestPrice: EnergyPrice, highestPrice: EnergyPrice,
    bestBid: EnergyPrice? = nil, bestOffer: EnergyPrice? = nil, elapsedShare: Double = 0,
    isActive: Bool = true
  ) {
    self.side = side
    self.limit = limit
    self.lowestPrice = lowestPrice
    self.highestPrice = highestPrice
    self.bestBid = bestBid
    self.bestOffer = bestOffer
    self.elapsedShare = elapsedShare
    self.isActive = isActive
  }
}

/// Something that every trader sees.
@frozen
public struct MarketEvent: BitwiseCopyable, Hashable, Sendable {
  /// Who spoke last: the side of the order that was submitted, or that met one that stood; `nil` for
  /// the price of a call auction, in which both sides speak at once.
  public var side: Order.Side?
  /// The price of the order, or of the trade.
  public var price: EnergyPrice
  /// Whether energy was traded at the price.
  public var isTrade: Bool

  /// Creates an event.
  @inlinable
  public init(side: Order.Side?, price: EnergyPrice, isTrade: Bool) {
    self.side = side
    self.price = price
    self.isTrade = isTrade
  }
}

/// What an order brought its trader.
@frozen
public struct TradingOutcome: BitwiseCopyable, Hashable, Sendable {
  /// What the trader was asked for.
  public var quote: QuoteRequest
  /// The limit price of its order.
  public var limitPrice: EnergyPrice
  /// The energy of its order.
  public var energy: MeteredEnergy
  /// The energy that was traded.
  public var tradedEnergy: MeteredEnergy
  /// What was paid, or received, for it.
  public var amount: Money

  /// Creates an outcome.
  @inlinable
  public init(
    quote: QuoteRequest, limitPrice: EnergyPrice, energy: MeteredEnergy,
    tradedEnergy: MeteredEnergy, amount: Money
  ) {
    self.quote = quote
    self.limitPrice = limitPrice
    self.energy = energy
    self.tradedEnergy = tradedEnergy
    self.amount = amount
  }

  /// What the trade was worth beyond its price, in currency units.
  @inlinable
  public var profit: Double {
    let worth = quote.limit.unitsPerKilowattHour * tradedEnergy.kilowattHours
    return quote.side == .bid ? worth - amount.units : amount.units - worth
  }
}
