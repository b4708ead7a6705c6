import Glibc

/// The processor time of this process, which other processes on the machine hardly change.
enum ProcessorTime {
  /// The nanoseconds that this process has computed since it started.
  static var now: Double {
    var time = timespec()
    // SAFETY: the call writes to the local variable only.
    unsafe clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) * 1e9 + Double(time.tv_nsec)
  }

  /// Returns the nanoseconds of processor time that some work takes.
  static func measure(_ work: () throws -> Void) rethrows -> Double {
    let start = now
    try work()
    return now - start
  }
}
