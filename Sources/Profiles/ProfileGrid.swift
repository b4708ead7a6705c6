public import Quantities

/// A row of equal intervals of time that touch each other.
///
/// Row `k` is the interval `[start + k·step, start + (k+1)·step)`. The whole grid lies in the range
/// of `Instant`, so that no arithmetic on its rows can overflow.
@frozen
public struct ProfileGrid: Hashable, Sendable {
  /// The beginning of the first interval.
  public let start: Instant

  /// The length of every interval, in nanoseconds; positive.
  public let stepNanoseconds: Int64

  /// The number of intervals.
  public let count: Int

  /// Creates a grid.
  ///
  /// - Throws: ``ProfileError`` when the step is not positive, the count is negative, or the grid
  ///   ends outside the range of instants.
  public init(start: Instant, stepNanoseconds: Int64, count: Int) throws(ProfileError) {
    guard stepNanoseconds > 0, count >= 0 else {
      throw .invalidGrid("its step must be positive, and its count must not be negative")
    }
    let (length, lengthOverflow) = stepNanoseconds.multipliedReportingOverflow(by: Int64(count))
    guard !lengthOverflow, start.advanced(byNanoseconds: length) != nil else {
      throw .invalidGrid("it ends later than the year 2262")
    }
    self.start = start
    self.stepNanoseconds = stepNanoseconds
    self.count = count
  }

  /// The end of the last interval.
  @inlinable
  public var end: Instant {
    Instant(nanoseconds: start.nanoseconds + Int64(count) * stepNanoseconds)
  }

  /// The length of every interval.
  @inlinable
  public var step: Duration { .nanoseconds(stepNanoseconds) }

  /// The row whose interval holds an instant; `nil` outside the grid.
  ///
  /// - Complexity: O(1).
  @inlinable
  public func row(at instant: Instant) -> Int? {
    let (span, overflow) = instant.nanoseconds.subtractingReportingOverflow(start.nanoseconds)
    guard !overflow, span >= 0 else { return nil }
    let row = span / stepNanoseconds
    return row < Int64(count) ? Int(row) : nil
  }

  /// The interval of a row.
  ///
  /// - Precondition: The row lies in `0..<count`.
  @inlinable
  public func interval(ofRow row: Int) -> Range<Instant> {
    precondition(row >= 0 && row < count, "the row must lie in the grid")
    let lower = start.nanoseconds + Int64(row) * stepNanoseconds
    return Instant(nanoseconds: lower)..<Instant(nanoseconds: lower + stepNanoseconds)
  }

  /// Whether every instant of a range of time lies in the grid.
  @inlinable
  public func covers(_ range: Range<Instant>) -> Bool {
    range.isEmpty || (start <= range.lowerBound && range.upperBound <= end)
  }
}
