import ProfileFiles
import Profiles
import Quantities
import Testing

@Suite("Civil stamps in a declared zone")
struct CivilStampTests {
  static func description(
    _ zone: String = "Europe/Berlin", label: StampLabel = .start
  ) throws -> ProfileFileDescription {
    ProfileFileDescription(
      zone: try CivilTimeZone(
        identifier: zone,
        covering: Instant(seconds: 1_400_000_000)..<Instant(seconds: 1_500_000_000)),
      stampFormat: try StampFormat("dd.MM.yyyy HH:mm"), label: label)
  }

  static func file(_ day: String, _ clocks: String) -> [UInt8] {
    let rows = clocks.split(separator: " ").map { "\(day) \($0),1" }
    return Array("time,a\n\(rows.joined(separator: "\n"))\n".utf8)
  }

  static let spring = "27.03.2016"
  static let autumn = "30.10.2016"

  @Test("leave out the hour that clocks skip")
  func skipped() throws {
    let table = try ProfileFile.read(
      Self.file(Self.spring, "01:00 01:30 03:00 03:30 04:00"), named: "a.csv",
      description: Self.description())
    #expect(table.grid.start == Instant(seconds: 1_459_036_800))
    #expect(table.grid.count == 5)
  }

  @Test("repeat the hour that clocks repeat, in the order of time")
  func repeated() throws {
    let table = try ProfileFile.read(
      Self.file(Self.autumn, "01:30 02:00 02:30 02:00 02:30 03:00"), named: "a.csv",
      description: Self.description())
    #expect(table.grid.start == Instant(seconds: 1_477_783_800))
    #expect(table.grid.count == 6)
  }

  @Test("that begin in a repeated hour are told by the rows that follow")
  func beginInRepeatedHour() throws {
    let second = try ProfileFile.read(
      Self.file(Self.autumn, "02:00 02:30 03:00 03:30"), named: "a.csv",
      description: Self.description())
    #expect(second.grid.start == Instant(seconds: 1_477_789_200))
    let first = try ProfileFile.read(
      Self.file(Self.autumn, "02:00 02:30 02:00 02:30 03:00"), named: "a.csv",
      description: Self.description())
    #expect(first.grid.start == Instant(seconds: 1_477_785_600))
    let hours = try ProfileFile.read(
      Self.file(Self.autumn, "02:00 02:00 03:00"), named: "a.csv",
      description: Self.description())
    #expect(hours.grid.step == .hours(1))
  }

  @Test("of ends may show the clock before or after a change")
  func ends() throws {
    for clocks in ["01:30 02:00 03:30", "01:30 03:00 03:30"] {
      let table = try ProfileFile.read(
        Self.file(Self.spring, clocks), named: "a.csv", description: Self.description(label: .end))
      #expect(table.grid.end == Instant(seconds: 1_459_042_200))
    }
    let day = try ProfileFile.read(
      Self.file(Self.autumn, "23:30 24:00"), named: "a.csv",
      description: Self.description(label: .end))
    #expect(day.grid.count == 2)
  }

  struct Fault: Sendable {
    var day: String
    var clocks: String
    var zone = "Europe/Berlin"
    var message: String
  }

  static let faults = [
    Fault(
      day: autumn, clocks: "01:30 02:00 02:30 03:00",
      message: """
        a.csv:5:1: the stamps go on with 2016-10-30T03:00:00, but clocks in Europe/Berlin repeat \
        an hour here; 2016-10-30T02:00:00 is expected, a step of 30 min after the row before.
        """),
    Fault(
      day: autumn, clocks: "01:30 02:00 02:00 02:30 02:30 03:00",
      message: "a.csv:4:1: the stamp 2016-10-30T02:00:00 stands twice; 2016-10-30T02:30:00"),
    Fault(
      day: autumn, clocks: "01:30 02:00 02:30 02:00 02:30 03:00", zone: "UTC",
      message: "a.csv:5:1: the stamp 2016-10-30T02:00:00 goes back; 2016-10-30T03:00:00"),
    Fault(
      day: autumn, clocks: "01:30 02:00 02:30 02:00 02:30 03:00", zone: "+01:00",
      message: "a.csv:5:1: the stamp 2016-10-30T02:00:00 goes back; 2016-10-30T03:00:00"),
    Fault(
      day: "29.10.2016", clocks: "01:30 02:00 02:30 02:00 02:30 03:00",
      message: "a.csv:5:1: the stamp 2016-10-29T02:00:00 goes back; 2016-10-29T03:00:00"),
    Fault(
      day: spring, clocks: "01:00 01:30 03:00 03:30", zone: "UTC",
      message: "a.csv:4:1: 2 rows are missing before 2016-03-27T03:00:00: 2016-03-27T02:00:00"),
    Fault(
      day: spring, clocks: "01:00 01:30 02:00 02:30",
      message: "a.csv:4:1: Europe/Berlin has no 2016-03-27T02:00:00: its clocks skip that hour."),
    Fault(
      day: spring, clocks: "02:15 03:30",
      message: "a.csv:2:1: Europe/Berlin has no 2016-03-27T02:15:00: its clocks skip that hour."),
  ]

  @Test("that do not match the zone's changes are errors", arguments: faults)
  func mismatch(fault: Fault) throws {
    let description = try Self.description(fault.zone)
    let error = #expect(throws: ProfileFileError.self) {
      try ProfileFile.read(
        Self.file(fault.day, fault.clocks), named: "a.csv", description: description)
    }
    #expect(error?.description.hasPrefix(fault.message) == true, "\(error?.description ?? "")")
  }
}
