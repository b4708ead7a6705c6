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

  @OptionGroup var arms: ArmOptions

  @OptionGroup var common: CommonOptions

  func run() throws {
    var reports: [Report] = []
    for variant in try arms.variants(of: scenarios) {
      do {
        let scenario = try variant.read(overrides: overrides)
        reports.append(
          Report(variant, valid: true, members: scenario.members.count, errors: []))
      } catch {
        reports.append(
          Report(
            variant, valid: false, members: nil, errors: error.diagnostics.map(\.description)))
      }
    }
    if common.format == .json {
      try printJSON(reports)
    } else {
      for report in reports {
        let variant = report.variant
        if report.valid {
          if !common.quiet { Console.print("\(variant.description): valid.") }
        } else {
          for line in variant.lines(of: report.errors) { Console.printError(line) }
        }
      }
    }
    if reports.contains(where: { !$0.valid }) { throw ExitCode(CommandFailure.wrongInput) }
  }

  /// What was found in one file.
  private struct Report: Encodable {
    let scenario: String
    let arm: String?
    let valid: Bool
    let members: Int?
    let errors: [String]

    init(_ variant: ScenarioVariant, valid: Bool, members: Int?, errors: [String]) {
      scenario = variant.path
      arm = variant.arm
      self.valid = valid
      self.members = members
      self.errors = errors
    }

    var variant: ScenarioVariant { ScenarioVariant(path: scenario, arm: arm) }
  }
}
