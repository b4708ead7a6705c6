/// Why a run could not go on.
public enum RunError: Error, Sendable, CustomStringConvertible {
  /// The power flow did not converge and the scenario does not allow that.
  case notConverged(
    interval: Int, at: String, iterations: Int, mismatchVoltAmperes: Double, bus: String)
  /// The run was told to stop.
  case stopped

  public var description: String {
    switch self {
    case .notConverged(let interval, let time, let iterations, let mismatch, let bus):
      "the power flow of interval \(interval) (\(time)) did not converge: after \(iterations) "
        + "iterations the mismatch at bus '\(bus)' is \(mismatch.roundedToThreeDigits) VA, so the load "
        + "is probably beyond what the feeder can carry; write 'whenNotConverged: continue' in "
        + "'network' to go on and count such intervals."
    case .stopped: "the run was stopped before its end."
    }
  }
}

extension Double {
  /// The number with a few digits, for messages.
  fileprivate var roundedToThreeDigits: Double {
    guard isFinite, self != 0 else { return self }
    var scale = 1.0
    while magnitude * scale >= 1000 { scale /= 10 }
    while magnitude * scale < 100, scale < 1e30 { scale *= 10 }
    return (self * scale).rounded() / scale
  }
}
