import ArgumentParser

/// `mgsim import`: tariffs of public databases as tariff files.
struct ImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Writes tariffs of public databases as tariff files.",
    subcommands: [ImportAneelCommand.self, ImportUrdbCommand.self])
}
