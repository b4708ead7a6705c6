import Foundation
import Microgrids
import NetworkStudies
import PowerFlow
import ProfileFiles
import Profiles
import Quantities
import ResultFiles
import Scenarios

/// Solves a network for each row of a table of loads, and writes what comes of it.
struct PowerFlowSeries {
  let command: PowerFlowCommand
  let path: String

  func run(_ study: PowerFlowStudy) throws {
    let table: LoadTable
    do {
      table = try LoadTable(
        reading: InputFiles.bytes(of: path), named: path, elements: study.elements)
    } catch let error as ProfileFileError {
      throw CommandFailure.input(error)
    }
    if let note = table.note { Console.printError("mgsim: \(note)") }
    let failures: Int
    if command.format == .h5 {
      failures = try writeFile(study, table)
    } else {
      var summary = SeriesSummary(study.axes)
      try solve(study, table) { row, worst in summary.add(row, worstBus: worst) }
      failures = summary.failureCount
      try command.write(summary.report)
    }
    guard failures == 0 else {
      throw CommandFailure(
        message: "mgsim: \(failures) of \(table.rowCount) power flows did not converge.",
        exitCode: CommandFailure.workFailed)
    }
  }

  private func solve(
    _ study: PowerFlowStudy, _ table: LoadTable,
    _ take: (SeriesRow, String) throws -> Void
  ) throws {
    var row = SeriesRow(study.axes)
    var active = [Double](repeating: 0, count: study.elements.count)
    var reactive = active
    let names = study.network.busNames
    for index in 0..<table.rowCount {
      table.fill(row: index, activePowerWatts: &active, reactivePowerVar: &reactive)
      study.solve(activePowerWatts: active, reactivePowerVar: reactive, into: &row)
      try take(row, names.indices.contains(row.worstBus) ? names[row.worstBus] : "")
    }
  }

  private func writeFile(_ study: PowerFlowStudy, _ table: LoadTable) throws -> Int {
    let axis = try timeAxis(table)
    var failures = 0
    do {
      var file = try SeriesFile(
        creating: command.output ?? "", title: "Power flows of \(study.network.name)",
        source: "mgsim \(Microgrid.version)", axes: study.axes, timeAxis: axis,
        options: WriterOptions(overwrites: command.force))
      try solve(study, table) { row, _ in
        failures += row.converged ? 0 : 1
        try file.append(row)
      }
      try file.finish()
    } catch let error as ResultFileError {
      throw error.isWrongUse ? CommandFailure.input(error) : CommandFailure.work(error)
    }
    return failures
  }

  private func timeAxis(_ table: LoadTable) throws(CommandFailure) -> TimeAxis {
    if let grid = table.grid {
      return TimeAxis(
        start: grid.start, intervalNanoseconds: grid.stepNanoseconds, count: grid.count)
    }
    guard let start = command.start, let step = command.step else {
      throw CommandFailure(
        message: "mgsim: '\(path)' has no column of stamps named 'time'; give --start and --step, "
          + "such as --start 2016-01-01T00:00:00Z --step '1 min'.",
        exitCode: CommandFailure.wrongInput)
    }
    let utc = start.hasSuffix("Z") ? CivilTime(parsing: start.dropLast()) : nil
    guard let instant = utc.flatMap({ CivilTimeZone.utc.instants(of: $0)?.first }) else {
      throw CommandFailure(
        message: "mgsim: --start must be an instant such as 2016-01-01T00:00:00Z, not '\(start)'.",
        exitCode: CommandFailure.wrongInput)
    }
    guard let nanoseconds = nanoseconds(inStep: step) else {
      throw CommandFailure(
        message: "mgsim: --step must be a time such as '15 min', not '\(step)'.",
        exitCode: CommandFailure.wrongInput)
    }
    return TimeAxis(start: instant, intervalNanoseconds: nanoseconds, count: table.rowCount)
  }

  /// The nanoseconds in a text such as `15 min`.
  private func nanoseconds(inStep text: String) -> Int64? {
    let units = ["s": 1.0, "min": 60, "h": 3600, "d": 86400]
    let number = text.prefix { $0.isNumber || $0 == "." }
    let unit = text.dropFirst(number.count).trimmingCharacters(in: .whitespaces)
    guard let value = Double(number), let scale = units[unit], value > 0 else { return nil }
    return Int64(exactly: (value * scale * 1e9).rounded())
  }
}
