/// The clock of a control that acts when what it measures has lain outside of a band for long enough.
///
/// It starts when the measured value leaves the band and is reset when the value comes back, or comes
/// to the other side. The first action is due after one delay, those that follow in the same
/// direction after another. It knows no simulated clock: who asks says what time it is, and learns
/// when to ask again.
public struct ControlTimer: Hashable, Sendable {
  /// The side of the band on which the measured value lies.
  public enum Side: Hashable, Sendable {
    case below
    case above
  }

  /// What the control does now.
  public enum Advice: Hashable, Sendable {
    /// Nothing: the value lies in the band.
    case rest
    /// Nothing yet: if the value stays where it is, it acts at this time, in seconds.
    case wait(untilSeconds: Double)
    /// It acts.
    case act
  }

  /// The time outside of the band before the first action, in seconds.
  public let delaySeconds: Double
  /// The time between two actions that follow each other, in seconds.
  public let followingDelaySeconds: Double

  private var side: Side?
  private var dueSeconds = 0.0

  /// Creates a timer that does not run.
  ///
  /// A delay that is negative or not a number counts as zero.
  public init(delaySeconds: Double, followingDelaySeconds: Double) {
    self.delaySeconds = delaySeconds > 0 ? delaySeconds : 0
    self.followingDelaySeconds = followingDelaySeconds > 0 ? followingDelaySeconds : 0
  }

  /// Whether the value was outside of the band when it was last told.
  public var isRunning: Bool { side != nil }

  /// Takes the side on which the measured value lies at a time.
  ///
  /// - Parameters:
  ///   - seconds: The time, which must not run backward.
  ///   - newSide: The side, or `nil` within the band.
  /// - Returns: What to do. After ``Advice/act`` the timer runs anew with the following delay.
  public mutating func advice(atSeconds seconds: Double, side newSide: Side?) -> Advice {
    guard let newSide else {
      side = nil
      return .rest
    }
    if side != newSide {
      side = newSide
      dueSeconds = seconds + delaySeconds
    }
    guard seconds >= dueSeconds else { return .wait(untilSeconds: dueSeconds) }
    dueSeconds = seconds + followingDelaySeconds
    return .act
  }

  /// Stops the timer, as after a switching or an outage.
  public mutating func reset() { side = nil }
}
