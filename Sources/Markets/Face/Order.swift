public import Quantities

/// A wish to buy or to sell energy in one delivery interval.
///
/// An order has no identifier: its index among the orders of a clearing says which one it is, and
/// which of two was submitted first.
@frozen
public struct Order: BitwiseCopyable, Hashable, Sendable {
  /// The direction of an order.
  @frozen
  public enum Side: UInt8, BitwiseCopyable, CaseIterable, Hashable, Sendable {
    /// The trader takes energy and pays.
    case bid
    /// The trader delivers energy and is paid.
    case offer
  }

  /// The index of the trader who submitted the order.
  public var trader: Int32
  /// Whether the trader buys or sells.
  public var side: Side
  /// The greatest energy to trade; an order of no or of negative energy is refused.
  public var energy: MeteredEnergy
  /// The highest price at which a bid buys, or the lowest at which an offer sells.
  public var limitPrice: EnergyPrice

  /// Creates an order.
  @inlinable
  public init(trader: Int32, side: Side, energy: MeteredEnergy, limitPrice: EnergyPrice) {
    self.trader = trader
    self.side = side
    self.energy = energy
    self.limitPrice = limitPrice
  }
}
