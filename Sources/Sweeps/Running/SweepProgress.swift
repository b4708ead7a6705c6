/// How far a sweep has come.
public struct SweepProgress: Hashable, Sendable {
  /// The points in sight: all that were selected; with a stopping rule those known so far.
  public var total = 0
  /// Points that are done, those included that were there before.
  public var done = 0
  /// Points that have failed, those included that failed before.
  public var failed = 0
  /// Points that were run now, failed ones included.
  public var ran = 0
  /// The time since the start.
  public var elapsed = Duration.zero

  /// Points that are neither done nor failed.
  public var left: Int { max(0, total - done - failed) }

  /// Points per second of those that were run now.
  public var rate: Double {
    let seconds = elapsed / .seconds(1)
    return seconds > 0 ? Double(ran) / seconds : 0
  }

  /// The time that is left at this rate; `nil` while there is none.
  public var remaining: Duration? {
    ran > 0 && rate > 0 ? .seconds(Double(left) / rate) : nil
  }
}

/// Watches a sweep.
public struct SweepObserver: Sendable {
  /// Is told several times a second how far the sweep has come, on the thread that started it.
  public var progress: @Sendable (SweepProgress) -> Void
  /// Is asked by all threads whether the sweep should end.
  public var shouldStop: @Sendable () -> Bool

  /// Creates an observer.
  ///
  /// - Parameters:
  ///   - progress: Is told how far the sweep has come.
  ///   - shouldStop: Is asked whether the sweep should end.
  public init(
    progress: @escaping @Sendable (SweepProgress) -> Void = { _ in },
    shouldStop: @escaping @Sendable () -> Bool = { false }
  ) {
    self.progress = progress
    self.shouldStop = shouldStop
  }
}
