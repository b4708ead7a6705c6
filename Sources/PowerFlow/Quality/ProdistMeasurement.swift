/// Counts the readings of PRODIST Módulo 8 at many points of connection, measurement after
/// measurement.
///
/// The voltages of a step come as one list: the phases of the first point, then those of the
/// second, and so on, in volts. A reading is the value of ten minutes of each phase of a point. If
/// one phase has no value, such as without supply, the reading is not valid: it is left out, and
/// the measurement takes longer, until it has 1,008 valid readings. Then the next one begins. What
/// a point has read since its last whole measurement counts for nothing.
public struct ProdistMeasurement: Sendable {
  /// A point of connection.
  public struct Point: Hashable, Sendable {
    /// The band by which it is judged.
    public let band: ProdistVoltageBand
    /// The number of its phases.
    public let phaseCount: Int
    /// The number of whole measurements.
    public internal(set) var measurementCount = 0
    /// The number of measurements beyond a limit.
    public internal(set) var violationCount = 0
    /// The last whole measurement, or `nil` before the first one ends.
    public internal(set) var last: ProdistIndicators?
    /// The highest counts of precarious and critical readings among all whole measurements.
    public internal(set) var worst = ProdistIndicators(precariousReadings: 0, criticalReadings: 0)
    /// The number of readings that were not valid.
    public internal(set) var invalidReadingCount = 0

    var validReadings = 0
  }

  /// What is known of each point.
  public private(set) var points: [Point]

  private var windows: TenMinuteValues
  private var precarious: [Int]
  private var critical: [Int]

  /// Prepares points.
  ///
  /// - Throws: ``VoltageQualityError/stepDoesNotDivideWindow(step:)`` unless the step divides ten
  ///   minutes.
  /// - Precondition: Each point has at least one phase.
  public init(
    _ points: [(band: ProdistVoltageBand, phaseCount: Int)], step: Duration
  ) throws(VoltageQualityError) {
    precondition(points.allSatisfy { $0.phaseCount > 0 }, "each point must have a phase")
    let channelCount = points.reduce(0) { $0 + $1.phaseCount }
    windows = try TenMinuteValues(channelCount: channelCount, step: step)
    self.points = points.map { Point(band: $0.band, phaseCount: $0.phaseCount) }
    precarious = Array(repeating: 0, count: channelCount)
    critical = precarious
  }

  /// The number of channels: the phases of all points.
  public var channelCount: Int { windows.channelCount }

  /// Adds the voltages of one step.
  ///
  /// - Complexity: O(*n*) for *n* channels. Nothing is allocated.
  /// - Precondition: There is one voltage for each channel.
  public mutating func add(volts: Span<Double>) {
    guard windows.add(volts) else { return }
    var first = 0
    for point in points.indices {
      let channels = first..<first + points[point].phaseCount
      first = channels.upperBound
      takeReading(point, channels)
    }
  }

  private mutating func takeReading(_ point: Int, _ channels: Range<Int>) {
    for channel in channels where windows.values[channel].isNaN {
      points[point].invalidReadingCount += 1
      return
    }
    let band = points[point].band
    for channel in channels {
      switch band.quality(ofVolts: windows.values[channel]) {
      case .precarious: precarious[channel] += 1
      case .critical: critical[channel] += 1
      case .adequate, nil: break
      }
    }
    points[point].validReadings += 1
    if points[point].validReadings == ProdistIndicators.readingCount {
      endMeasurement(point, channels)
    }
  }

  private mutating func endMeasurement(_ point: Int, _ channels: Range<Int>) {
    var result = ProdistIndicators(precariousReadings: 0, criticalReadings: 0)
    for channel in channels {
      result.precariousReadings = max(result.precariousReadings, precarious[channel])
      result.criticalReadings = max(result.criticalReadings, critical[channel])
      (precarious[channel], critical[channel]) = (0, 0)
    }
    points[point].finish(result)
  }
}

extension ProdistMeasurement.Point {
  fileprivate mutating func finish(_ result: ProdistIndicators) {
    validReadings = 0
    measurementCount += 1
    violationCount += result.complies ? 0 : 1
    last = result
    worst.precariousReadings = max(worst.precariousReadings, result.precariousReadings)
    worst.criticalReadings = max(worst.criticalReadings, result.criticalReadings)
  }
}
