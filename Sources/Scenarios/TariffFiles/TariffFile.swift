public import Quantities
public import Tariffs

/// A tariff that stands in a file of its own: YAML with the keys of an element of a scenario's
/// `tariffs`, and the currency, time zone and holidays that a scenario would say elsewhere; or a
/// URDB rate as JSON.
public struct TariffFile: Sendable {
  /// The tariff.
  public var plan: RatePlan
  /// The word that names the kind of tariff.
  public var kindName: String
  /// The time zone that the file names; `nil` when it names none.
  public var zone: CivilTimeZone?
  /// The holidays that the file names; `nil` when it names none.
  public var holidays: HolidayCalendar?
  /// The file and those that it names, with their hashes.
  public var inputs: [InputFile] = []

  /// What is known of a tariff before its file is read.
  public struct Context: Sendable {
    /// The currency code; the file must not name another. `nil` leaves it to the file.
    public var currency: String?
    /// The time zone; the file must not name another. `nil` leaves it to the file.
    public var zone: CivilTimeZone?
    /// The holidays; the file must not name others. `nil` leaves them to the file.
    public var holidays: HolidayCalendar?
    /// The first and the last day that will be billed; the tariff must be in force on all. `nil`
    /// when they are not known.
    public var days: ClosedRange<CivilDate>?

    /// Creates a context in which nothing is known.
    public init() {}
  }

  /// The time that the zones of tariff files know: 1970 to 2100.
  public static var usualTime: Range<Instant> { ProfileZones.usualRange }

  /// Reads a tariff file and the files that it names.
  ///
  /// - Throws: ``ScenarioError`` with everything that is wrong, sorted by place.
  public static func read(
    path: String, _ context: Context = Context()
  ) throws(ScenarioError) -> TariffFile {
    try read(path: path, context, readFile: FileReadingError.contents(ofFile:))
  }

  /// Reads a tariff file and the files that it names from wherever they are.
  ///
  /// - Parameters:
  ///   - path: The path of the file, for messages and for the paths of other files.
  ///   - context: What is known before.
  ///   - readFile: Gives the bytes of the file at a path. The description of an error that it throws
  ///     ends the message.
  public static func read(
    path: String, _ context: Context, readFile: @escaping (String) throws -> [UInt8]
  ) throws(ScenarioError) -> TariffFile {
    let bytes: [UInt8]
    do {
      bytes = try readFile(path)
    } catch {
      throw ScenarioError(SourcePlace(path), "can't read the tariff: \(error)")
    }
    return try read(bytes: bytes, path: path, context, readFile: readFile)
  }

  /// Reads the bytes of a tariff file, and the files that it names from wherever they are.
  ///
  /// - Parameters:
  ///   - bytes: The whole file.
  ///   - path: The path of the file, for messages and for the paths of other files.
  ///   - context: What is known before.
  ///   - readFile: Gives the bytes of the file at a path.
  public static func read(
    bytes: [UInt8], path: String, _ context: Context = Context(),
    readFile: @escaping (String) throws -> [UInt8]
  ) throws(ScenarioError) -> TariffFile {
    let files = ScenarioFiles(scenarioPath: path, readFile: readFile)
    files.record(bytes, as: path.split(separator: "/").last.map(String.init) ?? path)
    return try read(bytes, path: path, context, files: files)
  }

  /// Reads the bytes of a tariff file.
  static func read(
    _ bytes: [UInt8], path: String, _ context: Context, files: ScenarioFiles
  ) throws(ScenarioError) -> TariffFile {
    var file = try TariffFileReader(path: path, context: context, files: files).read(bytes)
    file.inputs = files.inputs
    return file
  }
}
