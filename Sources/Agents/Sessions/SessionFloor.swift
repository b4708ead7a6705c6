import Markets
import Quantities
import RandomStreams

/// One replication of a session while it is held: the traders with what they have learned, and the
/// day that they are in.
struct SessionFloor {
  /// A trader in its day.
  struct Trader {
    let side: Order.Side
    let part: Int
    let habits: StrategyHabits
    /// The number of units that are traded.
    var traded = 0
    /// What its next unit is worth, or its last one when nothing is left.
    var limit = EnergyPrice.zero
    var isActive = true
    /// The price that it named last, without having traded at it.
    var named: EnergyPrice?
    var profit = 0.0
  }

  let session: MarketSession
  let replication: Int
  /// By trader, the values or costs of its units; buyers stand before sellers.
  let units: [[Int64]]
  let lowestPrice: EnergyPrice
  let highestPrice: EnergyPrice
  let quoteLimit: Int
  let patience: Int
  let observers: [Int]
  /// Whether all who trade keep to their limits, so that a day ends when no two limits cross.
  let allKeepToLimits: Bool
  let equilibriumGains: [Double]

  var traders: [Trader] = []
  var strategies: [any BiddingStrategy] = []
  var draws: [RandomDraws]
  var turns: RandomDraws
  /// The traders with units left, in no particular order.
  var active: [Int] = []
  var bestBid: EnergyPrice?
  var bestOffer: EnergyPrice?
  var day = SessionDay()
  var surplus = 0.0
  var priceSum = 0.0
  var squareSum = 0.0
  var clearing = Clearing()

  init(_ session: MarketSession, replication: Int) {
    let configuration = session.configuration
    let schedule = configuration.schedule
    self.session = session
    self.replication = replication
    units = schedule.values + schedule.costs
    lowestPrice = EnergyPrice(microsPerKilowattHour: schedule.lowestPrice)
    highestPrice = EnergyPrice(microsPerKilowattHour: schedule.highestPrice)
    quoteLimit = max(configuration.quoteLimit ?? 100 * schedule.unitCount, 0)
    patience = max(configuration.patience ?? configuration.protocol.patience, 1)

    let mix = configuration.mix
    turns = session.turns.draws(at: Self.ordinal(replication, day: -1))
    var (buyers, sellers) = (mix.deal(schedule.buyerCount), mix.deal(schedule.sellerCount))
    if mix.parts.count > 1 {
      turns.shuffle(&buyers)
      turns.shuffle(&sellers)
    }
    for (index, part) in (buyers + sellers).enumerated() {
      let strategy = mix.parts[part].strategy
      strategies.append(strategy)
      traders.append(
        Trader(
          side: index < schedule.buyerCount ? .bid : .offer, part: part,
          habits: type(of: strategy).habits))
    }
    observers = traders.indices.filter { [traders] in traders[$0].habits.contains(.observes) }
    allKeepToLimits = traders.allSatisfy { $0.habits.contains(.keepsToLimit) }
    draws = session.streams.map { $0.draws(at: Self.ordinal(replication, day: -1)) }
    let price = session.equilibrium?.price
    equilibriumGains = units.enumerated().map { index, units in
      price.map {
        SupplyDemandSchedule.gain(of: units, isBuyer: index < schedule.buyerCount, at: $0)
      } ?? 0
    }
  }

  /// Holds one day from beginning to end.
  mutating func holdDay(_ number: Int) -> SessionDay {
    begin(day: number)
    switch session.configuration.protocol {
    case .singleQuote: tradeByQuotes()
    case .openOutcry: tradeByOutcry()
    case .callMarket(let mechanism): tradeByCall(mechanism, day: number)
    }
    return conclude()
  }

  private mutating func begin(day number: Int) {
    let ordinal = Self.ordinal(replication, day: number)
    turns = session.turns.draws(at: ordinal)
    active.removeAll(keepingCapacity: true)
    for index in traders.indices {
      draws[index] = session.streams[index].draws(at: ordinal)
      traders[index].traded = 0
      traders[index].profit = 0
      traders[index].isActive = true
      traders[index].named = nil
      traders[index].limit = EnergyPrice(microsPerKilowattHour: units[index][0])
      active.append(index)
    }
    bestBid = nil
    bestOffer = nil
    day = SessionDay()
    surplus = 0
    priceSum = 0
    squareSum = 0
  }

  private mutating func conclude() -> SessionDay {
    let equilibrium = session.equilibrium
    if let greatest = equilibrium?.surplus, greatest > 0 {
      day.efficiency = 100 * surplus / Double(greatest)
    }
    if day.quantity > 0 {
      day.meanPrice = priceSum / day.quantity
      if let price = equilibrium?.price, price != 0 {
        day.alpha = 100 / price.magnitude * (squareSum / day.quantity).squareRoot()
      }
    }
    let parts = session.configuration.mix.parts.count
    day.profits = Array(repeating: 0, count: parts)
    day.equilibriumProfits = Array(repeating: 0, count: parts)
    var squares = 0.0
    for (trader, gain) in zip(traders, equilibriumGains) {
      day.profits[trader.part] += trader.profit
      day.equilibriumProfits[trader.part] += gain
      squares += (trader.profit - gain) * (trader.profit - gain)
    }
    day.profitDispersion = (squares / Double(traders.count)).squareRoot()
    return day
  }

  /// The ordinal of a day's draws; that of dealing is the day before the first one.
  private static func ordinal(_ replication: Int, day: Int) -> UInt64 {
    UInt64(truncatingIfNeeded: replication) << 24 &+ UInt64(truncatingIfNeeded: day + 1)
  }
}

extension SessionProtocol {
  /// The number of quotes without a trade that ends a day unless another one is asked for.
  fileprivate var patience: Int {
    if case .openOutcry = self { 100 } else { .max }
  }
}
