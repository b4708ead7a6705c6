public import Parameters
import Quantities

/// A continuous double auction: each order in turn trades with the best of those before it.
///
/// The orders of an interval are messages to a ``LimitOrderBook``, in the order of submission. Each
/// trades with the best resting orders that it meets, first come first served at one price, and rests
/// with what is left. At the end of the interval what rests is not served.
///
/// **Price rule.** Each trade is at the limit of the order that rested. **Tie rule.** Time.
/// **Rounding.** None: prices are limits, energies the lesser of two.
///
/// It is strongly budget balanced and individually rational. Who trades, and at which price, depends
/// on who comes first, so welfare is lost that a call auction finds.
///
/// - Complexity: That of the messages, see ``LimitOrderBook``, and O(*n* log *n*) to find the
///   greatest welfare.
public struct ContinuousDoubleAuction: MarketMechanism, Parameterized, Hashable {
  public static let parameterSet = ParameterSet(
    name: "continuous-double-auction",
    "Each order in turn trades with the best of those before it, at their limits.",
    [
      Parameter(
        "selfTrade",
        .choice(LimitOrderBook.SelfTradePrevention.allCases.map(\.rawValue)),
        default: .text(LimitOrderBook.SelfTradePrevention.none.rawValue),
        "What happens when an order meets another of the same trader; 'none' lets them trade.")
    ])

  /// What happens when an order meets another of the same trader.
  public var selfTradePrevention: LimitOrderBook.SelfTradePrevention

  /// Creates the mechanism.
  public init(selfTradePrevention: LimitOrderBook.SelfTradePrevention = .none) {
    self.selfTradePrevention = selfTradePrevention
  }

  public init(_ values: ParameterValues) throws(ParameterError) {
    guard
      let prevention = LimitOrderBook.SelfTradePrevention(rawValue: values.text("selfTrade"))
    else {
      let names = LimitOrderBook.SelfTradePrevention.allCases.map(\.rawValue)
        .joined(separator: "' or '")
      throw ParameterError("selfTrade", "'selfTrade' must be '\(names)'")
    }
    self.init(selfTradePrevention: prevention)
  }

  public static let traits = MechanismTraits(isIndifferentToOrder: false)

  public var rules: [(name: String, value: String)] {
    [
      ("price_rule", "limit of the resting order"),
      ("tie_rule", "price, then time"),
      ("self_trade", selfTradePrevention.rawValue),
      ("price_rounding", "none"),
      ("energy_rounding", "none"),
    ]
  }

  public func clear(
    _ orders: Span<Order>, context: ClearingContext, into clearing: inout Clearing
  ) {
    clearing.begin(orders)
    clearing.limitBook.removeAll()
    clearing.limitBook.selfTradePrevention = selfTradePrevention
    var accepted = AcceptedOrders()
    for index in 0..<orders.count where accepted.accepts(orders[index]) {
      let order = orders[index]
      clearing.limitBook.submit(
        Int64(index), trader: order.trader, side: order.side, price: order.limitPrice,
        energy: order.energy)
      for place in clearing.limitBook.fills.indices {
        let fill = clearing.limitBook.fills[place]
        let isBid = fill.incomingSide == .bid
        // Identifiers are indices of orders.
        clearing.addTrade(
          bid: Int(isBid ? fill.incoming : fill.resting),
          offer: Int(isBid ? fill.resting : fill.incoming), of: orders, energy: fill.energy,
          price: fill.price)
      }
    }
    clearing.conclude(orders)
  }
}
