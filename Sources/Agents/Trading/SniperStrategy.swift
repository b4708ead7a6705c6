import Markets
public import Parameters
public import Quantities
public import RandomStreams

/// Lurks until little of the session is left and then betters the best price in growing steps (SNPR).
///
/// While it lurks it names the boldest price of all, which nobody needs to accept. With the share *s*
/// of the time after `lurk` still left, a step is
///
/// ```text
/// round(1 / (0.01 + s/growth)) ticks:    3 at first, 100 at the end      (growth 3)
/// ```
///
/// In a market where no time elapses, such as one sealed auction per interval, it lurks for ever.
///
/// After the sniper of T. Kaplan, as it stands in the Bristol Stock Exchange; J. Rust, J. Miller and
/// R. Palmer, “Behavior of trading automata in a computerized double auction market” (1992).
public struct SniperStrategy: BiddingStrategy, Hashable {
  /// The share of the session that is left when the sniper wakes.
  public var lurk: Double
  /// How slowly the steps grow.
  public var growth: Double
  /// The smallest step, in millionths of the currency unit per kilowatt-hour.
  public var tick: Int64

  /// Creates the strategy; what lies outside its range is moved into it.
  public init(lurk: Double = 0.2, growth: Double = 3, tick: Int64 = 1) {
    self.lurk = limited(lurk, 0, 1)
    self.growth = limited(growth, 0.01, 100)
    self.tick = max(tick, 1)
  }

  public static let habits: StrategyHabits = .keepsToLimit

  public func limitPrice(for quote: QuoteRequest, draws: inout RandomDraws) -> EnergyPrice {
    let left = 1 - limited(quote.elapsedShare, 0, 1)
    guard left <= lurk else { return quote.boldestPrice }
    let share = lurk > 0 ? left / lurk : 0
    let steps = Int64((1 / (0.01 + share / growth)).rounded())
    let (units, overflows) = tick.multipliedReportingOverflow(by: max(steps, 1))
    return quote.shaved(by: overflows ? .max : units)
  }
}

extension SniperStrategy: Parameterized {
  public static let parameterSet = ParameterSet(
    name: "sniper", "Waits until little of a session is left, then betters the best price (SNPR).",
    [
      Parameter(
        "lurk", .fraction, minimum: 0, maximum: 1, default: .number(0.2),
        "The share of the session that is left when it wakes."),
      Parameter(
        "growth", .number, minimum: 0.01, maximum: 100, default: .number(3),
        "How slowly its steps grow: about as many ticks in the first one."),
      .tick,
    ])

  public init(_ values: ParameterValues) throws(ParameterError) {
    self.init(lurk: values.number("lurk"), growth: values.number("growth"), tick: values.tick)
  }
}
