public import Parameters
public import Quantities

/// The double auction of GridLAB-D's transactive market.
///
/// The efficient volume is traded at the price of the order that is served in part; when none is, at
/// the mean of the last bid and offer, moved by the bid offset where it would trigger an order that
/// is not served (``GridLabDPosting``). Orders at the price that can't be served in full are served
/// the same share.
///
/// Source: GridLAB-D (gridlab-d/gridlab-d @ e1841e1e), `market/auction.cpp`, `market/curve.cpp`.
/// Resubmission, latency and the statistics of past prices are left out. The nudged price stays
/// between the last offer and the last bid.
///
/// Its faults: with another bid or offer less than the offset away from the margin, the price leaves
/// the competitive interval by the offset; after a failure it is the cap, far above what the
/// marginal trader would pay or ask.
public struct GridLabDAuction: MarketMechanism, Parameterized, Hashable {
  public static let parameterSet = ParameterSet(
    name: "gridlab-d-auction",
    "As GridLAB-D clears: one price, that of the order served in part or between the last two.",
    GridLabDRule.parameters)

  let rule: GridLabDRule

  /// Creates the mechanism.
  ///
  /// - Parameters:
  ///   - priceCap: The price at which bids, and at whose negative offers, respond to no price; a
  ///     negative one counts as none.
  ///   - bidOffset: How far a price keeps from an order that it shall not trigger.
  public init(
    priceCap: EnergyPrice = EnergyPrice(microsPerKilowattHour: 9_999_000_000),
    bidOffset: EnergyPrice = EnergyPrice(microsPerKilowattHour: 100)
  ) {
    rule = GridLabDRule(priceCap: max(priceCap, .zero), bidOffset: max(bidOffset, .zero))
  }

  public init(_ values: ParameterValues) throws(ParameterError) { rule = GridLabDRule(values) }

  public static let traits = MechanismTraits(isEfficient: true)

  public var rules: [(name: String, value: String)] {
    PeerRules(
      system: "GridLAB-D market::auction", version: "e1841e1e",
      price: "order served in part, else the mean of the last pair kept off orders not served",
      ties: "pro rata at the price", priceRounding: "half to even, 1e-6 currency/kWh",
      energyRounding: "largest remainders, 1e-6 kWh, equal remainders in rotation",
      fault: "may leave the competitive interval by the bid offset"
    ).entries + rule.entries
  }

  public func clear(
    _ orders: Span<Order>, context: ClearingContext, into clearing: inout Clearing
  ) {
    clearing.begin(orders)
    let posting = rule.posting(of: clearing.book)
    clearing.book.serve(
      by: .proRata, intervalOrdinal: context.intervalOrdinal, draws: context.draws)
    clearing.tradeServed(orders, volume: clearing.book.volume, at: posting.price)
    clearing.conclude(orders)
  }

  /// What the auction posts for some orders, also when nothing is traded.
  public func posting(for orders: Span<Order>) -> GridLabDPosting {
    var book = OrderBook()
    _ = book.load(orders)
    return rule.posting(of: book)
  }
}

extension GridLabDRule {
  static let parameters = [
    Parameter(
      "priceCap", .quantity(.energyPrice), minimum: 0, maximum: 1e6, default: .number(9999),
      "Bids at this price, and offers at its negative, respond to no price."),
    Parameter(
      "bidOffset", .quantity(.energyPrice), minimum: 0, maximum: 1e6, default: .number(1e-4),
      "How far a price keeps from an order that it shall not trigger."),
  ]

  init(_ values: ParameterValues) {
    priceCap = max(EnergyPrice(parameter: values.number("priceCap")), .zero)
    bidOffset = max(EnergyPrice(parameter: values.number("bidOffset")), .zero)
  }

  var entries: [(name: String, value: String)] {
    [
      ("price_cap", "\(priceCap.unitsPerKilowattHour)"),
      ("bid_offset", "\(bidOffset.unitsPerKilowattHour)"),
    ]
  }
}

extension Clearing {
  /// Joins what the entries of the book are served into trades at one price.
  ///
  /// - Parameter volume: The sum of what the bids are served, which is that of the offers.
  mutating func tradeServed(_ orders: Span<Order>, volume: Int64, at price: EnergyPrice) {
    book.volume = volume
    self.volume = MeteredEnergy(milliwattHours: volume)
    recordServedEnergy()
    pairServedOrders(at: price)
  }
}
