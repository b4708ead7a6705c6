import Markets
public import Parameters
public import Quantities
public import RandomStreams

/// Keeps a profit margin that it moves after what it sees others bid, offer and trade (ZIP).
///
/// ```text
/// price p = limit · (1 + μ)             sellers: μ ≥ 0      buyers: −1 ≤ μ ≤ 0
/// after the last shout q                τ  = R·q + A
/// Γ ← γ·Γ + (1 − γ)·β·(τ − p)           p ← p + Γ           μ = p/limit − 1
/// ```
///
/// R and A are drawn each time: R from [1, 1 + c_R] and A from [0, c_A] where the price is to rise, R
/// from [1 − c_R, 1] and A from [−c_A, 0] where it is to fall. Who moves, with the price that it would
/// name now:
///
/// ```text
/// seller   q accepted        p ≤ q: raises;  after a bid, if it has energy left, p ≥ q: lowers
///          offer refused     if it has energy left, p ≥ q: lowers
/// buyer    q accepted        p ≥ q: lowers;  after an offer, if it has energy left, p ≤ q: raises
///          bid refused       if it has energy left, p ≤ q: raises
/// ```
///
/// The price of a call auction is a shout of both sides at once that was accepted: those who could do
/// better widen their margins, and those with energy left who named no better price narrow them. Who
/// widens aims at the price itself (R = 1, A = 0): all trades are made at one price, so that to ask for
/// more than it gains nothing and loses the trade. The published rule, for shouts one after another,
/// empties a market of one call a day.
///
/// β, γ and the first margin are drawn once, by the draws of the first use. Each margin belongs to one
/// side, so that who buys today and sells tomorrow keeps two. Where a limit is below a tenth of the
/// range of prices, zero or negative, the margin is a share of that tenth instead of the limit: a
/// share of nothing would never move.
///
/// D. Cliff, “Minimal-intelligence agents for bargaining behaviors in market-based environments”,
/// HP Laboratories HPL-97-91 (1997).
public struct ZeroIntelligencePlusStrategy: BiddingStrategy, Hashable {
  /// The least learning rate β that is drawn.
  public var lowestLearningRate: Double
  /// The greatest learning rate β that is drawn.
  public var highestLearningRate: Double
  /// The greatest momentum γ that is drawn.
  public var highestMomentum: Double
  /// The least first margin that is drawn.
  public var lowestMargin: Double
  /// The greatest first margin that is drawn.
  public var highestMargin: Double
  /// The greatest relative change c_R of a target from the last shout.
  public var relativeChange: Double
  /// The greatest absolute change c_A of a target, as a share of the range of prices.
  public var absoluteChange: Double

  private var learningRate = 0.0
  private var momentum = 0.0
  private var buying = Margin()
  private var selling = Margin()

  /// Creates the strategy; what lies outside its range is moved into it.
  public init(
    learningRate: ClosedRange<Double> = 0.1...0.5, highestMomentum: Double = 0.1,
    margin: ClosedRange<Double> = 0.05...0.35, relativeChange: Double = 0.05,
    absoluteChange: Double = 0.000_125
  ) {
    lowestLearningRate = limited(learningRate.lowerBound, 0.001, 1)
    highestLearningRate = limited(learningRate.upperBound, lowestLearningRate, 1)
    self.highestMomentum = limited(highestMomentum, 0, 0.99)
    lowestMargin = limited(margin.lowerBound, 0, 1)
    highestMargin = limited(margin.upperBound, lowestMargin, 1)
    self.relativeChange = limited(relativeChange, 0, 1)
    self.absoluteChange = limited(absoluteChange, 0, 1)
  }

  public static let habits: StrategyHabits = [.keepsToLimit, .observes]

  public mutating func limitPrice(
    for quote: QuoteRequest, draws: inout RandomDraws
  ) -> EnergyPrice {
    if learningRate == 0 { begin(&draws) }
    let margin = quote.side == .bid ? buying.share : selling.share
    return quote.price(nearest: quote.limitNumber + margin * Self.scale(of: quote))
  }

  public mutating func observe(
    _ event: MarketEvent, having quote: QuoteRequest, draws: inout RandomDraws
  ) {
    if learningRate == 0 { begin(&draws) }
    let isBuyer = quote.side == .bid
    let scale = Self.scale(of: quote)
    let limit = quote.limitNumber
    let price = limit + (isBuyer ? buying.share : selling.share) * scale
    let shout = Double(event.price.microsPerKilowattHour)
    guard let rises = Self.rises(price, after: shout, event, quote) else { return }
    // One draw gives both changes: its halves are independent, and 32 bits are plenty.
    let bits = draws.next()
    let relative = relativeChange * Double(bits >> 32) * 0x1p-32
    let absolute = absoluteChange * quote.width * Double(bits & 0xFFFF_FFFF) * 0x1p-32
    let widens = rises != isBuyer
    let change = event.side == nil && widens ? 0 : relative * shout.magnitude + absolute
    let target = rises ? shout + change : shout - change
    if isBuyer {
      buying.move(
        price, toward: target, learningRate: learningRate, momentum: momentum, limit: limit,
        scale: scale)
      buying.share = limited(buying.share, -1, 0)
    } else {
      selling.move(
        price, toward: target, learningRate: learningRate, momentum: momentum, limit: limit,
        scale: scale)
      selling.share = limited(selling.share, 0, 1e6)
    }
  }

  private mutating func begin(_ draws: inout RandomDraws) {
    learningRate = draws.uniform(in: lowestLearningRate...highestLearningRate)
    momentum = draws.uniform(in: 0...highestMomentum)
    let margin = draws.uniform(in: lowestMargin...highestMargin)
    buying.share = -margin
    selling.share = margin
  }

  /// What a margin is a share of.
  private static func scale(of quote: QuoteRequest) -> Double {
    max(quote.limitNumber, 0.1 * quote.width)
  }
}

extension ZeroIntelligencePlusStrategy {
  /// The margin of one side, as it is learned.
  @frozen
  public struct Margin: BitwiseCopyable, Hashable, Sendable {
    /// The margin μ: negative for a buyer.
    public var share = 0.0
    /// The momentum Γ of the price.
    public var momentum = 0.0

    /// Creates a margin.
    public init(share: Double = 0, momentum: Double = 0) {
      self.share = share
      self.momentum = momentum
    }

    /// Moves a price towards a target and takes the margin from it, whatever its sign.
    ///
    /// - Parameters:
    ///   - price: The price that the trader would name now.
    ///   - target: The target τ.
    ///   - learningRate: The rate β.
    ///   - coefficient: The momentum coefficient γ.
    ///   - limit: The trader's limit.
    ///   - scale: What the margin is a share of: the limit itself in the published rule.
    @inlinable
    public mutating func move(
      _ price: Double, toward target: Double, learningRate: Double, momentum coefficient: Double,
      limit: Double, scale: Double
    ) {
      momentum =
        coefficient * momentum + (1 - coefficient) * (learningRate * (target - price))
      share = (price + momentum - limit) / scale
    }
  }

  /// Whether a trader's price is to rise or to fall after an event; `nil` when it is to stay.
  ///
  /// A price is as good as the shout when it would be rounded to it: a trader who was refused at a whole
  /// price must move away from it, whatever stood behind the point.
  ///
  /// - Parameters:
  ///   - price: The price that the trader would name now, before it is rounded.
  ///   - shout: The price of the event.
  ///   - event: What happened.
  ///   - quote: What the trader is asked for.
  private static func rises(
    _ price: Double, after shout: Double, _ event: MarketEvent, _ quote: QuoteRequest
  ) -> Bool? {
    let isBid = quote.side == .bid
    let isBetter = isBid ? price >= shout - 0.5 : price <= shout + 0.5
    if event.isTrade && isBetter { return !isBid }
    guard quote.isActive, isBid ? price <= shout + 0.5 : price >= shout - 0.5 else { return nil }
    // A trade was met by the other side; a refused order was one of its own side; a call is both.
    guard let side = event.side else { return isBid }
    return (side == quote.side) != event.isTrade ? isBid : nil
  }
}

extension ZeroIntelligencePlusStrategy: Parameterized {
  public static let parameterSet = ParameterSet(
    name: "zero-intelligence-plus",
    "Limit prices with a margin that follows what others bid, offer and trade (ZIP).",
    [
      Parameter(
        "lowestLearningRate", .number, minimum: 0.001, maximum: 1, default: .number(0.1),
        "Least rate at which a member moves its price, drawn once per member."),
      Parameter(
        "highestLearningRate", .number, minimum: 0.001, maximum: 1, default: .number(0.5),
        "Greatest rate at which a member moves its price."),
      Parameter(
        "highestMomentum", .number, minimum: 0, maximum: 0.99, default: .number(0.1),
        "Greatest share of the last move that the next one keeps, drawn once per member."),
      Parameter(
        "lowestMargin", .fraction, minimum: 0, maximum: 1, default: .number(0.05),
        "Least first margin, drawn once per member."),
      Parameter(
        "highestMargin", .fraction, minimum: 0, maximum: 1, default: .number(0.35),
        "Greatest first margin."),
      Parameter(
        "relativeChange", .fraction, minimum: 0, maximum: 1, default: .number(0.05),
        "Greatest relative distance of a target from the last price seen."),
      Parameter(
        "absoluteChange", .fraction, minimum: 0, maximum: 1, default: .number(0.000_125),
        "Greatest distance of a target beyond it, as a share of the range of prices."),
    ])

  public init(_ values: ParameterValues) throws(ParameterError) {
    let rates = (values.number("lowestLearningRate"), values.number("highestLearningRate"))
    guard rates.0 <= rates.1 else {
      throw ParameterError(
        "highestLearningRate", "'highestLearningRate' must not be below 'lowestLearningRate'")
    }
    let margins = (values.number("lowestMargin"), values.number("highestMargin"))
    guard margins.0 <= margins.1 else {
      throw ParameterError("highestMargin", "'highestMargin' must not be below 'lowestMargin'")
    }
    self.init(
      learningRate: rates.0...rates.1, highestMomentum: values.number("highestMomentum"),
      margin: margins.0...margins.1, relativeChange: values.number("relativeChange"),
      absoluteChange: values.number("absoluteChange"))
  }
}
