import Agents
import Profiles
import Quantities
import Scenarios

/// What members expect of their profiles.
extension MemberDevices {
  /// The mean load and generation of a member in a span of time, in watts, both positive.
  func means(ofMember member: Int, in span: Range<Instant>) -> (load: Double, generation: Double) {
    var sums = (load: 0.0, generation: 0.0)
    var now = span.lowerBound
    while now < span.upperBound {
      let next = min(nextChange(ofMember: member, after: now), span.upperBound)
      let hours = next.hours(since: now)
      for use in usesOfMember[member] {
        let table = tables[use.table]
        let watts = table.value(use.column, row: table.schedule.row(at: now)) * use.factor
        if use.isLoad { sums.load -= watts * hours } else { sums.generation += watts * hours }
      }
      now = next
    }
    let total = span.upperBound.hours(since: span.lowerBound)
    return (sums.load / total, sums.generation / total)
  }

  /// Forecasts what a member's inflexible load and generation will inject, in watts, for its plan.
  mutating func forecastSurplus(ofMember member: Int, from first: Int, count: Int) {
    guard planning.isPerfect else {
      planning.surpluses[member] = imperfectForecast(ofMember: member, from: first, count: count)
      return
    }
    // What was known when the member planned last is known still.
    let passed = first - planning.firstIntervals[member]
    let known = planning.surpluses[member].count
    let isKept = planning.firstIntervals[member] >= 0 && passed >= 0 && passed <= known
    planning.surpluses[member].removeFirst(isKept ? passed : known)
    if planning.surpluses[member].count > count {
      planning.surpluses[member].removeLast(planning.surpluses[member].count - count)
    }
    while planning.surpluses[member].count < count {
      let mean = means(
        ofMember: member, interval: first + planning.surpluses[member].count)
      planning.surpluses[member].append(mean.generation - mean.load)
    }
  }

  private func imperfectForecast(
    ofMember member: Int, from first: Int, count: Int
  ) -> [Double] {
    let desk = planning
    var loads = ForecastView(
      firstInterval: first, intervalHours: desk.hours, ownErrors: desk.ownErrors[member],
      sharedErrors: desk.sharedErrors)
    var generations = loads
    for interval in first..<(first + count) {
      let mean = means(ofMember: member, interval: interval)
      loads.truth.append(mean.load)
      generations.truth.append(mean.generation)
    }
    if first > 0 {
      (loads.last, generations.last) = means(ofMember: member, interval: first - 1)
    } else {
      // Before anything is known the first interval stands for the last one.
      (loads.last, generations.last) = (loads.truth.first ?? 0, generations.truth.first ?? 0)
    }
    if let history = desk.forecast.history {
      for interval in first..<(first + count) {
        let past = pastMeans(ofMember: member, of: interval, knownUntil: first, history)
        loads.past.append(past.load)
        generations.past.append(past.generation)
      }
    }
    var (consumed, produced): ([Double], [Double]) = ([], [])
    desk.forecast.forecast(.load, from: loads, into: &consumed)
    desk.forecast.forecast(.generation, from: generations, into: &produced)
    return zip(produced, consumed).map { $0 - $1 }
  }

  private func means(
    ofMember member: Int, interval: Int
  ) -> (load: Double, generation: Double) {
    let span = planning.start(ofInterval: interval)..<planning.start(ofInterval: interval + 1)
    // Mostly no profile steps within an interval.
    var sums = (load: 0.0, generation: 0.0)
    let total = span.upperBound.hours(since: span.lowerBound)
    for use in usesOfMember[member] {
      let row = tables[use.table].row(ofInterval: interval)
      guard row >= 0 else { return means(ofMember: member, in: span) }
      let watts = tables[use.table].value(use.column, row: row) * use.factor
      if use.isLoad { sums.load -= watts * total } else { sums.generation += watts * total }
    }
    return (sums.load / total, sums.generation / total)
  }

  /// The means of the same interval on earlier days; not a number where none is known.
  private func pastMeans(
    ofMember member: Int, of interval: Int, knownUntil known: Int, _ history: ForecastHistory
  ) -> (load: Double, generation: Double) {
    let day = Int(86_400_000_000_000 / planning.time.intervalNanoseconds)
    var sums = (load: 0.0, generation: 0.0)
    var found = 0
    var past = interval
    while found < history.count {
      past -= day * history.spacing
      guard past >= 0 else { break }
      guard past < known else { continue }
      let mean = means(ofMember: member, interval: past)
      sums.load += mean.load
      sums.generation += mean.generation
      found += 1
    }
    guard found > 0 else { return (.nan, .nan) }
    return (sums.load / Double(found), sums.generation / Double(found))
  }
}
