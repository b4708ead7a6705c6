import RandomStreams

/// A laboratory market: traders with given values and costs meet for some days, each of which begins
/// with the same values and costs, while the traders keep what they have learned.
///
/// ```swift
/// let session = MarketSession(
///   MarketSession.Configuration(
///     schedule: .smithChart1, mix: StrategyMix("zic", ZeroIntelligenceStrategy()),
///     protocol: .singleQuote, days: 1, seed: 1))
/// let days = session.summary(ofReplications: 2000)
/// print(days[0].efficiency.mean)
/// ```
///
/// A day of quotes ends when nobody could trade without a loss (where a strategy crosses its limit:
/// when one side has traded everything), when `quoteLimit` quotes were made, or when `patience` quotes
/// in a row brought no trade.
///
/// Each trader draws from a stream of its own, `session`, with the replication and the day as its
/// ordinal; so do the turns of the traders.
public struct MarketSession: Sendable {
  /// What a session is made of.
  public struct Configuration: Sendable {
    /// Who would buy and sell what.
    public var schedule: SupplyDemandSchedule
    /// Which strategies the traders use.
    public var mix: StrategyMix
    /// How the traders meet.
    public var `protocol`: SessionProtocol
    /// The number of days.
    public var days: Int
    /// The seed of all random numbers.
    public var seed: UInt64
    /// The greatest number of quotes of a day; if it is left out, 100 for each unit of the schedule.
    public var quoteLimit: Int?
    /// The number of quotes in a row without a trade that ends a day; if it is left out, there is
    /// none but in open outcry, where it is 100.
    public var patience: Int?

    /// Creates a configuration.
    public init(
      schedule: SupplyDemandSchedule, mix: StrategyMix,
      protocol sessionProtocol: SessionProtocol = .singleQuote, days: Int = 1, seed: UInt64 = 1,
      quoteLimit: Int? = nil, patience: Int? = nil
    ) {
      self.schedule = schedule
      self.mix = mix
      self.protocol = sessionProtocol
      self.days = days
      self.seed = seed
      self.quoteLimit = quoteLimit
      self.patience = patience
    }
  }

  /// What the session is made of.
  public let configuration: Configuration
  /// Where supply meets demand; `nil` when no value reaches any cost.
  public let equilibrium: SupplyDemandSchedule.Equilibrium?

  let streams: [RandomStream]
  let turns: RandomStream

  /// Creates a session.
  public init(_ configuration: Configuration) {
    self.configuration = configuration
    equilibrium = configuration.schedule.equilibrium
    let seed = configuration.seed
    streams =
      (0..<configuration.schedule.buyerCount).map {
        RandomStream(seed: seed, stream: "session", entity: "buyer \($0)")
      }
      + (0..<configuration.schedule.sellerCount).map {
        RandomStream(seed: seed, stream: "session", entity: "seller \($0)")
      }
    turns = RandomStream(seed: seed, stream: "session", entity: "turns")
  }

  /// Holds the session.
  ///
  /// - Parameter replication: Which of the many independent repetitions of the session to hold.
  public func run(replication: Int = 0) -> SessionResult {
    var floor = SessionFloor(self, replication: replication)
    return SessionResult(days: (0..<max(configuration.days, 0)).map { floor.holdDay($0) })
  }

  /// Holds the session many times and gives means by day.
  public func summary(ofReplications count: Int) -> [SessionDaySummary] {
    var summaries = Array(repeating: SessionDaySummary(), count: max(configuration.days, 0))
    for replication in 0..<max(count, 0) {
      for (day, result) in run(replication: replication).days.enumerated() {
        summaries[day].add(result)
      }
    }
    return summaries
  }
}
