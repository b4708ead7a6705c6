import ArgumentParser
import Reports
import ResultFiles

/// A finished run and the tariffs that its members are taken to pay.
struct RunTariffs: ParsableArguments {
  @Argument(
    help: "Result file of a finished run.", completion: .file(extensions: ["h5", "nc"]))
  var results: String

  @Option(
    name: .customLong("tariff"),
    help: "Tariff file; FILE:NAME,NAME is paid by these members alone, NAME* by all that begin so.",
    completion: .file(extensions: ["yaml", "yml", "json"]))
  var tariffs: [String] = []

  @Option(help: "Time zone in place of the run's.")
  var timeZone: String?

  @Option(help: "Calendar of holidays in place of the run's.")
  var holidays: String?

  @Flag(help: "Bill the run as if each tariff had been in force all the time.")
  var anyYear = false

  func validate() throws {
    guard !tariffs.isEmpty else { throw ValidationError("Name a tariff with --tariff.") }
  }

  /// Reads the run's meters with the generation behind them, and the tariffs.
  ///
  /// The file must be read in a child process, see ``GuardedReading``.
  func read() throws -> (meters: RunMeters, tariffs: [TariffChoice]) {
    var reading = RunMeters.Options()
    reading.includesGeneration = true
    reading.zone = timeZone
    reading.holidays = try holidays.map(TariffWords.calendar)
    let meters = try RunMeters(try ResultFileReader(opening: results), reading)
    return (meters, try tariffs.map { try TariffWords(anyYear: anyYear).choice($0, meters) })
  }
}
