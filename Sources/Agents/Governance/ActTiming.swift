/// When in a window a member acts.
public enum ActTiming: String, CaseIterable, Hashable, Sendable {
  /// Soon after the opening: the square of an even draw.
  case early
  /// At any time.
  case uniform
  /// Towards the end: one less the square of an even draw.
  case late

  /// The second inside a window at which a member acts.
  ///
  /// - Parameters:
  ///   - draw: A number drawn evenly from 0 up to, but not including, 1.
  ///   - start: The opening.
  ///   - end: The last second of the window.
  /// - Returns: A second after the opening, as far as the window has one, and no later than its end.
  public func time(_ draw: Double, from start: Int64, through end: Int64) -> Int64 {
    let share =
      switch self {
      case .early: draw * draw
      case .uniform: draw
      case .late: 1 - draw * draw
      }
    let (width, overflows) = end.subtractingReportingOverflow(start)
    guard !overflows, width > 0 else { return start }
    return min(sum(sum(start, 1), whole(share * Double(width))), end)
  }
}
