import Quantities

extension ProfileSchedule {
  /// The same schedule over only those rows that its horizon needs, and which rows these are.
  ///
  /// A day of a year's file needs the rows of that day. Where the file does not cover the horizon,
  /// and so repeats, all rows are kept.
  public func trimmed() -> (schedule: ProfileSchedule, rows: Range<Int>) {
    let last = Instant(
      nanoseconds: max(horizon.lowerBound.nanoseconds, horizon.upperBound.nanoseconds &- 1))
    guard grid.covers(horizon), let first = grid.row(at: horizon.lowerBound),
      let end = grid.row(at: last), first > 0 || end + 1 < grid.count,
      let part = try? ProfileGrid(
        start: grid.interval(ofRow: first).lowerBound, stepNanoseconds: grid.stepNanoseconds,
        count: end - first + 1),
      let schedule = try? ProfileSchedule(
        grid: part, repetition: .none, zone: .utc, horizon: horizon)
    else { return (self, 0..<grid.count) }
    return (schedule, first..<(end + 1))
  }
}
