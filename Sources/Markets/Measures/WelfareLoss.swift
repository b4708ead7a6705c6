public import Quantities

/// The welfare that clearings reached, beside the greatest that their orders allowed.
///
/// The greatest welfare of an interval is that of the central optimum: the orders served that a
/// planner would choose who knows all limit prices. What is lost is never negative.
public struct WelfareLoss: Hashable, Sendable {
  /// The welfare reached; `nil` beyond the range of money.
  public private(set) var reached: Money? = .zero
  /// The greatest welfare; `nil` beyond the range of money.
  public private(set) var greatest: Money? = .zero

  /// Creates a sum over no clearings.
  public init() {}

  /// Creates the loss of one clearing.
  public init(of clearing: Clearing) { add(clearing) }

  /// Adds the next interval.
  public mutating func add(_ clearing: Clearing) {
    reached = sum(reached, clearing.welfare)
    greatest = sum(greatest, clearing.greatestWelfare)
  }

  /// The welfare that was not reached; `nil` beyond the range of money.
  public var loss: Money? {
    guard let reached, let greatest else { return nil }
    return try? greatest.subtracting(reached)
  }

  /// The part of the greatest welfare that was lost, from 0 to 1; `nil` when there was none to lose.
  public var share: Double? {
    guard let loss, let greatest, greatest > .zero else { return nil }
    return Double(loss.micros) / Double(greatest.micros)
  }

  private func sum(_ left: Money?, _ right: Money?) -> Money? {
    guard let left, let right else { return nil }
    return try? left.adding(right)
  }
}
