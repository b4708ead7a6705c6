import Profiles
import Quantities
import Testing

@Suite("A grid")
struct ProfileGridTests {
  @Test("finds the row of an instant, and the instants of a row")
  func rows() throws {
    let grid = try ProfileGrid(
      start: Instant(seconds: -3600), stepNanoseconds: 900_000_000_000, count: 8)
    #expect(grid.end == Instant(seconds: 3600))
    #expect(grid.row(at: Instant(nanoseconds: -3_600_000_000_001)) == nil)
    #expect(grid.row(at: Instant(seconds: -3600)) == 0)
    #expect(grid.row(at: Instant(nanoseconds: -1)) == 3)
    #expect(grid.row(at: Instant(seconds: 0)) == 4)
    #expect(grid.row(at: Instant(seconds: 3600)) == nil)
    #expect(grid.interval(ofRow: 4) == Instant(seconds: 0)..<Instant(seconds: 900))
    #expect(grid.row(at: Instant(nanoseconds: .min)) == nil)
    #expect(grid.row(at: Instant(nanoseconds: .max)) == nil)
  }

  struct InvalidGrid: Sendable {
    var start: Int64 = 0
    var step: Int64 = 1
    var count = 1
  }

  @Test(
    "that breaks its rules is an error",
    arguments: [
      InvalidGrid(step: 0), InvalidGrid(step: -1), InvalidGrid(count: -1),
      InvalidGrid(start: .max), InvalidGrid(step: .max, count: 2),
      InvalidGrid(start: 1, step: .max),
    ])
  func invalid(grid: InvalidGrid) {
    #expect(throws: ProfileError.self) {
      try ProfileGrid(
        start: Instant(nanoseconds: grid.start), stepNanoseconds: grid.step, count: grid.count)
    }
  }
}
