import ArgumentParser
import MarketFiles

/// The order book and the design that a command works with.
struct MarketInput: ParsableArguments {
  @Argument(
    help: "File with an order book, or - for standard input.",
    completion: .file(extensions: ["json"]))
  var book: String

  @Option(help: "Name of the market design; 'mgsim market list' tells all.")
  var design: String

  @Option(
    name: .customLong("set"), help: "Sets a parameter of the design: name=value, such as k=0.3.")
  var settings: [String] = []

  @Option(help: "Ordinal of the delivery interval, which decides who gets indivisible remainders.")
  var interval: Int64?

  @Option(help: "Seed of the random numbers that a design with chance draws.")
  var seed: UInt64?

  /// Reads the book and makes the design; the book must hold what the design needs.
  func read() throws(CommandFailure) -> (book: OrderBookFile, design: MarketDesign) {
    let design: MarketDesign
    do {
      design = try MarketDesign(named: self.design, settings: settings)
    } catch {
      throw CommandFailure.input(error)
    }
    let bytes = try InputFiles.bytes(of: book)
    let name = book == "-" ? "standard input" : book
    let file: OrderBookFile
    do {
      file = try OrderBookFile.read(bytes, named: name)
    } catch {
      throw CommandFailure(message: "\(error)", exitCode: CommandFailure.wrongInput)
    }
    let objections = design.objections(to: file)
    guard objections.isEmpty else {
      throw CommandFailure(
        message: objections.map { "\(name): \($0)" }.joined(separator: "\n"),
        exitCode: CommandFailure.wrongInput)
    }
    return (file, design)
  }
}
