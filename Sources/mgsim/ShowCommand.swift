import ArgumentParser
import Reports
import ResultFiles

/// `mgsim show`: what is in a result file, and whether its numbers agree with one another.
struct ShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Shows what is in a result file.",
    discussion: """
      With --check the energy balance of every interval, the ledger to the last millionth and the \
      contract's journal are checked; the exit code is 1 when a check fails.
      """)

  @Argument(help: "The result file.", completion: .file(extensions: ["h5", "nc"]))
  var file: String

  @Flag(help: "Check energy, money and the contract's journal.")
  var check = false

  @Flag(help: "List every series and table column.")
  var variables = false

  @OptionGroup var common: CommonOptions

  func run() throws {
    if try GuardedReading.runInChild(for: file) { return }
    var overview: ResultOverview
    do {
      let reader = try ResultFileReader(opening: file)
      overview = try ResultOverview(reader)
      if check { overview.checks = try ResultAudit.run(reader) }
    } catch {
      throw CommandFailure.input(error)
    }
    if common.format == .json {
      try printJSON(overview)
    } else if !common.quiet {
      Console.print(text(overview))
    }
    let failed = overview.checks?.count { !$0.passed } ?? 0
    if failed > 0 {
      throw CommandFailure(
        message: "mgsim: \(failed) checks of '\(file)' failed.", exitCode: CommandFailure.workFailed
      )
    }
  }

  private func text(_ overview: ResultOverview) -> String {
    var lines = [overview.attributes["title"] ?? file, ""]
    for name in [
      "source", "mgsim_run_id", "mgsim_scenario_sha256", "mgsim_seed", "mgsim_time_zone",
      "time_coverage_start", "time_coverage_end", "mgsim_libraries",
    ] {
      if let value = overview.attributes[name] {
        lines.append("  \(name.padded(to: 24))\(value)")
      }
    }
    if overview.attributes[IndicatorFile.detailAttribute] == IndicatorFile.detail {
      lines.append(
        "  \("detail".padded(to: 24))indicators only: no series and no tables (recording.detail)")
    }
    lines.append("  \("status".padded(to: 24))\(overview.status)\n")
    lines += table(overview.indicators)
    if let governance = overview.governance {
      lines.append("\n  community of the quota contract")
      lines += table(governance)
    }
    if variables {
      lines.append("")
      for variable in overview.signals + overview.tables {
        let shape = zip(variable.dimensions, variable.shape).map { "\($0)=\($1)" }
          .joined(separator: ", ")
        lines.append("  \(variable.path)(\(shape)) \(variable.units ?? "")")
      }
    }
    for check in overview.checks ?? [] {
      lines.append("\n  \(check.passed ? "passed" : "FAILED")  \(check.property)")
      lines.append("          \(check.finding)")
    }
    return lines.joined(separator: "\n")
  }
}

extension ShowCommand {
  private func table(_ indicators: [ResultOverview.Indicator]) -> [String] {
    let width = (indicators.map(\.name.count).max() ?? 0) + 2
    return indicators.map {
      "  \($0.name.padded(to: width))\(SummaryText.number($0.value)) "
        + SummaryText.unit($0.units)
    }
  }
}

extension String {
  /// The text, filled up with blanks.
  func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(1, width - count))
  }
}
