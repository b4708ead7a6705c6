public import Quantities

/// Who could move the price: indices of market power.
public enum MarketPower {
  /// What is left of a side when one trader withholds all that it has.
  public struct ResidualIndex: Hashable, Sendable {
    /// The trader.
    public var trader: Int32
    /// What the trader offers, or bids for.
    public var energy: MeteredEnergy
    /// What all others of the side have over what the other side wants; infinite when it wants
    /// nothing.
    public var index: Double

    /// Whether the other side cannot be served without the trader.
    public var isPivotal: Bool { index < 1 }
  }

  /// The residual supply index of each seller, by rising trader.
  ///
  /// ```text
  /// RSIᵢ = (supply − supply of i) / demand
  /// ```
  ///
  /// Below 1 the seller is pivotal; regulators look for at least 1.1 in most hours.
  ///
  /// > A. Y. Sheffrin, J. Chen and B. F. Hobbs. "Watching watts to prevent abuse of power." *IEEE
  /// > Power and Energy Magazine* 2 (2004).
  /// > [doi:10.1109/MPAE.2004.1310874](https://doi.org/10.1109/MPAE.2004.1310874)
  ///
  /// - Parameters:
  ///   - orders: The orders.
  ///   - demand: What is to be served; the energy of all bids when `nil`.
  public static func residualSupply(
    of orders: Span<Order>, demand: MeteredEnergy? = nil
  ) -> [ResidualIndex] {
    residuals(of: .offer, in: orders, against: demand)
  }

  /// The mirror for buyers, by rising trader: what all others would still buy over what is supplied.
  ///
  /// - Parameters:
  ///   - orders: The orders.
  ///   - supply: What is to be sold; the energy of all offers when `nil`.
  public static func residualDemand(
    of orders: Span<Order>, supply: MeteredEnergy? = nil
  ) -> [ResidualIndex] {
    residuals(of: .bid, in: orders, against: supply)
  }

  /// How concentrated a market is (Herfindahl and Hirschman): the sum of squared shares, from 1/n for
  /// n equal ones to 1 for a monopoly; regulators write it times 10,000.
  ///
  /// - Parameter energies: What each trader sells, or buys; none may be negative.
  /// - Returns: `nil` when nothing is traded or something is negative.
  public static func concentration(of energies: [MeteredEnergy]) -> Double? {
    let sum = energies.reduce(0) { $0 + Double($1.milliwattHours) }
    guard sum > 0, energies.allSatisfy({ $0 >= .zero }) else { return nil }
    return energies.reduce(0) {
      let share = Double($1.milliwattHours) / sum
      return $0 + share * share
    }
  }

  /// How far a price lies above marginal cost (Lerner): 0 in perfect competition, 1 when costs are
  /// nothing beside the price.
  ///
  /// ```text
  /// L = (p − c) / p
  /// ```
  ///
  /// > A. P. Lerner. "The concept of monopoly and the measurement of monopoly power." *Review of
  /// > Economic Studies* 1 (1934). [doi:10.2307/2967480](https://doi.org/10.2307/2967480)
  ///
  /// - Returns: `nil` unless the price is positive.
  public static func lernerIndex(price: EnergyPrice, marginalCost: EnergyPrice) -> Double? {
    guard price > .zero else { return nil }
    return Double(price.less(marginalCost)) / Double(price.microsPerKilowattHour)
  }

  /// The mirror for buyers: how far a price lies below the marginal value, (v − p) / v.
  ///
  /// - Returns: `nil` unless the value is positive.
  public static func buyerLernerIndex(price: EnergyPrice, marginalValue: EnergyPrice) -> Double? {
    guard marginalValue > .zero else { return nil }
    return Double(marginalValue.less(price)) / Double(marginalValue.microsPerKilowattHour)
  }

  private static func residuals(
    of side: Order.Side, in orders: Span<Order>, against wanted: MeteredEnergy?
  ) -> [ResidualIndex] {
    var traders: [Int32] = []
    var (own, other): (Int128, Int128) = (0, 0)
    for index in orders.indices where orders[index].energy > .zero {
      let energy = Int128(orders[index].energy.milliwattHours)
      guard orders[index].side == side else {
        other += energy
        continue
      }
      own += energy
      traders.append(orders[index].trader)
    }
    traders = distinct(traders)
    var energies = [Int128](repeating: 0, count: traders.count)
    for index in orders.indices
    where orders[index].side == side && orders[index].energy > .zero {
      guard let place = traders.place(of: orders[index].trader) else { continue }
      energies[place] += Int128(orders[index].energy.milliwattHours)
    }
    let need = wanted.map { Int128(max($0, .zero).milliwattHours) } ?? other
    return zip(traders, energies).map { trader, energy in
      ResidualIndex(
        trader: trader, energy: MeteredEnergy(milliwattHours: Int64(clamping: energy)),
        index: need > 0 ? Double(own - energy) / Double(need) : .infinity)
    }
  }
}
