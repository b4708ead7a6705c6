public import Quantities

/// The most that one trader gains by reporting other limit prices and energies than its true ones,
/// all others' orders being what they are.
///
/// The search tries, for each order of the trader in turn, the limit price of every other order, a
/// millionth below and above each, the true limit and a grid of prices, with each of some shares of
/// the true energy; it keeps the best and starts over until nothing improves. Where a mechanism
/// compares the price of an order with others only, or moves a price in a straight line between
/// them, no price gains more for a single order; for several orders together, and for rules of
/// another kind, the result is a lower bound. Less energy may be reported than true, never more.
///
/// A mechanism with chance is asked with the same draws each time, so that what it finds is the gain
/// of hindsight.
public struct BestResponse: Hashable, Sendable {
  /// The trader.
  public let trader: Int32
  /// What the trader gains by the truth, in 10⁻¹² of the currency.
  public let truthfulGain: Int128
  /// What the trader gains by the best report found, in 10⁻¹² of the currency.
  public let gain: Int128
  /// The trader's orders as the best report has them, by index.
  public let report: [Int: Order]

  /// What the best report adds, in 10⁻¹² of the currency; never negative.
  public var improvement: Int128 { saturatingDifference(gain, truthfulGain) }

  /// What the best report adds, in units of the currency.
  public var improvementUnits: Double { Double(improvement) / 1e12 }

  /// Searches for the best response of a trader.
  ///
  /// - Parameters:
  ///   - trader: The trader.
  ///   - orders: The true orders of all traders.
  ///   - mechanism: The rule.
  ///   - context: What the rule may know.
  ///   - prices: Prices to try besides those near other orders.
  ///   - energyShares: The shares of the true energy to try, from 0 to 1.
  ///   - rounds: How often each order is tried at most.
  /// - Complexity: O(rounds · own orders · candidates) clearings.
  public init(
    of trader: Int32, in orders: [Order], under mechanism: any MarketMechanism,
    context: ClearingContext, prices: [EnergyPrice] = [], energyShares: [Double] = [1],
    rounds: Int = 3
  ) {
    var search = ResponseSearch(trader: trader, orders: orders, context: context)
    let own = orders.indices.filter { orders[$0].trader == trader }
    search.evaluate(mechanism)
    truthfulGain = search.bestGain
    for _ in 0..<max(rounds, 0) {
      let before = search.bestGain
      for index in own { search.improve(index, mechanism, prices, energyShares) }
      if search.bestGain == before { break }
    }
    self.trader = trader
    gain = search.bestGain
    var report: [Int: Order] = [:]
    for index in own { report[index] = search.best[index] }
    self.report = report
  }
}

/// The state of a search: the reports tried and the best found.
private struct ResponseSearch {
  let trader: Int32
  let orders: [Order]
  let context: ClearingContext
  var reports: [Order]
  var best: [Order]
  var bestGain: Int128 = .min
  var clearing = Clearing()

  init(trader: Int32, orders: [Order], context: ClearingContext) {
    self.trader = trader
    self.orders = orders
    self.context = context
    reports = orders
    best = orders
  }

  /// Clears the current reports and keeps them if they gain more, by the true limits.
  mutating func evaluate(_ mechanism: any MarketMechanism) {
    let (reports, context) = (reports, context)
    mechanism.clear(reports.span, context: context, into: &clearing)
    let gain = TraderGains(of: clearing, for: orders.span).gain(of: trader)
    if gain > bestGain { (bestGain, best) = (gain, reports) }
  }

  /// Tries all candidates for one order, the others being at their best so far.
  mutating func improve(
    _ index: Int, _ mechanism: any MarketMechanism, _ prices: [EnergyPrice],
    _ energyShares: [Double]
  ) {
    reports = best
    for energy in energies(of: orders[index], energyShares) {
      for price in candidates(for: index, prices) {
        reports[index].energy = energy
        reports[index].limitPrice = price
        evaluate(mechanism)
      }
    }
    reports = best
  }

  private func energies(of order: Order, _ shares: [Double]) -> [MeteredEnergy] {
    shares.map { share in
      let part = (Double(order.energy.milliwattHours) * min(max(share, 0), 1)).rounded()
      guard share < 1, let energy = Int64(exactly: part) else { return order.energy }
      return min(MeteredEnergy(milliwattHours: energy), order.energy)
    }
  }

  private func candidates(for index: Int, _ prices: [EnergyPrice]) -> [EnergyPrice] {
    let step = EnergyPrice(microsPerKilowattHour: 1)
    var candidates = prices + [orders[index].limitPrice]
    for (other, order) in best.enumerated() where other != index {
      candidates += [
        order.limitPrice.saturatingDifference(step), order.limitPrice,
        order.limitPrice.saturatingSum(step),
      ]
    }
    var distinct: [EnergyPrice] = []
    for price in candidates.sorted() where distinct.last != price { distinct.append(price) }
    return distinct
  }
}
