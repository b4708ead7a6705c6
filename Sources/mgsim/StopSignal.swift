import Foundation
import Synchronization

/// SIGINT and SIGTERM, and SIGUSR1 where it is asked for, turned into a flag that a run looks at between intervals.
enum StopSignal {
  private static let received = Atomic<Int32>(0)

  /// The signal that has arrived; `nil` while there is none.
  static var current: Int32? {
    let signal = received.load(ordering: .relaxed)
    return signal == 0 ? nil : signal
  }

  /// Catches both signals from now on. A second one ends the process at once.
  ///
  /// - Parameter withUserSignal: Whether SIGUSR1, which batch systems send before the time is up, is
  ///   caught, too.
  static func install(withUserSignal: Bool = false) {
    for number in [SIGINT, SIGTERM] + (withUserSignal ? [SIGUSR1] : []) {
      signal(number) { number in
        if StopSignal.received.exchange(number, ordering: .relaxed) != 0 { _exit(128 + number) }
      }
    }
    signal(SIGPIPE, SIG_IGN)
  }
}
