public import Parameters
import Quantities
import RandomStreams

/// A posted-offer market: buyers come one after another and take the cheapest offers that they
/// accept, at the prices posted.
///
/// It is the one-sided market with pay-as-offer of community simulators such as gsy-e.
///
/// **Price rule.** Each trade is at the limit of the offer. **Tie rule.** Of equal offers the first
/// submitted is taken first; buyers come in the order of submission or in random order.
/// **Rounding.** None.
///
/// Strongly budget balanced and individually rational; which bids are served depends on who comes
/// first, so welfare can be lost. A trader may buy from its own offer.
///
/// > V. L. Smith. "Microeconomic systems as an experimental science." *American Economic Review* 72
/// > (1982).
///
/// - Complexity: O(*n* log *n*).
public struct PostedOffers: MarketMechanism, Parameterized, Hashable {
  public static let parameterSet = ParameterSet(
    name: "posted-offer",
    "Buyers come one after another and take the cheapest offers, at the prices posted.",
    [
      Parameter(
        "arrival", .choice(Arrival.allCases.map(\.rawValue)),
        default: .text(Arrival.submission.rawValue), "The order in which buyers come.")
    ])

  /// The order in which buyers come.
  public var arrival: Arrival

  /// Creates the mechanism.
  public init(arrival: Arrival = .submission) { self.arrival = arrival }

  public init(_ values: ParameterValues) throws(ParameterError) {
    guard let arrival = Arrival(rawValue: values.text("arrival")) else {
      throw ParameterError("arrival", "'arrival' must be 'submission' or 'random'")
    }
    self.init(arrival: arrival)
  }

  public static let traits = MechanismTraits(isIndifferentToOrder: false, needs: .draws)

  public var rules: [(name: String, value: String)] {
    [
      ("price_rule", "limit of the offer"),
      ("arrival", arrival.rawValue),
      ("tie_rule", "the first submitted of equal offers"),
      ("price_rounding", "none"),
      ("energy_rounding", "none"),
    ]
  }

  public func clear(
    _ orders: Span<Order>, context: ClearingContext, into clearing: inout Clearing
  ) {
    clearing.begin(orders)
    clearing.traderMemory.listAccepted(orders)
    if arrival == .random {
      var draws = context.draws
      draws.shuffle(&clearing.traderMemory.bids)
    }
    // Every buyer takes the cheapest, so what is taken is taken from the front.
    var cheapest = 0
    for arrival in clearing.traderMemory.bids.indices {
      let bid = clearing.traderMemory.bids[arrival]
      while cheapest < clearing.book.offers.entries.count,
        case let offer = Int(clearing.book.offers.entries[cheapest].order),
        orders[offer].limitPrice <= orders[bid].limitPrice
      {
        let energy = min(
          clearing.energyLeft(ofOrder: bid, orders), clearing.energyLeft(ofOrder: offer, orders))
        clearing.addTrade(
          bid: bid, offer: offer, of: orders, energy: energy, price: orders[offer].limitPrice)
        guard clearing.energyLeft(ofOrder: offer, orders) == .zero else { break }
        cheapest += 1
      }
    }
    clearing.conclude(orders)
  }
}
