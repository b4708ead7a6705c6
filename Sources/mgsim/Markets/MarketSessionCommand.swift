import Agents
import ArgumentParser

/// `mgsim market session`: strategies that meet in a laboratory market.
struct MarketSessionCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "session",
    abstract: "Holds repeated sessions of a mix of strategies on a schedule of values and costs.",
    discussion: """
      Each day begins with the same values and costs, while the traders keep what they have learned. \
      Printed by day, as means over the sessions with their standard errors: the allocative \
      efficiency, Smith's alpha (the deviation of prices from the equilibrium price), the dispersion \
      of profits, the mean price and the quantity.

      A schedule file is a JSON object with 'values' (of each buyer's units) and 'costs' (of each \
      seller's), lists of whole tokens or of lists of them; 'lowestPrice' and 'highestPrice' may be \
      left out.
      """)

  @Option(
    help: "Schedule of values and costs: smith-chart-1, tokens5, a file, or - for standard input.",
    completion: .file(extensions: ["json"]))
  var schedule: String = "smith-chart-1"

  @Option(
    help: "Strategies and weights, such as zero-intelligence-plus:6,zero-intelligence:5.")
  var mix: String = "zero-intelligence"

  @Option(
    name: .customLong("protocol"),
    help: "How traders meet: single-quote, open-outcry or call-market.")
  var sessionProtocol: String = "single-quote"

  @Option(
    help: "Market design of a call market; without it, uniform-price-double-auction.")
  var design: String?

  @Option(name: .customLong("set"), help: "Sets a parameter of the design: name=value.")
  var settings: [String] = []

  @Option(help: "Number of days of each session.")
  var days: Int = 5

  @Option(help: "Number of independent sessions.")
  var sessions: Int = 100

  @Option(help: "Seed of all random numbers.")
  var seed: UInt64 = 1

  @OptionGroup var common: CommonOptions

  func validate() throws {
    guard 1...10_000 ~= days else {
      throw ValidationError("--days must lie between 1 and 10000.")
    }
    guard 1...1_000_000 ~= sessions else {
      throw ValidationError("--sessions must lie between 1 and 1000000.")
    }
  }

  func run() throws {
    let session = MarketSession(
      MarketSession.Configuration(
        schedule: try SessionChoices.schedule(schedule), mix: try SessionChoices.mix(mix),
        protocol: try SessionChoices.sessionProtocol(
          sessionProtocol, design: design, settings: settings),
        days: days, seed: seed))
    let report = SessionReport(
      session.summary(ofReplications: sessions), of: session, schedule: schedule,
      sessions: sessions)
    if common.format == .json {
      try printJSON(report)
    } else {
      Console.print(report.text)
    }
  }
}
