import Accounting
public import Quantities
public import ResultFiles
import Tariffs

extension RunMeters {
  /// How a run is read.
  public struct Options: Sendable {
    /// What of the meters is billed.
    public var reading = MeterReading.net
    /// The civil time zone in place of the file's; `nil`: the file's.
    public var zone: String?
    /// The holidays in place of the file's; `nil`: the file's.
    public var holidays: HolidayCalendar?
    /// Whether the generation behind the meters is read too, which buy-all/sell-all and premiums for
    /// self-consumption need. The file's powers have the precision of float32.
    public var includesGeneration = false

    /// Creates the options of the net reading.
    public init() {}
  }

  /// Reads what the meters of a finished run registered.
  ///
  /// The values are read in blocks of intervals; what stays in memory are four bytes for each member
  /// and interval (eight with registers apart, four more with generation).
  ///
  /// - Throws: ``ShadowBillError`` when the file is none of a finished run with energy, holds rows
  ///   longer than its settlement intervals, or says nothing of zone or holidays.
  public init(
    _ reader: borrowing ResultFileReader, _ options: Options = Options()
  ) throws(ShadowBillError) {
    let path = reader.path
    try Self.requireRun(reader)
    let attributes = try readingRun { () throws(ResultFileError) in
      Dictionary(
        try reader.attributes().map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first }
      )
    }
    func text(_ name: String) -> String? {
      if case .text(let text)? = attributes[name] { text } else { nil }
    }
    guard let currency = text("mgsim_currency") else { throw .file(path, "it names no currency") }
    let outline = try Self.outline(reader)
    let time = try RunTime(
      reader, zoneName: text("mgsim_time_zone"), outline: outline,
      given: RunTime.Calendar(zone: options.zone, holidays: options.holidays))
    do throws(BillingError) {
      grid = try BillingGrid(
        start: time.start, intervalNanoseconds: time.intervalNanoseconds, count: time.count,
        zone: time.zone, holidays: time.holidays)
    } catch {
      throw ShadowBillError("can't bill '\(path)': \(error)")
    }
    title = text("title") ?? ""
    runID = text("mgsim_run_id") ?? ""
    arm = text("mgsim_arm")
    self.currency = currency
    memberNames = try readingRun { () throws(ResultFileError) in try reader.texts(of: "member") }
    memberTariffs = try readingRun { () throws(ResultFileError) in
      try reader.texts(of: "member_tariff")
    }
    reading = options.reading
    let block = RegisterReading(reader, members: memberNames.count, intervals: time.count)
    (positions, exports) = try block.positions(options.reading, reader)
    generation = options.includesGeneration ? try block.generation(time, reader) : nil
    simulated = try SimulatedBills(
      reader, memberCount: memberNames.count, time: time, cycles: grid.cycles)
    heldFixed =
      HeldBehaviour(
        outline, dispatch: text("mgsim_dispatch"), memberNames: memberNames,
        memberTariffs: memberTariffs,
        traded: simulated.lines.contains { $0.kind == .localTrade },
        strategies: (try? reader.texts(of: "member_strategy")) ?? [],
        capacities: (try? reader.numbers(of: "member_battery_capacity")) ?? [],
        reading: options.reading
      ).sentences
  }

  /// The greatest number of members times intervals: 8 GB.
  private static let greatestSize = 2_000_000_000

  /// Checks that a file is that of a run that reached its end and metered energy.
  private static func requireRun(
    _ reader: borrowing ResultFileReader
  ) throws(ShadowBillError) {
    let path = reader.path
    try readingRun { () throws(ResultFileError) in try reader.requireSeries() }
    let status = try readingRun { () throws(ResultFileError) in try reader.status() }
    guard status == .complete else {
      let state = status.map { "is '\($0.rawValue)'" } ?? "did not end"
      throw .file(path, "the run \(state), and only a complete one has bills to compare")
    }
    let shapes = try readingRun { () throws(ResultFileError) in try ExpectedShapes(reader) }
    guard shapes.contains("member") else { throw .file(path, "it has no members") }
    guard shapes.contains("member_import"), shapes.contains("member_export") else {
      throw .file(path, "it has no meters; runs about governance alone have none")
    }
    let (members, intervals) = try readingRun { () throws(ResultFileError) in
      (try shapes.length(of: "member"), try shapes.length(of: "time"))
    }
    let (size, overflow) = members.multipliedReportingOverflow(by: intervals)
    guard !overflow, size <= greatestSize else {
      throw .file(path, "it has more than \(greatestSize) numbers of each meter's register")
    }
    try readingRun { () throws(ResultFileError) in
      try shapes.require(["member_import", "member_export"], [intervals, members])
      try shapes.require(["member_tariff"], [members])
    }
  }

  /// The resolved text of the scenario; one without lines in a file that holds none.
  private static func outline(
    _ reader: borrowing ResultFileReader
  ) throws(ShadowBillError) -> ScenarioOutline {
    let text = try readingRun { () throws(ResultFileError) in
      try ExpectedShapes(reader).contains("scenario/resolved_text")
        ? try reader.texts(of: "scenario/resolved_text").first : nil
    }
    return ScenarioOutline(text ?? "")
  }
}
