public import Agents
public import Markets
public import Settlement
public import Tariffs

/// The local market of a scenario: one stage after the other for each delivery interval.
public struct MarketSettings: Sendable {
  /// The stages whose gates close before delivery, the one that closes first in front; the last one
  /// is the spot market, `local`.
  public var stages: [MarketStage]
  /// The stage after delivery, in which members trade what they consumed and injected beyond what
  /// they had contracted; `nil` without one.
  public var settlementStage: MarketStage?
  /// How members forecast what they will consume and produce, before gate closure and when they
  /// plan.
  public var forecast: any ForecastModel
  /// The word that names the forecast model in scenario files.
  public var forecastKind: String
  /// What deviations from announced positions cost.
  public var imbalance: ImbalanceRule

  /// The spot market.
  public var spot: MarketStage {
    get { stages[stages.count - 1] }
    set { stages[stages.count - 1] = newValue }
  }
  /// The number of intervals between the gate closure of the spot market and delivery.
  public var gateClosureLeadIntervals: Int { spot.leadIntervals }
  /// Whether anybody can trade in any stage.
  public var hasTrading: Bool {
    stages.contains { !($0.mechanism is NoMarket) }
      || settlementStage.map { !($0.mechanism is NoMarket) } == true
  }
}

extension MarketSettings {
  /// Whether forecasts come from what the profiles will really bring, with or without errors.
  public var knowsProfiles: Bool { forecast is PerfectForecast || forecast is NoisyForecast }

  /// Whether members expect what comes, or what was, without a model of their own.
  public var hasPlainForecast: Bool {
    forecast is PerfectForecast || forecast is PersistenceForecast
  }

  /// Whether anybody has to know its position before delivery.
  public var needsPositions: Bool { hasTrading || imbalance != .tariff }
}

/// One stage of a local market.
public struct MarketStage: Sendable {
  /// The name, which is that of its group in the results: `local` for the spot market.
  public var name: String
  /// How orders become trades and prices.
  public var mechanism: any MarketMechanism
  /// The word that names the mechanism in scenario files.
  public var kindName: String
  /// The number of intervals between gate closure and delivery; 0 for the stage after delivery.
  public var leadIntervals: Int
  /// The number of times that members quote in one session; what is not traded is quoted again.
  public var rounds: Int

  /// The name of the spot market.
  public static let spotName = "local"
  /// The name of the stage after delivery.
  public static let settlementName = "settlement"
}

/// A tariff with the name that members call it by.
public struct NamedTariff: Sendable {
  /// The name, unique in the scenario.
  public var name: String
  /// The word that names the kind of tariff in scenario files.
  public var kindName: String
  /// The tariff as plain data.
  public var plan: RatePlan
}
