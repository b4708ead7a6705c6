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
    let (nanoseconds, _) = magnitude(inUnitsOf: 1_000_000_000)
    return Int64(attoseconds < 0 ? -Int128(nanoseconds) : Int128(nanoseconds))
  }

  /// The length, in seconds.
  @inlinable
  public var inSeconds: Double {
    let attosecondsPerSecond: UInt64 = 1_000_000_000_000_000_000
    guard attoseconds.magnitude >> 64 < attosecondsPerSecond else {
      return Double(attoseconds) / 1e18
    }
    let (whole, rest) = magnitude(inUnitsOf: attosecondsPerSecond)
    let seconds = Double(whole) + Double(rest) * 1e-18
    return attoseconds < 0 ? -seconds : seconds
  }

  /// The length without its sign, in a unit of a number of attoseconds, and what is left over.
  ///
  /// One division replaces the many of `components`, which would cost more than all else that is
  /// done with a span.
  @inlinable
  func magnitude(inUnitsOf unit: UInt64) -> (quotient: UInt64, remainder: UInt64) {
    let all = attoseconds.magnitude
    let high = UInt64(truncatingIfNeeded: all >> 64)
    if high == 0 { return UInt64(truncatingIfNeeded: all).quotientAndRemainder(dividingBy: unit) }
    precondition(high < unit, "the span must be shorter than 2⁶⁴ of its units")
    return unit.dividingFullWidth((high, UInt64(truncatingIfNeeded: all)))
  }

  /// The length, in hours.
  @inlinable
  public var inHours: Double { inSeconds / 3600 }
}
