import Foundation
import TestSupport
import Testing

struct BadProfileTests {
  /// The day of the example, with its rows changed.
  static func profile(
    _ name: String, place: String? = nil, says: String..., change: (inout [String]) -> Void
  ) -> BadInput {
    var rows = Village.rows()
    change(&rows)
    return BadInput(
      name: name, profile: Village.profile(rows), file: "day.csv", place: place, says: says)
  }

  static let cases: [BadInput] = [
    // The heading is line 1, so row k is line k + 2.
    profile("a gap", place: "12:1", says: "2016-01-01T02:30", "2016-01-01T02:45") {
      $0.remove(at: 10)
    },
    profile("a row twice", place: "13:1", says: "2016-01-01T02:30") { $0.insert($0[10], at: 10) },
    profile("two rows exchanged", place: "12:1") { $0.swapAt(10, 11) },
    profile("a NaN", place: "12:18", says: "nan") { $0[10] = "2016-01-01T02:30,nan,0" },
    profile("a value without end", place: "12:22", says: "inf") {
      $0[10] = "2016-01-01T02:30,0.5,inf"
    },
    profile("a value too large for a number", place: "12:18", says: "1e999") {
      $0[10] = "2016-01-01T02:30,1e999,0"
    },
    profile("a missing value", place: "12:18") { $0[10] = "2016-01-01T02:30,,0" },
    profile("a word for a value", place: "12:18", says: "much") {
      $0[10] = "2016-01-01T02:30,much,0"
    },
    profile("a missing field", place: "12", says: "3") { $0[10] = "2016-01-01T02:30,0.5" },
    profile("a field too many", place: "12", says: "3") { $0[10] += ",1" },
    profile("a stamp that is none", place: "12:1", says: "2016-01-01T25:00") {
      $0[10] = "2016-01-01T25:00,0.5,0"
    },
    profile("a stamp between two rows", place: "12:1") { $0[10] = "2016-01-01T02:31,0.5,0" },
    profile("no rows") { $0 = [] },
  ]

  @Test("What is wrong in a profile is said with its place", arguments: cases)
  func badProfile(bad: BadInput) throws { try bad.expectRefusal() }

  @Test("A profile that is shorter than the horizon is refused, and where it ends is said")
  func tooShort() throws {
    let bad = BadInput(
      name: "too short", profile: Village.profile(Village.rows(95)),
      file: "day.csv",
      says: ["covers 2016-01-01T00:00:00Z to 2016-01-01T23:45:00Z", "repeats"])
    try bad.expectRefusal()
  }

  @Test("A profile that begins after the horizon is refused")
  func tooLate() throws {
    let bad = BadInput(
      name: "too late", profile: Village.profile(Array(Village.rows(97).dropFirst())),
      file: "day.csv", says: ["covers 2016-01-01T00:15:00Z"])
    try bad.expectRefusal()
  }

  /// Civil stamps of 30 October 2016 in Germany, whose hour from 02:00 comes a number of times.
  private func autumn(hours: Int) -> String {
    var text = "time,load,sun\n"
    for hour in 0..<24 {
      for _ in 0..<(hour == 2 ? hours : 1) {
        for minute in ["00", "15", "30", "45"] {
          text += "2016-10-30T\(hour < 10 ? "0" : "")\(hour):\(minute),0.5,0\n"
        }
      }
    }
    return text
  }

  /// The scenario on that day, with stamps in a zone.
  private func autumnDay(zone: String) -> String {
    Village.changed("start: 2016-01-01\n", "start: 2016-10-30\n")
      .replacing("duration: 1 d", with: "end: 2016-10-31")
      .replacing("zone: UTC", with: "zone: Europe/Berlin")
      .replacing("    step: 15 min", with: "    step: 15 min\n    zone: \(zone)")
      .replacing("at: \"2016-01-01T12:00\"", with: "at: \"2016-10-30T12:00\"")
  }

  @Test("The hour that comes twice at the end of daylight saving is read in the order of its rows")
  func repeatedHour() throws {
    let study = try Study(autumnDay(zone: "Europe/Berlin"), profile: autumn(hours: 2))
    let outcome = try study.program("run", Study.scenario, "--format", "json")
    #expect(outcome.code == 0)
    #expect(outcome.output.contains("\"intervals\" : 100"))
  }

  @Test(
    "Stamps that do not fit the end of daylight saving are refused with their line",
    arguments: [1, 3])
  func wrongHours(hours: Int) throws {
    // 02:00 comes in line 10; once, the gap shows at 03:00; three times, at the third 02:00.
    try BadInput(
      name: "\(hours) hours", yaml: autumnDay(zone: "Europe/Berlin"),
      profile: autumn(hours: hours), file: "day.csv", place: hours == 1 ? "14:1" : "18:1",
      says: ["2016-10-30T0\(hours == 1 ? 3 : 2):00"]
    ).expectRefusal()
  }

  @Test("In a zone without daylight saving the repeated hour is a duplicate")
  func duplicate() throws {
    try BadInput(
      name: "duplicate", yaml: autumnDay(zone: "UTC"), profile: autumn(hours: 2),
      file: "day.csv", place: "14:1", says: ["2016-10-30T02:00"]
    ).expectRefusal()
  }

  @Test("A compressed profile that is cut off or is none is refused")
  func badGzip() throws {
    let study = try Study()
    try study.add("cut.csv.gz", [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 0x4B])
    try study.add("noise.csv.gz", [0x1F, 0x8B] + (0..<2000).map { UInt8($0 * 167 % 251) })
    try study.add("noise.h5", Array("\u{89}HDF\r\n\u{1A}\n".unicodeScalars.map { UInt8($0.value) }))
    for name in ["cut.csv.gz", "noise.csv.gz", "noise.h5"] {
      let outcome = try study.program("run", Study.scenario, "--set", "profiles[0].file=\(name)")
      #expect(outcome.code == 2, "\(name)")
      #expect(outcome.errors.contains(name))
      #expect(study.outputs == [])
    }
  }
}
