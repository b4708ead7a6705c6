public import Quantities
public import RandomStreams

/// What a mechanism may know besides the orders.
///
/// Only the ordinal of the interval is always known; the rest is there for the mechanisms that ask
/// for it (``MechanismTraits/needs``).
public struct ClearingContext: Sendable {
  /// The ordinal of the delivery interval in the run.
  ///
  /// It decides who gets an indivisible remainder, so that over time nobody is favoured.
  public var intervalOrdinal: Int64
  /// The random numbers that a mechanism with chance may draw. They are a value: the same context
  /// gives the same clearing.
  public var draws: RandomDraws
  /// What the retailer charges for one more imported kilowatt-hour of the community.
  public var importPrice: EnergyPrice?
  /// What the retailer pays for one more exported kilowatt-hour of the community.
  public var exportPrice: EnergyPrice?
  /// By the index of the order, how much its limit price rises with each kilowatt-hour served
  /// (an offer), or falls (a bid), in currency units per kWh²; empty when all limits are constant.
  ///
  /// A bid of limit *b* and slope *a* is worth *b·e − a·e²/2* for the energy *e*; an offer of limit
  /// *s* costs *s·e + a·e²/2*.
  public var slopes: [Double]
  /// By the index of the trader, its share of what is generated together; empty when there are none.
  public var quotaShares: [Double]
  /// Where the traders stand in the network; `nil` without one.
  public var network: MarketNetwork?

  /// Creates a context.
  public init(
    intervalOrdinal: Int64, draws: RandomDraws? = nil, importPrice: EnergyPrice? = nil,
    exportPrice: EnergyPrice? = nil, slopes: [Double] = [], quotaShares: [Double] = [],
    network: MarketNetwork? = nil
  ) {
    self.intervalOrdinal = intervalOrdinal
    self.draws =
      draws ?? RandomDraws(key: 0, ordinal: UInt64(truncatingIfNeeded: intervalOrdinal))
    self.importPrice = importPrice
    self.exportPrice = exportPrice
    self.slopes = slopes
    self.quotaShares = quotaShares
    self.network = network
  }
}
