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
    reading.holidays = try input.holidays.map(TariffWords.calendar)
    var meters = try RunMeters(reader, reading)
    let words = TariffWords(anyYear: options.anyYear)
    var choices = try input.tariffs.map { try words.choice($0, meters) }
    if let supplier = input.supplier {
      let plan = try words.choice(supplier, meters).plan
      choices = try choices.map { choice in
        TariffChoice(try choice.plan.supplied(by: plan), members: choice.members)
      }
    }
    let rules = try options.sharing.map { try words.sharing($0, meters) }
    if choices.contains(where: { $0.plan.looksBehindMeter }) {
      reading.includesGeneration = true
      meters = try RunMeters(reader, reading)
    }
    let bills = try ShadowBilling(meters, tariffs: choices, sharing: rules).bills()
    let rows = options.by.map(\.rows)
    return bills.report(
      format.tables, by: rows.isEmpty ? ShadowBills.usualTables(of: format.tables) : rows)
  }
}
