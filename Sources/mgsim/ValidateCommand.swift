import ArgumentParser
import Scenarios

/// `mgsim validate`: every error of scenario files.
struct ValidateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate",
    abstract: "Reads scenario files with all that they refer to and reports every error.")

  @Argument(help: "Scenario files.", completion: .file(extensions: ["yaml", "yml"]))
  var scenarios: [String]

  @Option(name: .customLong("set"), help: "Replaces a value: path=value, such as market.k=0.3.")
  var overrides: [String] = []

  @OptionGroup var common: CommonOptions

  func run() throws {
    var reports: [Report] = []
    for path in scenarios {
      do {
        let scenario = try Scenario.read(path: path, overrides: overrides)
        reports.append(
          Report(scenario: path, valid: true, members: scenario.members.count, errors: []))
      } catch {
        reports.append(
          Report(
            scenario: path, valid: false, members: nil,
            errors: error.diagnostics.map(\.description)))
      }
    }
    if common.format == .json {
      try printJSON(reports)
    } else {
      for report in reports {
        for error in report.errors { Console.printError(error) }
        if report.valid, !common.quiet { Console.print("\(report.scenario): valid.") }
      }
    }
    if reports.contains(where: { !$0.valid }) { throw ExitCode(CommandFailure.wrongInput) }
  }

  /// What was found in one file.
  private struct Report: Encodable {
    let scenario: String
    let valid: Bool
    let members: Int?
    let errors: [String]
  }
}
