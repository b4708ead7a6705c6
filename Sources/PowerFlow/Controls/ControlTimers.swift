public import Quantities

/// The delays of a control that acts in steps.
public struct ControlDelays: Hashable, Sendable {
  /// The time for which a step up must be wanted before it happens, in seconds.
  public var upSeconds: Double
  /// The time for which a step down must be wanted before it happens, in seconds.
  public var downSeconds: Double
  /// The time before a step that follows another in the same direction, in seconds, or `nil` if it
  /// waits as long as the first.
  public var followingSeconds: Double?
  /// The time after a step down for which no step up may happen, in seconds.
  public var deadSeconds: Double
  /// The number of steps in one action.
  public var stepsPerAction: Int

  /// Creates delays.
  public init(
    upSeconds: Double, downSeconds: Double, followingSeconds: Double? = nil,
    deadSeconds: Double = 0, stepsPerAction: Int = 1
  ) {
    self.upSeconds = upSeconds
    self.downSeconds = downSeconds
    self.followingSeconds = followingSeconds
    self.deadSeconds = deadSeconds
    self.stepsPerAction = stepsPerAction
  }
}

/// The timers of controls that act in steps: when the next of them moves, and by how much.
///
/// A simulation solves, tells the timers what each control wants, sleeps until ``nextInstant``, moves
/// the controls that are due, solves again and tells anew. A wish that ends, or turns round, starts
/// its timer from the beginning.
///
/// ```swift
/// timers.update(wishes, at: now)
/// while let instant = timers.nextInstant {
///   for action in timers.takeDue(at: instant) { solver.move(action.control, by: action.steps) }
///   …
/// }
/// ```
public struct ControlTimers: Hashable, Sendable {
  /// What a control does when its time has come.
  public struct Action: Hashable, Sendable {
    /// The index of the control.
    public var control: Int
    /// The steps, up or down.
    public var steps: Int

    /// Creates an action.
    public init(control: Int, steps: Int) {
      self.control = control
      self.steps = steps
    }
  }

  private struct Timer: Hashable {
    var wish = 0
    var due: Instant?
    var blockedUntil: Instant?
    var hasJustActed = false
  }

  private let delays: [ControlDelays]
  private var timers: [Timer]

  /// Creates timers at rest.
  public init(_ delays: [ControlDelays]) {
    self.delays = delays
    timers = Array(repeating: Timer(), count: delays.count)
  }

  /// The instant at which the next control is due, or `nil` if none wants to move.
  ///
  /// - Complexity: O(*n*) for *n* controls.
  public var nextInstant: Instant? { timers.compactMap(\.due).min() }

  /// Takes note of what each control wants.
  ///
  /// - Parameters:
  ///   - wishes: The steps that each control would move by now: positive, negative, or zero.
  ///   - instant: The simulated time.
  /// - Precondition: There is one wish for each control.
  public mutating func update(_ wishes: Span<Int>, at instant: Instant) {
    precondition(wishes.count == timers.count, "there must be one wish for each control")
    for index in timers.indices {
      let wish = wishes[index].signum()
      let following =
        timers[index].hasJustActed && wish == timers[index].wish
        ? delays[index].followingSeconds : nil
      if wish == 0 {
        timers[index].due = nil
      } else if wish != timers[index].wish || timers[index].due == nil {
        let first = wish > 0 ? delays[index].upSeconds : delays[index].downSeconds
        var due = instant.later(bySeconds: following ?? first)
        if wish > 0, let blocked = timers[index].blockedUntil { due = max(due, blocked) }
        timers[index].due = due
      }
      timers[index].wish = wish
      timers[index].hasJustActed = false
    }
  }

  /// The actions whose time has come, in the order of the controls; their timers rest until the next
  /// wishes.
  public mutating func takeDue(at instant: Instant) -> [Action] {
    var actions: [Action] = []
    for index in timers.indices {
      guard let due = timers[index].due, due <= instant else { continue }
      let wish = timers[index].wish
      actions.append(Action(control: index, steps: wish * max(1, delays[index].stepsPerAction)))
      timers[index].due = nil
      timers[index].hasJustActed = true
      if wish < 0, delays[index].deadSeconds > 0 {
        timers[index].blockedUntil = instant.later(bySeconds: delays[index].deadSeconds)
      }
    }
    return actions
  }
}

extension Instant {
  /// The instant after a number of seconds, as far as the clock reaches.
  fileprivate func later(bySeconds seconds: Double) -> Instant {
    let span = Int64(exactly: (min(max(seconds, 0), 9e9) * 1e9).rounded()) ?? .max
    return advanced(byNanoseconds: span) ?? Instant(nanoseconds: .max)
  }
}
