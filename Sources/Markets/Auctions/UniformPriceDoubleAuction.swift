public import Parameters

/// A sealed double auction in which all trades of an interval are made at one price.
///
/// The efficient volume is traded: bids in falling and offers in rising order of price are served
/// while they cross. The price is that of a ``UniformPricing``, by default in the middle of the
/// competitive interval; the ``RationingRule`` decides who is served among equals.
///
/// It is strongly budget balanced and individually rational, but not incentive compatible: a trader
/// whose order is marginal can move the price. Block orders and network limits are left out.
///
/// > M. A. Satterthwaite and S. R. Williams. "Bilateral trade with the sealed bid k-double
/// > auction: existence and efficiency." *Journal of Economic Theory* 48 (1989).
/// > [doi:10.1016/0022-0531(89)90121-X](https://doi.org/10.1016/0022-0531(89)90121-X)
public struct UniformPriceDoubleAuction: MarketMechanism, Parameterized, Hashable {
  public static let parameterSet = ParameterSet(
    name: "uniform-price-double-auction",
    "A sealed double auction with one price for all trades of an interval.",
    [
      Parameter(
        "pricing", .choice(UniformPricing.names), default: .text("k"),
        "Where the price lies: at k in the competitive interval, or at the last orders served."),
      Parameter(
        "k", .number, minimum: 0, maximum: 1, default: .number(0.5),
        "The place of the price in the competitive interval: 0 is its lower end, 1 its upper."),
      RationingRule.parameter,
    ])

  /// The pricing rule.
  public var pricing: UniformPricing
  /// The rationing rule.
  public var rationing: RationingRule

  /// Creates the mechanism with a price in the competitive interval.
  ///
  /// - Precondition: `k` lies from 0 to 1.
  public init(k: Double = 0.5, rationing: RationingRule = .proRata) {
    self.init(pricing: .competitive(CompetitivePricing(k: k)), rationing: rationing)
  }

  /// Creates the mechanism.
  public init(pricing: UniformPricing, rationing: RationingRule = .proRata) {
    self.pricing = pricing
    self.rationing = rationing
  }

  public init(_ values: ParameterValues) throws(ParameterError) {
    let k = values.number("k")
    guard (0...1).contains(k) else { throw ParameterError("k", "'k' must lie from 0 to 1") }
    let name = values.has("pricing") ? values.text("pricing") : "k"
    guard let pricing = UniformPricing(name: name, k: k) else {
      let names = UniformPricing.names.joined(separator: "' or '")
      throw ParameterError("pricing", "'pricing' must be '\(names)'")
    }
    guard name == "k" || k == 0.5 else {
      throw ParameterError("k", "'k' has no meaning where 'pricing' is '\(name)'")
    }
    self.init(pricing: pricing, rationing: try RationingRule(values))
  }

  public static let traits = MechanismTraits(isEfficient: true)

  public var rules: [(name: String, value: String)] {
    var rules = [("price_rule", PricingRule.uniform(pricing).description)]
    if case .competitive(let pricing) = pricing {
      rules.append(("k", "\(Double(pricing.billionths) / 1e9)"))
    }
    return rules + rationing.rules
  }

  public func clear(
    _ orders: Span<Order>, context: ClearingContext, into clearing: inout Clearing
  ) {
    clearing.clearDoubleAuction(
      orders, context: context, pricing: .uniform(pricing), rationing: rationing)
  }
}
