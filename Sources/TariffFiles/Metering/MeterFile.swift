public import ProfileFiles
public import Quantities
public import Tariffs

/// What meters registered, read from a file of separated values.
///
/// The first line names the columns. The first column holds the beginnings of the intervals, as civil
/// times or with an offset from UTC; each other column is a register: `import`, `export`, `load`,
/// `generation`, `reactive` or `baseline`, with its unit if it is not kWh (`import_Wh`,
/// `import [Wh]`). Several members stand side by side (`alice:import`, `alice/roof:export`) or below
/// each other, told by the columns `member` and `meter`. Nothing is filled in: every interval must be
/// there, once, with energy that is not negative.
public struct MeterFile: Hashable, Sendable {
  /// One member with what its meters registered together.
  public struct Member: Hashable, Sendable {
    /// The name; empty in a file that names nobody.
    public var name: String
    /// The names of the meters, in the order of the file.
    public var meterNames: [String]
    /// The sum of the meters.
    public var series: MeterSeries

    /// Creates a member.
    public init(name: String, meterNames: [String], series: MeterSeries) {
      self.name = name
      self.meterNames = meterNames
      self.series = series
    }
  }

  /// What has to be known of a file to read it without guessing.
  public struct Options: Hashable, Sendable {
    /// The zone of stamps that do not name their offset from UTC, and of ``year``.
    public var zone: CivilTimeZone
    /// The year over which a file without years is laid: stamps such as `01-31T12:00`, or no stamps at
    /// all, where the rows share out the whole year.
    public var year: Int?
    /// Whether numbers are written as `0,5` instead of `0.5`.
    public var decimalComma = false
    /// How stamps are written.
    public var stampFormat = StampFormat.iso8601

    /// Creates options for a zone.
    public init(zone: CivilTimeZone = .utc) { self.zone = zone }

    /// Creates options for a zone and stamps of a format: `iso8601`, `epoch-seconds`, or a pattern such
    /// as `dd.MM.yyyy HH:mm`.
    ///
    /// - Throws: ``TariffFileError`` when the text is no format.
    public init(zone: CivilTimeZone, stampFormat: String) throws(TariffFileError) {
      self.zone = zone
      do {
        self.stampFormat = try StampFormat(stampFormat)
      } catch {
        throw TariffFileError(error.description)
      }
    }
  }

  /// When the first interval begins.
  public var start: Instant
  /// The nanoseconds of an interval.
  public var intervalNanoseconds: Int64
  /// The number of intervals.
  public var count: Int
  /// The members, in the order of the file; at least one.
  public var members: [Member]

  /// Creates a file's content.
  ///
  /// - Precondition: Every member's series has `count` intervals.
  public init(start: Instant, intervalNanoseconds: Int64, count: Int, members: [Member]) {
    self.start = start
    self.intervalNanoseconds = intervalNanoseconds
    self.count = count
    self.members = members
  }

  /// Reads a file, plain or compressed by gzip.
  ///
  /// - Throws: ``TariffFileError`` with the line and column of what is wrong.
  public static func read(
    bytes: [UInt8], path: String, _ options: Options = Options()
  ) throws(TariffFileError) -> MeterFile {
    do {
      let text = Gzip.isCompressed(bytes) ? try Gzip.decompress(bytes, named: path) : bytes
      let table = try MeterTable(text, path: path, options: options)
      return try MeterAssembly(table: table, options: options).file()
    } catch {
      throw TariffFileError(error.description)
    }
  }

  /// The intervals of the file laid over the calendar.
  ///
  /// - Throws: `BillingError` when they do not fit the civil days of the zone.
  public func grid(
    zone: CivilTimeZone, holidays: HolidayCalendar = .none
  ) throws(BillingError) -> BillingGrid {
    try BillingGrid(
      start: start, intervalNanoseconds: intervalNanoseconds, count: count, zone: zone,
      holidays: holidays)
  }
}
