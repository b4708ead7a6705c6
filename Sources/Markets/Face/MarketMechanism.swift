/// A rule that turns the orders of one delivery interval into trades.
///
/// A mechanism is a pure function. It keeps no state, has no random numbers of its own and knows
/// nothing of agents, devices or simulated time. Whatever it decides, it decides from the orders and
/// from the context.
///
/// Every mechanism keeps these promises, and `expectMarketPromises(of:for:)` of the test support
/// checks them, with those of its ``traits``, for any orders:
///
/// - No order trades more than its energy, and each order's served energy is the sum of its trades.
/// - Each milliwatt-hour sold is a milliwatt-hour bought; the volume is the sum of the trades.
/// - What buyers pay is what sellers, the network's owner and the auctioneer receive.
/// - The same orders and context give the same clearing, whatever the clearing held before.
/// - No orders make it trap, however enormous, negative or many.
public protocol MarketMechanism: Sendable {
  /// The name of the mechanism in scenario files, such as `uniform-price-double-auction`.
  static var name: String { get }

  /// What the mechanism promises and what it has to know.
  static var traits: MechanismTraits { get }

  /// What it has to know as it is set; no more than its ``traits`` say.
  var needs: MechanismTraits.Needs { get }

  /// The price rule, the tie rule and the rounding in words, as results store them.
  ///
  /// Studies compare designs years after they ran, so nothing about a design may be implied.
  var rules: [(name: String, value: String)] { get }

  /// Clears one delivery interval.
  ///
  /// - Parameters:
  ///   - orders: The orders in the order of submission; the index of an order identifies it.
  ///   - context: What else the mechanism may know.
  ///   - clearing: What the clearing decides; what it held before is replaced, and its memory is
  ///     used again, so that in steady state nothing is allocated.
  func clear(_ orders: Span<Order>, context: ClearingContext, into clearing: inout Clearing)
}

extension MarketMechanism {
  /// The name of the mechanism in scenario files.
  public var name: String { Self.name }

  /// What the mechanism promises and what it has to know.
  public var traits: MechanismTraits { Self.traits }

  public var needs: MechanismTraits.Needs { Self.traits.needs }
}
