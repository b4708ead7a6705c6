public import Quantities

extension BillingGrid {
  /// The period of a schedule that each interval lies in.
  ///
  /// - Throws: ``BillingError`` when a period begins or ends within an interval; it names the first.
  /// - Complexity: O(intervals), with calendar arithmetic for each day only.
  public func periods(of schedule: PeriodSchedule) throws(BillingError) -> [UInt8] {
    var periods: [UInt8] = []
    periods.reserveCapacity(count)
    let slot = Int64(schedule.slotMinutes) * 60_000_000_000
    let slots = schedule.slotCount
    for run in runs {
      let row = run.row * slots
      var begin = run.nanosecondOfDay
      for interval in run.intervals {
        let first = min(Int(begin / slot), slots - 1)
        let last = min(Int((begin + intervalNanoseconds - 1) / slot), slots - 1)
        let period = schedule.table[row + first]
        var other = first
        while other < last {
          other += 1
          if schedule.table[row + other] != period {
            throw cut(interval, run: run, minute: other * schedule.slotMinutes, schedule)
          }
        }
        periods.append(period)
        begin += intervalNanoseconds
      }
    }
    return periods
  }

  /// When an interval begins.
  public func start(ofInterval interval: Int) -> Instant {
    Instant(nanoseconds: start.nanoseconds &+ intervalNanoseconds &* Int64(interval))
  }

  private func cut(
    _ interval: Int, run: GridRun, minute: Int, _ schedule: PeriodSchedule
  ) -> BillingError {
    BillingError(
      "at \(run.date) \(Self.clock(minute)) a period begins within interval \(interval) of "
        + "\(intervalNanoseconds / 60_000_000_000) min; bill on intervals that divide "
        + "\(schedule.slotMinutes) min.")
  }

  static func clock(_ minute: Int) -> String {
    let hours = minute / 60
    let minutes = minute % 60
    return "\(hours < 10 ? "0" : "")\(hours):\(minutes < 10 ? "0" : "")\(minutes)"
  }
}
