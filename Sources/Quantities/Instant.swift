/// A point of simulated time: whole nanoseconds since 1970-01-01T00:00Z, leap seconds ignored.
///
/// An integer has no rounding, so two ways of adding the same steps meet at the same instant. The
/// range is ±292 years around 1970.
@frozen
public struct Instant: Comparable, Hashable, Sendable {
  /// The nanoseconds since 1970-01-01T00:00Z.
  public var nanoseconds: Int64

  /// Creates an instant from nanoseconds since 1970-01-01T00:00Z.
  @inlinable
  public init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

  /// Creates an instant from whole seconds since 1970-01-01T00:00Z.
  ///
  /// - Precondition: The instant lies in the range of the type.
  @inlinable
  public init(seconds: Int64) { self.init(nanoseconds: seconds * 1_000_000_000) }

  /// The whole seconds since 1970-01-01T00:00Z, rounded down.
  @inlinable
  public var secondsRoundedDown: Int64 {
    let (quotient, remainder) = nanoseconds.quotientAndRemainder(dividingBy: 1_000_000_000)
    return remainder < 0 ? quotient - 1 : quotient
  }

  /// The nanoseconds from another instant to this one; the span may exceed 64 bits.
  @inlinable
  func nanoseconds(since start: Instant) -> Double {
    let (span, overflow) = nanoseconds.subtractingReportingOverflow(start.nanoseconds)
    return overflow ? Double(nanoseconds) - Double(start.nanoseconds) : Double(span)
  }

  /// The seconds from another instant to this one.
  @inlinable
  public func seconds(since start: Instant) -> Double {
    nanoseconds(since: start) * 1e-9
  }

  /// The hours from another instant to this one.
  @inlinable
  public func hours(since start: Instant) -> Double {
    nanoseconds(since: start) / 3.6e12
  }

  @inlinable
  public static func < (left: Instant, right: Instant) -> Bool {
    left.nanoseconds < right.nanoseconds
  }

  /// The instant that lies a number of nanoseconds later; `nil` when the range ends before it.
  @inlinable
  public func advanced(byNanoseconds span: Int64) -> Instant? {
    let (sum, overflow) = nanoseconds.addingReportingOverflow(span)
    return overflow ? nil : Instant(nanoseconds: sum)
  }

  /// The instant that lies a span of time later, the span rounded towards zero to nanoseconds;
  /// `nil` when the range ends before it.
  public func advanced(by span: Duration) -> Instant? {
    let (seconds, attoseconds) = span.components
    let sum =
      Int128(nanoseconds) + Int128(seconds) * 1_000_000_000 + Int128(attoseconds / 1_000_000_000)
    return Int64(exactly: sum).map(Instant.init(nanoseconds:))
  }

  /// The instant that lies a span of time later, the span rounded towards zero to nanoseconds.
  ///
  /// - Precondition: The instant lies in the range of the type.
  @inlinable
  public static func + (instant: Instant, span: Duration) -> Instant {
    Instant(nanoseconds: instant.nanoseconds + span.wholeNanoseconds)
  }

  /// The instant that lies a span of time earlier, the span rounded towards zero to nanoseconds.
  ///
  /// - Precondition: The instant lies in the range of the type.
  @inlinable
  public static func - (instant: Instant, span: Duration) -> Instant {
    Instant(nanoseconds: instant.nanoseconds - span.wholeNanoseconds)
  }

  /// The span of time between two instants.
  @inlinable
  public static func - (end: Instant, start: Instant) -> Duration {
    .nanoseconds(end.nanoseconds) - .nanoseconds(start.nanoseconds)
  }
}

extension Duration {
  /// A span of a number of minutes.
  ///
  /// - Precondition: The number is below 10¹⁷.
  @inlinable
  public static func minutes(_ minutes: Int64) -> Duration { .seconds(60 * minutes) }

  /// A span of a number of hours.
  ///
  /// - Precondition: The number is below 10¹⁵.
  @inlinable
  public static func hours(_ hours: Int64) -> Duration { .seconds(3600 * hours) }

  /// The length, in whole nanoseconds, rounded towards zero.
  ///
  /// - Precondition: The span is shorter than 292 years.
  @inlinable
  public var wholeNanoseconds: Int64 {
    components.seconds * 1_000_000_000 + components.attoseconds / 1_000_000_000
  }

  /// The length, in seconds.
  @inlinable
  public var inSeconds: Double {
    Double(components.seconds) + Double(components.attoseconds) * 1e-18
  }

  /// The length, in hours.
  @inlinable
  public var inHours: Double { inSeconds / 3600 }
}
