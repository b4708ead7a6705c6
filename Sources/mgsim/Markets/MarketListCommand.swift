import ArgumentParser
import MarketFiles

/// `mgsim market list`: the designs that there are.
struct MarketListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "Lists the market designs; with --format json also what each promises and needs.")

  @OptionGroup var common: CommonOptions

  func run() throws {
    let list = DesignList()
    if common.format == .json {
      try printJSON(list)
    } else {
      Console.print(list.text)
    }
  }
}
