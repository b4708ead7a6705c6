// guide: begin
import Markets
import Parameters
import Quantities

/// All trade at the mean of the best bid and the best offer; first come, first served.
struct PostedAveragePrice: MarketMechanism, Parameterized {
  static let parameterSet = ParameterSet(
    name: "posted-average-price", "One posted price; first come, first served.",
    [Parameter("weight", .fraction, minimum: 0, maximum: 1, default: .number(0.5), "Of the bid.")])
  static let traits = MechanismTraits(isIndifferentToOrder: false)
  let weight: Double
  init(_ values: ParameterValues) throws(ParameterError) { weight = values.number("weight") }
  var rules: [(name: String, value: String)] {
    [("price_rule", "\(weight) best bid + \(1 - weight) best offer"), ("tie_rule", "first come")]
  }

  func clear(_ orders: Span<Order>, context: ClearingContext, into clearing: inout Clearing) {
    clearing.begin(orders)
    var (bid, offer): (EnergyPrice?, EnergyPrice?)
    for index in orders.indices where orders[index].energy > .zero {
      let limit = orders[index].limitPrice
      if orders[index].side == .bid { bid = max(bid ?? limit, limit) }
      if orders[index].side == .offer { offer = min(offer ?? limit, limit) }
    }
    guard let bid, let offer, bid >= offer else { return clearing.conclude(orders) }
    let price = CompetitivePricing(k: weight).price(from: offer, to: bid)
    var places = orders.indices.filter {
      orders[$0].side == .offer && orders[$0].limitPrice <= price
    }
    for buyer in orders.indices
    where orders[buyer].side == .bid && orders[buyer].limitPrice >= price {
      for seller in places {
        clearing.addTrade(
          bid: buyer, offer: seller, of: orders, energy: orders[buyer].energy, price: price)
      }
      places.removeAll { clearing.energyLeft(ofOrder: $0, orders) == .zero }
    }
    clearing.conclude(orders)
  }
}
// guide: end
