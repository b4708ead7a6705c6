public import Quantities

/// Adds up the time and energy that a network feeds back at one point, such as its source.
public struct ReverseFlow: Hashable, Sendable {
  /// The hours in which power flows back.
  public private(set) var hours = 0.0
  /// The energy that flows back.
  public private(set) var energy = Energy.zero
  /// The largest power back; zero if there is none.
  public private(set) var largestPower = Power.zero
  /// When the largest power began first.
  public private(set) var instantOfLargestPower: Instant?

  /// Creates a counter at zero.
  public init() {}

  /// Adds a span of constant power.
  ///
  /// - Parameters:
  ///   - power: What the source delivers into the network; negative when it flows back.
  ///   - start: When the span begins.
  ///   - span: Its length.
  public mutating func add(_ power: Power, at start: Instant, for span: Duration) {
    guard power.watts.isFinite, power < .zero else { return }
    hours += span.inHours
    energy = energy + (-power) * span
    if -power > largestPower { (largestPower, instantOfLargestPower) = (-power, start) }
  }
}
