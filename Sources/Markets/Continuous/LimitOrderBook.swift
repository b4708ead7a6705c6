public import Quantities

/// A limit order book of a continuous double auction: orders trade when they meet, those that do not
/// rest.
///
/// **Priority.** An order that comes in trades with the best resting price first, and at one price
/// with the order that came first. **Price.** Each trade is at the limit of the resting order.
/// **Partial fills.** What is left of a resting order keeps its place; what is left of an incoming
/// one rests behind all orders of its price.
///
/// ```swift
/// var book = LimitOrderBook()
/// book.submit(7, trader: 1, side: .offer, price: price, energy: energy)
/// book.submit(8, trader: 2, side: .bid, price: price, energy: energy)
/// for fill in book.fills { print(fill.resting, fill.incoming, fill.energy, fill.price) }
/// ```
///
/// The book never crosses: the best bid is below the best offer, save that with
/// ``SelfTradePrevention/skip`` a trader's own orders may. Orders are kept in slots that are used
/// again, so in steady state nothing is allocated.
///
/// - Complexity: A message costs O(1) for its identifier, O(log *n*) for the search of its price
///   among *n* prices, O(1) for each trade, and the move of 16 bytes for each better price when a
///   price is new or gone; O(log *m*) more if *m* orders expire.
public struct LimitOrderBook: Sendable {
  /// What happens when an order meets another of the same trader.
  public enum SelfTradePrevention: String, CaseIterable, Hashable, Sendable {
    /// They trade.
    case none
    /// The resting order is cancelled.
    case cancelResting = "cancel-resting"
    /// What is left of the incoming order is cancelled.
    case cancelIncoming = "cancel-incoming"
    /// The resting order is passed over and stays.
    case skip
  }

  /// A trade.
  @frozen
  public struct Fill: BitwiseCopyable, Hashable, Sendable {
    /// The identifier of the order that rested.
    public var resting: Int64
    /// The identifier of the order that came in.
    public var incoming: Int64
    /// The trader of the order that rested.
    public var restingTrader: Int32
    /// The trader of the order that came in.
    public var incomingTrader: Int32
    /// Whether the order that came in is a bid.
    public var incomingSide: Order.Side
    /// The energy, which is positive.
    public var energy: MeteredEnergy
    /// The limit of the order that rested.
    public var price: EnergyPrice

    /// Creates a trade.
    @inlinable
    public init(
      resting: Int64, incoming: Int64, restingTrader: Int32, incomingTrader: Int32,
      incomingSide: Order.Side, energy: MeteredEnergy, price: EnergyPrice
    ) {
      self.resting = resting
      self.incoming = incoming
      self.restingTrader = restingTrader
      self.incomingTrader = incomingTrader
      self.incomingSide = incomingSide
      self.energy = energy
      self.price = price
    }
  }

  /// What became of an order that was submitted.
  @frozen
  public enum Outcome: UInt8, BitwiseCopyable, Hashable, Sendable {
    /// All of it was traded.
    case filled
    /// What is left of it rests.
    case resting
    /// What is left of it was cancelled, because it met an order of the same trader.
    case cancelled
    /// It was refused: its energy is not positive or beyond 2⁶³ − 1 mWh with what rests on its side,
    /// its identifier is that of a resting order, or it has expired.
    case refused
  }

  /// An energy that rests at a price.
  @frozen
  public struct Level: BitwiseCopyable, Hashable, Sendable {
    /// The price.
    public var price: EnergyPrice
    /// The energy of all orders at the price.
    public var energy: MeteredEnergy
    /// The number of orders at the price.
    public var orderCount: Int

    /// Creates a level.
    @inlinable
    public init(price: EnergyPrice, energy: MeteredEnergy, orderCount: Int) {
      self.price = price
      self.energy = energy
      self.orderCount = orderCount
    }
  }

  /// An order that rests.
  @frozen
  public struct RestingOrder: BitwiseCopyable, Hashable, Sendable {
    /// The identifier.
    public var identifier: Int64
    /// The trader.
    public var trader: Int32
    /// Whether it is a bid.
    public var side: Order.Side
    /// The limit.
    public var price: EnergyPrice
    /// The energy that is left.
    public var energy: MeteredEnergy
    /// When it expires; `nil` if never.
    public var expiry: Instant?
  }

  /// What happens when an order meets another of the same trader.
  public var selfTradePrevention: SelfTradePrevention
  /// The trades of the order submitted last, in the order in which they were made.
  public internal(set) var fills: [Fill] = []
  /// The latest time that ``expire(at:)`` was told.
  public internal(set) var time = Instant(nanoseconds: .min)

  var orders = RestingOrders()
  var bids = PriceLevels()
  var offers = PriceLevels()

  /// Creates an empty book.
  public init(selfTradePrevention: SelfTradePrevention = .none) {
    self.selfTradePrevention = selfTradePrevention
  }

  /// The number of orders that rest.
  public var orderCount: Int { orders.count }

  /// The highest limit of the bids that rest.
  public var bestBid: EnergyPrice? {
    bids.levels.last.map { EnergyPrice(microsPerKilowattHour: $0.key) }
  }

  /// The lowest limit of the offers that rest.
  public var bestOffer: EnergyPrice? {
    offers.levels.last.map { EnergyPrice(microsPerKilowattHour: ~$0.key) }
  }

  /// The order of an identifier, if it rests.
  public func order(_ identifier: Int64) -> RestingOrder? {
    let slot = orders.slot(of: identifier)
    return slot < 0 ? nil : restingOrder(in: slot)
  }

  /// The energy that rests on a side, the best prices first.
  ///
  /// - Parameters:
  ///   - side: The side.
  ///   - count: The greatest number of prices.
  public func depth(of side: Order.Side, count: Int = .max) -> [Level] {
    let levels = side == .bid ? bids.levels : offers.levels
    return levels.suffix(max(count, 0)).reversed().map { level in
      var (energy, orderCount, slot): (Int64, Int, Int32) = (0, 0, level.first)
      while slot >= 0 {
        energy += orders.slots[Int(slot)].energy
        orderCount += 1
        slot = orders.slots[Int(slot)].next
      }
      return Level(
        price: EnergyPrice(microsPerKilowattHour: side == .bid ? level.key : ~level.key),
        energy: MeteredEnergy(milliwattHours: energy), orderCount: orderCount)
    }
  }

  /// The orders that rest on a side, in the order in which they would trade.
  public func orders(of side: Order.Side) -> [RestingOrder] {
    var resting: [RestingOrder] = []
    for level in (side == .bid ? bids.levels : offers.levels).reversed() {
      var slot = level.first
      while slot >= 0 {
        resting.append(restingOrder(in: slot))
        slot = orders.slots[Int(slot)].next
      }
    }
    return resting
  }

  private func restingOrder(in slot: Int32) -> RestingOrder {
    let order = orders.slots[Int(slot)]
    return RestingOrder(
      identifier: order.identifier, trader: order.trader, side: order.isBid ? .bid : .offer,
      price: EnergyPrice(microsPerKilowattHour: order.isBid ? order.key : ~order.key),
      energy: MeteredEnergy(milliwattHours: order.energy),
      expiry: order.expiry == .max ? nil : Instant(nanoseconds: order.expiry))
  }
}
