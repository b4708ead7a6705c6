import Markets
public import Parameters
public import Quantities
public import RandomStreams

/// Moves its limit price in equal steps from a bold one towards its limit while the session lasts.
///
/// ```text
/// n = max(updates − 1, 1)      k = ⌊elapsed share · updates⌋
/// price = initial − k·(initial − final)/n,     from k = n on: final
/// ```
///
/// `initial` and `final` are shares of the way from the boldest price, at 0, to the limit, at 1. The
/// boldest price is the lowest that anybody would name for a bid, and the highest for an offer. In a
/// market without elapsing time the price stays at `initial`.
///
/// It is the rule of the template strategies of gsy-e (Grid Singularity, `update_frequency.py`), where
/// a slot of 15 minutes has 15 updates.
public struct LinearRampStrategy: BiddingStrategy, Hashable {
  /// The number of times that the price is set in a session.
  public var updates: Int
  /// Where the ramp begins, as a share of the way to the limit.
  public var initialShare: Double
  /// Where the ramp ends, as a share of the way to the limit.
  public var finalShare: Double

  /// Creates the strategy; what lies outside its range is moved into it.
  public init(updates: Int = 15, initialShare: Double = 0, finalShare: Double = 1) {
    self.updates = min(max(updates, 1), 1_000_000)
    self.initialShare = limited(initialShare, 0, 1)
    self.finalShare = limited(finalShare, 0, 1)
  }

  public static let habits: StrategyHabits = .keepsToLimit

  /// The value of a ramp after a number of its steps.
  public static func ramp(
    from initial: Double, to final: Double, step: Int, of updates: Int
  ) -> Double {
    let count = max(updates - 1, 1)
    return step >= count
      ? final : initial - Double(max(step, 0)) * ((initial - final) / Double(count))
  }

  public func limitPrice(for quote: QuoteRequest, draws: inout RandomDraws) -> EnergyPrice {
    // A share such as 3/15 may be a little less than what it stands for.
    let steps = limited(quote.elapsedShare, 0, 1) * Double(updates) + 1e-9
    return quote.price(
      atShare: Self.ramp(from: initialShare, to: finalShare, step: Int(steps), of: updates))
  }
}

extension LinearRampStrategy: Parameterized {
  public static let parameterSet = ParameterSet(
    name: "linear-ramp",
    "Limit prices that move in equal steps towards the marginal value while a session lasts.",
    [
      Parameter(
        "updates", .integer, minimum: 1, maximum: 1_000_000, default: .integer(15),
        "Number of times that the price is set in a session."),
      Parameter(
        "initial", .fraction, minimum: 0, maximum: 1, default: .number(0),
        "Where the ramp begins, from the boldest price (0) to the marginal value (1)."),
      Parameter(
        "final", .fraction, minimum: 0, maximum: 1, default: .number(1),
        "Where the ramp ends, from the boldest price (0) to the marginal value (1)."),
    ])

  public init(_ values: ParameterValues) throws(ParameterError) {
    self.init(
      updates: Int(clamping: values.integer("updates")), initialShare: values.number("initial"),
      finalShare: values.number("final"))
  }
}
