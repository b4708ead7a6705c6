package import Quantities

/// The stamps of a file, which have to be the steps of one even grid.
package struct StampSequence {
  /// What each stamp shows, in nanoseconds from 1970-01-01T00:00 on its clock.
  let clocks: [Int64]

  /// How far each clock is ahead of UTC, in nanoseconds; empty when the stamps don't say.
  let offsets: [Int64]

  /// The zone of stamps that don't say it.
  let zone: CivilTimeZone

  let label: StampLabel

  /// The time between stamps; `nil` to take it from the first two.
  let declaredStep: Int64?

  package init(
    clocks: [Int64], offsets: [Int64], zone: CivilTimeZone, label: StampLabel, declaredStep: Int64?
  ) {
    self.clocks = clocks
    self.offsets = offsets
    self.zone = zone
    self.label = label
    self.declaredStep = declaredStep
  }

  /// The instant of the first stamp and the time from one to the next, in nanoseconds.
  package struct Steps {
    package var first: Int64
    package var step: Int64
  }

  /// A stamp that is not where it should be.
  package struct Fault: Error {
    package var row: Int
    package var message: String
  }

  /// Finds the instants of the stamps and checks every one.
  ///
  /// The first stamp can mean two instants in an hour that is repeated; the rows that follow tell
  /// which one is meant.
  package func steps() throws(Fault) -> Steps {
    guard !clocks.isEmpty else { throw Fault(row: 0, message: "there are no rows.") }
    let starts = instants(ofRow: 0)
    guard !starts.isEmpty else { throw skipped(row: 0) }
    var farthest: Fault?
    for first in starts {
      do {
        let steps = Steps(first: first, step: try step(from: first))
        try check(steps)
        return steps
      } catch {
        if error.row > farthest?.row ?? -1 { farthest = error }
      }
    }
    throw farthest ?? skipped(row: 0)
  }

  private func step(from first: Int64) throws(Fault) -> Int64 {
    if let declaredStep { return declaredStep }
    guard clocks.count > 1 else {
      throw Fault(row: 0, message: "a single row does not tell the step. Declare the step.")
    }
    let seconds = instants(ofRow: 1)
    guard !seconds.isEmpty else { throw skipped(row: 1) }
    guard let next = seconds.filter({ $0 > first }).min(),
      case (let step, let overflow) = next.subtractingReportingOverflow(first), !overflow
    else { throw misplaced(row: 1, expected: nil, step: nil) }
    return step
  }

  private func check(_ steps: Steps) throws(Fault) {
    var expected = steps.first
    for row in clocks.indices.dropFirst() {
      let (next, overflow) = expected.addingReportingOverflow(steps.step)
      guard !overflow else { throw Fault(row: row, message: "the calendar ends before this row.") }
      expected = next
      guard isShown(row: row, at: expected) else {
        throw misplaced(row: row, expected: expected, step: steps.step)
      }
    }
  }

  /// Whether a row's stamp names an instant.
  private func isShown(row: Int, at time: Int64) -> Bool {
    if !offsets.isEmpty { return clocks[row] &- offsets[row] == time }
    if clocks[row] == time &+ offset(at: time) { return true }
    return label == .end && clocks[row] == time &+ offset(at: time &- 1)
  }

  /// The instants that a row's stamp can mean, in the order of time.
  private func instants(ofRow row: Int) -> [Int64] {
    let clock = clocks[row]
    if !offsets.isEmpty {
      let (time, overflow) = clock.subtractingReportingOverflow(offsets[row])
      return overflow ? [] : [time]
    }
    var instants = instants(ofClock: clock)
    if label == .end, clock > .min {
      // The end of an interval may be written with the offset that held within it.
      for time in self.instants(ofClock: clock - 1)
      where time < .max && !instants.contains(time + 1) {
        instants.append(time + 1)
      }
    }
    return instants.sorted()
  }

  private func instants(ofClock clock: Int64) -> [Int64] {
    guard let (first, second) = zone.instants(of: reading(clock)) else { return [] }
    return [first.nanoseconds] + (second.map { [$0.nanoseconds] } ?? [])
  }

  private func offset(at time: Int64) -> Int64 {
    Int64(zone.offsetSeconds(at: Instant(nanoseconds: time))) * 1_000_000_000
  }
}

// MARK: What is wrong with a stamp

extension StampSequence {
  private func skipped(row: Int) -> Fault {
    Fault(
      row: row,
      message: """
        \(zone.identifier) has no \(reading(clocks[row])): its clocks skip that hour. Declare the \
        zone in which the stamps are written.
        """)
  }

  /// Says how a stamp departs from the one that is expected.
  private func misplaced(row: Int, expected: Int64?, step: Int64?) -> Fault {
    let found = reading(clocks[row])
    let hasOffset = !offsets.isEmpty
    let isRepeat =
      clocks[row] == clocks[row - 1] && (!hasOffset || offsets[row] == offsets[row - 1])
    guard let expected, let step else {
      let how = isRepeat ? "stands twice" : "goes back"
      return Fault(row: row, message: "the stamp \(found) \(how). \(remedy)")
    }
    let clock = hasOffset ? expected &+ offsets[row] : expected &+ offset(at: expected)
    let wanted =
      "\(reading(clock)) is expected, a step of \(text(ofSpan: step)) after the row before"
    if isRepeat {
      return Fault(row: row, message: "the stamp \(found) stands twice; \(wanted). \(remedy)")
    }
    if !hasOffset, instants(ofRow: row).isEmpty { return skipped(row: row) }
    let (distance, overflow) = clocks[row].subtractingReportingOverflow(clock)
    if !hasOffset, isSecondPass(expected), distance > 0 {
      return Fault(
        row: row,
        message: """
          the stamps go on with \(found), but clocks in \(zone.identifier) repeat an hour here; \
          \(wanted). Add the missing rows, or declare the zone in which the stamps are written.
          """)
    }
    if distance > 0, !overflow, distance % step == 0 {
      let count = distance / step
      let rows = count == 1 ? "1 row is" : "\(count) rows are"
      return Fault(
        row: row,
        message: "\(rows) missing before \(found): \(wanted). \(remedy)")
    }
    let how = distance < 0 ? "goes back" : "leaves the grid"
    return Fault(row: row, message: "the stamp \(found) \(how); \(wanted). \(remedy)")
  }

  private var remedy: String {
    offsets.isEmpty
      ? "Correct the rows, or declare the zone in which the stamps are written (now \(zone.identifier))."
      : "Correct the rows."
  }

  private func isSecondPass(_ time: Int64) -> Bool {
    let instant = Instant(nanoseconds: time)
    return zone.instants(of: zone.civilTime(at: instant))?.second == instant
  }

  /// What a clock shows, for people.
  private func reading(_ clock: Int64) -> CivilTime {
    CivilTimeZone.utc.civilTime(at: Instant(nanoseconds: clock))
  }
}

/// A span of time in the largest unit that divides it.
func text(ofSpan nanoseconds: Int64) -> String {
  let units: [(name: String, length: Int64)] = [
    ("d", 86_400_000_000_000), ("h", 3_600_000_000_000), ("min", 60_000_000_000),
    ("s", 1_000_000_000),
  ]
  for unit in units where nanoseconds % unit.length == 0 {
    return "\(nanoseconds / unit.length) \(unit.name)"
  }
  return "\(nanoseconds) ns"
}

extension StampSequence.Steps {
  /// The beginning of the first interval, whose stamp stands at a place that the label names.
  func start(_ label: StampLabel) -> Int64? {
    let shift: Int64 =
      switch label {
      case .start, .instant: 0
      case .centre: step / 2
      case .end: step
      }
    let (start, overflow) = first.subtractingReportingOverflow(shift)
    return overflow ? nil : start
  }
}
