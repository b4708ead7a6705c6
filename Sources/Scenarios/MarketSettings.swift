public import Markets
public import Tariffs

/// The local market of a scenario.
public struct MarketSettings: Sendable {
  /// How members know, before gate closure, what they will consume and produce.
  public enum Forecast: String, CaseIterable, Hashable, Sendable {
    /// They know it exactly.
    case perfect
    /// They expect what the last interval that is known at gate closure brought.
    case persistence
  }

  /// How orders become trades and prices.
  public var mechanism: any MarketMechanism
  /// The word that names the mechanism in scenario files.
  public var kindName: String
  /// The number of intervals between gate closure and delivery.
  public var gateClosureLeadIntervals: Int
  /// What members know before gate closure.
  public var forecast: Forecast
}

/// A tariff with the name that members call it by.
public struct NamedTariff: Sendable {
  /// The name, unique in the scenario.
  public var name: String
  /// The word that names the kind of tariff in scenario files.
  public var kindName: String
  /// The tariff.
  public var tariff: any Tariff
}
