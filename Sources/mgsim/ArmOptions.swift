import ArgumentParser
import Foundation
import Scenarios

/// The option that chooses arms of scenarios.
struct ArmOptions: ParsableArguments {
  /// The word for every arm of a scenario.
  private static let all = "all"

  @Option(
    name: .customLong("arm"),
    help: "An arm of the scenarios, or 'all' for each; without it, the scenarios as they stand.")
  var arms: [String] = []

  /// The scenarios in their order, each in all the arms that are wanted.
  func variants(of scenarios: [String]) throws(CommandFailure) -> [ScenarioVariant] {
    var variants: [ScenarioVariant] = []
    for path in scenarios {
      if arms.isEmpty { variants.append(ScenarioVariant(path: path, arm: nil)) }
      for arm in arms {
        let names = arm == Self.all ? try names(of: path) : [arm]
        for name in names where !variants.contains(ScenarioVariant(path: path, arm: name)) {
          variants.append(ScenarioVariant(path: path, arm: name))
        }
      }
    }
    return variants
  }

  /// The names of all arms; one of none for a file that has a fault, which reading it reports.
  private func names(of path: String) throws(CommandFailure) -> [String?] {
    guard let names = try? Scenario.armNames(path: path) else { return [nil] }
    guard names.isEmpty else { return names }
    throw CommandFailure(
      message: "mgsim: '\(path)' has no arms. Leave out --arm, or write them under 'arms'.",
      exitCode: CommandFailure.wrongInput)
  }
}

/// A scenario file, as it stands or in one of its arms.
struct ScenarioVariant: Hashable, Sendable {
  let path: String
  let arm: String?

  /// The file with its arm, for messages.
  var description: String { arm.map { "\(path), arm '\($0)'" } ?? path }

  /// The name of the result file if nothing else is asked for.
  var outputName: String {
    let name = URL(filePath: path).deletingPathExtension().lastPathComponent
    return name + (arm.map { ".\($0)" } ?? "") + ".h5"
  }

  /// Reads the scenario.
  func read(overrides: [String]) throws(ScenarioError) -> Scenario {
    try Scenario.read(path: path, overrides: overrides, arm: arm)
  }

  /// The lines that tell people what is wrong, and in which arm.
  func lines(of faults: [String]) -> [String] {
    faults + (arm.map { ["\(path): these faults are those of the arm '\($0)'."] } ?? [])
  }
}
