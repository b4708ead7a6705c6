import Foundation
import Quantities
import Reports
import ResultFiles
import Tariffs
import TestSupport
import Testing

@Suite("Meters of a finished run")
struct RunMetersTests {
  /// Reads a run that was written to a file.
  static func meters(
    _ run: RunFile = RunFile(), _ options: RunMeters.Options = .init()
  ) throws -> RunMeters {
    let folder = try TemporaryFolder()
    try run.write(to: folder.file("run.h5"))
    return try RunMeters(try ResultFileReader(opening: folder.file("run.h5")), options)
  }

  static func options(_ reading: MeterReading) -> RunMeters.Options {
    var options = RunMeters.Options()
    options.reading = reading
    return options
  }

  @Test("Registers, positions and residuals are those that were metered, to the milliwatt-hour")
  func energiesAreExact() throws {
    let run = RunFile(trades: true)
    let registers = try Self.meters(run, Self.options(.registers))
    let net = try Self.meters(run, Self.options(.net))
    let residual = try Self.meters(run, Self.options(.residual))
    for member in 0..<3 {
      let imported = run.imported.map { $0[member] }
      let exported = run.exported.map { $0[member] }
      let positions = zip(imported, exported).map { $0 - $1 }
      let left = (0..<RunFile.hours).map {
        positions[$0] - run.bought[$0][member] + run.sold[$0][member]
      }
      #expect(
        registers.meter(ofMember: member) == MeterSeries(imported: imported, exported: exported))
      #expect(
        net.meter(ofMember: member)
          == MeterSeries(
            imported: positions.map { max($0, 0) }, exported: positions.map { max(-$0, 0) }))
      #expect(
        residual.meter(ofMember: member)
          == MeterSeries(imported: left.map { max($0, 0) }, exported: left.map { max(-$0, 0) }))
    }
  }

  @Test("Energies beyond 32 bits are exact too")
  func wideEnergies() throws {
    var run = RunFile()
    run.imported[7][1] = 900_000_000_000_001
    #expect(try Self.meters(run).meter(ofMember: 1).imported == run.imported.map { $0[1] })
  }

  @Test("Currency, members, calendar and billing cycles come from the file")
  func calendar() throws {
    var run = RunFile()
    run.resolvedText = RunFile.scenario(extra: "[\"2023-12-31\", \"2024-01-02\"]")
    let meters = try Self.meters(run)
    #expect(meters.currency == "BRL")
    #expect(meters.memberNames == RunFile.memberNames)
    #expect(meters.grid.zone.identifier == "America/Sao_Paulo")
    #expect(meters.grid.cycles.map(\.intervals) == [0..<24, 24..<48])
    #expect(meters.grid.cycles.map(\.month) == [12, 1])
    let days = try ["2023-12-30", "2023-12-31", "2024-01-01", "2024-01-02"].map {
      try #require(CivilDate(parsing: $0))
    }
    #expect(days.map(meters.grid.holidays.isHoliday) == [false, true, true, true])
  }

  @Test("Zone and holidays can be given in place of the file's")
  func givenCalendar() throws {
    var run = RunFile()
    run.resolvedText = ""
    var options = RunMeters.Options()
    #expect(throws: ShadowBillError.self) { try Self.meters(run, options) }
    options.holidays = .germany
    options.zone = "-02:00"
    let meters = try Self.meters(run, options)
    #expect(meters.grid.holidays == .germany)
    #expect(meters.grid.cycles.map(\.intervals) == [0..<23, 23..<48])
  }

  @Test("What the run billed, and what its parties received, is read to the last millionth")
  func simulatedBills() throws {
    let run = RunFile(trades: true)
    let simulated = try Self.meters(run).simulated
    #expect(
      simulated.lines.map { [$0.member, $0.cycle, Int($0.amount.micros)] }
        == run.lines.map { [$0.member, $0.year, Int($0.micros)] })
    for (party, name) in ["retailer", "distribution company", "government", "auctioneer"]
      .enumerated()
    {
      let received = simulated.receipts.filter { $0.account == name }.reduce(0) {
        $0 + $1.amount.micros
      }
      #expect(received == run.lines.filter { $0.party == party }.reduce(0) { $0 + $1.micros })
    }
  }

  @Test("Consumption less generation is what the meter registered, in every interval")
  func generation() throws {
    var options = RunMeters.Options()
    options.includesGeneration = true
    let meters = try Self.meters(RunFile(), options)
    for member in 0..<3 {
      let meter = meters.meter(ofMember: member)
      for hour in 0..<RunFile.hours {
        #expect(
          meter.load[hour] - meter.generation[hour] == meter.imported[hour] - meter.exported[hour])
        #expect(meter.load[hour] >= 0 && meter.generation[hour] >= 0)
      }
    }
    // What the file's powers say is generated is exported here, but for float32.
    let meter = meters.meter(ofMember: 2)
    #expect(zip(meter.generation, meter.exported).allSatisfy { abs($0 - $1) <= 1 })
  }

  @Test("What had followed the prices of the run is said, one sentence for each kind")
  func heldBehaviour() throws {
    #expect(
      try Self.meters(RunFile(trades: true), Self.options(.residual)).heldFixed == [
        "Behaviour held fixed: 1 battery was controlled by 'time-of-use' at the prices of 'B1'.",
        "Behaviour held fixed: 1 electric vehicle was controlled by 'cheapest-hours' at the prices "
          + "of 'B1'.",
        "Behaviour held fixed: bids and offers on the local market by the strategies 'truthful', "
          + "'sniper' had limits that follow the prices of 'B1'; trades and their prices stay as "
          + "simulated.",
      ])
    var run = RunFile()
    run.resolvedText = RunFile.scenario(control: "self-consumption")
    #expect(try Self.meters(run).heldFixed.count == 1)
    run.attributes.append(NamedAttribute("mgsim_dispatch", "central-optimum"))
    #expect(
      try Self.meters(run).heldFixed.first
        == "Behaviour held fixed: 1 battery followed one central plan made for the prices of the "
        + "run.")
  }

  struct BadFile: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var message: String
    var run: RunFile

    init(_ name: String, _ message: String, _ change: (inout RunFile) -> Void) {
      testDescription = name
      self.message = message
      run = RunFile(trades: true)
      change(&run)
    }
  }

  static let badFiles = [
    BadFile("stopped", "the run is 'stopped'") { $0.status = .stopped },
    BadFile("no meters", "it has no meters") { $0.hasMeters = false },
    BadFile("coarse rows", "in rows of 1 h, but settled every 15 min") {
      $0.resolvedText = RunFile.scenario(interval: "15 min", row: "1 h")
    },
    BadFile("no currency", "it names no currency") { $0.attributes.removeLast() },
    BadFile("no zone", "it names no time zone; say '--time-zone'") {
      $0.attributes.remove(at: 2)
      $0.resolvedText = ""
    },
    BadFile("unknown zone", "there is no time zone 'America/Sao_Pualo'") {
      $0.attributes[2] = NamedAttribute("mgsim_time_zone", "America/Sao_Pualo")
    },
    BadFile("unknown holidays", "it names no calendar of holidays; say '--holidays'") {
      $0.resolvedText = RunFile.scenario(holidays: "narnia")
    },
    BadFile("damaged holidays", "its further holidays are no dates") {
      $0.resolvedText = RunFile.scenario(extra: "[\"2023-02-30\"]")
    },
    BadFile("negative energy", "'member_import' of member 1 is -0.5 in interval 3") {
      $0.imported[3][1] = -500_000
    },
    BadFile("unknown kind", "is of the unknown kind 99") { $0.damagedKind = 99 },
    BadFile("rows of an odd length", "interval") { $0.intervalNanoseconds = 3_500_000_000_000 },
  ]

  @Test("A file that cannot be billed is refused with the reason", arguments: badFiles)
  func refused(file: BadFile) throws {
    do {
      _ = try Self.meters(file.run, Self.options(.residual))
      Issue.record("was read")
    } catch let error as ShadowBillError {
      #expect(error.description.contains(file.message), "\(error)")
    }
  }

  @Test("Any text as a resolved scenario is read or passed over, never a trap", arguments: 0..<200)
  func outlineOfAnything(seed: UInt64) {
    var generator = TestGenerator(seed: seed)
    var bytes = Array(RunFile.scenario(extra: "[\"2024-01-01\"]").utf8)
    for _ in 0..<Int.random(in: 1...40, using: &generator) {
      let index = Int.random(in: bytes.indices, using: &generator)
      switch UInt8.random(in: 0...3, using: &generator) {
      case 0: bytes[index] = UInt8.random(in: 0...255, using: &generator)
      case 1: bytes.insert(contentsOf: Array("- - - ".utf8), at: index)
      case 2: bytes.remove(at: index)
      default: bytes.insert(contentsOf: Array("\"\\u12".utf8), at: index)
      }
    }
    let outline = ScenarioOutline(String(decoding: bytes, as: UTF8.self))
    _ = outline.texts("time", "extraHolidays")
    _ = outline.value("time", "interval").flatMap(ScenarioOutline.nanoseconds)
    let held = HeldBehaviour(
      outline, dispatch: nil, memberNames: RunFile.memberNames, memberTariffs: [], traded: true,
      strategies: [], capacities: [1], reading: .net)
    #expect(!held.sentences.isEmpty)
  }
}
