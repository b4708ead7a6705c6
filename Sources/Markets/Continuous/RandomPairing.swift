public import Parameters
import Quantities
import RandomStreams

/// Random peer-to-peer trade: bids meet offers in random rounds until all have met, and a pair whose
/// limits meet trades between them.
///
/// ```text
/// price = (1 − k) · offer + k · bid          energy: the lesser of what both have left
/// ```
///
/// It is the random trade of pymarket with its coefficient *k*. Trade is strongly budget balanced and
/// individually rational, and more is traded than is efficient: pairs that a better market would not
/// form take energy from those that it would.
///
/// **Pairing.** Bids and offers are put into random order once; in round *r* the *k*-th of the
/// shorter side meets the (*k* + *r*)-th of the longer, in a circle, so that every pair meets exactly
/// once. It ends when no bid left reaches any offer left. **Tie rule.** Chance. **Rounding.** Prices
/// half to even to 10⁻⁶ per kilowatt-hour; energies exact.
///
/// - Complexity: O(*n*²) at worst, in O(*n*) memory.
public struct RandomPairing: MarketMechanism, Parameterized, Hashable {
  public static let parameterSet = ParameterSet(
    name: "random-pairing",
    "Bids and offers meet at random; a pair whose limits meet trades between them.",
    [
      Parameter(
        "k", .number, minimum: 0, maximum: 1, default: .number(0.5),
        "The place of the price between the limits: 0 is the offer's, 1 the bid's.")
    ])

  /// The place of the price between the limits.
  public var pricing: CompetitivePricing

  /// Creates the mechanism.
  ///
  /// - Precondition: `k` lies from 0 to 1.
  public init(k: Double = 0.5) { pricing = CompetitivePricing(k: k) }

  public init(_ values: ParameterValues) throws(ParameterError) {
    let k = values.number("k")
    guard (0...1).contains(k) else { throw ParameterError("k", "'k' must lie from 0 to 1") }
    self.init(k: k)
  }

  public static let traits = MechanismTraits(isIndifferentToOrder: false, needs: .draws)

  public var rules: [(name: String, value: String)] {
    [
      ("price_rule", "k between the limits of the pair"),
      ("k", "\(Double(pricing.billionths) / 1e9)"),
      ("pairing", "random, every pair meets once"),
      ("tie_rule", "random"),
      ("price_rounding", "half to even, 1e-6 currency/kWh"),
      ("energy_rounding", "none"),
    ]
  }

  public func clear(
    _ orders: Span<Order>, context: ClearingContext, into clearing: inout Clearing
  ) {
    clearing.begin(orders)
    clearing.traderMemory.listAccepted(orders)
    var draws = context.draws
    draws.shuffle(&clearing.traderMemory.bids)
    draws.shuffle(&clearing.traderMemory.offers)
    let bidCount = clearing.traderMemory.bids.count
    let offerCount = clearing.traderMemory.offers.count
    for round in 0..<max(bidCount, offerCount) {
      guard bidCount > 0, offerCount > 0, clearing.canStillTrade(orders) else { break }
      for pair in 0..<min(bidCount, offerCount) {
        let bid = clearing.traderMemory.bids[
          bidCount > offerCount ? (pair + round) % bidCount : pair]
        let offer = clearing.traderMemory.offers[
          bidCount > offerCount ? pair : (pair + round) % offerCount]
        guard orders[bid].limitPrice >= orders[offer].limitPrice else { continue }
        clearing.addTrade(
          bid: bid, offer: offer, of: orders,
          energy: min(orders[bid].energy, orders[offer].energy),
          price: pricing.price(from: orders[offer].limitPrice, to: orders[bid].limitPrice))
      }
    }
    clearing.conclude(orders)
  }
}

extension Clearing {
  /// Whether the best bid with energy left reaches the best offer with energy left.
  fileprivate func canStillTrade(_ orders: Span<Order>) -> Bool {
    let bid = book.bids.entries.first { energyLeft(ofOrder: Int($0.order), orders) > .zero }
    let offer = book.offers.entries.first { energyLeft(ofOrder: Int($0.order), orders) > .zero }
    guard let bid, let offer else { return false }
    return ~bid.rank >= offer.rank
  }
}
