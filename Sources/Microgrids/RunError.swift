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
        + "iterations the mismatch at bus '\(bus)' is \(Int(clamping: mismatch)) VA, so the load "
        + "is probably beyond what the feeder can carry; write 'whenNotConverged: continue' in "
        + "'network' to go on and count such intervals."
    case .stopped: "the run was stopped before its end."
    }
  }
}

extension Int {
  /// The nearest whole number; 0 for what is not a number.
  fileprivate init(clamping number: Double) {
    self = number.isNaN ? 0 : Int(Swift.max(-1e15, Swift.min(1e15, number)).rounded())
  }
}
