/// What EN 50160 asks of the ten-minute values of a week.
public struct EN50160Limits: Hashable, Sendable {
  /// The band in which most values must lie.
  public var usual: ClosedRange<Double>
  /// The share of the values of a week that may lie outside of ``usual``.
  public var toleratedShare: Double
  /// The band in which all values must lie.
  public var always: ClosedRange<Double>

  /// Creates limits.
  public init(
    usual: ClosedRange<Double>, toleratedShare: Double = 0.05, always: ClosedRange<Double>
  ) {
    self.usual = usual
    self.toleratedShare = toleratedShare
    self.always = always
  }

  /// Low voltage in per unit of the nominal voltage: 95 % of the values within ±10 %, all of them
  /// within +10 % and −15 % (EN 50160:2010, 4.2.2.2).
  public static let lowVoltage = EN50160Limits(usual: 0.9...1.1, always: 0.85...1.1)

  /// The ratio of negative to positive sequence: 95 % of the values up to 2 % (EN 50160:2010,
  /// 4.2.4). Where the standard allows 3 %, make limits of your own.
  public static let unbalance = EN50160Limits(usual: 0...0.02, always: 0...Double.infinity)
}
