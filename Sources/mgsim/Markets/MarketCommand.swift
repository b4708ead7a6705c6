import ArgumentParser

/// `mgsim market`: market mechanisms and bidding strategies alone.
struct MarketCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "market",
    abstract: "Tries market designs and bidding strategies without a simulation.",
    subcommands: [
      MarketClearCommand.self, MarketListCommand.self, MarketPowerCommand.self,
      MarketSessionCommand.self,
    ])
}
