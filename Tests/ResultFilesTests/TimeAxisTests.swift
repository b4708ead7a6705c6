import Foundation
import Quantities
import ResultFiles
import TestSupport
import Testing

@Suite
struct TimeAxisTests {
  /// Seconds since 1970, and what the attribute says; the last ones by `date -u -d @…`.
  private static let cases: [(seconds: Int64, text: String)] = [
    (0, "1970-01-01T00:00:00Z"), (951_782_400, "2000-02-29T00:00:00Z"),
    (-1, "1969-12-31T23:59:59Z"), (1_451_602_800, "2015-12-31T23:00:00Z"),
    (-2_203_891_200, "1900-03-01T00:00:00Z"), (4_107_542_399, "2100-02-28T23:59:59Z"),
    (4_107_542_400, "2100-03-01T00:00:00Z"), (1_709_251_199, "2024-02-29T23:59:59Z"),
  ]

  @Test("The covered time is written as a date", arguments: cases)
  func dates(seconds: Int64, text: String) throws {
    #expect(try start(TimeAxis(start: Instant(seconds: seconds), minutes: 15)) == text)
  }

  @Test("Dates agree with Foundation", arguments: 0..<20)
  func agreement(seed: Int) throws {
    let seconds = Int64(seed) * 921_737_123 - 9_000_000_000
    let expected = Date(timeIntervalSince1970: Double(seconds)).formatted(.iso8601)
    #expect(try start(TimeAxis(start: Instant(seconds: seconds), minutes: 15)) == expected)
  }

  @Test("A horizon without intervals or beyond the range of instants is refused")
  func refusal() throws {
    let folder = try TemporaryFolder()
    let axes = [
      TimeAxis(start: Instant(seconds: 0), intervalNanoseconds: 1, count: 0),
      TimeAxis(start: Instant(seconds: 0), intervalNanoseconds: 0, count: 1),
      TimeAxis(start: Instant(seconds: 0), intervalNanoseconds: -1, count: 1),
      TimeAxis(start: Instant(nanoseconds: .max), intervalNanoseconds: 1, count: 1),
      TimeAxis(start: Instant(seconds: 0), intervalNanoseconds: .max, count: 2),
      TimeAxis(start: Instant(seconds: 0), intervalNanoseconds: 1, count: -1),
    ]
    for axis in axes {
      #expect(throws: ResultFileError.self) {
        let writer = try ResultFileWriter(
          creating: folder.file("run.h5"), schema: ResultSchema(), timeAxis: axis)
        writer.discard()
      }
    }
    #expect(folder.names == [])
  }

  @Test("The first and the last instants have coordinates")
  func extremes() {
    for instant in [Instant(nanoseconds: .min), Instant(nanoseconds: .max)] {
      let axis = TimeAxis(start: instant, intervalNanoseconds: 1, count: 1)
      #expect(abs(axis.seconds(at: instant)) <= 86_400)
    }
    let axis = TimeAxis(start: Instant(nanoseconds: .min), intervalNanoseconds: 1, count: 1)
    #expect(axis.seconds(at: Instant(nanoseconds: .max)) > 1.8e10)
  }

  /// What a file says about the start of its time.
  private func start(_ axis: TimeAxis) throws -> String {
    let folder = try TemporaryFolder()
    let path = folder.file("run.h5")
    var writer = try ResultFileWriter(creating: path, schema: ResultSchema(), timeAxis: axis)
    try writer.endInterval()
    try writer.finish()
    let attributes = try ResultFileReader(opening: path).attributes()
    guard
      case .text(let text) = attributes.first(where: { $0.name == "time_coverage_start" })?.value
    else { return "" }
    return text
  }
}

extension TimeAxis {
  fileprivate init(start: Instant, minutes: Int64) {
    self.init(start: start, intervalNanoseconds: minutes * 60_000_000_000, count: 1)
  }
}
