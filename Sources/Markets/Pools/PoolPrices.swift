public import Quantities

/// The average prices of a community that trades at one local price and settles the rest with a
/// retailer.
///
/// ```text
/// buy  = (V·p + (D − V)·λb) / D        V = min(G, D): the volume traded locally
/// sell = (V·p + (G − V)·λs) / G        p: the local price
/// ```
///
/// Whatever *p* is, the members pay together what the grid charges, `buy·D − sell·G = λb·(D − V) −
/// λs·(G − V)`: such rules only differ in who gains.
public struct PoolPrices: Hashable, Sendable {
  /// What buyers pay on average, in currency units per kWh; the retailer's price without demand.
  public var buy: Double
  /// What sellers receive on average, in currency units per kWh; the retailer's price without
  /// generation.
  public var sell: Double

  /// Calculates the averages of a local price.
  ///
  /// - Parameters:
  ///   - localPrice: The price of what is traded locally.
  ///   - generation: What the members have together to sell, *G*.
  ///   - demand: What they have together to buy, *D*.
  ///   - importPrice: What the retailer charges, *λb*.
  ///   - exportPrice: What the retailer pays, *λs*.
  public init(
    localPrice: EnergyPrice, generation: MeteredEnergy, demand: MeteredEnergy,
    importPrice: EnergyPrice, exportPrice: EnergyPrice
  ) {
    let (local, import_, export) = (
      localPrice.unitsPerKilowattHour, importPrice.unitsPerKilowattHour,
      exportPrice.unitsPerKilowattHour
    )
    let volume = max(min(generation, demand), .zero).kilowattHours
    let boughtShare = demand > .zero ? volume / demand.kilowattHours : 0
    let soldShare = generation > .zero ? volume / generation.kilowattHours : 0
    buy = boughtShare * local + (1 - boughtShare) * import_
    sell = soldShare * local + (1 - soldShare) * export
  }
}

/// Where a pool takes the prices from that its local price lies between.
public enum PoolReference: String, CaseIterable, Hashable, Sendable {
  /// The lowest limit of all bids and the highest of all offers.
  case orders
  /// The same among the orders that cross, which alone take part.
  case crossing
  /// The retailer's prices of the community; without them nothing is traded.
  case retail
}
