import ArgumentParser
import Quantities
import Scenarios
import Spelling
import TariffFiles
import Tariffs

/// The tariffs and the meters that `mgsim bill` works with.
struct BillInput: ParsableArguments {
  @Option(
    name: .customLong("tariff"), help: "Tariff file; say it again to compare tariffs.",
    completion: .file(extensions: ["yaml", "yml", "json"]))
  var tariffs: [String] = []

  @Option(
    help: "Tariff of another supplier, in the place of what each tariff owes to the retailer.",
    completion: .file(extensions: ["yaml", "yml"]))
  var supplier: String?

  @Option(
    help: "Meter file, plain or gzipped, or - for standard input.",
    completion: .file(extensions: ["csv", "gz"]))
  var meter: String?

  @Option(help: "Year of a meter file whose stamps name none, or that has no stamps.")
  var year: Int?

  @Option(
    help: "Time zone of the bills and of stamps without one; without it, that of the tariff.")
  var timeZone: String?

  @Option(help: "Calendar of holidays; without it, that of the tariff, or none.")
  var holidays: String?

  @Option(name: .customLong("member"), help: "Member to bill; without it, all.")
  var members: [String] = []

  @Option(
    help: "Earlier report of this command in JSON, whose credits, money and peaks are carried on.",
    completion: .file(extensions: ["json"]))
  var creditsFrom: String?

  @Flag(help: "Numbers of the meter file are written as 0,5.")
  var decimalComma = false

  @Option(help: "Format of the stamps, such as 'dd.MM.yyyy HH:mm'.")
  var stampFormat: String = "iso8601"

  func validate() throws {
    guard !tariffs.isEmpty else { throw ValidationError("Name a tariff with --tariff.") }
  }

  /// Whether an option says something that only meter files need.
  var describesMeterFile: Bool {
    year != nil || !members.isEmpty || creditsFrom != nil || decimalComma
      || stampFormat != "iso8601"
  }

  /// Reads the files and bills the meters.
  func report() throws(CommandFailure) -> BillReport {
    let files = try tariffFiles()
    let zone = try zone(of: files)
    let calendar = try calendar(of: files)
    let meters = try meterFile(zone: zone)
    // What a tariff must say may depend on the days that are billed.
    let billed = try tariffFiles(days: days(of: meters, zone))
    do {
      return try BillReport(
        billing: meters, under: try plans(of: billed, days: days(of: meters, zone)), zone: zone,
        holidays: calendar,
        states: try states())
    } catch let failure as CommandFailure {
      throw failure
    } catch let error as ScenarioError {
      throw CommandFailure(message: "\(error)", exitCode: CommandFailure.wrongInput)
    } catch {
      throw CommandFailure.input(error)
    }
  }

  /// The first and the last day of the meters.
  private func days(of meters: MeterFile, _ zone: CivilTimeZone) -> ClosedRange<CivilDate> {
    let length = Int128(meters.intervalNanoseconds) * Int128(meters.count)
    let last = Int128(meters.start.nanoseconds) + max(length - 1, 0)
    let first = zone.civilTime(at: meters.start).date
    return
      first...max(
        first, zone.civilTime(at: Instant(nanoseconds: Int64(clamping: last))).date)
  }

  /// The plans, with the supplier that is named.
  private func plans(
    of files: [TariffFile], days: ClosedRange<CivilDate>
  ) throws -> [RatePlan] {
    guard let supplier else { return files.map(\.plan) }
    var context = TariffFile.Context()
    context.days = days
    let plan = try TariffFile.read(path: supplier, context).plan
    return try files.map { try $0.plan.supplied(by: plan) }
  }

  private func tariffFiles(
    days: ClosedRange<CivilDate>? = nil
  ) throws(CommandFailure) -> [TariffFile] {
    var context = TariffFile.Context()
    context.days = days
    var files: [TariffFile] = []
    for path in tariffs {
      do {
        files.append(try TariffFile.read(path: path, context))
      } catch {
        throw CommandFailure(message: "\(error)", exitCode: CommandFailure.wrongInput)
      }
    }
    return files
  }

  private func zone(of files: [TariffFile]) throws(CommandFailure) -> CivilTimeZone {
    if let timeZone {
      do {
        return try CivilTimeZone(identifier: timeZone, covering: TariffFile.usualTime)
      } catch {
        throw CommandFailure.input(error)
      }
    }
    let zones = files.compactMap(\.zone)
    guard let zone = zones.first else { return .utc }
    if let other = zones.first(where: { $0.identifier != zone.identifier }) {
      throw CommandFailure(
        message: "mgsim: the tariffs are written for \(zone.identifier) and \(other.identifier); "
          + "choose one with --time-zone.", exitCode: CommandFailure.wrongInput)
    }
    return zone
  }

  private func calendar(of files: [TariffFile]) throws(CommandFailure) -> HolidayCalendar {
    if let holidays {
      guard let named = HolidayCalendar.named.first(where: { $0.name == holidays }) else {
        let known = HolidayCalendar.named.map { "'\($0.name)'" }.joined(separator: ", ")
        throw CommandFailure(
          message: "mgsim: there is no calendar '\(holidays)' of holidays. Known: \(known).",
          exitCode: CommandFailure.wrongInput)
      }
      return named.calendar
    }
    let calendars = files.compactMap(\.holidays)
    guard let calendar = calendars.first else { return .none }
    guard calendars.allSatisfy({ $0 == calendar }) else {
      throw CommandFailure(
        message: "mgsim: the tariffs name different holidays; choose with --holidays.",
        exitCode: CommandFailure.wrongInput)
    }
    return calendar
  }

  private func meterFile(zone: CivilTimeZone) throws(CommandFailure) -> MeterFile {
    guard let meter else {
      throw CommandFailure(
        message: "mgsim: name a meter file with --meter.", exitCode: CommandFailure.wrongInput)
    }
    var options: MeterFile.Options
    do {
      options = try MeterFile.Options(zone: zone, stampFormat: stampFormat)
    } catch {
      throw CommandFailure.input(error)
    }
    options.year = year
    options.decimalComma = decimalComma
    var file: MeterFile
    do {
      file = try MeterFile.read(
        bytes: InputFiles.bytes(of: meter), path: meter == "-" ? "standard input" : meter, options)
    } catch let failure as CommandFailure {
      throw failure
    } catch {
      throw CommandFailure(message: "\(error)", exitCode: CommandFailure.wrongInput)
    }
    for name in members where !file.members.contains(where: { $0.name == name }) {
      let known = file.members.map(\.name)
      throw CommandFailure(
        message: "mgsim: there is no member '\(name)' in '\(meter)'. "
          + advice(for: name, among: known), exitCode: CommandFailure.wrongInput)
    }
    if !members.isEmpty { file.members = file.members.filter { members.contains($0.name) } }
    return file
  }

  private func states() throws(CommandFailure) -> [String: BillingState] {
    guard let creditsFrom else { return [:] }
    do {
      return try BillReport.states(
        bytes: InputFiles.bytes(of: creditsFrom), path: creditsFrom)
    } catch let failure as CommandFailure {
      throw failure
    } catch {
      throw CommandFailure(message: "\(error)", exitCode: CommandFailure.wrongInput)
    }
  }
}
