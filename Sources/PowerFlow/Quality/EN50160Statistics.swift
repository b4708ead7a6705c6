/// Counts how the weeks of a simulation fulfil EN 50160, for many channels at a time.
///
/// A channel is a voltage in per unit, such as a phase of a bus, or an unbalance. A bus complies if
/// all of its phases do.
///
/// Choices where the standard leaves them: a week is 1,008 windows in a row, the first one
/// beginning with the first step. Windows without a value, such as interruptions, do not count:
/// shares are of the values that exist, and a week without any complies. A week that the simulation
/// did not finish is not judged; its values count for ``Channel/lowest`` and ``Channel/highest``
/// only.
public struct EN50160Statistics: Sendable {
  /// The number of windows in a week.
  public static let windowsPerWeek = 1008

  /// What is known of one channel.
  public struct Channel: Hashable, Sendable {
    /// The weeks in which too many values lay outside of the usual band.
    public internal(set) var weeksAboveToleratedShare = 0
    /// The weeks in which a value lay outside of the band for all values.
    public internal(set) var weeksOutsideAlways = 0
    /// The weeks that failed for one of the two reasons, or both.
    public internal(set) var failedWeeks = 0
    /// The largest share of a week's values outside of the usual band.
    public internal(set) var worstShareOutside = 0.0
    /// The smallest value of ten minutes; infinite if there is none.
    public internal(set) var lowest = Double.infinity
    /// The largest value of ten minutes; minus infinity if there is none.
    public internal(set) var highest = -Double.infinity

    // The week that is going on.
    var values = 0
    var outsideUsual = 0
    var outsideAlways = 0
  }

  /// The limits.
  public let limits: EN50160Limits
  /// What is known of each channel.
  public private(set) var channels: [Channel]
  /// The number of whole weeks.
  public private(set) var weekCount = 0

  private var windows: TenMinuteValues
  private var windowCount = 0

  /// Prepares channels.
  ///
  /// - Throws: ``VoltageQualityError/stepDoesNotDivideWindow(step:)`` unless the step divides ten
  ///   minutes.
  public init(
    channelCount: Int, step: Duration, limits: EN50160Limits = .lowVoltage
  ) throws(VoltageQualityError) {
    windows = try TenMinuteValues(channelCount: channelCount, step: step)
    channels = Array(repeating: Channel(), count: channelCount)
    self.limits = limits
  }

  /// The number of windows since the last whole week.
  public var unfinishedWindowCount: Int { windowCount }

  /// Whether every whole week of a channel complied; `nil` without a whole week.
  public func complies(channel: Int) -> Bool? {
    weekCount == 0 ? nil : channels[channel].failedWeeks == 0
  }

  /// Adds the values of one step.
  ///
  /// - Complexity: O(*n*) for *n* channels. Nothing is allocated.
  /// - Precondition: There is one value for each channel.
  public mutating func add(_ step: Span<Double>) {
    guard windows.add(step) else { return }
    windowCount += 1
    let isEnd = windowCount == Self.windowsPerWeek
    for channel in channels.indices {
      channels[channel].add(windows.values[channel], limits)
      if isEnd { channels[channel].endWeek(limits) }
    }
    if isEnd {
      windowCount = 0
      weekCount += 1
    }
  }
}

extension EN50160Statistics.Channel {
  fileprivate mutating func add(_ value: Double, _ limits: EN50160Limits) {
    guard value.isFinite else { return }
    values += 1
    outsideUsual += limits.usual.contains(value) ? 0 : 1
    outsideAlways += limits.always.contains(value) ? 0 : 1
    lowest = min(lowest, value)
    highest = max(highest, value)
  }

  fileprivate mutating func endWeek(_ limits: EN50160Limits) {
    let share = values == 0 ? 0 : Double(outsideUsual) / Double(values)
    // Counts are compared, so that exactly the tolerated share passes whatever the rounding.
    let isAbove = Double(outsideUsual) > limits.toleratedShare * Double(values) + 1e-9
    worstShareOutside = max(worstShareOutside, share)
    weeksAboveToleratedShare += isAbove ? 1 : 0
    weeksOutsideAlways += outsideAlways > 0 ? 1 : 0
    failedWeeks += isAbove || outsideAlways > 0 ? 1 : 0
    (values, outsideUsual, outsideAlways) = (0, 0, 0)
  }
}
