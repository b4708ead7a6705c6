import Quantities

/// The intervals that an adder is due in.
struct AdderTable: Sendable {
  /// The intervals of its events, ascending and apart from each other.
  var events: [Range<Int>] = []
  /// Its price in each interval; empty without a series.
  var series: [UnitPrice] = []
  /// The earlier days whose mean is the baseline, for each event interval; empty otherwise.
  var baseline: BaselineTable?

  init(_ adder: EnergyAdder, on grid: BillingGrid, plan: RatePlan) throws(BillingError) {
    let place = "adder '\(adder.name)'"
    switch adder.times {
    case .months: break
    case .events(let spans, _):
      for span in spans.sorted(by: { $0.lowerBound < $1.lowerBound }) {
        guard let first = try Self.interval(at: span.lowerBound, on: grid, place),
          let end = try Self.interval(at: span.upperBound, on: grid, place)
        else { continue }
        guard first < end else { continue }
        guard first >= events.last?.upperBound ?? 0 else {
          throw plan.error("has events of \(place) that overlap in interval \(first)")
        }
        events.append(first..<end)
      }
      if adder.basis == .belowBaseline, case .priorDays(let days) = adder.baseline {
        baseline = BaselineTable(days: days, events: events, on: grid)
      }
    case .series(let prices):
      series = try Self.series(prices, on: grid, place)
    }
  }

  /// The interval that begins at an instant; the ends of the grid for what lies outside.
  private static func interval(
    at instant: Instant, on grid: BillingGrid, _ place: String
  ) throws(BillingError) -> Int? {
    if instant <= grid.start { return 0 }
    if instant >= grid.end { return grid.count }
    let span = instant.nanoseconds - grid.start.nanoseconds
    guard span % grid.intervalNanoseconds == 0 else {
      throw BillingError(
        "an event of \(place) begins or ends within interval \(span / grid.intervalNanoseconds).")
    }
    return Int(span / grid.intervalNanoseconds)
  }

  private static func series(
    _ series: PriceSeries, on grid: BillingGrid, _ place: String
  ) throws(BillingError) -> [UnitPrice] {
    let offset = Int128(grid.start.nanoseconds) - Int128(series.start.nanoseconds)
    let length = Int128(series.intervalNanoseconds)
    let interval = Int128(grid.intervalNanoseconds)
    guard length % interval == 0, offset % interval == 0 else {
      throw BillingError("the prices of \(place) change within an interval of the meter.")
    }
    guard offset >= 0,
      offset + interval * Int128(grid.count) <= length * Int128(series.prices.count)
    else {
      throw BillingError(
        "the prices of \(place) do not hold in all \(grid.count) intervals of the bills.")
    }
    return (0..<grid.count).map { index in
      series.prices[Int((offset + interval * Int128(index)) / length)]
    }
  }
}

/// The intervals whose mean is the baseline of each event interval.
struct BaselineTable: Sendable {
  /// The intervals of earlier days for each event interval, by its position among all of them.
  var intervals: [[Int]] = []
  /// The number of earlier days asked for.
  let days: Int

  init(days count: Int, events: [Range<Int>], on grid: BillingGrid) {
    days = count
    let runs = grid.runs
    let eventDates = Set(
      runs.lazy.filter { run in events.contains { $0.overlaps(run.intervals) } }.map(\.date))
    for event in events {
      for interval in event {
        guard let index = runs.firstIndex(where: { $0.intervals.contains(interval) }) else {
          continue
        }
        let clock =
          runs[index].nanosecondOfDay
          + Int64(interval - runs[index].intervals.lowerBound) * grid.intervalNanoseconds
        var found: [Int] = []
        var dates: Set<CivilDate> = []
        for run in runs[..<index].reversed() where found.count < count {
          let isLike = (run.dayKind == .working) == (runs[index].dayKind == .working)
          let position = (clock - run.nanosecondOfDay) / grid.intervalNanoseconds
          guard isLike, !eventDates.contains(run.date), !dates.contains(run.date),
            clock >= run.nanosecondOfDay,
            (clock - run.nanosecondOfDay) % grid.intervalNanoseconds == 0,
            position < run.intervals.count
          else { continue }
          dates.insert(run.date)
          found.append(run.intervals.lowerBound + Int(position))
        }
        intervals.append(found)
      }
    }
  }
}
