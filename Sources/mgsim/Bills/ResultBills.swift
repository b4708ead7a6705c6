import Foundation
import Parameters
import Quantities
import Reports
import ResultFiles
import Scenarios
import Tariffs

/// `mgsim bill --results`: a finished run's meters under other tariffs, in tables.
struct ResultBills {
  /// The result file.
  var file: String
  var options: ResultBillsOptions
  /// The tariff files, some with the names of members behind a colon, and what is said in place of
  /// the file's time zone and holidays.
  var input: BillInput
  var format: BillFormat

  /// The tables as text, with a line feed at the end.
  ///
  /// The file must be read in a child process, see ``GuardedReading``.
  func report() throws(CommandFailure) -> String {
    do {
      return try makeReport()
    } catch let failure as CommandFailure {
      throw failure
    } catch let error as ScenarioError {
      throw CommandFailure(message: "\(error)", exitCode: CommandFailure.wrongInput)
    } catch {
      throw CommandFailure.input(error)
    }
  }

  private func makeReport() throws -> String {
    let reader = try ResultFileReader(opening: file)
    var reading = RunMeters.Options()
    reading.reading = options.reading.reading
    reading.zone = input.timeZone
    reading.holidays = try input.holidays.map(calendar)
    var meters = try RunMeters(reader, reading)
    let choices = try input.tariffs.map { try choice($0, meters) }
    let rules = try options.sharing.map { try sharing($0, meters) }
    if choices.contains(where: { $0.plan.looksBehindMeter }) {
      reading.includesGeneration = true
      meters = try RunMeters(reader, reading)
    }
    let bills = try ShadowBilling(meters, tariffs: choices, sharing: rules).bills()
    let rows = options.by.map(\.rows)
    return bills.report(
      format.tables, by: rows.isEmpty ? ShadowBills.usualTables(of: format.tables) : rows)
  }

  private func calendar(_ name: String) throws(CommandFailure) -> HolidayCalendar {
    if let named = HolidayCalendar.named.first(where: { $0.name == name }) { return named.calendar }
    let known = HolidayCalendar.named.map { "'\($0.name)'" }.joined(separator: ", ")
    throw CommandFailure(
      message: "mgsim: there is no calendar '\(name)' of holidays. Known: \(known).",
      exitCode: CommandFailure.wrongInput)
  }

  /// Reads a tariff that stands on the command line as `FILE` or `FILE:NAME,NAME`.
  private func choice(_ word: String, _ meters: RunMeters) throws -> TariffChoice {
    let (path, members) = Self.parts(word)
    let file = try TariffFile.read(path: path, context(meters))
    if file.kindName == UrdbTariff.parameterSet.name, meters.currency != "USD" {
      Console.printError(
        "mgsim: '\(path)' is a rate of the URDB; its dollars are taken as \(meters.currency).")
    }
    var plan = file.plan
    if options.anyYear { (plan.validFrom, plan.validUntil) = (nil, nil) }
    return TariffChoice(plan, members: members)
  }

  private func sharing(_ path: String, _ meters: RunMeters) throws -> SharingChoice {
    let name = URL(filePath: path).deletingPathExtension().lastPathComponent
    return SharingChoice(
      name: name, rules: try SharingFile.read(path: path, context(meters)).rules)
  }

  /// What the run says about every tariff: currency, zone and, unless any year will do, the days.
  private func context(_ meters: RunMeters) -> TariffFile.Context {
    var context = TariffFile.Context()
    let grid = meters.grid
    context.currency = meters.currency
    context.zone = grid.zone
    guard !options.anyYear else { return context }
    let last = Instant(nanoseconds: max(grid.start.nanoseconds, grid.end.nanoseconds - 1))
    let first = grid.zone.civilTime(at: grid.start).date
    context.days = first...max(first, grid.zone.civilTime(at: last).date)
    return context
  }

  /// The path and the names of members; a file whose own name has a colon is taken whole.
  static func parts(_ word: String) -> (path: String, members: [String]) {
    guard !FileManager.default.fileExists(atPath: word), let colon = word.lastIndex(of: ":") else {
      return (word, [])
    }
    let names = word[word.index(after: colon)...].split(separator: ",").map {
      $0.trimmingCharacters(in: .whitespaces)
    }
    return names.isEmpty ? (word, []) : (String(word[..<colon]), names)
  }
}
