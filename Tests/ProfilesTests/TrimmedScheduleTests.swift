import Profiles
import Quantities
import TestSupport
import Testing

@Suite("A trimmed schedule")
struct TrimmedScheduleTests {
  static let step: Int64 = 900_000_000_000

  /// A grid of some days, and a horizon within it that need not begin at a row.
  struct Case: Sendable {
    let days: Int
    let startSeconds: Int64
    let lengthSeconds: Int64
    let repetition: ProfileRepetition
  }

  static let cases = [
    Case(days: 30, startSeconds: 86_400 * 7, lengthSeconds: 86_400, repetition: .none),
    Case(days: 30, startSeconds: 86_400 * 7 + 100, lengthSeconds: 5000, repetition: .byRow),
    Case(
      days: 30, startSeconds: 86_400 * 29, lengthSeconds: 86_400,
      repetition: .byCivilDate(leapDay: .useNext)),
    Case(days: 3, startSeconds: 0, lengthSeconds: 86_400 * 3, repetition: .none),
    Case(days: 2, startSeconds: 86_400, lengthSeconds: 86_400 * 5, repetition: .byRow),
  ]

  @Test("plays the rows of the whole one at every moment", arguments: cases)
  func sameRows(_ item: Case) throws {
    let grid = try ProfileGrid(
      start: Instant(seconds: 0), stepNanoseconds: Self.step, count: item.days * 96)
    let start = Instant(seconds: item.startSeconds)
    let end = Instant(seconds: item.startSeconds + item.lengthSeconds)
    let whole = try ProfileSchedule(
      grid: grid, repetition: item.repetition, zone: .utc, horizon: start..<end)
    let (part, rows) = whole.trimmed()
    #expect(part.grid.count == rows.count)
    #expect(part.horizon == whole.horizon)
    if grid.covers(start..<end) { #expect(rows.count <= Int(item.lengthSeconds / 900) + 2) }
    for offset in stride(from: -2000, to: item.lengthSeconds + 4000, by: 411) {
      let instant = Instant(seconds: item.startSeconds + offset)
      #expect(part.row(at: instant) + rows.lowerBound == whole.row(at: instant))
      #expect(part.nextChange(after: instant) == whole.nextChange(after: instant))
    }
  }
}
