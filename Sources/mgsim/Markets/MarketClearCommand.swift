import ArgumentParser
import MarketFiles

/// `mgsim market clear`: one order book, cleared by one design.
struct MarketClearCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "clear",
    abstract: "Clears an order book by a market design.",
    discussion: """
      The book is a JSON object with 'bids' and 'asks' (or 'offers'), each a list of orders with \
      'id', 'kwh' and 'price' per kWh; orders may have 'trader', 'slope', 'bus', 'zone' and \
      'sequence' as well. 'importPrice', 'exportPrice', 'intervalOrdinal', 'seed', 'quotaShares' \
      and 'network' are for the designs that use them; other keys of the book are passed over.

      Exit code 1: a design that iterates did not converge. Exit code 2: the book or the design is \
      wrong.
      """)

  @OptionGroup var input: MarketInput

  @OptionGroup var common: CommonOptions

  func run() throws {
    let (book, design) = try input.read()
    let report = ClearingReport(
      clearing: book, by: design, interval: input.interval, seed: input.seed)
    if common.format == .json {
      try printJSON(report)
    } else {
      Console.print(report.text)
    }
    guard report.hasConverged else {
      throw CommandFailure(
        message: "mgsim: '\(design.name)' did not converge in \(report.iterations) iterations.",
        exitCode: CommandFailure.workFailed)
    }
  }
}
