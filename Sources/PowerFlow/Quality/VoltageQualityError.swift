/// Why statistics of ten-minute values cannot be had.
public enum VoltageQualityError: Error, Hashable, CustomStringConvertible {
  /// The step of the simulation does not divide the window of ten minutes.
  case stepDoesNotDivideWindow(step: Duration)

  public var description: String {
    switch self {
    case .stepDoesNotDivideWindow(let step):
      "EN 50160 and PRODIST count values of 10 minutes, which a step of \(step) does not divide. "
        + "Choose a step of 1, 2, 5 or 10 minutes."
    }
  }
}
