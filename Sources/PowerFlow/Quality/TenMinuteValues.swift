import Quantities

/// Turns the values of steps into the values of ten minutes by which voltages are judged.
///
/// The value of a window is the root of the mean of the squares of its steps, as IEC 61000-4-30
/// aggregates shorter values. The first window begins with the first step, so a simulation should
/// begin at a full ten minutes. A window in which one step of a channel is not a finite number,
/// such as a step without supply, has no value for that channel.
///
/// ```text
/// U₁₀ = √( (u₁² + … + uₙ²) / n )        n = 10 min / step
/// ```
public struct TenMinuteValues: Sendable {
  /// The length of a window.
  public static let window = Duration.minutes(10)

  /// The number of steps in a window.
  public let stepsPerWindow: Int
  /// The values of the last whole window, by channel; not numbers where there is none.
  public private(set) var values: [Double]

  private var sums: [Double]
  private var stepCount = 0

  /// Prepares channels, such as the phases of all buses.
  ///
  /// - Throws: ``VoltageQualityError/stepDoesNotDivideWindow(step:)`` unless the step divides ten
  ///   minutes.
  /// - Precondition: The number of channels is not negative.
  public init(channelCount: Int, step: Duration) throws(VoltageQualityError) {
    precondition(channelCount >= 0, "the number of channels must not be negative")
    guard step > .zero, step <= Self.window else { throw .stepDoesNotDivideWindow(step: step) }
    let (steps, rest) = Self.window.attoseconds.quotientAndRemainder(
      dividingBy: step.attoseconds)
    guard rest == 0, let count = Int(exactly: steps) else {
      throw .stepDoesNotDivideWindow(step: step)
    }
    stepsPerWindow = count
    values = Array(repeating: .nan, count: channelCount)
    sums = Array(repeating: 0, count: channelCount)
  }

  /// The number of channels.
  public var channelCount: Int { sums.count }

  /// Adds the values of one step.
  ///
  /// - Returns: Whether the step ends a window, so that ``values`` are new.
  /// - Complexity: O(*n*) for *n* channels. Nothing is allocated.
  /// - Precondition: There is one value for each channel.
  public mutating func add(_ step: Span<Double>) -> Bool {
    precondition(step.count == channelCount, "there must be one value for each channel")
    for channel in 0..<step.count {
      sums[channel] += step[channel] * step[channel]
    }
    stepCount += 1
    guard stepCount == stepsPerWindow else { return false }
    stepCount = 0
    for channel in 0..<step.count {
      let mean = sums[channel] / Double(stepsPerWindow)
      values[channel] = mean.isFinite ? mean.squareRoot() : .nan
      sums[channel] = 0
    }
    return true
  }
}
