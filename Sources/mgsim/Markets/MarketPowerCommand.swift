import ArgumentParser
import MarketFiles

/// `mgsim market power`: who could move the prices of an order book.
struct MarketPowerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "power",
    abstract: "Measures market power and fairness of a design on an order book.",
    discussion: """
      The limit prices of the book are taken for true values and costs. Printed are the residual \
      supply and demand indices (below 1 a trader is pivotal), the Lerner indices, the concentration \
      (sum of squared shares), what each trader gains, what the best response that was found to all \
      others' orders would add, the Shapley values (sampled, with their standard error, for more than \
      12 traders), and whether a group of traders would do better alone (the core).

      The search for best responses clears the book many times for each trader.
      """)

  @OptionGroup var input: MarketInput

  @Option(help: "Pairs of random orders of joining for sampled Shapley values.")
  var samples: Int = 1000

  @OptionGroup var common: CommonOptions

  func validate() throws {
    guard 1...1_000_000 ~= samples else {
      throw ValidationError("--samples must lie between 1 and 1000000.")
    }
  }

  func run() throws {
    let (book, design) = try input.read()
    let report = MarketPowerReport(
      of: book, under: design, interval: input.interval, seed: input.seed, samples: samples)
    if common.format == .json {
      try printJSON(report)
    } else {
      Console.print(report.text)
    }
  }
}
