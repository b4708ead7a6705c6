public import Parameters
import Quantities

/// A sealed double auction in which all trades of an interval are made at one price.
///
/// The efficient volume is traded: bids in falling and offers in rising order of price are served
/// while they cross. The price lies inside the competitive interval, at the place that *k* names
/// (``CompetitivePricing``); the ``RationingRule`` decides who is served among equals.
///
/// It is strongly budget balanced and individually rational, but not incentive compatible: a trader
/// whose order is marginal can move the price. Block orders and network limits are left out.
public struct UniformPriceDoubleAuction: MarketMechanism, Parameterized, Hashable {
  public static let parameterSet = ParameterSet(
    name: "uniform-price-double-auction",
    "A sealed double auction with one price for all trades of an interval.",
    [
      Parameter(
        "k", .number, minimum: 0, maximum: 1, default: .number(0.5),
        "The place of the price in the competitive interval: 0 is its lower end, 1 its upper."),
      Parameter(
        "rationing", .choice(RationingRule.allCases.map(\.rawValue)),
        default: .text(RationingRule.proRata.rawValue),
        "Who is served among equal orders at the margin."),
    ])

  /// The pricing rule.
  public var pricing: CompetitivePricing
  /// The rationing rule.
  public var rationing: RationingRule

  /// Creates the mechanism.
  ///
  /// - Precondition: `k` lies from 0 to 1.
  public init(k: Double = 0.5, rationing: RationingRule = .proRata) {
    pricing = CompetitivePricing(k: k)
    self.rationing = rationing
  }

  public init(_ values: ParameterValues) throws(ParameterError) {
    let k = values.number("k")
    guard (0...1).contains(k) else { throw ParameterError("k", "'k' must lie from 0 to 1") }
    guard let rationing = RationingRule(rawValue: values.text("rationing")) else {
      let names = RationingRule.allCases.map(\.rawValue).joined(separator: "' or '")
      throw ParameterError("rationing", "'rationing' must be '\(names)'")
    }
    self.init(k: k, rationing: rationing)
  }

  public static let traits = MechanismTraits(isEfficient: true)

  public var rules: [(name: String, value: String)] {
    [
      ("price_rule", "k in the competitive interval [max(o*, B1), min(b*, O1)]"),
      ("k", "\(Double(pricing.billionths) / 1e9)"),
      ("tie_rule", rationing.rawValue),
      ("price_rounding", "half to even, 1e-6 currency/kWh"),
      ("energy_rounding", rationing.roundingRule),
    ]
  }

  public func clear(
    _ orders: Span<Order>, context: ClearingContext, into clearing: inout Clearing
  ) {
    clearing.reset(orders)
    clearing.refusedOrderCount = clearing.book.load(orders)
    clearing.recordCompetitivePrices()
    guard let lower = clearing.lowerCompetitivePrice, let upper = clearing.upperCompetitivePrice,
      clearing.book.volume > 0
    else { return }
    let price = pricing.price(from: lower, to: upper)
    clearing.price = price
    clearing.book.serve(by: rationing, intervalOrdinal: context.intervalOrdinal)
    clearing.volume = MeteredEnergy(milliwattHours: clearing.book.volume)
    clearing.recordServedEnergy()
    clearing.pairServedOrders(at: price)
    clearing.welfare = clearing.book.servedWelfare
    clearing.greatestWelfare = clearing.welfare
  }
}

extension RationingRule {
  fileprivate var roundingRule: String {
    switch self {
    case .proRata: "largest remainders, 1e-6 kWh, equal remainders in rotation"
    case .timePriority: "none"
    }
  }
}
