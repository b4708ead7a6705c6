import Quantities

/// Spans of equal length since midnight by the clock, each within one period of a schedule.
///
/// A change of clocks and the ends of the grid may cut a window short.
struct WindowTable: Hashable, Sendable {
  /// The first interval of each window, and at the end the number of intervals.
  var starts: [Int] = []
  /// The period of each window.
  var periods: [UInt8] = []
  /// The first window of each cycle, and at the end the number of windows.
  var firstOfCycle: [Int] = []
  /// The day of each window within its cycle, from 0.
  var days: [Int] = []
  /// The days that each cycle touches.
  var dayCounts: [Int] = []
  /// The intervals of a whole window.
  let length: Int

  func intervals(_ window: Int) -> Range<Int> { starts[window]..<starts[window + 1] }

  func windows(ofCycle cycle: Int) -> Range<Int> { firstOfCycle[cycle]..<firstOfCycle[cycle + 1] }

  /// Lays windows over a grid.
  ///
  /// - Parameters:
  ///   - minutes: The length; `nil`: that of an interval.
  ///   - periods: The period of each interval.
  ///   - purpose: What the windows are for, for messages.
  /// - Throws: ``BillingError`` when windows are no multiple of the intervals, or a period begins
  ///   within one.
  init(
    minutes: Int?, periods: [UInt8], on grid: BillingGrid, for purpose: String
  ) throws(BillingError) {
    let interval = grid.intervalNanoseconds
    let window = minutes.map { Int64(clamping: Int128($0) * 60_000_000_000) } ?? interval
    guard window > 0, 86_400_000_000_000 % window == 0, window % interval == 0 else {
      throw BillingError(
        "\(purpose) needs windows of \(minutes ?? 0) min, which must divide a day and be made of "
          + "whole intervals of \(interval / 1_000_000_000) s.")
    }
    length = Int(window / interval)
    var day = -1
    var date: CivilDate?
    var cycle = 0
    firstOfCycle.append(0)
    for run in grid.runs {
      // A cycle begins with a day, so a run lies within one cycle.
      while cycle < grid.cycles.count,
        run.intervals.lowerBound >= grid.cycles[cycle].intervals.upperBound
      {
        firstOfCycle.append(self.periods.count)
        dayCounts.append(day + 1)
        (cycle, day, date) = (cycle + 1, -1, nil)
      }
      if run.date != date { day += 1 }
      date = run.date
      var position = run.nanosecondOfDay
      var last: Int64 = -1
      for index in run.intervals {
        let number = position / window
        if number != last {
          starts.append(index)
          self.periods.append(periods[index])
          days.append(day)
        } else if periods[index] != periods[index - 1] {
          throw BillingError(
            "at \(run.date) \(BillingGrid.clock(Int(position / 60_000_000_000))) a period begins "
              + "within a window of \(minutes ?? 0) min of \(purpose).")
        }
        last = number
        position += interval
      }
    }
    while firstOfCycle.count <= grid.cycles.count {
      firstOfCycle.append(self.periods.count)
      dayCounts.append(day + 1)
      day = -1
    }
    starts.append(grid.count)
  }
}
