public import RandomStreams

/// How a member expects its load and its generation to be in the intervals ahead.
///
/// What really comes is a profile that no decision changes. A model that is given it adds errors to
/// it, or is perfect; the others only see what has been.
public protocol ForecastModel: Sendable {
  /// Which of the same intervals of earlier days the model wants to see; `nil` for none.
  var history: ForecastHistory? { get }

  /// Forecasts the mean of each interval ahead.
  ///
  /// - Parameters:
  ///   - quantity: What is forecast; the values are positive.
  ///   - view: What there is to know.
  ///   - values: Receives a value for each interval.
  func forecast(
    _ quantity: ForecastQuantity, from view: borrowing ForecastView, into values: inout [Double])
}

extension ForecastModel {
  public var history: ForecastHistory? { nil }
}

/// What is forecast.
public enum ForecastQuantity: Hashable, Sendable {
  /// The consumption of the loads that nobody shifts.
  case load
  /// The production.
  case generation
}

/// The days before an interval whose same intervals are looked at.
public struct ForecastHistory: Hashable, Sendable {
  /// The number of days that are averaged.
  public var count: Int
  /// The days from one to the next: 1 for the days before, 7 for the same day of the weeks before.
  public var spacing: Int

  /// Creates a history.
  public init(count: Int, spacing: Int) {
    self.count = count
    self.spacing = spacing
  }
}

/// What there is to know when a forecast is made.
public struct ForecastView: Sendable {
  /// The number of the first interval ahead, counted from the start of the run.
  public var firstInterval: Int
  /// The length of an interval, in hours.
  public var intervalHours: Double
  /// What each interval ahead will really bring.
  public var truth: [Double] = []
  /// What the last interval brought; 0 when nothing is known yet.
  public var last = 0.0
  /// The means of the same intervals of earlier days; not a number where nothing is known.
  public var past: [Double] = []
  /// The random numbers of the member's own errors, by interval.
  public var ownErrors: RandomStream
  /// The random numbers of errors that all members share, by interval.
  public var sharedErrors: RandomStream

  /// Creates a view in which nothing is known yet.
  public init(
    firstInterval: Int, intervalHours: Double, ownErrors: RandomStream, sharedErrors: RandomStream
  ) {
    self.firstInterval = firstInterval
    self.intervalHours = intervalHours
    self.ownErrors = ownErrors
    self.sharedErrors = sharedErrors
  }
}
