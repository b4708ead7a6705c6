import Markets
public import Parameters
public import Quantities
public import RandomStreams

/// Bids more or less aggressively about an estimate of the equilibrium price (AA).
///
/// The trader estimates the equilibrium price p* from the last N trades, moves its aggressiveness r,
/// from −1 to 1, after each event, and has a target price τ between the boldest one and its limit
/// (``AdaptiveAggressiveTarget``). The shape θ of the target follows the volatility of prices:
///
/// ```text
/// p*: mean of the last N prices with the weights (1 − 2/(N + 1))ᵏ, k = 0 for the newest
/// α  = √mean((p − p*)²)/p*     ᾱ: its place between the least and the greatest α seen
/// θ ← θ + β₂·(θ*(ᾱ) − θ)       θ*(ᾱ) = (θmax − θmin)·(1 − ᾱ·exp(γ(ᾱ − 1))) + θmin
/// r ← r + β₁·(δ − r)           δ = (1 ± λr)·r(q) ± λa
/// ```
///
/// r(q) is the aggressiveness whose target is the price q of the event. After a trade, r falls towards δ
/// with the lower signs for those whose target is at least as good as q, and moves to δ with the upper
/// signs for the others; so it does after a refused order of the trader's own side whose price was at
/// least as good as the target. Only traders with energy left become more aggressive.
///
/// Where orders are seen, the order goes 1/η of the way from the best one of the trader's own side (the
/// boldest price when none stands) to the target, or meets the best one of the other side when the
/// target reaches it. Before the first trade the limit, or the best price of the other side and λr of
/// it, stands in for the target. After the price of a sealed auction was seen, orders are the target; where such an auction
/// trades nothing, the price that it publishes all the same counts as one of a trade.
///
/// P. Vytelingum, D. Cliff and N. R. Jennings, “Strategic bidding in continuous double auctions”,
/// Artificial Intelligence 172 (2008), doi:10.1016/j.artint.2008.06.001; η and the rates are those of
/// the Bristol Stock Exchange. λa = 0.01 is a change of r.
public struct AdaptiveAggressiveStrategy: BiddingStrategy, Hashable {
  /// The share 1/η of the way that one order goes.
  public let eta: Double
  /// The rate β₁ of the aggressiveness.
  public let shortTermRate: Double
  /// The rate β₂ of the shape.
  public let longTermRate: Double

  private static let relativeStep = 0.02
  private static let absoluteStep = 0.01
  private static let thetaRange = (-8.0, 2.0)
  private static let gamma = 2.0

  private var history: PriceHistory
  private var theta = 0.0
  private var hasBegun = false
  private var isSealed = false
  private var buyingAggressiveness = 0.0
  private var sellingAggressiveness = 0.0
  private var leastVolatility = Double.infinity
  private var greatestVolatility = -Double.infinity
  /// The target that was made last: its shape is dear to find.
  private var lastTarget: AdaptiveAggressiveTarget?

  /// Creates the strategy; what lies outside its range is moved into it.
  public init(
    eta: Double = 3, shortTermRate: Double = 0.4, longTermRate: Double = 0.4, memory: Int = 5
  ) {
    self.eta = limited(eta, 1, 100)
    self.shortTermRate = limited(shortTermRate, 0, 1)
    self.longTermRate = limited(longTermRate, 0, 1)
    history = PriceHistory(capacity: memory)
  }

  public static let habits: StrategyHabits = [.keepsToLimit, .observes]

  public mutating func limitPrice(
    for quote: QuoteRequest, draws: inout RandomDraws
  ) -> EnergyPrice {
    begin(&draws)
    if history.isEmpty { return firstPrice(for: quote) }
    let target = target(for: quote).price(at: aggressiveness(of: quote.side))
    if isSealed { return quote.price(nearest: target) }
    return step(toward: target, quote)
  }

  public mutating func observe(
    _ event: MarketEvent, having quote: QuoteRequest, draws: inout RandomDraws
  ) {
    begin(&draws)
    isSealed = event.side == nil
    let price = Double(event.price.microsPerKilowattHour)
    if event.isTrade || event.side == nil { remember(price) }
    guard !history.isEmpty, event.isTrade || event.side == nil || event.side == quote.side else {
      return
    }
    let target = target(for: quote)
    let aggressiveness = aggressiveness(of: quote.side)
    let named = target.price(at: aggressiveness)
    let isBetter = quote.side == .bid ? named >= price : named <= price
    let isWorse = quote.side == .bid ? named <= price : named >= price
    let sign: Double
    if event.isTrade && isBetter {
      sign = -1
    } else if isWorse && quote.isActive {
      sign = 1
    } else {
      return
    }
    let wanted =
      (1 + sign * Self.relativeStep) * target.aggressiveness(at: price) + sign * Self.absoluteStep
    let moved = limited(aggressiveness + shortTermRate * (wanted - aggressiveness), -1, 1)
    if quote.side == .bid { buyingAggressiveness = moved } else { sellingAggressiveness = moved }
  }

  private mutating func begin(_ draws: inout RandomDraws) {
    guard !hasBegun else { return }
    hasBegun = true
    theta = -5 * draws.uniform()
    buyingAggressiveness = -0.3 * draws.uniform()
    sellingAggressiveness = -0.3 * draws.uniform()
  }

  private func aggressiveness(of side: Order.Side) -> Double {
    side == .bid ? buyingAggressiveness : sellingAggressiveness
  }

  private mutating func remember(_ price: Double) {
    history.add(price)
    let volatility = history.volatility
    leastVolatility = min(leastVolatility, volatility)
    greatestVolatility = max(greatestVolatility, volatility)
    let range = greatestVolatility - leastVolatility
    guard range > 0 else { return }
    let place = (volatility - leastVolatility) / range
    let (least, greatest) = Self.thetaRange
    let wanted =
      (greatest - least) * (1 - place * exponential(Self.gamma * (place - 1))) + least
    theta = limited(theta + longTermRate * (wanted - theta), least, greatest)
  }

  private mutating func target(for quote: QuoteRequest) -> AdaptiveAggressiveTarget {
    let boldest = Double(quote.boldestPrice.microsPerKilowattHour)
    let equilibrium = limited(
      history.average, min(quote.lowestNumber, quote.limitNumber),
      max(quote.highestNumber, quote.limitNumber))
    if let last = lastTarget, last.side == quote.side, last.limit == quote.limitNumber,
      last.equilibrium == equilibrium, last.theta == theta, last.boldest == boldest
    {
      return last
    }
    let target = AdaptiveAggressiveTarget(
      side: quote.side, limit: quote.limitNumber, equilibrium: equilibrium, theta: theta,
      boldest: boldest)
    lastTarget = target
    return target
  }

  private func firstPrice(for quote: QuoteRequest) -> EnergyPrice {
    let reach: Double
    switch quote.side {
    case .bid:
      let other = (quote.bestOffer ?? quote.highestPrice).microsPerKilowattHour
      reach = min(quote.limitNumber, Double(other) + Self.relativeStep * Double(other).magnitude)
    case .offer:
      let other = (quote.bestBid ?? quote.lowestPrice).microsPerKilowattHour
      reach = max(quote.limitNumber, Double(other) - Self.relativeStep * Double(other).magnitude)
    }
    return part(of: reach, quote)
  }

  private func step(toward target: Double, _ quote: QuoteRequest) -> EnergyPrice {
    let other = quote.side == .bid ? quote.bestOffer : quote.bestBid
    if let other {
      let price = Double(other.microsPerKilowattHour)
      if quote.side == .bid ? price <= target : price >= target {
        return quote.price(nearest: price)
      }
    }
    return part(of: target, quote)
  }

  /// A part of the way from the best price of the trader's own side, at least one unit of it.
  private func part(of reach: Double, _ quote: QuoteRequest) -> EnergyPrice {
    let own = quote.side == .bid ? quote.bestBid : quote.bestOffer
    let start = Double((own ?? quote.boldestPrice).microsPerKilowattHour)
    let price = start + (reach - start) / eta
    return quote.price(nearest: price.rounded(quote.side == .bid ? .up : .down))
  }
}

extension AdaptiveAggressiveStrategy: Parameterized {
  public static let parameterSet = ParameterSet(
    name: "adaptive-aggressive",
    "Limit prices that are more or less aggressive about an estimated equilibrium price (AA).",
    [
      Parameter(
        "eta", .number, minimum: 1, maximum: 100, default: .number(3),
        "An order goes one part in so many of the way to its target."),
      Parameter(
        "shortTermRate", .fraction, minimum: 0, maximum: 1, default: .number(0.4),
        "Rate at which the aggressiveness follows the market."),
      Parameter(
        "longTermRate", .fraction, minimum: 0, maximum: 1, default: .number(0.4),
        "Rate at which the shape of the target follows the volatility of prices."),
      Parameter(
        "memory", .integer, minimum: 1, maximum: 1000, default: .integer(5),
        "Number of trades that the equilibrium price is estimated from."),
    ])

  public init(_ values: ParameterValues) throws(ParameterError) {
    self.init(
      eta: values.number("eta"), shortTermRate: values.number("shortTermRate"),
      longTermRate: values.number("longTermRate"), memory: Int(clamping: values.integer("memory")))
  }
}
