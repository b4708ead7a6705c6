public import Markets

/// An order book as a file writes it, with the names of its orders.
public struct OrderBookFile: Sendable {
  /// The orders, bids and offers in the order of the file.
  public var orders: [Order]
  /// The name of each order.
  public var names: [String]
  /// What the file says besides the orders.
  public var context: ClearingContext
}
