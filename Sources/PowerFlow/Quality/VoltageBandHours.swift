public import Quantities

/// Counts the time that each channel, such as a bus, spends outside of a band, and keeps the
/// extremes with the moments at which they began.
public struct VoltageBandHours: Sendable {
  /// What is known of one channel.
  public struct Channel: Hashable, Sendable {
    /// The hours below the band.
    public internal(set) var hoursBelow = 0.0
    /// The hours above the band.
    public internal(set) var hoursAbove = 0.0
    /// The hours without a voltage, such as without supply or without a solution.
    public internal(set) var hoursUnknown = 0.0
    /// The lowest voltage; infinite if there was none.
    public internal(set) var lowest = Double.infinity
    /// When the lowest voltage began first.
    public internal(set) var instantOfLowest: Instant?
    /// The highest voltage; minus infinity if there was none.
    public internal(set) var highest = -Double.infinity
    /// When the highest voltage began first.
    public internal(set) var instantOfHighest: Instant?

    /// The hours outside of the band.
    public var hoursOutside: Double { hoursBelow + hoursAbove }
  }

  /// The band; its ends belong to it.
  public let band: ClosedRange<Double>
  /// What is known of each channel.
  public private(set) var channels: [Channel]
  /// The hours in which a channel at least lay outside of the band.
  public private(set) var hoursWithAnyOutside = 0.0
  /// All hours.
  public private(set) var hours = 0.0

  /// Prepares channels.
  ///
  /// - Parameters:
  ///   - channelCount: The number of channels.
  ///   - band: The band, in the unit of the values, as a rule per unit.
  /// - Precondition: The number of channels is not negative.
  public init(channelCount: Int, band: ClosedRange<Double> = 0.9...1.1) {
    precondition(channelCount >= 0, "the number of channels must not be negative")
    self.band = band
    channels = Array(repeating: Channel(), count: channelCount)
  }

  /// Adds a span in which the voltages stand still.
  ///
  /// - Complexity: O(*n*) for *n* channels. Nothing is allocated.
  /// - Precondition: There is one value for each channel.
  public mutating func add(_ voltages: Span<Double>, at start: Instant, for span: Duration) {
    precondition(voltages.count == channels.count, "there must be one value for each channel")
    let length = span.inHours
    var isAnyOutside = false
    for channel in 0..<voltages.count {
      isAnyOutside =
        channels[channel].add(voltages[channel], band, start, length) || isAnyOutside
    }
    hours += length
    hoursWithAnyOutside += isAnyOutside ? length : 0
  }
}

extension VoltageBandHours.Channel {
  /// Returns whether the voltage lies outside of the band.
  fileprivate mutating func add(
    _ voltage: Double, _ band: ClosedRange<Double>, _ start: Instant, _ length: Double
  ) -> Bool {
    guard voltage.isFinite else {
      hoursUnknown += length
      return false
    }
    if voltage < lowest { (lowest, instantOfLowest) = (voltage, start) }
    if voltage > highest { (highest, instantOfHighest) = (voltage, start) }
    if voltage < band.lowerBound {
      hoursBelow += length
    } else if voltage > band.upperBound {
      hoursAbove += length
    } else {
      return false
    }
    return true
  }
}
