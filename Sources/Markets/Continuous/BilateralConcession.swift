public import Parameters
import Quantities
import RandomStreams

/// Bilateral trade: each bid meets one offer, and both concede until they deal.
///
/// In each meeting the negotiation of ``Concession`` decides the price, and the lesser energy is
/// traded. With several rounds of meetings, those that have energy left meet others.
///
/// **Price rule.** The middle of bid and ask in the first round of concessions in which they meet;
/// both start at the same prices for all and stop at their limits. **Pairing.** The *k*-th bid left
/// meets the *k*-th offer left, in the order of submission or in random order; in each further round
/// of meetings the longer side moves on by one, or is shuffled again. **Rounding.** Prices half to
/// even to 10⁻⁶ per kilowatt-hour; energies exact.
///
/// Strongly budget balanced and individually rational; not efficient: who meets whom is chance. A
/// trader may meet itself.
///
/// - Complexity: O(*n*) for each round of meetings, and O(*n* log *n*) to find the greatest welfare.
public struct BilateralConcession: MarketMechanism, Parameterized, Hashable {
  public static let parameterSet = ParameterSet(
    name: "bilateral-concession",
    "Each bid meets an offer, and both concede step by step until they deal.",
    [
      price("firstBid", default: 0, "What every buyer bids first."),
      price("firstAsk", default: 1, "What every seller asks first."),
      price("bidStep", minimum: 1e-6, default: 0.01, "What a buyer adds in each round."),
      price("askStep", minimum: 1e-6, default: 0.01, "What a seller takes off in each round."),
      Parameter(
        "pairing", .choice(Arrival.allCases.map(\.rawValue)),
        default: .text(Arrival.random.rawValue), "Who meets whom."),
      Parameter(
        "meetings", .integer, minimum: 1, maximum: 1000, default: .integer(1),
        "How many rounds of meetings there are."),
    ])

  private static func price(
    _ name: String, minimum: Double = -1e9, default value: Double, _ documentation: String
  ) -> Parameter {
    Parameter(
      name, .quantity(.energyPrice), minimum: minimum, maximum: 1e9, default: .number(value),
      documentation)
  }

  /// How bids and asks approach one another.
  public var concession: Concession
  /// Who meets whom.
  public var pairing: Arrival
  /// How many rounds of meetings there are.
  public var meetingCount: Int

  /// Creates the mechanism.
  public init(concession: Concession, pairing: Arrival = .random, meetingCount: Int = 1) {
    self.concession = concession
    self.pairing = pairing
    self.meetingCount = meetingCount
  }

  public init(_ values: ParameterValues) throws(ParameterError) {
    guard let pairing = Arrival(rawValue: values.text("pairing")) else {
      throw ParameterError("pairing", "'pairing' must be 'submission' or 'random'")
    }
    let meetings = values.integer("meetings")
    guard (1...1000).contains(meetings) else {
      throw ParameterError("meetings", "'meetings' must lie from 1 to 1000")
    }
    self.init(
      concession: Concession(
        firstBid: try Self.exactPrice("firstBid", values),
        bidStep: try Self.exactPrice("bidStep", values),
        firstAsk: try Self.exactPrice("firstAsk", values),
        askStep: try Self.exactPrice("askStep", values)),
      pairing: pairing, meetingCount: Int(meetings))
  }

  private static func exactPrice(
    _ name: String, _ values: ParameterValues
  ) throws(ParameterError) -> EnergyPrice {
    let micros = (values.number(name) * 1e6).rounded(.toNearestOrEven)
    guard let exact = Int64(exactly: micros) else {
      throw ParameterError(name, "'\(name)' must be a price from −10⁹ to 10⁹ ¤/kWh")
    }
    return EnergyPrice(microsPerKilowattHour: exact)
  }

  public static let traits = MechanismTraits(isIndifferentToOrder: false, needs: .draws)

  public var rules: [(name: String, value: String)] {
    [
      ("price_rule", "middle of bid and ask in the first round in which they meet"),
      ("first_bid", "\(concession.firstBid.unitsPerKilowattHour)"),
      ("first_ask", "\(concession.firstAsk.unitsPerKilowattHour)"),
      ("bid_step", "\(concession.bidStep.unitsPerKilowattHour)"),
      ("ask_step", "\(concession.askStep.unitsPerKilowattHour)"),
      ("pairing", pairing.rawValue),
      ("meetings", "\(meetingCount)"),
      ("tie_rule", "none"),
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
    for meeting in 0..<max(meetingCount, 0) {
      clearing.forgetServedOrders(orders)
      let (bidCount, offerCount) = (
        clearing.traderMemory.bids.count, clearing.traderMemory.offers.count
      )
      guard bidCount > 0, offerCount > 0 else { break }
      if pairing == .random {
        if bidCount > offerCount {
          draws.shuffle(&clearing.traderMemory.bids)
        } else {
          draws.shuffle(&clearing.traderMemory.offers)
        }
      }
      let step = pairing == .random ? 0 : meeting
      for pair in 0..<min(bidCount, offerCount) {
        // Only the longer side moves on; among equals the offers do.
        let bid = clearing.traderMemory.bids[
          bidCount > offerCount ? (pair + step) % bidCount : pair]
        let offer = clearing.traderMemory.offers[
          bidCount > offerCount ? pair : (pair + step) % offerCount]
        guard
          let deal = concession.deal(
            bidLimit: orders[bid].limitPrice, offerLimit: orders[offer].limitPrice)
        else { continue }
        clearing.addTrade(
          bid: bid, offer: offer, of: orders,
          energy: min(orders[bid].energy, orders[offer].energy), price: deal.price)
      }
    }
    clearing.conclude(orders)
  }
}

extension Clearing {
  /// Takes the orders that have nothing left off the list of those that meet.
  fileprivate mutating func forgetServedOrders(_ orders: Span<Order>) {
    traderMemory.bids.keep { servedEnergy[$0] < orders[$0].energy }
    traderMemory.offers.keep { servedEnergy[$0] < orders[$0].energy }
  }
}

extension [Int] {
  /// Keeps the elements of which something is true, in their order.
  fileprivate mutating func keep(_ isKept: (Int) -> Bool) {
    var count = 0
    for place in indices where isKept(self[place]) {
      self[count] = self[place]
      count += 1
    }
    removeLast(self.count - count)
  }
}
