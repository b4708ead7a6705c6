extension SupplyDemandSchedule {
  /// Where supply meets demand.
  public struct Equilibrium: Hashable, Sendable {
    /// The lowest price at which as much is offered as is asked for.
    public let lowestPrice: Int64
    /// The highest price at which as much is offered as is asked for.
    public let highestPrice: Int64
    /// The greatest number of units that are traded at such a price.
    public let quantity: Int
    /// The greatest surplus of values over costs that trade can reach.
    public let surplus: Int64

    /// The price in the middle, p₀.
    public var price: Double { Double(lowestPrice) / 2 + Double(highestPrice) / 2 }
  }

  /// The equilibrium; `nil` when no value reaches any cost.
  ///
  /// ```text
  /// q₀ = the number of pairs v₁ ≥ v₂ ≥ …, c₁ ≤ c₂ ≤ … with v ≥ c      W = Σ (v − c)
  /// p₀ = the middle of [max(c_q, v_q+1), min(v_q, c_q+1)]
  /// ```
  ///
  /// - Complexity: O(*n* log *n*) for *n* units: keep it.
  public var equilibrium: Equilibrium? {
    let demand = values.joined().sorted(by: >)
    let supply = costs.joined().sorted()
    var quantity = 0
    var surplus: Int64 = 0
    while quantity < min(demand.count, supply.count), demand[quantity] >= supply[quantity] {
      // At most 10⁵ units of 10¹² tokens: far below 2⁶³.
      surplus += demand[quantity] - supply[quantity]
      quantity += 1
    }
    guard quantity > 0 else { return nil }
    let lastValue = demand[quantity - 1]
    let lastCost = supply[quantity - 1]
    return Equilibrium(
      lowestPrice: quantity < demand.count ? max(lastCost, demand[quantity]) : lastCost,
      highestPrice: quantity < supply.count ? min(lastValue, supply[quantity]) : lastValue,
      quantity: quantity, surplus: surplus)
  }

  /// What a trader would gain if everything were traded at the equilibrium price.
  ///
  /// - Parameters:
  ///   - units: The values of a buyer or the costs of a seller.
  ///   - isBuyer: Whether the trader buys.
  ///   - price: The equilibrium price.
  static func gain(of units: [Int64], isBuyer: Bool, at price: Double) -> Double {
    units.reduce(0) { $0 + max(isBuyer ? Double($1) - price : price - Double($1), 0) }
  }
}
