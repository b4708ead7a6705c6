import ProfileFiles
import Profiles
import Quantities
import Testing

@Suite("A file of separated values")
struct ReadingTests {
  static let berlin = try? CivilTimeZone(
    identifier: "Europe/Berlin",
    covering: Instant(seconds: 1_400_000_000)..<Instant(seconds: 1_500_000_000))

  static func read(
    _ text: String, columns: [String]? = nil,
    _ description: ProfileFileDescription = ProfileFileDescription()
  ) throws(ProfileFileError) -> ProfileTable {
    try ProfileFile.read(
      Array(text.utf8), named: "a.csv", columns: columns, description: description)
  }

  struct Spelling: Sendable {
    var text: String
    var description = ProfileFileDescription()
  }

  static let spellings = [
    Spelling(text: "time,a,b\n2016-01-01T00:00,1,0.5\n2016-01-01T00:15,-2,25e-2\n"),
    Spelling(text: "\u{FEFF}time,a,b\r\n2016-01-01T00:00,1,0.5\r\n2016-01-01T00:15,-2,.25\r\n\r\n"),
    Spelling(text: "time;a;b\n2016-01-01 00:00;1;0.5\n2016-01-01 00:15;-2;+0.25"),
    Spelling(text: "time\ta\tb\n2016-01-01\t1.\t0.5\r\n2016-01-01T00:15Z\t-2\t0.25\r\n")
      .with { $0.stampFormat = .iso8601 },
    Spelling(
      text: "\"time\",\"a\", b \n\"2016-01-01T00:00\",\" 1\", 0.5 \n2016-01-01T00:15,-2,\"0.25\""),
    Spelling(text: "time;a;b\n2016-01-01T00:00;1,0;0,5\n2016-01-01T00:15;\"-2\";0,25\n")
      .with { $0.decimalComma = true },
    Spelling(text: "b,time,x,a\n5,1451606400,no number,10\n2.5,1451607300,\"a \"\"b\"\", c\",-20\n")
      .with {
        $0.stampFormat = .epochSeconds
        $0.scale = 0.1
      },
    Spelling(text: "time,a,b\n1451606400000,1,0.5\n1451607300000,-2,0.25\n")
      .with { $0.stampFormat = .epochMilliseconds },
    Spelling(text: "a,b\n1,0.5\n-2,0.25\n").with {
      $0.timeColumn = nil
      $0.start = Instant(seconds: 1_451_606_400)
      $0.step = .minutes(15)
    },
    Spelling(text: "time,a,b\n1/1/2016 12:00 AM,1,0.5\n1/1/2016 12:15 AM,-2,0.25\n")
      .with { $0.stampFormat = try StampFormat("M/d/yyyy h:mm a") },
    Spelling(text: "time,a,b\n01.01.2016 01:00:00.00+0100,1,0.5\n01.01.2016 01:15:00.00+01,-2,0.25")
      .with { $0.stampFormat = try StampFormat("dd.MM.yyyy HH:mm:ss.SSX") },
    Spelling(text: "time,a,b\n2016-01-01T00:15,1,0.5\n2016-01-01T00:30,-2,0.25\n")
      .with { $0.label = .end },
    Spelling(text: "time,a,b\n2016-01-01T00:07:30,1,0.5\n2016-01-01T00:22:30,-2,0.25\n")
      .with { $0.label = .centre },
    Spelling(text: "time,a,b\n2016-01-01T00:00,2,0\n2016-01-01T00:15,0,1\n2016-01-01T00:30,-4,-.5")
      .with { $0.label = .instant },
  ]

  @Test("means the same in many spellings", arguments: spellings.indices)
  func spelling(index: Int) throws {
    // One of the spellings mixes stamps with and without an offset, which is an error.
    let spelling = Self.spellings[index]
    if spelling.text.contains("\t1.\t") {
      let error = #expect(throws: ProfileFileError.self) {
        try Self.read(spelling.text, spelling.description)
      }
      #expect(error?.line == 3 && error?.column == 1)
      return
    }
    let table = try Self.read(spelling.text, columns: ["b", "a"], spelling.description)
    #expect(table.columnNames == ["b", "a"])
    #expect(table.grid.start == Instant(seconds: 1_451_606_400))
    #expect(table.grid.step == .minutes(15))
    #expect(table.columns == [[0.5, 0.25], [1, -2]])
    #expect(table.profile(named: "a")?.values == [1, -2])
    #expect(table.profile(named: "c") == nil)
  }

  struct Fault: Sendable {
    var text: String
    var message: String
    var description = ProfileFileDescription()
  }

  static let faults = [
    Fault(
      text: String(repeating: ";", count: 70_000), message: "a.csv:1:65537: there are more than"),
    Fault(text: "", message: "a.csv: the file is empty."),
    Fault(text: "time,a\n", message: "a.csv:2:1: there are no rows"),
    Fault(
      text: "tim,a\n1,2\n",
      message: "a.csv:1:1: there is no column 'time' of stamps. Did you mean 'tim'?"),
    Fault(text: "time,a,a\n", message: "a.csv:1:8: two columns are named 'a'."),
    Fault(
      text: "time,a\n2016-01-01,1\n2016-01-02\n",
      message: "a.csv:3:11: the line ends after 1 of 2 fields."),
    Fault(
      text: "time,a\n2016-01-01,1,2\n", message: "a.csv:2:13: the line has more fields than the 2"),
    Fault(text: "time,a\n2016-01-01,\n", message: "a.csv:2:12: the field is empty."),
    Fault(text: "time,a\n2016-01-01,NaN\n", message: "a.csv:2:12: 'NaN' is not a finite number."),
    Fault(text: "time,a\n2016-01-01,-inf\n", message: "a.csv:2:12: '-inf' is not a finite number."),
    Fault(
      text: "time,a\n2016-01-01,1e999\n", message: "a.csv:2:12: the number '1e999' is too large."),
    Fault(text: "time,a\n2016-01-01,1x\n", message: "a.csv:2:12: '1x' is not a number."),
    Fault(
      text: "time;a\n2016-01-01;1,5\n",
      message: "a.csv:2:12: '1,5' is not a number. Numbers are written as 0.5 here."),
    Fault(text: "time,ä\n2016-01-01,€,\n", message: "a.csv:2:12: '€' is not a number."),
    Fault(
      text: "time,a\n2016-02-30,1\n",
      message: "a.csv:2:1: '2016-02-30' is not a stamp of the format 'iso8601'."),
    Fault(
      text: "time,a\n\n2016-01-01,1\n", message: "a.csv:2:1: the line is empty, but rows follow."),
    Fault(
      text: "time,a\n\"2016-01-01,1\n", message: "a.csv:2:1: the quote is not closed in its line."),
    Fault(
      text: "time,a\n\"2016-01-01\"x,1\n",
      message: "a.csv:2:13: there is text behind the closing quote."),
    Fault(
      text: "time,a\n2016-01-01,1\n", message: "a.csv:2:1: a single row does not tell the step."),
    Fault(
      text: "time,a\n2016-01-01,1\n2016-01-02,1\n2016-01-04,1\n",
      message:
        "a.csv:4:1: 1 row is missing before 2016-01-04T00:00:00: 2016-01-03T00:00:00 is expected, a step of 1 d"
    ),
    Fault(
      text: "time,a\n2016-01-01,1\n2016-01-02,1\n2016-01-02,1\n",
      message:
        "a.csv:4:1: the stamp 2016-01-02T00:00:00 stands twice; 2016-01-03T00:00:00 is expected"),
    Fault(
      text: "time,a\n2016-01-02,1\n2016-01-01,1\n",
      message: "a.csv:3:1: the stamp 2016-01-01T00:00:00 goes back."),
    Fault(
      text: "a,time\n1,2016-01-01\n2,2016-01-02\n3,2016-01-03T12:00\n",
      message: "a.csv:4:3: the stamp 2016-01-03T12:00:00 leaves the grid; 2016-01-03T00:00:00"),
    Fault(text: "a\n1\n", message: "a.csv: a file without stamps needs a declared start and step.")
      .with { $0.timeColumn = nil },
    Fault(text: "time,a\n2016-01-01,1\n", message: "a.csv: the declared step has to be positive")
      .with { $0.step = .zero },
    Fault(text: "time,a\n2016-01-01,1\n", message: "a.csv: the scale")
      .with { $0.scale = .nan },
    Fault(
      text: "time,a\n2016-01-01,1\n",
      message: "a.csv: the grid of a profile is not valid: samples at"
    )
    .with {
      $0.label = .instant
      $0.step = .hours(1)
    },
  ]

  @Test("that is wrong says where and why", arguments: faults.indices)
  func fault(index: Int) {
    let fault = Self.faults[index]
    let error = #expect(throws: ProfileFileError.self) {
      try Self.read(fault.text, fault.description)
    }
    #expect(error?.description.hasPrefix(fault.message) == true, "\(error?.description ?? "")")
  }

  @Test("lacks a column that is asked for, and says what it has")
  func missingColumn() {
    let text = "time,H0-A_pload,H0-A_qload\n2016-01-01,1,2\n2016-01-02,1,2\n"
    let error = #expect(throws: ProfileFileError.self) {
      try Self.read(text, columns: ["H0-A_plaod"])
    }
    #expect(
      error?.description
        == "a.csv:1:1: there is no column 'H0-A_plaod'. Did you mean 'H0-A_pload'?")
    #expect(throws: ProfileFileError.self) { try Self.read(text, columns: ["time"]) }
    #expect(throws: ProfileFileError.self) {
      try Self.read(text, columns: ["H0-A_pload", "H0-A_pload"])
    }
  }

  @Test(
    "has no stamps of a format that is none",
    arguments: [
      "", "yyyy", "yyyy-MM-dd HH:mm:ss Q", "dd.MM.yy HH:mm", "yyyy-MM-dd'T", "yyyy-MM-dd hh:mm",
      "yyyy-MM-dd HH:mm a", "yyyy-MM-dd dd", "yyyy-MM-dd XXXX", "yyyy-MM-dd SSSSSSSSSS",
    ])
  func badFormat(text: String) {
    #expect(throws: StampFormatError.self) { try StampFormat(text) }
  }
}

protocol HasDescription {
  var description: ProfileFileDescription { get set }
}

extension ReadingTests.Spelling: HasDescription {}
extension ReadingTests.Fault: HasDescription {}

extension HasDescription {
  func with(_ change: (inout ProfileFileDescription) throws -> Void) -> Self {
    var copy = self
    try? change(&copy.description)
    return copy
  }
}
