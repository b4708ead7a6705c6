import ArgumentParser

/// `mgsim contract`: the quota contract alone.
struct ContractCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "contract",
    abstract: "Tries the quota contract without a simulation.",
    subcommands: [ContractReplayCommand.self])
}
