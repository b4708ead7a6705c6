import Quantities
import TariffFiles
import Tariffs
import Testing

struct MeterFileTests {
  static let hour: Int64 = 3_600_000_000_000

  static func read(
    _ text: String, zone: String = "UTC", year: Int? = nil, decimalComma: Bool = false
  ) throws -> MeterFile {
    var options = MeterFile.Options(
      zone: try CivilTimeZone(
        identifier: zone,
        covering: Instant(seconds: 1_400_000_000)..<Instant(seconds: 1_900_000_000)))
    options.year = year
    options.decimalComma = decimalComma
    return try MeterFile.read(bytes: Array(text.utf8), path: "meter.csv", options)
  }

  @Test("Imports and exports of one meter become whole milliwatt-hours on one grid")
  func simple() throws {
    let file = try Self.read(
      """
      time,import,export
      2026-01-01T00:00,0.25,0
      2026-01-01T00:15,0.000001,1.5

      """)
    #expect(file.start == Instant(seconds: 1_767_225_600))
    #expect(file.intervalNanoseconds == 900_000_000_000)
    #expect(file.count == 2)
    #expect(file.members.map(\.name) == [""])
    #expect(file.members[0].series.imported == [250_000, 1])
    #expect(file.members[0].series.exported == [0, 1_500_000])
  }

  @Test(
    "The unit of a column is that of its name",
    arguments: [
      ("import_kWh", 1_500_000), ("import [Wh]", 1500), ("import Wh", 1500),
      ("import(MWh)", 1_500_000_000), ("import", 1_500_000),
    ])
  func units(column: String, expected: Int64) throws {
    let file = try Self.read(
      "when;\(column)\n2026-01-01T00:00Z;1.5\n2026-01-01T01:00Z;0\n")
    #expect(file.members[0].series.imported == [expected, 0])
  }

  @Test("Members and their meters stand side by side; the meters of one are added up")
  func wide() throws {
    let file = try Self.read(
      """
      time,alice/house:import,alice/roof:export,bob:import_Wh
      2026-01-01T00:00,1,0.5,3
      2026-01-01T01:00,2,0.25,4

      """)
    #expect(file.members.map(\.name) == ["alice", "bob"])
    #expect(file.members[0].meterNames == ["house", "roof"])
    #expect(file.members[0].series.meterCount == 2)
    #expect(file.members[0].series.imported == [1_000_000, 2_000_000])
    #expect(file.members[0].series.exported == [500_000, 250_000])
    #expect(file.members[1].series.imported == [3000, 4000])
  }

  @Test("Members stand below each other, in any order of the rows")
  func long() throws {
    let file = try Self.read(
      """
      time,member,meter,import
      2026-01-01T00:00,alice,house,1
      2026-01-01T00:00,bob,house,5
      2026-01-01T00:00,alice,shed,10
      2026-01-01T01:00,alice,house,2
      2026-01-01T01:00,alice,shed,20
      2026-01-01T01:00,bob,house,6

      """)
    #expect(file.members.map(\.name) == ["alice", "bob"])
    #expect(file.members[0].series.imported == [11_000_000, 22_000_000])
    #expect(file.members[1].series.imported == [5_000_000, 6_000_000])
  }

  @Test("Load and generation alone are netted within each interval")
  func loadAndGeneration() throws {
    let file = try Self.read(
      "time,load,generation\n2026-01-01T00:00,3,1\n2026-01-01T01:00,1,4\n")
    let series = file.members[0].series
    #expect(series.imported == [2_000_000, 0])
    #expect(series.exported == [0, 3_000_000])
    #expect(series.load == [3_000_000, 1_000_000])
    #expect(series.generation == [1_000_000, 4_000_000])
  }

  @Test("Energy finer than a milliwatt-hour is carried, so that nothing is lost")
  func remainder() throws {
    let rows = (0..<24).map { hour in
      "2026-01-01T\(hour < 10 ? "0" : "")\(hour):00,0.3333333333"
    }
    let file = try Self.read("time,import\n" + rows.joined(separator: "\n"))
    let sum = file.members[0].series.imported.reduce(0, +)
    #expect(sum == 8_000_000)
  }

  @Test("Rows without stamps share out a year; stamps without a year get one")
  func year() throws {
    let rows = String(repeating: "1,0\n", count: 8760)
    let file = try Self.read("import,export\n" + rows, zone: "Europe/Berlin", year: 2026)
    #expect(file.intervalNanoseconds == Self.hour)
    #expect(file.start == Instant(seconds: 1_767_222_000))
    let stamped = try Self.read(
      "time,import\n07-01T00:00,1\n07-01T00:30,1\n", zone: "Europe/Berlin", year: 2026)
    #expect(stamped.start == Instant(seconds: 1_782_856_800))
  }

  @Test("The hour that clocks repeat is read in the order of time, and the skipped one left out")
  func daylightSaving() throws {
    let spring = try Self.read(
      "time,import\n2026-03-29T01:00,1\n2026-03-29T03:00,2\n", zone: "Europe/Berlin")
    #expect(spring.intervalNanoseconds == Self.hour)
    let autumn = try Self.read(
      "time,import\n2026-10-25T01:00,1\n2026-10-25T02:00,2\n2026-10-25T02:00,3\n"
        + "2026-10-25T03:00,4\n", zone: "Europe/Berlin")
    #expect(autumn.intervalNanoseconds == Self.hour && autumn.count == 4)
  }

  struct Broken: Sendable, CustomTestStringConvertible {
    let text: String
    let message: String
    var zone = "UTC"
    var year: Int?
    var testDescription: String { message }
  }

  static let broken = [
    Broken(text: "", message: "meter.csv: the file is empty"),
    Broken(text: "time,import\n", message: "meter.csv:2:1: there are no rows"),
    Broken(
      text: "time,import\n2026-01-01T00:00,1\n2026-01-01T01:00,2\n2026-01-01T03:00,2\n",
      message: "meter.csv:4:1: 1 row is missing before 2026-01-01T03:00:00"),
    Broken(
      text: "time,import\n2026-01-01T00:00,1\n2026-01-01T01:00,2\n2026-01-01T01:00,2\n",
      message: "meter.csv:4:1: the stamp 2026-01-01T01:00:00 stands twice"),
    Broken(
      text: "time,import\n2026-01-01T00:00,1\n2026-01-01T01:00,2\n2026-01-01T00:30,2\n",
      message: "meter.csv:4:1: the stamp 2026-01-01T00:30:00 goes back"),
    Broken(
      text: "time;import\n2026-01-01T00:00;0,5\n2026-01-01T01:00;2\n",
      message: "meter.csv:2:18: '0,5' is not a number. Numbers are written as 0.5 here"),
    Broken(
      text: "time,import\n2026-01-01T00:00,0,5\n2026-01-01T01:00,2\n",
      message: "meter.csv:2:19: the line has more fields than the 2"),
    Broken(
      text: "time,import,export\n2026-01-01T00:00,1,0\n2026-01-01T01:00,2\n",
      message: "meter.csv:3:19: the line ends after 2 of 3 fields"),
    Broken(
      text: "time,import\n2026-01-01T00:00,1\n2026-01-01T01:00,-2\n",
      message: "meter.csv:3:18: '-2' is negative"),
    Broken(
      text: "time,import\n2026-01-01T00:00,1\n2026-01-01T01:00,nan\n",
      message: "meter.csv:3:18: 'nan' is not a number"),
    Broken(
      text: "time,import\n2026-01-01T00:00,1\n2026-01-01T01:00,\n",
      message: "meter.csv:3:18: the field is empty. Fill the gap: nothing is made up"),
    Broken(
      text: "time,import\n2026-01-01T00:00,1\n\n2026-01-01T01:00,1\n",
      message: "meter.csv:3:1: the line is empty, but rows follow"),
    Broken(
      text: "time,imprt\n2026-01-01T00:00,1\n",
      message: "meter.csv:1:6: 'imprt' is no column of a meter file"),
    Broken(
      text: "time,import_kW\n2026-01-01T00:00,1\n",
      message: "meter.csv:1:6: the column 'import_kW' has the unit 'kW'. Units: kWh, Wh, MWh"),
    Broken(
      text: "time,import,import_Wh\n2026-01-01T00:00,1,1\n",
      message: "meter.csv:1:13: two columns hold the same register"),
    Broken(
      text: "time,import\nyesterday,1\n", message: "meter.csv:2:1: 'yesterday' is not a stamp"),
    Broken(
      text: "time,import\n2026-03-29T01:00,1\n2026-03-29T02:00,1\n",
      message: "meter.csv:3:1: Europe/Berlin has no 2026-03-29T02:00:00", zone: "Europe/Berlin"),
    Broken(
      text: "time,import\n2026-01-01T00:00Z,1\n2026-01-01T01:00,1\n",
      message: "meter.csv:3:1: some stamps name an offset from UTC, and some do not"),
    Broken(
      text: "import\n1\n2\n", message: "meter.csv:1:1: the first column is a register, so"),
    Broken(
      text: "import\n1\n2\n3\n4\n5\n6\n7\n",
      message: "meter.csv:1:1: 7 rows do not share out the year 2028, a leap year, with its 8784",
      year: 2028),
    Broken(
      text: "time,import\n2026-01-01T00:00,1\n",
      message: "meter.csv:2:1: the stamp '2026-01-01T00:00' names its year", year: 2026),
    Broken(
      text: "time,import\n2026-01-01T00:00,1\n",
      message: "meter.csv:2:1: one row does not tell the length of its interval"),
    Broken(
      text: "time,member,import\n2026-01-01T00:00,a,1\n2026-01-01T01:00,a,1\n"
        + "2026-01-01T00:00,b,1\n2026-01-01T00:30,b,1\n",
      message: "meter.csv:4:1: 'b' has intervals of another length than 'a'"),
    Broken(
      text: "time,member,a:import\n2026-01-01T00:00,a,1\n",
      message: "meter.csv:1:1: the member 'a' stands in the name of a column"),
    Broken(
      text: "time,member,import\n2026-01-01T00:00,,1\n",
      message: "meter.csv:2:18: the name of the member is empty"),
    Broken(
      text: "time,import\n2026-01-01T00:00,1e300\n2026-01-01T01:00,1\n",
      message: "meter.csv:2:18: '1e300' is too large"),
  ]

  @Test("What is wrong with a meter file is said with its line and column", arguments: broken)
  func refusing(example: Broken) throws {
    let error = #expect(throws: TariffFileError.self) {
      try Self.read(example.text, zone: example.zone, year: example.year)
    }
    #expect(error?.description.hasPrefix(example.message) == true, "\(error?.description ?? "")")
  }

  @Test("Mutations of a meter file give a file or an error, never a trap", arguments: 0..<20)
  func mutations(seed: Int) {
    var generator = FileMutations(seed: seed)
    let originals = [
      "time,import,export\n2026-01-01T00:00,0.25,0\n2026-01-01T00:15,0.1,1.5\n",
      "time,member,meter,import\n2026-01-01T00:00,a,h,1\n2026-01-01T01:00,a,h,2\n",
      "t;a/x:import [Wh];b:reactive\n2026-01-01T00:00Z;1;2\n2026-01-01T01:00Z;3;4\n",
    ]
    for _ in 0..<100 {
      let bytes = generator.mutation(of: Array(originals[seed % 3].utf8))
      guard let file = try? MeterFile.read(bytes: bytes, path: "meter.csv") else { continue }
      for member in file.members { #expect(member.series.imported.count == file.count) }
    }
  }
}
