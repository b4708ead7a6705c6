/// The leader's problem: which price earns most when buyers follow with *x = k/p − 1*.
struct PricingGame {
  /// A buyer: what the first kilowatt-hour is worth, and the greatest energy, in kilowatt-hours.
  private let buyers: [(worth: Double, energy: Double)]
  /// The offers, cheapest first: the cost per kilowatt-hour and the energy up to and with this one.
  private let steps: [(cost: Double, energyBelow: Double, energy: Double, costBelow: Double)]
  private let range: ClosedRange<Double>

  /// - Parameters:
  ///   - bids: The bids, best first.
  ///   - offers: The offers, best first.
  init(
    bids: [OrderBook.Entry], offers: [OrderBook.Entry], from lower: Double, to upper: Double
  ) {
    buyers = bids.compactMap { bid in
      let worth = Double(~bid.rank) / 1e6
      return worth > 0 ? (worth, Double(bid.energy) / 1e6) : nil
    }
    var steps: [(cost: Double, energyBelow: Double, energy: Double, costBelow: Double)] = []
    var (energy, cost) = (0.0, 0.0)
    for offer in offers {
      let step = (Double(offer.rank) / 1e6, Double(offer.energy) / 1e6)
      steps.append((step.0, energy, energy + step.1, cost))
      energy += step.1
      cost += step.0 * step.1
    }
    self.steps = steps
    range = min(lower, upper)...upper
  }

  /// The lowest of the prices that earn most; `nil` when none earns anything.
  ///
  /// - Complexity: O((*n* + *m*) log (*n* + *m*)).
  func bestPrice() -> Double? {
    var breakpoints = [range.lowerBound, range.upperBound]
    for buyer in buyers { breakpoints += [buyer.worth, buyer.worth / (1 + buyer.energy)] }
    breakpoints += steps.map(\.cost)
    breakpoints = breakpoints.filter(range.contains).sorted()
    var best: (price: Double, profit: Double)?
    var demand = Demand(buyers)
    func consider(_ price: Double, _ wanted: Double) {
      let profit = profit(at: price, wanted)
      // What rounding of the numbers adds is no reason for another price.
      if profit.earned > (best?.profit ?? 0) * (1 + 1e-12), profit.energy > 0 {
        best = (price, profit.earned)
      }
    }
    for place in breakpoints.indices {
      let price = breakpoints[place]
      demand.advance(to: price)
      consider(price, demand.energy(at: price))
      guard place + 1 < breakpoints.count, breakpoints[place + 1] > price else { continue }
      for inner in pricesWithin(price, breakpoints[place + 1], demand) {
        consider(inner, demand.energy(at: inner))
      }
    }
    return best?.price
  }

  /// The prices between two breakpoints at which a step of the supply is met or the profit is
  /// stationary, in rising order.
  private func pricesWithin(_ lower: Double, _ upper: Double, _ demand: Demand) -> [Double] {
    guard demand.worth > 0 else { return [] }
    let (most, least) = (demand.energy(at: lower), demand.energy(at: upper))
    var prices: [Double] = []
    var place = firstStep(reaching: least)
    while place < steps.count, steps[place].cost <= lower {
      let step = steps[place]
      // Where more is taken by those at their most than others save, profit only rises.
      let saved = demand.count - demand.fixedEnergy
      let stationary = saved > 0 ? (step.cost * demand.worth / saved).squareRoot() : .infinity
      if stationary > lower, stationary < upper { prices.append(stationary) }
      guard step.energy < most else { break }
      let meeting = demand.worth / (step.energy + demand.count - demand.fixedEnergy)
      if meeting > lower, meeting < upper { prices.append(meeting) }
      place += 1
    }
    return prices.sorted()
  }

  /// The first step with which at least an energy is supplied.
  private func firstStep(reaching energy: Double) -> Int {
    var (first, end) = (0, steps.count)
    while first < end {
      let middle = (first + end) / 2
      if steps[middle].energy >= energy { end = middle } else { first = middle + 1 }
    }
    return first
  }

  private func profit(
    at price: Double, _ wanted: Double
  ) -> (earned: Double, energy: Double) {
    // Only steps that cost no more than the price are served.
    var (first, end) = (0, steps.count)
    while first < end {
      let middle = (first + end) / 2
      if steps[middle].cost > price { end = middle } else { first = middle + 1 }
    }
    guard first > 0, wanted > 0 else { return (0, 0) }
    let energy = min(wanted, steps[first - 1].energy)
    let step = steps[min(firstStep(reaching: energy), first - 1)]
    let cost = step.costBelow + (energy - step.energyBelow) * step.cost
    return (price * energy - cost, energy)
  }
}

/// The demand of all buyers as the price rises.
///
/// ```text
/// X(p) = K/p − n + E     K, n: worth and number of those between their bounds; E: of those at most
/// ```
private struct Demand {
  private(set) var worth = 0.0
  private(set) var count = 0.0
  private(set) var fixedEnergy = 0.0
  /// Where buyers begin to save, and where they leave, in rising order of price.
  private var events: [(price: Double, worth: Double, count: Double, energy: Double)] = []
  private var next = 0

  init(_ buyers: [(worth: Double, energy: Double)]) {
    for buyer in buyers {
      fixedEnergy += buyer.energy
      events.append((buyer.worth / (1 + buyer.energy), buyer.worth, 1, -buyer.energy))
      events.append((buyer.worth, -buyer.worth, -1, 0))
    }
    events.sort { $0.price < $1.price }
  }

  /// Goes to a price that is not below the last one.
  mutating func advance(to price: Double) {
    while next < events.count, events[next].price <= price {
      worth += events[next].worth
      count += events[next].count
      fixedEnergy += events[next].energy
      next += 1
    }
    if count < 0.5 { (worth, count) = (0, 0) }
  }

  func energy(at price: Double) -> Double { max(0, worth / price - count + fixedEnergy) }
}
